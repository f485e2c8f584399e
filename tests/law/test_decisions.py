"""The words of an operative part: what authorises the mayor to sign, and what does not."""

from __future__ import annotations

import pytest

from generator.law.decisions import read_decision


@pytest.mark.parametrize(
    "words",
    [
        "AUTORISE Monsieur le Maire à signer la convention.",
        "approuve la convention et autorise M. le Maire à la signer",
        "DÉCIDE : - d’approuver la convention ; - d’autoriser Madame la Maire à la signer.",
        "autorise à l’unanimité, soit quatorze voix pour, Madame le Maire à signer la convention.",
        "DONNE tous pouvoirs au Maire pour signer la convention",
        "donne mandat à Monsieur le Maire de signer tout document relatif à cette affaire",
        "HABILITE Madame la Maire à signer la convention",
        "Le Maire est autorisé à signer la convention",
        "AUTORISE la signature de la convention",
        "AUTORISE le Maire à signer la demande de subvention et la convention",
    ],
)
def test_an_authorisation_to_sign_is_read_in_its_usual_turns(words: str) -> None:
    """Verbs in capitals, infinitives, passives, powers and mandates."""
    decision = read_decision(words)
    assert decision.authorises
    assert not decision.aside
    assert not decision.avenants


@pytest.mark.parametrize(
    ("words", "aside"),
    [
        ("N’AUTORISE PAS Monsieur le Maire à signer la convention", "le conseil refuse"),
        ("décide de ne pas autoriser Madame la Maire à signer la convention", "le conseil refuse"),
        ("REFUSE d’autoriser le Maire à signer", "le conseil refuse"),
        ("REJETTE le projet de convention", "le conseil refuse"),
        ("N’APPROUVE PAS la convention", "le conseil refuse"),
        ("PREND ACTE de la présentation de la convention", "le conseil prend acte"),
        ("DÉCIDE d’ajourner l’examen de la convention", "le conseil ajourne sa décision"),
        ("SURSOIT à statuer", "le conseil ajourne sa décision"),
        ("décide de reporter ce point à une prochaine séance", "le conseil ajourne sa décision"),
        ("RETIRE ce point de l’ordre du jour", "le projet est retiré"),
        ("APPROUVE la convention", ""),
        ("AUTORISE Monsieur le Maire à effectuer toutes les démarches utiles", ""),
        ("", ""),
    ],
)
def test_other_decisions_authorise_nothing(words: str, aside: str) -> None:
    """Refusals, notes, adjournments, withdrawals, and an approval alone."""
    decision = read_decision(words)
    assert (decision.authorises, decision.avenants, decision.aside) == (False, False, aside)


@pytest.mark.parametrize(
    "words",
    [
        "AUTORISE Monsieur le Maire à poursuivre les négociations en vue de la signature de la convention.",
        "APPROUVE la convention ; AUTORISE Madame la Maire à signer la demande de subvention auprès de l’État.",
        "AUTORISE Madame la Maire à signer la demande de subvention relative à la convention.",
        "DEMANDE à Monsieur le Maire de revoir la convention avant d’être autorisé à la signer.",
        "AUTORISE Madame la Présidente de la Communauté d’agglomération à signer la convention.",
    ],
)
def test_an_authorisation_of_something_else_is_none(words: str) -> None:
    """To negotiate, to sign another paper, given to the other party or to come."""
    assert not read_decision(words).authorises


@pytest.mark.parametrize(
    ("words", "aside"),
    [
        ("ABROGE la délibération n° 12 autorisant le Maire à signer", "le conseil revient sur une délibération"),
        ("RAPPORTE sa délibération autorisant le maire à signer", "le conseil revient sur une délibération"),
        ("ÉMET un avis défavorable à ce que le Maire soit autorisé à signer", "le conseil refuse"),
        ("S’OPPOSE à ce que le Maire soit autorisé à signer la convention", "le conseil refuse"),
        ("NE SOUHAITE PAS que le Maire soit autorisé à signer", "le conseil refuse"),
        ("DÉCLINE la proposition d’autoriser le maire à signer", "le conseil refuse"),
        (
            "DIT que l’autorisation de signer fera l’objet d’une délibération ultérieure",
            "le conseil ajourne sa décision",
        ),
        ("DÉCIDE de différer l’autorisation de signer", "le conseil ajourne sa décision"),
        ("RENVOIE à une prochaine séance l’autorisation de signer", "le conseil ajourne sa décision"),
        ("SUBORDONNE l’autorisation de signer à l’avis du comité", "le conseil ajourne sa décision"),
        ("DIT qu’il n’y a pas lieu d’autoriser le Maire à signer", "le conseil refuse"),
        ("JUGE prématuré d’autoriser la signature", "le conseil refuse"),
        ("La proposition d’autoriser le Maire à signer n’est pas adoptée", "le conseil refuse"),
        ("S’ABSTIENT d’autoriser le Maire à signer", "le conseil refuse"),
    ],
)
def test_an_authorisation_that_is_refused_undone_or_put_off_is_disputed(words: str, aside: str) -> None:
    """The words of an authorisation stand in the sentence that takes it back."""
    decision = read_decision(words)
    assert (decision.disputed, decision.aside) == (True, aside)


@pytest.mark.parametrize(
    "words",
    [
        "AUTORISE le Maire à signer la convention, sous réserve que l’article 7 soit modifié",
        "APPROUVE la convention telle que modifiée par l’amendement ; AUTORISE le Maire à la signer",
        "AUTORISE le Maire à signer la convention pour une durée d’un an non renouvelable",
        "AUTORISE le Maire à signer dès que le conseil en aura approuvé la version définitive",
        "AUTORISE le Maire à signer la convention, à l’exception de son annexe",
        "AUTORISE, une fois inscrits les crédits, le Maire à signer la convention",
        "AUTORISE le Maire à signer la convention et ses avenants, à condition que l’article 5 soit supprimé",
    ],
)
def test_what_is_authorised_under_a_condition_or_otherwise_is_disputed(words: str) -> None:
    """What is to be signed is not what was voted, or not yet: somebody reads it."""
    decision = read_decision(words)
    assert (decision.disputed, decision.aside[:30]) == (True, "le conseil pose une condition,")


def test_who_is_authorised_in_the_place_of_the_mayor_is_told() -> None:
    """The mayor beside an adjoint, the mayor by name and whoever was designated are in order."""
    other = read_decision("AUTORISE Mme Anne-Lise DUFOUR-TONINI, première adjointe au maire, à signer la convention")
    assert other.aside == "le conseil autorise une autre personne que le maire"
    for words in (
        "M. le Maire ou son adjoint",
        "Mme Anne-Lise DUFOUR-TONINI, Maire,",
        "le membre du conseil ainsi désigné",
    ):
        assert not read_decision(f"AUTORISE {words} à signer la convention").disputed


def test_what_is_kept_out_of_the_avenants_is_no_condition() -> None:
    """« à l’exclusion de ceux qui ont une incidence financière » is said of avenants."""
    words = "AUTORISE le Maire à signer la convention et ses avenants, à l’exclusion de ceux qui ont une incidence"
    assert not read_decision(words).disputed
    assert not read_decision("CHARGE le Maire d’écrire que la commune n’entend pas signer la convention").authorises


def test_what_replaces_an_earlier_deliberation_decides() -> None:
    """« Annule et remplace » is not a step back."""
    assert not read_decision("ANNULE ET REMPLACE la délibération n° 3 ; AUTORISE le Maire à signer").disputed


def test_what_is_authorised_and_put_off_is_disputed() -> None:
    """Somebody must look at it."""
    words = "PREND ACTE du rapport ; AUTORISE Monsieur le Maire à signer la convention"
    assert read_decision(words).disputed
    assert not read_decision("AUTORISE Monsieur le Maire à signer la convention").disputed


@pytest.mark.parametrize(
    "words",
    [
        "AUTORISE le Maire à signer les conventions ainsi que leurs éventuels avenants sans incidence financière.",
        "autorise M. le Maire à signer la convention et tout avenant n’ayant pas d’incidence financière",
        "DONNE pouvoir au Maire de signer la convention, ses annexes et ses avenants",
        "AUTORISE le Maire à signer les avenants sans incidence financière, les autres devant être soumis au conseil",
    ],
)
def test_avenants_are_authorised_with_the_convention(words: str) -> None:
    """Those without financial effect, or all of them."""
    assert read_decision(words).avenants


@pytest.mark.parametrize(
    "words",
    [
        "AUTORISE le Maire à signer la convention, à l’exclusion de ses avenants",
        "AUTORISE le Maire à signer la convention ; les avenants seront soumis au conseil",
        "AUTORISE le Maire à signer la convention. N’AUTORISE PAS le Maire à signer les avenants",
        "AUTORISE le Maire à signer la convention, tout avenant devant être soumis au conseil municipal",
        "AUTORISE le Maire à signer la convention, étant précisé que chaque avenant sera présenté au conseil",
        "AUTORISE le Maire à signer la convention, et non ses avenants",
        "AUTORISE le Maire à signer la convention, mais pas ses avenants",
        "AUTORISE le Maire à signer la convention, qui ne pourra faire l’objet d’aucun avenant",
    ],
)
def test_avenants_that_are_left_out_are_not_authorised(words: str) -> None:
    """Excluded, or spoken of elsewhere than in an authorisation to sign."""
    decision = read_decision(words)
    assert decision.authorises
    assert not decision.avenants
