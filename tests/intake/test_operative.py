"""What the operative part of an act is read to authorise, and how surely."""

from __future__ import annotations

import re

from tests.cases import cases
from tests.intake.minutes import field

_ACT = """COMMUNE D’HAVELUY
Séance du 3 juin 2025
Objet : {subject}
Vu la délibération du 3 mars 2023 autorisant Monsieur le Maire à signer une convention,
Le conseil municipal, après en avoir délibéré, à l’unanimité,
{words}
Fait et délibéré les jour, mois et an que dessus.
"""
CONVENTION, AMENDED = "Convention de médiation numérique", "Avenant n° 1 à la convention de médiation numérique"


def _read(words: str, name: str, subject: str = CONVENTION) -> tuple[object, str, str]:
    found = field(_ACT.format(subject=subject, words=words), name)
    return found.value, found.confidence, found.why


@cases(
    "words",
    "PREND ACTE de la convention.",
    "SURSOIT à statuer.",
    "REFUSE d’autoriser Monsieur le Maire à signer la convention.",
    "PROPOSE d’autoriser Monsieur le Maire à signer la convention.",
    "DÉCIDE que Monsieur le Maire signera la convention.",
    "RENVOIE l’autorisation de signer à une prochaine séance.",
    "DONNE tous pouvoirs à Monsieur le Maire.",
    "DÉCIDE de conclure la convention et donne délégation au maire.",
)
def test_what_is_not_decided_is_never_read_as_an_authorisation(words: str) -> None:
    """Sure where nothing is said of signing, in doubt where something is."""
    value, confidence, _ = _read(words, "autorise_signature")
    assert value is False
    assert confidence == ("doubtful" if re.search("sign|pouvoir|conclure", words) else "certain")


def test_an_authorisation_spread_over_articles_is_certain() -> None:
    """Whatever the visas cite of another one."""
    words = "DÉCIDE\nArticle 1 : D’approuver la convention.\nArticle 2 : D’autoriser Monsieur le Maire à la signer."
    assert _read(words, "autorise_signature") == (True, "certain", "")
    assert _read(words, "autorise_avenants") == (False, "certain", "")


def test_who_is_authorised_with_the_mayor_is_to_be_confirmed() -> None:
    """« ou son représentant »."""
    words = "AUTORISE Monsieur le Maire ou son représentant à signer la convention."
    value, confidence, why = _read(words, "autorise_signature")
    assert (value, confidence) == (True, "doubtful")
    assert why.endswith("à la place du maire ou avec lui, une autre personne")


def test_an_avenant_is_authorised_by_its_own_act_alone() -> None:
    """In an act about the convention, who authorises an avenant has not authorised the convention."""
    words = "APPROUVE l’avenant n° 1 à la convention et AUTORISE Monsieur le Maire à le signer."
    assert _read(words, "autorise_signature", AMENDED) == (True, "certain", "")
    value, confidence, why = _read(words, "autorise_signature")
    assert (value, confidence) == (False, "doubtful")
    assert why == "l’acte n’autorise à signer que des avenants, non la convention"
    assert _read(words, "autorise_avenants", AMENDED) == (False, "certain", "")


def test_some_avenants_are_to_be_confirmed() -> None:
    """The doubt says which, in the words of the act."""
    words = "AUTORISE Monsieur le Maire à signer la convention et les avenants de prolongation."
    assert _read(words, "autorise_signature") == (True, "certain", "")
    why = "l’acte n’autorise pas tous les avenants, mais « les avenants de prolongation »"
    assert _read(words, "autorise_avenants") == (False, "doubtful", why)


@cases(
    "words, subject, why",
    (
        "AUTORISE Monsieur le Maire à signer la convention.",
        AMENDED,
        "l’objet est un avenant, et l’acte autorise à signer « la convention »",
    ),
    (
        "APPROUVE le deuxième avenant et AUTORISE Monsieur le Maire à le signer.",
        AMENDED,
        "l’objet est l’avenant n° 1, et la décision nomme l’avenant n° 2",
    ),
    (
        "AUTORISE Monsieur le Maire à signer l’avenant n° 1 à la convention relative à la collecte des déchets.",
        AMENDED,
        "la décision parle d’une convention « relative à la collecte des déchets », et l’objet est autre",
    ),
    (
        "APPROUVE la convention de groupement de commandes et AUTORISE Monsieur le Maire à la signer.",
        CONVENTION,
        "la décision parle d’une convention « de groupement de commandes », et l’objet est autre",
    ),
)
def test_what_is_signed_is_what_the_object_says(words: str, subject: str, why: str) -> None:
    """The convention for its avenant, an avenant of another number, a convention of another matter: to be confirmed."""
    assert _read(words, "autorise_signature", subject) == (True, "doubtful", why)


@cases(
    "words, subject",
    ("AUTORISE Monsieur le Maire à signer l’avenant n° 1 à la convention du 3 juin 2024.", AMENDED),
    ("AUTORISE Monsieur le Maire à signer l’avenant à la convention de partenariat.", AMENDED),
    ("AUTORISE Monsieur le Maire à signer le premier avenant.", AMENDED),
    ("APPROUVE la convention d’accueil de conseillers numériques et AUTORISE le Maire à la signer.", CONVENTION),
    ("APPROUVE la convention de La Porte du Hainaut et AUTORISE le Maire à la signer.", CONVENTION),
)
def test_other_words_for_the_same_paper_are_no_doubt(words: str, subject: str) -> None:
    """A date, names, words that say no matter, one word in common."""
    assert _read(words, "autorise_signature", subject) == (True, "certain", "")


def test_the_avenants_that_follow_one_are_to_be_confirmed() -> None:
    """« et ceux qui suivront », in an act about an avenant."""
    words = "AUTORISE Monsieur le Maire à signer l’avenant n° 1 et ceux qui suivront."
    value, confidence, _ = _read(words, "autorise_avenants", AMENDED)
    assert (value, confidence) == (False, "doubtful")


@cases("result, value", ("6 pour / 0 contre, adopté", True), ("4 pour / 2 contre", False))
def test_what_is_put_to_the_vote_is_what_a_bare_result_decides(result: str, value: bool) -> None:
    """« Voter pour autoriser le maire à signer : vote : 6 pour »: in doubt; what is not told as adopted, too."""
    asked = "Voter pour autoriser le maire à signer la convention."
    act = (
        f"COMMUNE D’HAVELUY\nSéance du 3 juin 2025\nObjet : {CONVENTION}\nLe maire expose.\n{asked}\nVote : {result}\n"
    )
    found = field(act, "autorise_signature")
    assert (found.value, found.confidence) == (value, "doubtful")
    silent = field(act.replace(asked, "Le service est gratuit."), "autorise_signature")
    assert (silent.value, silent.confidence) == (False, "certain")


def test_a_proposal_that_is_adopted_in_the_same_line_is_what_was_decided() -> None:
    """« La maire propose d’approuver … et de l’autoriser à la signer. Proposition adoptée »: in doubt."""
    told = "La maire propose d’approuver la convention et de l’autoriser à la signer. Proposition adoptée par 9 voix."
    found = field(f"COMMUNE D’HAVELUY\nObjet : {CONVENTION}\n{told}\n", "autorise_signature")
    assert (found.value, found.confidence) == (True, "doubtful")


def test_what_an_earlier_decision_authorises_makes_silence_doubtful() -> None:
    """Two points that nothing parts: the last decision is not the only one."""
    first = "Le conseil donne pouvoir au Maire pour signer la convention.\nTarifs\n"
    last = "Le Maire rappelle les tarifs. Le conseil, à l’unanimité, décide de les maintenir.\n"
    found = field(f"COMMUNE D’HAVELUY\n{CONVENTION}\nLe médiateur parle.\n{first}{last}", "autorise_signature")
    assert found.confidence == "doubtful"


def test_what_is_said_of_avenants_alone_is_to_be_confirmed_where_the_word_is_lost() -> None:
    """A fold or a shadow takes it."""
    words = "AUTORISE Monsieur le Maire à signer cette convention et tout a venant sans incidence financière."
    value, confidence, why = _read(words, "autorise_avenants", CONVENTION)
    assert (value, confidence) == (False, "doubtful")
    assert "sans que le sens en soit sûr" in why


def test_who_is_named_as_the_mayor_of_the_commune_is_its_mayor() -> None:
    """« Autorise Mme LELEU à signer », whom the list of communes has as the mayor."""
    act = "COMMUNE DE BRILLON\nSéance du 3 juin 2025\nLe conseil municipal, après en avoir délibéré,\n{}\n"
    found = field(act.format("autorise Mme LELEU à signer la convention."), "autorise_signature")
    assert (found.value, found.confidence) == (True, "certain")
    other = field(act.format("autorise Mme COLIN à signer la convention."), "autorise_signature")
    assert (other.value, other.confidence) == (True, "doubtful")


def test_a_proposal_that_all_vote_is_what_was_decided() -> None:
    """« Il est proposé d’autoriser M. le Maire à signer. VOTE : unanimité »."""
    asked = "Il est proposé d’approuver la convention et d’autoriser M. le Maire à signer."
    act = f"COMMUNE D’HAVELUY\nSéance du 3 juin 2025\nObjet : {CONVENTION}\n{asked}\nVOTE : unanimité\n"
    found = field(act, "autorise_signature")
    assert (found.value, found.confidence) == (True, "doubtful")


@cases(
    "words",
    "AUTORISE le maire à signer celle-ci et ses avenants dépourvus d’incidence financière.",
    "APPROUVE la convention, AUTORISE le maire à signer celle-ci et ses avenants sans incidence financière.",
)
def test_a_convention_that_a_pronoun_names_is_signed_with_its_avenants(words: str) -> None:
    """« Celle-ci » is the convention, and avenants « dépourvus d’incidence » have none."""
    assert _read(words, "autorise_signature", CONVENTION) == (True, "certain", "")
    assert _read(words, "autorise_avenants", CONVENTION) == (True, "certain", "")


def test_who_is_duly_empowered_beside_the_mayor_is_another_person() -> None:
    """« ou son représentant dûment habilité »: the mayor is authorised, and somebody else with him."""
    words = "- D’AUTORISER Monsieur le Maire ou son représentant dûment habilité à signer la convention."
    value, confidence, why = _read(f"DÉCIDE :\n{words}", "autorise_signature")
    assert (value, confidence) == (True, "doubtful")
    assert "une autre personne" in why


def test_delibere_alone_on_its_line_opens_what_is_decided() -> None:
    """« DÉLIBÈRE », then articles, and the vote after them."""
    act = f"COMMUNE D’HAVELUY\nObjet : {CONVENTION}\nLe conseil municipal,\nVu le code,\nDÉLIBÈRE\n"
    act += "Article 1 : APPROUVE la convention.\nArticle 2 : AUTORISE le maire à la signer.\n\nAdoptée à l’unanimité\n"
    assert (field(act, "autorise_signature").value, field(act, "autorise_signature").confidence) == (True, "certain")


def test_what_a_council_says_besides_is_one_question() -> None:
    """It is quoted where signing is authorised; its avenants are not asked for again."""
    words = (
        "AUTORISE le Maire à signer la convention et ses avenants. PRÉCISE que la salle sera prêtée un mardi sur deux"
    )
    value, confidence, why = _read(words, "autorise_signature")
    assert (value, confidence) == (True, "doubtful")
    assert why.endswith("mais aussi : le conseil dit « PRÉCISE que la salle sera prêtée un mardi sur deux »")
    assert _read(words, "autorise_avenants")[:2] == (True, "certain")
