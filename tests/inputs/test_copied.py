"""What a spreadsheet copies down a column: nothing says that it did, but what several communes cannot share."""

from __future__ import annotations

from pathlib import Path

from generator.errors import Problem
from generator.inputs.communerows import read_communes
from generator.inputs.concordance import check_names
from tests.cases import cases

MEMBERS = Path(__file__).parents[2] / "communes.csv"


def doubts_of(column: str, *cells: str) -> list[Problem]:
    """Return what is doubted of the members once the first ones have other cells in a column, and their names."""
    title, *rows = MEMBERS.read_text("utf-8").splitlines()
    place = title.split(";").index(column)
    for rank, cell in enumerate(cells):
        row = rows[rank].split(";")
        rows[rank] = ";".join([*row[:place], cell, *row[place + 1 :]])
    return check_names(read_communes(MEMBERS, "\n".join([title, *rows]).encode()))


def test_nothing_is_doubted_of_the_members() -> None:
    """Their towns halls have addresses of any provider, their mayors one commune each."""
    assert doubts_of("courriel") == []


@cases(
    "column, cells, line, told",
    ("nom_maire", ["REGNIEZ", "REGNIEZ", "REGNIEZ"], None, ""),
    ("courriel", ["mairie@exemple.fr"] * 5, 3, "serait l’adresse de 5 communes : Abscon, Avesnes-le-Sec, Bellaing…"),
    ("population_municipale", ["158000"] * 5, 3, "« 158000 » serait la population de 5 communes"),
    ("population_municipale", ["345"] * 4, None, ""),
    ("adresse_mairie", [f"{rank} rue Pasteur" for rank in range(1, 5)], 2, "« 1 rue Pasteur » à « 4 rue Pasteur »"),
    ("adresse_mairie", [f"{rank} rue Pasteur" for rank in range(1, 4)], None, ""),
    ("adresse_mairie", ["1 rue Pasteur"] * 4, None, ""),
    ("telephone", [f"03 27 36 33 {rank}" for rank in range(96, 100)], 2, "un nombre seul change de 1"),
    ("courriel", ["mairie-bellaing@orange.fr"], 2, "paraît être l’adresse d’une autre commune, Bellaing"),
    ("courriel", ["mairieavesneslesec@gmail.com"], 2, "une autre commune, Avesnes-le-Sec"),
    ("courriel", ["contact@ville-denain.fr"], 2, "une autre commune, Denain"),
    ("courriel", ["mairie.abscon@denain.fr"], None, ""),
)
def test_what_was_copied_is_doubted(column: str, cells: list[str], line: int | None, told: str) -> None:
    """One warning for a value, at the line where it begins to be doubtful."""
    found = [one for one in doubts_of(column, *cells) if one.column == column]
    if not told:
        assert found == []
        return
    assert found[0].level == "warning"
    assert found[0].line == line
    assert told in found[0].message


def test_nobody_is_mayor_of_two_communes() -> None:
    """The given name counts: two mayors of one surname are two persons."""
    title, *rows = MEMBERS.read_text("utf-8").splitlines()
    copied = rows[0].replace("Abscon", "X").split(";")
    mayor = title.split(";").index("prenom_maire")
    rows[1] = ";".join(
        cell if place not in (mayor, mayor + 1) else copied[place] for place, cell in enumerate(rows[1].split(";"))
    )
    (doubt,) = check_names(read_communes(MEMBERS, "\n".join([title, *rows]).encode()))
    assert (doubt.line, doubt.message) == (
        3,
        "« Patrick KOWALCZYK » serait maire de 2 communes : Abscon, Avesnes-le-Sec",
    )
