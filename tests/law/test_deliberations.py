"""What the dates, the identifier, the object and the decision of a deliberation must agree with."""

from __future__ import annotations

import datetime
from dataclasses import replace

from generator.law.acts import Act
from generator.law.deliberations import examine_act
from tests.cases import cases

from .samples import DELIBERATION, told

TODAY = datetime.date(2025, 4, 30)


def examined(**changes: object) -> list[str]:
    return told(examine_act(replace(DELIBERATION, **changes), TODAY))  # type: ignore[arg-type]  # one call, any field


def test_the_deliberation_of_haveluy_is_in_order() -> None:
    """SIREN, date, number, nature, object and dates agree."""
    assert examine_act(DELIBERATION, TODAY) == ()


def test_of_an_act_with_a_number_only_nothing_is_said() -> None:
    """Neither its dates nor its identifier are known."""
    assert examine_act(Act("215902925", "2025-02-10"), TODAY) == ()


def test_another_form_is_told_with_the_form_expected() -> None:
    """What was read is shown as it is."""
    (found,) = examined(identifier="059-215902925-DELIB20250210")
    assert found.startswith("error, identifiant, protocole d’échange ACTES: « 059-215902925-DELIB20250210 » n’a pas")


def test_the_scan_of_haveluy_shows_a_siren_and_a_department_misread() -> None:
    """069 for 059 and 215002925 for 215902925, as the scan was read."""
    assert examined(identifier="069-215002925-20250402-DELIB20250210-DE") == [
        "error, identifiant, protocole d’échange ACTES: le SIREN de l’identifiant, 215002925, n’a pas la bonne clé : un"
        " chiffre est mal lu ou mal saisi ; celui de la commune est 215902925.",
        "warning, identifiant, protocole d’échange ACTES: le département de l’identifiant est 069, et le SIREN de la"
        " commune, 215902925, est d’un autre (« 59 ») ; vérifiez l’identifiant.",
    ]


def test_the_siren_of_another_commune_is_an_error() -> None:
    """La Sentinelle's SIREN is a good one, but not Haveluy's."""
    (found,) = examined(identifier="059-215905647-20250402-DELIB20250210-DE")
    assert found.startswith("error, identifiant")
    assert "le SIREN de l’identifiant, 215905647, n’est pas celui de la commune, 215902925" in found


@cases("siren, department", ("212000046", "02A"), ("210100012", "001"), ("219711207", "971"), ("200042190", "059"))
def test_departments_are_compared_as_insee_writes_them(siren: str, department: str) -> None:
    """Corsica is 20 in a SIREN, overseas 97; a SIREN that does not begin with 21 tells no department."""
    act = Act(siren, "", identifier=f"{department}-{siren}-20250402-1-DE")
    assert "département" not in "".join(told(examine_act(act, TODAY)))


def test_the_date_of_the_identifier_is_that_of_the_decision() -> None:
    """Not that of the transmission."""
    assert examined(identifier="059-215902925-20250407-DELIB20250210-DE") == [
        "error, identifiant, protocole d’échange ACTES: l’identifiant porte la date du 7 avril 2025, et la séance"
        " est du 2 avril 2025 ; c’est la date de la décision qui y figure : vérifiez les deux."
    ]


@cases("number", "2025-02-10", "delib20250210", "DELIB_2025_02_10", "_20250210", "20250210_")
def test_the_number_has_fifteen_capitals_digits_and_inner_underscores_at_most(number: str) -> None:
    """Hyphens, small letters, sixteen characters, an underscore at either end."""
    (found,) = examined(identifier=f"059-215902925-20250402-{number}-DE")
    assert found.startswith(f"error, numéro, protocole d’échange ACTES: « {number} » ne peut pas être le numéro")


def test_numbers_that_differ_are_a_warning() -> None:
    """The number transmitted is the commune's choice; another deliberation may have been sent."""
    assert examined(number="2025-02-11") == [
        "warning, numéro, protocole d’échange ACTES: la délibération porte le n° 2025-02-11 et l’identifiant"
        " DELIB20250210 ; vérifiez que c’est bien la même."
    ]


@cases("nature, meaning", ("AR", "acte réglementaire"), ("ZZ", "inconnue"))
def test_a_deliberation_is_of_nature_de(nature: str, meaning: str) -> None:
    """An order of the mayor does not authorise the convention."""
    (found,) = examined(identifier=f"059-215902925-20250402-DELIB20250210-{nature}")
    assert found.startswith("error, identifiant")
    assert f"la nature de l’acte est {nature} ({meaning}), et non DE" in found


def test_an_object_has_499_characters_on_one_line() -> None:
    """One more, or a line break, and the transmission refuses it."""
    assert examined(object="a" * 499) == []
    (found,) = examined(object="a" * 500)
    assert found == (
        "error, objet, protocole d’échange ACTES: l’objet compte 500 caractères ; la transmission n’en accepte que"
        " 499 : signalez-le à la commune."
    )
    (found,) = examined(object="Convention\nde médiation")
    assert found.startswith("error, objet, protocole d’échange ACTES: l’objet contient un retour à la ligne")


@cases(
    "changes, told_first",
    ({"sent_on": datetime.date(2025, 4, 1)}, "envoi en préfecture : 1er avril 2025, avant : séance, 2 avril 2025"),
    (
        {"received_on": datetime.date(2025, 4, 6)},
        "réception en préfecture : 6 avril 2025, avant : envoi en préfecture, 7 avril 2025",
    ),
    (
        {"sent_on": None, "received_on": datetime.date(2025, 4, 1)},
        "réception en préfecture : 1er avril 2025, avant : séance, 2 avril 2025",
    ),
    ({"published_on": datetime.date(2025, 4, 1)}, "publication : 1er avril 2025, avant : séance, 2 avril 2025"),
)
def test_an_act_is_decided_sent_received_in_this_order(changes: dict[str, object], told_first: str) -> None:
    """Published after the sitting, before or after the receipt."""
    (found,) = examined(**changes)
    assert found == f"error, dates, : {told_first} ; vérifiez les deux dates."


def test_dates_to_come_are_mistakes() -> None:
    """Today is not to come; tomorrow is."""
    assert examined(published_on=TODAY) == []
    (found,) = examined(published_on=TODAY + datetime.timedelta(1))
    assert found == (
        "error, dates, : publication : 1er mai 2025, une date à venir (nous sommes le 30 avril 2025) ; vérifiez-la."
    )


@cases(
    "operative, found",
    ("APPROUVE la convention.", "aucune autorisation de signer n’a été lue ; le maire"),
    ("PREND ACTE de la présentation.", "n’a été lue : le conseil prend acte ; le maire"),
    ("AJOURNE l’examen de la convention.", "n’a été lue : le conseil ajourne sa décision ; le maire"),
    ("RETIRE le point de l’ordre du jour.", "n’a été lue : le projet est retiré ; le maire"),
    ("AUTORISE le Maire à signer l’avenant n° 1.", "n’a été lue : le conseil n’autorise que des avenants ; le maire"),
)
def test_without_an_authorisation_to_sign_a_deliberation_is_irregular(operative: str, found: str) -> None:
    """What the council did instead is said; an act in which that was never read is not judged."""
    act = replace(DELIBERATION, operative=operative, authorises_signature=False)
    (told_of_it,) = told(examine_act(act, TODAY))
    assert told_of_it.startswith("error, autorisation, CGCT, art. L. 2121-29 et L. 2122-21: aucune autorisation")
    assert found in told_of_it
    assert not examine_act(replace(act, authorises_signature=None), TODAY)
    assert not examine_act(replace(act, authorises_signature=True), TODAY)


@cases("ballot", "au scrutin secret", "qui décide à l’unanimité de voter à main levée", "")
def test_who_is_designated_is_voted_by_secret_ballot_or_by_a_unanimous_choice(ballot: str) -> None:
    """A nomination whose ballot is not told is a doubt; what has no designation has none."""
    words = f"Le conseil, {ballot}, DÉSIGNE Mme MURCIA, adjointe, pour signer la convention"
    found = [one for one in examined(operative=words, designated="Mme MURCIA") if "désignation" in one]
    assert [one.split(" : ")[-1] for one in found] == ([] if ballot else ["vérifiez-le auprès de la commune."])
    assert not [one for one in examined(operative=words) if "désignation" in one]
