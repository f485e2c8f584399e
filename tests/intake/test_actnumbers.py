"""The number of an act where its heading has several: the one with its year, never another act’s in silence."""

from __future__ import annotations

from tests.cases import cases
from tests.intake.minutes import CLOSING, OPENING, OURS, field, opening, read

OBJECT = "Objet : Convention d’accompagnement numérique"


@cases(
    "heading, number, confidence",
    ("Délibération N° 68\nRéf : 2023-68", "2023-68", "certain"),
    ("N° d’ordre : 68\nDélibération n° 2023/068", "2023/068", "certain"),
    ("N° 68\n2023-68", "2023-68", "doubtful"),
    ("N° 68            2023-68", "2023-68", "doubtful"),
    ("N° 68/2023\nN° 68", "68/2023", "certain"),
    ("N° 68\nSéance 2023-05", "68", "certain"),
)
def test_the_same_number_is_taken_with_its_year(heading: str, number: str, confidence: str) -> None:
    """« N° 68 » beside « 2023-68 » is one number; without any label it is doubtful."""
    found = field(opening(f"{heading}\n{OBJECT}"), "numero")
    assert (found.value, found.confidence) == (number, confidence)


@cases("heading", "N° 2025-1Reçu7", "Délibération n° Reçu7")
def test_a_number_under_a_stamp_is_doubtful(heading: str) -> None:
    """The stamp's words stand among its figures, or in the place of some."""
    assert field(opening(f"{heading}\n{OBJECT}"), "numero").confidence == "doubtful"


@cases("heading", "N° 68\nDélibération n° 2023-12", "N° 2023-68\nN° 2023-69")
def test_two_numbers_are_no_certain_one(heading: str) -> None:
    """Which of them is the act’s own, nothing tells."""
    found = field(opening(f"{heading}\n{OBJECT}"), "numero")
    assert (found.confidence, found.why[:28]) == ("doubtful", "l’acte porte aussi le numéro")


@cases(
    "heading, number, confidence",
    ("Délibération 2025-27 relative à la cantine", "2025-27", "doubtful"),
    ("Délibération n° 2025-27 portant règlement de la cantine", "2025-27", "doubtful"),
    ("Del. 2025-38 - Cantine scolaire", "2025-38", "certain"),
    ("D. 2025-38 / Objet : Cantine", "2025-38", "certain"),
    ("Délibération du 3 juin 2025 n° 14", "14", "certain"),
    ("Vu la délibération n° 2025-27 relative à la cantine", None, "missing"),
)
def test_a_number_with_what_the_act_is_about(heading: str, number: str | None, confidence: str) -> None:
    """At the head of a line; an act that is cited stands in a sentence."""
    found = field(f"COMMUNE DE MAULDE\nSéance du 3 juin 2025\n{heading}\nLe conseil approuve.\n", "numero")
    assert (found.value, found.confidence) == (number, confidence)


def test_a_number_with_the_sittings_year_leads_its_title_surely() -> None:
    """« 2025/018 – Convention … » in an act of 2025; that of another year may be another act's."""
    act = f"{OPENING}\n2025/018 – Convention de médiation numérique\n{OURS}{CLOSING}"
    assert (field(act, "numero").value, field(act, "numero").confidence) == ("2025/018", "certain")
    assert (field(act, "objet").value, field(act, "objet").confidence) == (
        "Convention de médiation numérique",
        "certain",
    )
    assert field(act.replace("2025/018", "2024/018"), "numero").confidence == "doubtful"
    assert field(act.replace("2025/018", "2025-05-18"), "numero").confidence == "doubtful"


def test_a_number_with_the_two_figures_of_its_year_leads_its_title() -> None:
    """« 25-63 – Convention … », in doubt: nothing calls it a number."""
    found = field(f"{OPENING}\n25-63 – Convention de médiation numérique\n{OURS}{CLOSING}", "numero")
    assert (found.value, found.confidence) == ("25-63", "doubtful")


def test_the_number_of_a_contract_that_begins_a_line_is_not_the_acts() -> None:
    """« Avenant au marché / n° 2025-14 »."""
    act = opening("Objet : Avenant au marché\nn° 2025-14 de voirie")
    assert field(act, "numero").value is None


@cases("heading", "DÉLIBÉRATION DEL 2025-096", "Délibération n° DEL 2025-096")
def test_the_letters_before_a_number_are_its_own(heading: str) -> None:
    """« DEL 2025-096 »: a space parts them from its figures."""
    found = field(opening(f"{heading}\n{OBJECT}"), "numero")
    assert (found.value, found.confidence) == ("DEL 2025-096", "certain")


@cases("heading", "N°2/ {}", "N° 2 : {}", "N°4) {}")
def test_a_number_that_may_be_a_rank_is_doubtful(heading: str) -> None:
    """« N° 2 : Convention … », without the word « délibération »; alone in its act or among the points of minutes."""
    title = OBJECT.removeprefix("Objet : ")
    assert field(opening(heading.format(title)), "numero").confidence == "doubtful"
    assert field(opening(f"Délibération {heading.format(title)}"), "numero").confidence == "certain"


def test_the_numbers_of_points_may_be_ranks() -> None:
    """« N°1/ », « N°2/ »."""
    points = f"N°1/ Voirie communale\n{OURS}N°2/ Convention d’accompagnement numérique\n{OURS}"
    assert [act.fields["numero"].confidence for act in read(f"{OPENING}\n{points}{CLOSING}")] == ["doubtful"] * 2
