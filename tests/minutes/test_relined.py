"""Lines that a transcription ran together."""

from __future__ import annotations

from generator.minutes.relined import relined
from tests.cases import cases
from tests.intake.minutes import CLOSING, OPENING, OURS, ROADS, read

VOICES = ("Programme de voirie", "Convention de médiation numérique")


def _in_one_line(first: str, second: str) -> str:
    return " ".join(f"{OPENING}{first}{ROADS}{second}{OURS}{CLOSING}".split())


@cases(
    "first, second",
    ("1. ", "2. "),
    ("1 – ", "2 – "),
    ("1°) ", "2°) "),
    ("I) ", "II) "),
    ("Question n° 1 : ", "Question n° 2 : "),
    ("2025-12 : ", "2025-13 : "),
    ("028/25 : ", "029/25 : "),
    ("D01-2025 ", "D02-2025 "),
    ("Délibération n° 2025-12 : ", "Délibération n° 2025-13 : "),
    ("N° 2025-12 ", "N° 2025-13 "),
    ("Objet : ", "Objet : "),
    ("Sujet : ", "Sujet : "),
    ("N°250603 001 - ", "N°250603 002 - "),
)
def test_points_in_one_line_are_cut_at_their_numbering(first: str, second: str) -> None:
    """Each with its own vote; where a title ends is never sure."""
    roads, ours = read(_in_one_line(first + VOICES[0], second + VOICES[1]))
    assert (roads.fields["contre"].value, ours.fields["unanimite"].value) == (2, True)
    for act, title in zip((roads, ours), VOICES, strict=True):
        assert (act.fields["objet"].value, act.fields["objet"].confidence) == (title, "doubtful")
        assert act.fields["numero"].confidence != "certain"


def test_the_lists_of_an_opening_in_one_line_end_at_the_next_label() -> None:
    """« Présence hors membres du conseil : » holds no member."""
    text = _in_one_line("1. A", "2. B").replace(" Secrétaire", " Présence hors conseil : M. Bruno LEJEUNE Secrétaire")
    assert read(text)[0].fields["noms_presents"].value == ("Carole LELEU", "Marc WATTIEZ", "Pascal JEAN")


@cases(
    "line",
    "Vu la délibération n° 2024-31 du 3 juin 2024 et l’article 2. Le compte de 12 – 14 agents est tenu",
    "Les séances du 12/03/2025 et du 13/03/2025 ont réuni les 4. Elles seront suivies d’une autre",
    "Le prix est de 3. Un lot de 4 – 5 pièces est joint, par la délibération n° 2024-12 du conseil",
    "Les conseillers présents, les absents, le secrétaire de séance et M. le Maire ont signé le registre",
)
def test_a_sentence_is_not_cut_at_its_figures(line: str) -> None:
    """A rank or a code alone numbers nothing; an act that is cited is no point."""
    told, found = relined(f"{line} de la commune, qui l’a transmis à la préfecture, laquelle l’a reçu sans observation")
    assert (told.count("\n"), found) == (0, False)


def test_a_title_that_names_its_convention_is_not_cut() -> None:
    """Its number and what it is called are no head of an act."""
    title = "Avenant n° 1 à la convention n° CONV-2025-001 – Convention de mise à disposition de médiateurs numériques"
    assert relined(f"Objet : {title} entre la communauté et la commune d’Haveluy, membre de celle-ci")[1] is False


def test_lines_of_a_page_are_left_as_they_are() -> None:
    """However many headings they hold."""
    page = "1. Voirie 2. Budget\nObjet : Convention\nPrésents : Mme Carole LELEU Absents : M. Marc WATTIEZ"
    assert relined(page) == (page, False)


def test_titles_in_capitals_are_cut_out_of_a_line_without_numbers() -> None:
    """Each above a sentence of its own; where a title ends is never sure."""
    told = "Le maire présente les devis. Le conseil municipal après délibération : AUTORISE les travaux"
    line = f"Les crédits sont là. RÉFECTION DE LA VOIRIE {told} TARIFS DE LA CANTINE SCOLAIRE {told}."
    acts = read(f"{OPENING}\n{line}{CLOSING}")
    assert [(act.fields["objet"].value, act.fields["objet"].confidence) for act in acts] == [
        ("RÉFECTION DE LA VOIRIE", "doubtful"),
        ("TARIFS DE LA CANTINE SCOLAIRE", "doubtful"),
    ]


def test_a_number_is_not_cut_from_its_word() -> None:
    """« Délibération n° 2025-12 : » is one heading: the decision before it ends there, not at the number."""
    acts = read(_in_one_line("Délibération n° 2025-12 : Voirie", "Délibération n° 2025-13 : Convention"))
    assert [act.fields["numero"].read for act in acts] == [
        "Délibération n° 2025-12 : Voirie",
        "Délibération n° 2025-13 : Convention",
    ]
    assert str(acts[0].fields["dispositif"].value).endswith("rejette le programme.")


def test_items_with_a_dash_in_one_line_are_cut_where_the_council_decides() -> None:
    """« - Voirie : le conseil rejette … », after a full stop."""
    line = (
        "- Programme de voirie : le conseil rejette par 2 voix contre et 1 pour. - Convention numérique : le conseil "
    )
    acts = read(f"{' '.join(OPENING.split())}. {line}approuve à l’unanimité. - Questions diverses.")
    assert [(act.fields["objet"].value, act.fields["unanimite"].value) for act in acts] == [
        ("Programme de voirie", False),
        ("Convention numérique", True),
    ]


def test_ranks_after_the_counts_of_an_opening_are_found() -> None:
    """« Présents : 29 - Votants : 33 - »: no ranks, nor what keeps « 1 - » and « 2 - » from being some."""
    line = _in_one_line("I - VOIRIE 1 - Programme", "2 - Convention").replace(
        "Votants : 3", "Présents : 3 - Votants : 3 -"
    )
    assert [act.fields["objet"].value for act in read(line)] == ["Programme", "Convention"]


def test_a_number_after_its_title_in_one_line_is_read_in_doubt() -> None:
    """« Zones de voirie N°36/2023 La loi … », not that of a convention."""
    (act,) = read(_in_one_line("Convention numérique N°36/2025 Le maire expose le projet.", " ").split("Objet")[0])
    assert (act.fields["numero"].value, act.fields["numero"].confidence) == ("36/2025", "doubtful")
