"""Workbooks: those of Excel and of LibreOffice, damaged ones, and files that are something else."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.errors import DataError
from generator.inputs.communerows import read_communes
from generator.inputs.evaluationfile import REQUIRED
from generator.inputs.table import Foreign, Table, read_table
from tests.cases import cases
from tests.conftest import REPOSITORY
from tests.inputs.sheets import ROWS, SHEETS, rows, xlsx

RESOURCES = REPOSITORY / "tests" / "resources" / "tables"


def read(path: Path) -> Table:
    """Read a table as an evaluation is."""
    return read_table(path, None, REQUIRED, Foreign(REQUIRED))


@cases("name", "evaluation.xlsx", "evaluation.ods", "evaluation-libreoffice.xlsx")
def test_a_workbook_is_read_as_its_reader_sees_it(name: str) -> None:
    """Numbers, dates, amounts, a title above, a total below and a second sheet: the same from either program."""
    table = read(RESOURCES / name)
    assert [(row.line, row.cells["insee"], row.cells["nom"], row.cells["accompagnements"]) for row in table.rows] == [
        (4, "59292", "Haveluy", "28"),
        (5, "59564", "La Sentinelle", "12"),
        (6, "59504", "Rœulx", "7"),
    ]
    assert (table.rows[0].cells["date_effet"], table.rows[0].cells["montant"]) == ("01/01/2026", "1200,50")
    assert [problem.level for problem in table.problems] == ["warning"] * 3
    assert "seule la feuille « Évaluation » est lue, non « Notes »" in table.problems[0].message


@cases("name", "abime.xlsx", "abime.ods")
def test_what_a_sheet_lost_is_told_cell_by_cell(name: str) -> None:
    """Errors, merged cells and hidden rows, each with its line; zeros before a code, shares and hours as they show."""
    table = read(RESOURCES / name)
    told = {(problem.line, problem.column, problem.level) for problem in table.problems}
    assert told == {
        (2, "accompagnements", "error"),
        (3, "accompagnements", "error"),
        (3, "ateliers", "error"),
        (3, "permanences_tenues", "error"),
        (4, "periode", "error"),
        (5, "", "warning"),
    }
    cells = table.rows[0].cells
    assert (cells["code_postal"], cells["taux"], cells["part"]) == ("01004", "25,50 %", "0,25")
    assert (cells["vu_le"], cells["heure"]) == ("01/07/2025 14:30", "09:15")
    assert table.rows[3].cells["accompagnements"] == ""  # a formula whose result is an empty text


def test_a_formula_never_computed_is_no_empty_cell() -> None:
    """A program that writes formulas without their results leaves cells that look empty: refused, each one."""
    problems = read(RESOURCES / "sans-calcul.xlsx").problems
    lost = [problem for problem in problems if "pas de résultat enregistré" in problem.message]
    assert [(problem.line, problem.column) for problem in lost] == [
        (2, "accompagnements"),
        (2, "part"),
        (3, "accompagnements"),
        (3, "ateliers"),
        (3, "permanences_tenues"),
        (5, "accompagnements"),
    ]


def test_the_sheet_with_the_columns_is_the_one(tmp_path: Path) -> None:
    """Whatever its place and name; two that fit, a hidden one and none are errors that name them."""
    other = rows([["à relire"]])
    assert len(read(xlsx(tmp_path / "a.xlsx", {"Notes": other, "Suivi": rows()})).rows) == 1
    for sheets, hidden, message in (
        ({"Mai": rows(), "Juin": rows()}, (), "plusieurs feuilles peuvent être lues : « Mai », « Juin »"),
        ({"Notes": other, "Mai": rows()}, ("Mai",), "la feuille du tableau est masquée : « Mai »"),
        ({"Notes": other, "Autre": other}, (), "aucune feuille n’a les colonnes insee, periode"),
        ({"Vide": ""}, (), "le classeur est vide"),
    ):
        with pytest.raises(DataError) as caught:
            read(xlsx(tmp_path / "b.xlsx", sheets, hidden))
        assert message in str(caught.value)
        assert caught.value.problems[0].remedy


def test_the_sheet_of_an_office_is_known_by_its_titles(tmp_path: Path) -> None:
    """« Commune », « N° SIREN »… under a line of its own, beside other sheets; one with the very titles is another."""
    wanted = ("insee", "siren", "nom")
    office = rows([["Annuaire 2026"], ["Commune", "Code INSEE", "N° SIREN"], ["Haveluy", "59292", "215902925"]])
    exact, other = rows([wanted, ["59491", "215904913", "Raismes"]]), rows([["à relire"], ["par l’accueil"]])
    path = xlsx(tmp_path / "a.xlsx", {"Notes": other, "Annuaire": office})
    assert [dict(row.cells) for row in read_table(path, None, wanted, Foreign(wanted)).rows] == [
        {"nom": "Haveluy", "insee": "59292", "siren": "215902925"}
    ]
    path = xlsx(tmp_path / "b.xlsx", {"A": office, "B": exact})
    with pytest.raises(DataError, match="plusieurs feuilles peuvent être lues : « A », « B »"):
        read_table(path, None, wanted, Foreign(wanted))


def test_days_count_from_1904_where_the_workbook_says_so(tmp_path: Path) -> None:
    """Excel for Macintosh: the same number is a day four years later; a date of its own kind needs no style."""
    cells = '<row><c t="inlineStr"><is><t>insee</t></is></c><c t="inlineStr"><is><t>le</t></is></c></row>'
    cells += '<row><c><v>59292</v></c><c t="d"><v>2025-07-01T00:00:00</v></c></row>'
    path = xlsx(tmp_path / "a.xlsx", {"A": cells}, more='<workbookPr date1904="1"/>')
    assert dict(read_table(path, None, ("insee",), Foreign(("insee",))).rows[0].cells) == {
        "insee": "59292",
        "le": "01/07/2025",
    }


def shown(folder: Path, cell: str, styles: str = "") -> str:
    """Return how the one cell of a sheet is read, under the title « le »."""
    titles = '<row><c t="inlineStr"><is><t>insee</t></is></c><c t="inlineStr"><is><t>le</t></is></c></row>'
    path = xlsx(folder / "a.xlsx", {"A": f"{titles}<row><c><v>59292</v></c>{cell}</row>"}, styles=styles)
    return read_table(path, None, ("insee",), Foreign(("insee",))).rows[0].cells["le"]


@cases(
    "value, code, read_as",
    ("1.40625", "[h]:mm", "33:45"),
    ("0.40625", "[hh]:mm:ss", "09:45"),
    ("-0.5", "[h]:mm", "-12:00"),
    ("0.5631365740740741", "hh:mm:ss", "13:30:55"),
    ("1", "dd/mm/yyyy", "01/01/1900"),
    ("59", "dd/mm/yyyy", "28/02/1900"),
    ("61", "dd/mm/yyyy", "01/03/1900"),
    ("45839", "dd/mm/yyyy", "01/07/2025"),
    ("3190000000", "dd/mm/yyyy", "3190000000"),
    ("45778", "mmmm\\ yyyy", "mai 2025"),
    ("45778", "[$-40C]mmm-yy;@", "mai 2025"),
    ("45778", "mm/yyyy", "mai 2025"),
    ("45778", "dddd d mmmm yyyy", "01/05/2025"),
    ("45778", "d-mmm", "01/05/2025"),
)
def test_hours_that_passed_are_no_date(value: str, code: str, read_as: str, tmp_path: Path) -> None:
    """« 33:45 » of a sum of hours is neither a day of 1899 nor an hour of one; a second is not rounded away."""
    styles = (
        f'<styleSheet xmlns="{SHEETS}"><numFmts><numFmt numFmtId="164" formatCode="{code}"/></numFmts>'
        '<cellXfs><xf numFmtId="164"/></cellXfs></styleSheet>'
    )
    assert shown(tmp_path, f'<c s="0"><v>{value}</v></c>', styles) == read_as


@cases("number, read_as", (14, "01/07/2025"), (17, "juillet 2025"), (46, "1100136:00"), (33, "45839"))
def test_a_file_changes_no_format_that_all_know(number: int, read_as: str, tmp_path: Path) -> None:
    """Format 14 is a date, whatever a file made of it says; 33 is one only where nothing else is said."""
    styles = (
        f'<styleSheet xmlns="{SHEETS}"><numFmts><numFmt numFmtId="{number}" formatCode="0"/></numFmts>'
        f'<cellXfs><xf numFmtId="{number}"/></cellXfs></styleSheet>'
    )
    assert shown(tmp_path, '<c s="0"><v>45839</v></c>', styles) == read_as


def test_an_hour_of_its_own_kind_and_an_empty_style_are_read(tmp_path: Path) -> None:
    """Some programs write hours as texts of ISO 8601, and styles that are none."""
    assert shown(tmp_path, '<c t="d"><v>23:44:51</v></c>') == "23:44:51"
    assert shown(tmp_path, '<c s=""><v>7</v></c>') == "7"


@cases(
    "text, read_as",
    ("mai 2025", "mai 2025"),
    ("mai-25", "mai 2025"),
    ("05/2025", "mai 2025"),
    ("1 mai 2025", "01/05/2025"),
)
def test_a_month_alone_is_a_text_in_libreoffice_too(text: str, read_as: str, tmp_path: Path) -> None:
    """« mai 2025 », typed as a period, is a date for the program: its reader sees the month."""
    day = (
        '<table:table-cell office:value-type="date" office:date-value="2025-05-01">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )
    rows = ("".join(map(cell, ("insee", "le"))), cell("59292") + day)
    path = ods(tmp_path / "a.ods", "".join(f"<table:table-row>{row}</table:table-row>" for row in rows), "")
    assert read_table(path, None, ("insee",), Foreign(("insee",))).rows[0].cells["le"] == read_as


def test_an_escaped_sign_is_whole_or_lost(tmp_path: Path) -> None:
    """A sign beyond the first 65 536 is written as two: one alone is told, and is no half of a letter."""
    assert shown(tmp_path, '<c t="inlineStr"><is><t>_x00C9_cole _xD835__xDC00_</t></is></c>') == "École \U0001d400"
    titles = '<row><c t="inlineStr"><is><t>insee</t></is></c><c t="inlineStr"><is><t>le</t></is></c></row>'
    half = '<row><c><v>59292</v></c><c t="inlineStr"><is><t>_xD835_8</t></is></c></row>'
    table = read_table(xlsx(tmp_path / "b.xlsx", {"A": titles + half}), None, ("insee",), Foreign(("insee",)))
    assert [problem.message for problem in table.problems] == ["« \ufffd8 » : des lettres accentuées sont perdues"]


def test_a_phonetic_guide_is_no_part_of_the_text(tmp_path: Path) -> None:
    """It stands in runs of its own where a part of it has another font."""
    guided = "<si><t>Haveluy</t><rPh sb='0' eb='1'><r><t>avelui</t></r></rPh></si>".replace("si>", "is>")
    assert shown(tmp_path, f'<c t="inlineStr">{guided}</c>') == "Haveluy"


def test_the_names_of_parts_are_compared_as_excel_does(tmp_path: Path) -> None:
    """Some programs part folders by backslashes, or write « SharedStrings.xml »."""
    with zipfile.ZipFile(RESOURCES / "evaluation.xlsx") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        for name, part in parts.items():
            entry = zipfile.ZipInfo()
            entry.filename = name.replace("/", "\\").replace("sharedStrings", "SharedStrings")
            archive.writestr(entry, part)
    assert read(tmp_path / "a.xlsx").rows == read(RESOURCES / "evaluation.xlsx").rows


def test_a_cell_at_the_end_of_the_sheet_is_no_million_lines(tmp_path: Path) -> None:
    """A few bytes must not fill the memory: far cells, repeated rows and inflated parts are refused at once."""
    begun = time.process_time()
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    inflated = f"{rows()}<!--{' ' * 40_000_000}-->"
    for sheet, message in ((rows() + far, "bien au-delà du tableau"), (inflated, "beaucoup trop grand")):
        with pytest.raises(DataError, match=message):
            read(xlsx(tmp_path / "a.xlsx", {"A": sheet}))
    with zipfile.ZipFile(RESOURCES / "evaluation.ods") as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    wide = b"<table:table-cell table:number-columns-repeated='16000' office:value-type='string'><text:p>x</text:p>"
    row = b"<table:table-row table:number-rows-repeated='1000000'>" + wide + b"</table:table-cell></table:table-row>"
    parts["content.xml"] = parts["content.xml"].replace(b"</table:table>", row + b"</table:table>", 1)
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    with pytest.raises(DataError, match="bien au-delà du tableau"):
        read(tmp_path / "a.ods")
    assert time.process_time() - begun < 30


def test_what_cannot_be_read_says_what_it_is(tmp_path: Path) -> None:
    """An old or renamed workbook, one with a password, another kind of file: what it is and what to do."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<m><f><encryption-data/></f></m>")
        archive.writestr("content.xml", "secret")
    binary = io.BytesIO()
    with zipfile.ZipFile(binary, "w") as archive:
        archive.writestr("xl/workbook.bin", "x")
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    whole = (RESOURCES / "evaluation.xlsx").read_bytes()
    sheet = whole.index(b"xl/worksheets/sheet1.xml")
    for data, message in (
        ((RESOURCES / "ancien.xls").read_bytes(), "ancien format"),
        (ole + "EncryptedPackage".encode("utf-16-le"), "protégé par un mot de passe"),
        (stream.getvalue(), "protégé par un mot de passe"),
        (binary.getvalue(), "binaire"),
        (whole[: len(whole) // 2], "abîmé"),
        (whole[: sheet + 60] + bytes(90) + whole[sheet + 150 :], "abîmé"),
        (b"%PDF-1.7\n", "c’est un PDF"),
        (b"<html><table><tr><td>insee</td></tr></table></html>", "page web"),
    ):
        path = tmp_path / "evaluation.xlsx"
        path.write_bytes(data)
        with pytest.raises(DataError, match=message) as caught:
            read(path)
        assert caught.value.problems[0].remedy


@cases("name, message", ("evaluation.xlsx", "Excel"), ("evaluation.ods", "LibreOffice"))
def test_communes_csv_stays_a_csv(tmp_path: Path, name: str, message: str) -> None:
    """The program writes slots into it: a workbook under its name is told how to be saved."""
    path = tmp_path / "communes.csv"
    path.write_bytes((RESOURCES / name).read_bytes())
    with pytest.raises(DataError, match=f"un classeur {message}.* pas un CSV") as caught:
        read_communes(path)
    assert "« CSV UTF-8 (délimité par des points-virgules) »" in caught.value.problems[0].remedy


_STRUCK = (
    f'<styleSheet xmlns="{SHEETS}"><fonts><font/><font><strike/></font><font><strike val="0"/></font></fonts>'
    '<cellXfs><xf fontId="0"/><xf fontId="1"/><xf fontId="2"/></cellXfs></styleSheet>'
)
_PART = "<r><rPr><strike/></rPr><t>Douchy</t></r><r><t> Denain</t></r>"
_LINE = 'style:text-line-through-style="solid"'
_ODS = (
    "<office:{kind} "
    + " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "style", "table", "text")
    )
    + ">{inside}</office:{kind}>"
)


def struck_xlsx(path: Path) -> Path:
    """Write a workbook of Excel: a row struck through, a cell, a part of another; a style may undo it."""
    cells = (
        [("59292", 1), ("Haveluy", 1), ("mai 2025", 1), ("3", 1)],
        [("59172", 0), ("Denain", 2), ("mai 2025", 2), ("4", 1)],
        [("59504", 0), (_PART, 0), ("mai 2025", 0), ("5", 0)],
    )
    styled = "".join(
        "<row>"
        + "".join(
            f'<c t="inlineStr" s="{style}"><is>{text if text[0] == "<" else f"<t>{text}</t>"}</is></c>'
            for text, style in row
        )
        + "</row>"
        for row in cells
    )
    xlsx(
        path, {"Mai": rows(ROWS[:1]) + styled}, styles=_STRUCK, before='<cols><col min="3" max="3" hidden="1"/></cols>'
    )
    return path


def cell(text: str, style: str = "") -> str:
    """Return a cell of LibreOffice."""
    named = f' table:style-name="{style}"' if style else ""
    return f'<table:table-cell{named} office:value-type="string"><text:p>{text}</text:p></table:table-cell>'


def ods(path: Path, table: str, styles: str, automatic: str = "") -> Path:
    """Write the sheet « Mai » as LibreOffice writes it."""
    content = (
        f"<office:automatic-styles>{automatic}</office:automatic-styles><office:body><office:spreadsheet>"
        f'<table:table table:name="Mai">{table}</table:table></office:spreadsheet></office:body>'
    )
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", _ODS.format(kind="document-content", inside=content))
        archive.writestr(
            "styles.xml", _ODS.format(kind="document-styles", inside=f"<office:styles>{styles}</office:styles>")
        )
    return path


def struck_ods(path: Path) -> Path:
    """Write the same as LibreOffice writes it: by a style, its parent, that of a column, in part."""
    part = '<text:span text:style-name="T1">Douchy</text:span> Denain'
    lines = (
        [cell(title, "plain") for title in ROWS[0]],
        [cell("59292", "barre"), cell("Haveluy", "fils"), cell("mai 2025", "barre"), cell("3")],
        [cell("59172"), cell("Denain"), cell("mai 2025"), cell("4")],
        [cell("59504"), cell(part), cell("mai 2025"), cell("5", "plain")],
    )
    table = "".join(f"<table:table-row>{''.join(line)}</table:table-row>" for line in lines)
    columns = (
        '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>'
        '<table:table-column table:default-cell-style-name="barre"/>'
    )
    styles = (
        f'<style:style style:name="barre" style:family="table-cell"><style:text-properties {_LINE}/></style:style>'
        '<style:style style:name="plain" style:family="table-cell" style:parent-style-name="barre">'
        '<style:text-properties style:text-line-through-style="none"/></style:style>'
    )
    automatic = (
        '<style:style style:name="fils" style:family="table-cell" style:parent-style-name="barre"/>'
        f'<style:style style:name="T1" style:family="text"><style:text-properties {_LINE}/></style:style>'
    )
    return ods(path, columns + table, styles, automatic)


@cases("write", struck_xlsx, struck_ods)
def test_what_is_struck_through_or_hidden_is_told_with_its_place(write: Callable[[Path], Path], tmp_path: Path) -> None:
    """It is read like the rest, with a warning, a whole row once; a part of a text is an error."""
    table = read(write(tmp_path / "evaluation"))
    assert [(one.level, one.line, one.column, one.message) for one in table.problems] == [
        ("warning", 1, "", "colonnes masquées, lues comme les autres : C"),
        ("warning", 2, "", "cette ligne est barrée, et lue comme les autres"),
        ("warning", 3, "accompagnements", "« 4 » est barré, et lu comme le reste"),
        ("error", 4, "nom", "« Douchy Denain » : une partie est barrée (« Douchy »)"),
    ]
    assert all(problem.remedy for problem in table.problems)
    assert len(table.rows) == 3


def test_what_a_condition_may_strike_through_is_told(tmp_path: Path) -> None:
    """Which cells it is, a formula says: the area is told, whatever the program."""
    dxf = "<dxfs><dxf><font><b/></font></dxf><dxf><font><strike/></font></dxf></dxfs>"
    rule = '<cfRule type="expression" dxfId="{}"><formula>$D2=0</formula></cfRule>'
    areas = "".join(
        f'<conditionalFormatting sqref="{area}">{rule.format(rank)}</conditionalFormatting>'
        for rank, area in enumerate(("A1:A9", "A2:D9"))
    )
    book = xlsx(
        tmp_path / "a.xlsx",
        {"Mai": f"{rows()}"},
        before=areas,
        styles=f'<styleSheet xmlns="{SHEETS}">{dxf}</styleSheet>',
    )
    told = "une mise en forme conditionnelle peut barrer des cellules (A2:D9), lues comme les autres"
    assert [one.message for one in read(book).problems] == [told]
    calc = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
    conditions = (
        f'<c:conditional-formats xmlns:c="{calc}"><c:conditional-format c:target-range-address="Mai.A2:Mai.D9">'
        '<c:condition c:apply-style-name="barre" c:value="=0"/></c:conditional-format></c:conditional-formats>'
    )
    style = f'<style:style style:name="barre" style:family="table-cell"><style:text-properties {_LINE}/></style:style>'
    lines = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in ROWS)
    assert [one.message for one in read(ods(tmp_path / "a.ods", lines + conditions, style)).problems] == [told]


def test_a_cell_that_nobody_sees_in_libreoffice_is_told(tmp_path: Path) -> None:
    """White letters without a ground, by the style or by the one that it goes on from; a title on blue is seen."""
    white = '<style:style style:name="{}" style:family="table-cell" {}>{}<style:text-properties {}/></style:style>'
    fo = 'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
    blue = f'<style:table-cell-properties {fo} fo:background-color="#003366"/>'
    styles = (
        white.format("blanc", "", "", f'{fo} fo:color="#FFFFFF"')
        + white.format("fils", 'style:parent-style-name="blanc"', "", "")
        + white.format("fond", 'style:parent-style-name="blanc"', blue, "")
    )
    titles, values = "".join(map(cell, ROWS[0])), "".join(map(cell, ROWS[1], ("blanc", "fils", "fond", "")))
    table = f"<table:table-row>{titles}</table:table-row><table:table-row>{values}</table:table-row>"
    found = read(ods(tmp_path / "a.ods", table, styles)).problems
    assert [one.message.partition(" ne se voit")[0] for one in found] == ["« 59292 »", "« Haveluy »"]


def test_a_workbook_of_libreoffice_without_its_first_part_is_read(tmp_path: Path) -> None:
    """Some programs write no « mimetype »; one that fills the memory is not unpacked."""
    for name, part in (("sans", None), ("bombe", bytes(200_000_000))):
        with (
            zipfile.ZipFile(RESOURCES / "evaluation.ods") as whole,
            zipfile.ZipFile(tmp_path / f"{name}.ods", "w", zipfile.ZIP_DEFLATED) as archive,
        ):
            for entry in whole.infolist():
                if entry.filename != "mimetype":
                    archive.writestr(entry, whole.read(entry))
            if part:
                archive.writestr("mimetype", part)
    assert len(read(tmp_path / "sans.ods").rows) == 3
    tracemalloc.start()
    with pytest.raises(DataError, match="une archive ZIP"):
        read(tmp_path / "bombe.ods")
    assert tracemalloc.get_traced_memory()[1] < 50_000_000
    tracemalloc.stop()


def test_a_cell_that_nobody_sees_is_told(tmp_path: Path) -> None:
    """White letters without a ground, by themselves or by the theme, and a format that shows nothing."""
    colours = ("", '<color rgb="FFFFFFFF"/>', '<color theme="0"/>', '<color rgb="FF000000"/>')
    fonts = "".join(f"<font>{colour}</font>" for colour in colours)
    grounds = '<fill/><fill><patternFill patternType="solid"><fgColor rgb="FF003366"/></patternFill></fill>'
    looks = ((0, 0, 0), (1, 0, 0), (2, 0, 0), (1, 1, 0), (3, 0, 170))
    styles = "".join(f'<xf fontId="{font}" fillId="{fill}" numFmtId="{form}"/>' for font, fill, form in looks)
    sheet = (
        f'<styleSheet xmlns="{SHEETS}"><numFmts><numFmt numFmtId="170" formatCode=";;;"/></numFmts>'
        f"<fonts>{fonts}</fonts>"
        f"<fills>{grounds}</fills><cellXfs>{styles}</cellXfs></styleSheet>"
    )
    cells = "".join(
        f'<c t="inlineStr" s="{style}"><is><t>{text}</t></is></c>'
        for style, text in ((1, "59292"), (2, "Haveluy"), (3, "mai 2025"), (4, "3"))
    )
    xlsx(tmp_path / "a.xlsx", {"Mai": f"{rows(ROWS[:1])}<row>{cells}</row>"}, styles=sheet)
    told = read(tmp_path / "a.xlsx").problems
    assert [(one.level, one.line, one.message.partition(" ne se voit")[0]) for one in told] == [
        ("warning", 2, "« 59292 »"),
        ("warning", 2, "« Haveluy »"),
        ("warning", 2, "« 3 »"),
    ]


def test_a_cell_that_is_there_twice_is_no_cell(tmp_path: Path) -> None:
    """Which of two values counts is not known: the file is damaged, and Excel repairs it."""
    twice = rows(ROWS).replace("<row>", '<row r="2">')
    with pytest.raises(DataError, match="deux valeurs pour une même cellule, ligne 2"):
        read(xlsx(tmp_path / "a.xlsx", {"Mai": twice}))
