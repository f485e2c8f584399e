"""What people write around a table and do to its lines: left out and told, or refused with its place."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.errors import DataError, Problem
from generator.inputs.communerows import read_communes
from generator.inputs.communes import CommuneTable
from tests.cases import cases
from tests.conftest import REPOSITORY

SHIPPED = (REPOSITORY / "communes.csv").read_text("utf-8")
LINES = SHIPPED.splitlines()
TITLES, HAVELUY = LINES[0], 17


def read(folder: Path, text: str) -> tuple[CommuneTable, list[Problem]]:
    """Read a file; the one warning of the shipped file is left out of what is wrong."""
    path = folder / "communes.csv"
    path.write_text(text, "utf-8", newline="")
    table = read_communes(path)
    return table, [problem for problem in table.problems if problem.message != "pas de courriel"]


def changed(column: str, value: str, line: int = HAVELUY) -> str:
    """Return the shipped file with one cell changed."""
    cells = LINES[line].split(";")
    cells[TITLES.split(";").index(column)] = value
    return "\n".join([*LINES[:line], ";".join(cells), *LINES[line + 1 :]])


def instead(line: str) -> str:
    """Return the shipped file with another line of Haveluy."""
    return "\n".join([*LINES[:HAVELUY], line, *LINES[HAVELUY + 1 :]])


EACH: dict[str, Callable[[str], str]] = {
    "empty lines": lambda text: text.replace("\n", "\r\n\r\n"),
    "empty first column": lambda text: "\n".join(f";{line}" for line in text.splitlines()),
    "empty column between": lambda text: "\n".join(line.replace(";", ";;", 1) for line in text.splitlines()),
    "trailing separators": lambda text: "\n".join(f"{line};;;" for line in text.splitlines()),
    "capitals and spaces in titles": lambda text: text.replace(TITLES, TITLES.upper().replace("_", " ")),
    "no-break spaces in titles": lambda text: text.replace(TITLES, TITLES.replace(";", "\u202f;\u00a0")),
    "accents in titles": lambda text: text.replace("departement", "Département").replace("telephone", "Téléphone"),
    "hidden signs": lambda text: text.replace(";", "\u200b;\ufeff").replace("Raismes", "Rais\u00admes"),
    "accents apart from their letters": lambda text: unicodedata.normalize("NFD", text),
    "line end in a title": lambda text: text.replace(";nom_maire", ';"nom\nmaire"'),
    "tabs": lambda text: text.replace(";", "\t"),
    "bars": lambda text: text.replace(";", "|"),
    "declared separator": lambda text: "sep=;\r\n" + text,
    "declared tab": lambda text: "SEP=\t\n" + text.replace(";", "\t"),
    "declared in quotes": lambda text: '"sep=;";;;\n' + text,
    "declared wrongly": lambda text: "sep=,\n" + text,
    "full-width figures": lambda text: text.replace("59292;", "５９２９２;"),
}


@pytest.mark.parametrize("form", EACH)
def test_forms_that_change_no_value_are_read_alike(tmp_path: Path, form: str) -> None:
    """Every cell of every commune is the same, and there is nothing to tell."""
    table, problems = read(tmp_path, EACH[form](SHIPPED))
    (tmp_path / "plain").mkdir()
    plain, _ = read(tmp_path / "plain", SHIPPED)
    assert problems == []
    assert [commune.row for commune in table.communes] == [commune.row for commune in plain.communes]


@cases(
    "text, line, told",
    ("Registre des communes;;;\nMise à jour le 3 mars 2025\n\n" + SHIPPED, 1, "2 lignes au-dessus des titres"),
    (";;;;;;;Population;;Mairie;;;Maire\n" + SHIPPED, 1, "1 ligne au-dessus des titres, « Population »"),
    (SHIPPED + "Total;;;;;;;158032\n", 48, "cette ligne de total n’est pas lue"),
    (SHIPPED + ";;TOTAL GÉNÉRAL;;;;;158032\n", 48, "cette ligne de total n’est pas lue"),
    (SHIPPED + "# relu en mars\n", 48, "cette note n’est pas lue"),
    (SHIPPED + ";;46 communes\n", 48, "cette note n’est pas lue"),
    (SHIPPED + "\nSource : INSEE, populations légales\n", 49, "cette note n’est pas lue"),
    ("\n".join([*LINES[:20], TITLES, *LINES[20:]]), 21, "ligne de titres répétée"),
)
def test_what_stands_around_is_told_and_left_out(tmp_path: Path, text: str, line: int, told: str) -> None:
    """All communes are read, and one warning says which line is not."""
    table, (problem,) = read(tmp_path, text)
    assert len(table.communes) == len(LINES) - 1
    assert (problem.level, problem.line) == ("warning", line)
    assert told in problem.message


def test_cells_that_were_exchanged_are_told_once(tmp_path: Path) -> None:
    """Courriel and telephone in each other's place did not move to the left, and not 46 times."""
    titles = TITLES.replace("courriel;telephone", "telephone;courriel")
    _, problems = read(tmp_path, SHIPPED.replace(TITLES, titles))
    problem, of_one_alone = [one for one in problems if one.level == "error"]
    assert (of_one_alone.line, of_one_alone.column) == (19, "courriel")
    assert (problem.line, problem.column) == (2, "telephone")
    assert "les cellules telephone et courriel sont échangées, de même 44 autres lignes" in problem.message
    assert problem.remedy == "remettez chaque cellule sous son titre, ou échangez les deux titres"


@cases("code", "59 292", '"=""59292"""', "5929", "#N/A", "", "59292 bis")
@cases("total", "Somme", "Total en hausse")
def test_a_commune_is_no_total_whatever_its_cells_say(tmp_path: Path, code: str, total: str) -> None:
    """« Somme » is a département too: a row with a name and a SIREN is read, its code undressed or refused."""
    row = LINES[HAVELUY].replace("59292;", f"{code};", 1).replace(";Nord;", f";{total};")
    table, problems = read(tmp_path, instead(row))
    assert not any("total" in problem.message for problem in problems)
    assert len(table.communes) == len(LINES) - 1 or any(
        (problem.level, problem.column) == ("error", "insee") for problem in problems
    )


@cases(
    "line, column, told",
    (";" + LINES[HAVELUY].removesuffix(";3174"), "siren", "décalées d’une colonne vers la droite"),
    (LINES[HAVELUY].split(";", 1)[1], "insee", "décalées d’une colonne vers la gauche"),
    (LINES[HAVELUY].replace(";59255;", ";;59255;"), "", "« 3174 » est en trop"),
    (LINES[HAVELUY].replace(";59255;", ";"), "code_postal", "décalées d’une colonne vers la gauche"),
    (LINES[HAVELUY].replace(";", ","), "", "rien n’y est séparé par « ; »"),
    ('"' + LINES[HAVELUY] + '"', "", "rien n’y est séparé par « ; »"),
)
def test_cells_that_moved_are_refused_with_their_line(tmp_path: Path, line: str, column: str, told: str) -> None:
    """One error says that the cells moved and where from, not twenty that each is no longer what it was."""
    table, problems = read(tmp_path, instead(line))
    assert len(table.communes) == len(LINES) - 2
    first = problems[0]
    assert (first.level, first.line, first.column) == ("error", HAVELUY + 1, column)
    assert told in first.message
    assert len(problems) <= 2


@cases(
    "column, cell, value",
    ("insee", "59292,00", "59292"),
    ("insee", "5,9292E+04", "59292"),
    ("insee", "59\u202f292", "59292"),
    ("code_postal", '"=""59255"""', "59255"),
    ("adresse_mairie", "“Place Auguste-Lainelle”", "Place Auguste-Lainelle"),
    ("semaine", "1,0", "1"),
)
def test_a_dressed_cell_is_read_and_told(tmp_path: Path, column: str, cell: str, value: str) -> None:
    """The commune has the value, and a warning names the cell."""
    table, problems = read(tmp_path, changed(column, cell))
    (commune,) = [one for one in table.communes if one.nom == "Haveluy"]
    assert commune.row[column] == value
    (problem,) = problems
    assert (problem.level, problem.line, problem.column) == ("warning", HAVELUY + 1, column)
    assert f"est lu « {value} »" in problem.message


def test_what_a_whole_column_wears_is_told_once(tmp_path: Path) -> None:
    """Forty-six warnings that say the same are one."""
    cells = [line.split(";") for line in LINES[1:]]
    text = "\n".join([TITLES, *(";".join([f'"=""{row[0]}"""', *row[1:]]) for row in cells)])
    _, (problem,) = read(tmp_path, text)
    assert (problem.line, problem.column) == (2, "insee")
    assert "de même 45 autres cellules" in problem.message


@cases("cell", "#N/A", "########", "=A1", "2,159E+08", "01-févr", "Val‚rie", "ValÃ©rie")
@cases("column", "siren", "adresse_mairie", "lieu", "population_conseil")
def test_a_lost_cell_is_one_error_in_any_column(tmp_path: Path, cell: str, column: str) -> None:
    """Neither a free text nor a code lets it through, and it is told once."""
    _, problems = read(tmp_path, changed(column, cell))
    (error,) = [problem for problem in problems if problem.level == "error"]
    assert (error.file, error.line, error.column, error.commune) == ("communes.csv", HAVELUY + 1, column, "Haveluy")
    assert cell in error.message


def test_doubtful_letters_are_shown_as_both_could_be(tmp_path: Path) -> None:
    """The cell is shown in both readings, with how to save the file so that there is one."""
    path = tmp_path / "communes.csv"
    path.write_bytes((TITLES + "\n" + LINES[1].replace("Mairie", "voilà").replace("après", "apres")).encode("cp850"))
    (error,) = [problem for problem in read_communes(path).problems if problem.column == "lieu"]
    assert (error.level, error.line, error.commune) == ("error", 2, "Abscon")
    assert "« voil… » ou « voilà » ?" in error.message or "« voilà » ou « voil… » ?" in error.message
    assert "« CSV UTF-8 »" in error.remedy


def test_doubtful_letters_outside_the_rows_are_told_too(tmp_path: Path) -> None:
    """They say how the file is written, and so how a slot would be written into it."""
    path = tmp_path / "communes.csv"
    plain = LINES[1].replace("après", "apres")
    path.write_bytes(f"Voilà\n{TITLES}\n{plain}\n".encode("cp850"))
    with pytest.raises(DataError, match="ne se lisent pas avec certitude"):
        read_communes(path)


def test_a_missing_title_is_looked_for_among_the_others(tmp_path: Path) -> None:
    """« Code INSEE » is not taken for insee, but named as what to rename."""
    _, problems = read(tmp_path, SHIPPED.replace("insee;", "Code INSEE;", 1))
    (problem,) = problems
    assert (problem.message, problem.column) == ("colonne obligatoire absente", "insee")
    assert "renommez ainsi la colonne « Code INSEE »" in problem.remedy


def test_lines_in_quotes_are_told(tmp_path: Path) -> None:
    """What a CSV opened with another separator becomes when it is saved."""
    with pytest.raises(DataError, match="chaque ligne est dans une seule cellule"):
        read(tmp_path, "\n".join(f'"{line}"' for line in LINES))


def test_a_date_with_midnight_or_as_a_number(tmp_path: Path) -> None:
    """Midnight is what a spreadsheet adds to a date; the number of a day is said as the day that it is."""
    table, problems = read(tmp_path, changed("maire_depuis", "25/05/2020 00:00:00"))
    assert problems == []
    assert str(table.communes[HAVELUY - 1].maire_depuis) == "2020-05-25"
    _, (problem,) = read(tmp_path, changed("maire_depuis", "43976"))
    assert "un tableur écrit ainsi le 25/05/2020" in problem.remedy
