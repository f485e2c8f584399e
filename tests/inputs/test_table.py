"""CSV files as French office software writes them, and as people damage them."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from generator.errors import DataError
from generator.inputs.communesfile import edit_table
from generator.inputs.spoilt import restored
from generator.inputs.table import column_name, read_table
from tests.cases import cases


def write(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "communes.csv"
    path.write_bytes(text.encode(encoding))
    return path


@cases("separator", ";", ",", "\t")
@cases("encoding", "utf-8", "utf-8-sig", "cp1252", "utf-16")
@cases("end", "\n", "\r\n", "\r")
def test_every_common_way_of_writing_gives_the_same_cells(
    tmp_path: Path, separator: str, encoding: str, end: str
) -> None:
    """Separator, encoding and line end are found by looking: no user is asked for them."""
    lines = [["insee", "Nom"], ["59297", "Hélesmes"], ["59504", "Rœulx"]]
    path = write(tmp_path, "".join(separator.join(line) + end for line in lines), encoding)
    table = read_table(path)
    assert [dict(row.cells) for row in table.rows] == [
        {"insee": "59297", "nom": "Hélesmes"},
        {"insee": "59504", "nom": "Rœulx"},
    ]
    assert table.format.mark.decode("latin-1") + table.format.encoding == encoding.replace("utf-16", "ÿþutf-16-le")
    assert table.problems == ()


def test_quotes_protect_separators_line_ends_and_quotes(tmp_path: Path) -> None:
    """A quoted cell may hold a separator, a line end and doubled quotes; lines are counted through it."""
    table = read_table(write(tmp_path, 'nom;lieu\n"A;B";"l\'une\net ""l\'autre"""\nC;D\n'))
    assert [(row.line, *row.cells.values()) for row in table.rows] == [
        (2, "A;B", "l'une et \"l'autre\""),
        (4, "C", "D"),
    ]


def test_stray_and_invisible_characters_go(tmp_path: Path) -> None:
    """Spaces of all kinds are trimmed and made one; controls and zero-width characters cannot reach a document."""
    cells = ["\u00a0Haveluy ", "La\u00a0\u202f Sentinelle", "\u200b59292\ufeff", "a\x0b\x07b"]
    table = read_table(write(tmp_path, "a;b;c;d\n" + ";".join(cells) + "\n"))
    assert list(table.rows[0].cells.values()) == ["Haveluy", "La Sentinelle", "59292", "a b"]


def test_empty_lines_are_skipped_and_counted(tmp_path: Path) -> None:
    """Empty lines, also of separators alone, are no rows, and the next row keeps its real line."""
    table = read_table(write(tmp_path, "\r\n \r\na,b\r\n\r\n1,2\r\n,\r\n3,4\r\n\r\n ,\r\n\r\n"))
    assert table.columns == ("a", "b")
    assert [row.line for row in table.rows] == [5, 7]


def test_a_row_that_ends_early_is_completed(tmp_path: Path) -> None:
    """Excel leaves out the separators of trailing empty cells."""
    table = read_table(write(tmp_path, "a;b;c\n1;2\n"))
    assert dict(table.rows[0].cells) == {"a": "1", "b": "2", "c": ""}
    assert table.problems == ()


def test_a_row_with_too_many_cells_is_a_problem(tmp_path: Path) -> None:
    """A separator inside a name must not shift the cells in silence."""
    (problem,) = read_table(write(tmp_path, "nom,maire\nA,B\nRaismes, Nord,C\n")).problems
    assert (problem.level, problem.file, problem.line) == ("error", "communes.csv", 3)
    assert "« C » est en trop" in problem.message
    assert "guillemets" in problem.remedy


def test_empty_cells_too_many_are_ignored(tmp_path: Path) -> None:
    """Columns that a spreadsheet once had leave empty separators behind."""
    table = read_table(write(tmp_path, "a;b;;\n1;2;;\n3;4;;;;\n"))
    assert table.columns == ("a", "b")
    assert table.problems == ()


def test_columns_that_share_a_name_or_have_none_are_problems(tmp_path: Path) -> None:
    """« Nom » and « nom » are one column: which to believe is not guessed."""
    problems = read_table(write(tmp_path, "\nnom;;Nom\nA;B;C\n")).problems
    assert [(problem.message, problem.column, problem.line) for problem in problems] == [
        ("colonne sans titre", "", 2),
        ("deux colonnes portent ce nom", "Nom", 2),
    ]


@cases(
    "header, name",
    ("Référent numérique", "referent_numerique"),
    (" Demi-journée ", "demi_journee"),
    ("Cœur d’œuvre", "coeur_d_oeuvre"),
    ("INSEE", "insee"),
    ("N° 2", "n_2"),
)
def test_a_title_becomes_a_name_for_templates(header: str, name: str) -> None:
    """Titles are written as people write; templates need plain names."""
    assert column_name(header) == name


@cases(
    "data, message",
    (b"", "vide"),
    (b"\xef\xbb\xbf \r\n\r\n", "vide"),
    (b";;;\r\n;;;\r\n", "vide"),
    (b'""\n', "vide"),
    (b"PK\x03\x04\x14\x00\x06\x00", "classeur"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "classeur"),
    (b"insee;nom\n\x00\x01;x\n", "encodage inconnu"),
    (b"\xff\xfeabc", "encodage inconnu"),
)
def test_what_is_no_table_is_refused(tmp_path: Path, data: bytes, message: str) -> None:
    """Empty files, workbooks under the name of a CSV and binary data are told as such."""
    path = tmp_path / "communes.csv"
    path.write_bytes(data)
    with pytest.raises(DataError, match=message) as caught:
        read_table(path)
    (problem,) = caught.value.problems
    assert (problem.level, problem.file) == ("error", "communes.csv")
    assert problem.remedy


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    """What the system refuses is told in French too."""
    with pytest.raises(DataError, match="introuvable"):
        read_table(tmp_path / "communes.csv")
    with pytest.raises(DataError, match="lecture impossible"):
        read_table(tmp_path)


@cases("damage", '1;"x\n2;3\n4;5\n', '1;"x"y\n2;3\n')
def test_unbalanced_quotes_are_told_with_the_line_where_they_begin(tmp_path: Path, damage: str) -> None:
    """A quote that is never closed swallows the file to its end: the line to mend is where it opens."""
    with pytest.raises(DataError, match="guillemets mal fermés") as caught:
        read_table(write(tmp_path, "a;b\n0;0\n" + damage))
    assert caught.value.problems[0].line == 3
    assert str(caught.value).startswith("communes.csv, ligne 3 : ")


MESSY = 'insee;"nom";lieu\r\n59292;"Haveluy ";Mairie\r\n\r\n"59504"; Rœulx ;"Salle ""A"";\r\nB"\r\n59564;La Sentinelle'


@cases("encoding", "utf-8", "utf-8-sig", "cp1252", "utf-16")
def test_an_edit_touches_nothing_else(tmp_path: Path, encoding: str) -> None:
    """Quotes, stray spaces, empty lines, line ends, a missing last one and the encoding stay byte for byte."""
    table = read_table(write(tmp_path, MESSY, encoding))
    assert edit_table(table, {}) == MESSY.encode(encoding)
    edited = edit_table(table, {4: {"nom": "Rœulx"}, 6: {"lieu": "Salle; B"}})
    expected = MESSY.replace(" Rœulx ", "Rœulx").replace("La Sentinelle", 'La Sentinelle;"Salle; B"')
    assert edited == expected.encode(encoding)


def test_a_quoted_cell_stays_quoted(tmp_path: Path) -> None:
    """LibreOffice quotes all texts on demand: what is written in their place is too."""
    table = read_table(write(tmp_path, '"a";"b"\n"1";""\n'))
    assert edit_table(table, {2: {"b": 'x"y'}}) == b'"a";"b"\n"1";"x""y"\n'


def test_new_columns_come_last(tmp_path: Path) -> None:
    """A column that the file lacks is added to its titles and, empty, to every row."""
    table = read_table(write(tmp_path, "a;b\n1;2\n\n3;4\n5\n"))
    assert edit_table(table, {4: {"c": "x", "d": "y"}}) == b"a;b;c;d\n1;2;;\n\n3;4;x;y\n5;;;\n"


def test_a_letter_that_the_file_cannot_hold_is_refused(tmp_path: Path) -> None:
    """Windows-1252 has no « ₁ »: better an error than a question mark."""
    table = read_table(write(tmp_path, "nom\nRœulx\n", "cp1252"))
    with pytest.raises(UnicodeEncodeError):
        edit_table(table, {2: {"nom": "M₁"}})


TEXTS = st.text(st.sampled_from('ab é;,\t"\r\n'), max_size=6)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    rows=st.lists(st.lists(TEXTS, min_size=3, max_size=3), min_size=1, max_size=4),
    separator=st.sampled_from(";,\t"),
    end=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    value=TEXTS,
    data=st.data(),
)
def test_whatever_a_csv_writer_wrote_one_cell_can_be_changed(
    tmp_path: Path,
    rows: list[list[str]],
    separator: str,
    end: str,
    quoting: Literal[0, 1],
    value: str,
    data: st.DataObject,
) -> None:
    """Read, changed and read again, a table differs by that cell alone."""
    stream = io.StringIO()
    csv.writer(stream, delimiter=separator, lineterminator=end, quoting=quoting).writerows(
        [["x" + separator, "y", "z"], *rows]
    )
    text = stream.getvalue()
    path = write(tmp_path, text)
    table = read_table(path)
    assert edit_table(table, {}) == text.encode()
    if not table.rows:
        return
    row = data.draw(st.sampled_from(table.rows))
    path.write_bytes(edit_table(table, {row.line: {"y": value}}))
    again = {other.line: dict(other.cells) for other in read_table(path).rows}
    changed = {**row.cells, "y": restored(" ".join(value.split()), "y")[0]}
    for other in table.rows:
        if other.line < row.line:
            assert again[other.line] == other.cells
    if any(changed.values()):
        assert again[row.line] == changed


@cases(
    "content, message",
    ("insee;nom\n" + "59292;Haveluy\n" * 50_001, "plus de 50000 lignes"),
    (";" * 1_000_000, "de 500 cellules"),
    ("insee;nom\n" + "59292" + ";" * 600, "de 500 cellules"),
)
def test_what_is_no_table_of_communes_is_told_at_once(tmp_path: Path, content: str, message: str) -> None:
    """However long it is: a hundred megabytes of rows are not read to their end."""
    path = tmp_path / "communes.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(DataError, match=message):
        read_table(path)


def test_a_device_is_no_table(tmp_path: Path) -> None:
    """It would never end; neither would the wait for a pipe that nobody writes to."""
    (tmp_path / "communes.csv").symlink_to("/dev/zero")
    os.mkfifo(tmp_path / "tube.csv")
    for name in ("communes.csv", "tube.csv"):
        with pytest.raises(DataError, match="lecture impossible"):
            read_table(tmp_path / name)


@cases("encoding", "cp850", "mac_roman", "iso8859-15", "utf-16-be")
@cases("above", "", "sep=;\r\n", "Registre des communes\r\n\r\n")
def test_an_edit_leaves_what_stands_around_the_rows(tmp_path: Path, encoding: str, above: str) -> None:
    """A declared separator, a title, a first column without title, a total and every old encoding stay as they are."""
    text = f'{above};insee;nom\r\n;59292;"Déchy "\r\n;59504; Hélesmes\r\n;Total;2\r\n'
    table = read_table(write(tmp_path, text, encoding), None, ("insee",))
    assert [row.cells["nom"] for row in table.rows] == ["Déchy", "Hélesmes"]
    assert edit_table(table, {}) == text.encode(encoding)
    edited = edit_table(table, {table.rows[1].line: {"nom": "Élincourt", "lieu": "Mairie"}})
    expected = text.replace("nom", "nom;lieu").replace('"Déchy "', '"Déchy ";')
    assert edited == expected.replace(" Hélesmes", "Élincourt;Mairie").encode(encoding)


@cases("cells, told", ("01;02;2A;59", False), ("Ain;Aisne;Nord;Nord", True))
def test_a_title_of_codes_is_no_slip(tmp_path: Path, cells: str, told: bool) -> None:
    """« Dept » is not proposed to be called « departement » where codes stand under it."""
    path = write(
        tmp_path, "\n".join(("insee;dept", *(f"0100{rank};{one}" for rank, one in enumerate(cells.split(";")))))
    )
    assert bool(read_table(path).misspelt({"insee", "departement"})) is told
