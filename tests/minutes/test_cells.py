"""Tables of Word files: what they label without a colon, and points that have a row each."""

from __future__ import annotations

from generator.law.sittings import Proxy
from generator.minutes.cells import celled
from tests.cases import cases
from tests.intake.minutes import read

TITLE = "Convention de médiation numérique"
HEAD = "COMMUNE D’HAVELUY\nConseil municipal du 3 juin 2025\n"


@cases(
    "row, told",
    ("Secrétaire de séance\tCarole LELEU", {"secretaire": "Carole LELEU"}),
    ("Convocation\t27 mai 2025", {"convocation_date": "2025-05-27"}),
    ("En exercice / présents / votants\t29 / 22 / 28", {"en_exercice": 29, "presents": 22, "votants": 28}),
    ("Pouvoirs\tLuc MARTIN à Carole LELEU", {"pouvoirs": (Proxy("Luc MARTIN", "Carole LELEU"),)}),
    ("Membres présents (3)\tCarole LELEU\nMarc WATTIEZ\nPascal JEAN", {"presents": 3}),
    ("Excusés ayant donné pouvoir :\nLuc MARTIN\tà Carole LELEU", {"pouvoirs": (Proxy("Luc MARTIN", "Carole LELEU"),)}),
    ("Présents\tVotants\n12\t14", {"presents": 12, "votants": 14}),
    ("| Pouvoirs | Luc MARTIN à Carole LELEU |", {"pouvoirs": (Proxy("Luc MARTIN", "Carole LELEU"),)}),
    ("SECRÉTAIRE | Carole LELEU", {"secretaire": "Carole LELEU"}),
)
def test_a_label_and_its_value(row: str, told: dict[str, object]) -> None:
    """As the same words are read with a colon; a row of headings is none."""
    (act,) = read(f"{HEAD}{row}\nObjet : {TITLE}\nAdopté à l’unanimité.\n")
    values = {name: act.fields[name].value for name in told}
    values |= {name: str(value) for name, value in values.items() if name.endswith("date")}
    assert values == told


def test_each_row_of_a_list_is_a_point() -> None:
    """By its number, with the decision and the vote of its own cells, over two paragraphs too."""
    rows = (
        "Numéro\tObjet\tDécision\tVote\n"
        "DEL_2025_101\tTarifs de la cantine\tApprouvés\t8 pour\n1 contre\n"
        f"DEL_2025_102\t{TITLE}\tLe maire est autorisé à signer\tUnanimité\n\n"
        "Le Maire,\n"
    )
    first, second = read(f"LISTE DES DÉLIBÉRATIONS\n{HEAD}{rows}")
    assert [one.fields["numero"].value for one in (first, second)] == ["DEL_2025_101", "DEL_2025_102"]
    assert [first.fields[name].value for name in ("objet", "pour", "contre")] == ["Tarifs de la cantine", 8, 1]
    assert [second.fields[name].value for name in ("objet", "unanimite")] == [TITLE, True]


def test_votes_that_are_tables_part_points() -> None:
    """Each under its point: the numbers are below their labels, of which one more counts the votes cast."""
    votes = "Votants\tExprimés\tPour\tContre\tAbstentions\n15\t14\t{}\t1\t1\n"
    points = (
        f"Délibération n° 25/11/01\nVoirie\nSur proposition du maire.\n{votes.format(13)}\n"
        f"Délibération n° 25/11/02\n{TITLE}\nSur proposition du maire.\n{votes.format(12)}"
    )
    told = [(one.fields["numero"].value, one.fields["pour"].value) for one in read(HEAD + points)]
    assert told == [("25/11/01", 13), ("25/11/02", 12)]


@cases("line", "Dépenses\tRecettes", "Carole LELEU\tMarc WATTIEZ", "Présents :\tCarole LELEU", "a\tb\tc")
def test_other_rows_stay_as_they_are(line: str) -> None:
    """What is no label, and what has its colon."""
    assert celled(line) == line
