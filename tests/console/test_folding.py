"""What is the same in several rows is told once."""

from __future__ import annotations

from dataclasses import replace

from generator.console.folding import folded
from generator.errors import Problem

EMPTY = Problem("error", "cette cellule est vide", "complétez-la", "communes.csv", 3, "siren", "Abscon")
NAMES = ["Abscon", "Anhiers", "Bellaing", "Bouchain", "Denain"]


def rows(count: int, message: str = EMPTY.message) -> list[Problem]:
    """Return the same problem of several rows; ``message`` can bear the row."""
    return [
        replace(EMPTY, line=row, commune=NAMES[row // 2 % len(NAMES)], message=message.format(row))
        for row in range(2, 2 + 2 * count, 2)
    ]


def test_the_same_fault_of_many_rows_is_one_line() -> None:
    """It counts the rows and names the first ones, with their communes."""
    (found,) = folded(rows(38))
    assert (found.place, found.line) == ("38 lignes : 2, 4, 6… et 35 autres", None)
    assert found.commune == "5 communes : Anhiers, Bellaing, Bouchain… et 2 autres"
    assert found.message == EMPTY.message
    (three,) = folded(rows(3))
    assert three.place == "lignes 2, 4 et 6"
    (runs,) = folded([replace(EMPTY, line=row) for row in (3, 8, 9, 10, 11, 47)])
    assert runs.place == "6 lignes : 3, 8 à 11 et 47"


def test_few_rows_and_other_columns_stay_apart() -> None:
    """Two rows are two lines; another column, level or remedy is another fault."""
    assert folded(rows(2)) == rows(2)
    others = [replace(EMPTY, column="tncc"), replace(EMPTY, level="warning"), replace(EMPTY, remedy="autre")]
    assert folded([EMPTY, *others]) == [EMPTY, *others]


def test_rows_with_other_values_are_one_line_when_they_are_many() -> None:
    """The first value is told, and all the rows are, since each has to be corrected."""
    wrong = "« {} » n’est pas un SIREN"
    assert folded(rows(9, wrong)) == rows(9, wrong)
    (found,) = folded(rows(10, wrong))
    assert found.place == "lignes 2, 4, 6, 8, 10, 12, 14, 16, 18 et 20"
    assert found.message == "« 2 » n’est pas un SIREN (ligne 2 ; de même, avec d’autres valeurs, aux autres lignes)"


def test_what_has_no_row_names_its_communes() -> None:
    """A fault of a template that every dossier meets is told once."""
    fault = Problem("error", "balise inconnue", "corrigez", "convention.docx", place="article 4")
    (found,) = folded([replace(fault, commune=name) for name in NAMES])
    assert found.commune == "5 communes : Abscon, Anhiers, Bellaing… et 2 autres"
