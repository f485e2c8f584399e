"""The sheets of a workbook of LibreOffice (ODS: OpenDocument 1.3, part 3), as its cells were last computed."""

from __future__ import annotations

import datetime
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from generator.inputs.grid import COLUMNS, ROWS, UnreadableTableError
from generator.inputs.workbook import Parts, Sheet, date_shown, month_shown, number_shown

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_TARGET = "{http://www.w3.org/1999/xlink}href"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_LINE = (f"{_STYLE}text-line-through-style", f"{_STYLE}text-line-through-type")
_WHITE = "#ffffff"
_NO_GROUND = ("", "transparent", _WHITE)
_NAMED = f"{_TABLE}style-name"
_USUAL = f"{_TABLE}default-cell-style-name"
#: A date shown without its day: « mai 2025 », « mai-25 », « 05/2025 ».
_MONTH = re.compile(r"[^\W\d]+\.?[ /.-]+(?:[0-9]{4}|[0-9]{2})|[0-9]{1,2}[ /.-]+[0-9]{4}")
#: How many styles one goes on from at most; damaged ones may go round.
_DEEPEST = 20
_ROWS = (f"{_TABLE}table-row-group", f"{_TABLE}table-header-rows", f"{_TABLE}table-rows")


def read_ods(parts: Parts) -> list[Sheet]:
    """Return all sheets, hidden ones too. Raises UnreadableTableError."""
    manifest = parts.xml("META-INF/manifest.xml")
    if manifest is not None and next(manifest.iter("{*}encryption-data"), None) is not None:
        remedy = "ouvrez-le, retirez le mot de passe (Enregistrer sous, sans « Enregistrer avec mot de passe »)"
        raise UnreadableTableError("ce classeur est protégé par un mot de passe", remedy)
    root = parts.xml("content.xml")
    if root is None:
        raise UnreadableTableError(
            "ce classeur est incomplet", "ouvrez-le dans LibreOffice et enregistrez-le de nouveau"
        )
    unseen = {
        style.get(f"{_STYLE}name")
        for style in root.iter(f"{_STYLE}style")
        if any(one.get(f"{_TABLE}display") == "false" for one in style)
    }
    looks = _looks(parts.xml("styles.xml"), root)
    computed = any(f"{_OFFICE}value-type" in cell.attrib for cell in root.iter() if f"{_TABLE}formula" in cell.attrib)
    sheets = []
    for table in root.iterfind(f"{_OFFICE}body/{_OFFICE}spreadsheet/{_TABLE}table"):
        sheet = Sheet(table.get(f"{_TABLE}name", ""), table.get(f"{_TABLE}style-name") not in unseen)
        _read(table, sheet, looks)
        if computed:
            sheet.uncomputed.clear()
        sheets.append(sheet)
    return sheets


@dataclass(frozen=True, slots=True)
class _Looks:
    """The names of the styles that strike a text through, and of those of cells that nobody sees, in white."""

    struck: Collection[str]
    invisible: Collection[str]


def _looks(*roots: etree._Element | None) -> _Looks:
    """Return how styles look, by themselves or by those that they go on from."""
    styles = {
        (style.get(f"{_STYLE}family", ""), style.get(f"{_STYLE}name", "")): style
        for root in roots
        if root is not None
        for style in root.iter(f"{_STYLE}style")
    }

    def said(family: str, name: str, part: str, keys: Sequence[str], depth: int = 0) -> str:
        style = styles.get((family, name))
        if style is None or depth == _DEEPEST:
            return ""
        found = style.find(f"{_STYLE}{part}")
        values = [] if found is None else [value for key in keys if (value := found.get(key))]
        return values[0] if values else said(family, style.get(f"{_STYLE}parent-style-name", ""), part, keys, depth + 1)

    cells = {name for family, name in styles if family == "table-cell"}
    return _Looks(
        {
            name
            for family, name in styles
            if family in ("table-cell", "text") and said(family, name, "text-properties", _LINE) not in ("", "none")
        },
        {
            name
            for name in cells
            if said("table-cell", name, "text-properties", (f"{_FO}color",)).lower() == _WHITE
            and said("table-cell", name, "table-cell-properties", (f"{_FO}background-color",)).lower() in _NO_GROUND
        },
    )


def _read(table: etree._Element, sheet: Sheet, looks: _Looks) -> None:
    usual = list(_columns(table, sheet))
    row = 0
    for element in _rows(table):
        count = int(element.get(f"{_TABLE}number-rows-repeated", "1"))
        if element.get(f"{_TABLE}visibility", "visible") != "visible":
            sheet.hidden.update(range(row, min(row + count, ROWS)))
        cells = list(_cells(element))
        for again in range(row, max(row + 1, min(row + count, ROWS + 1))) if cells else ():
            for column, cell in cells:
                _put(sheet, again, column, cell)
                style = cell.get(_NAMED) or element.get(_USUAL) or (usual[column] if column < len(usual) else "")
                shown = sheet.cells.get((again, column), "")
                if said := shown if style in looks.struck else _struck(cell, looks.struck):
                    sheet.struck[again, column] = said
                if style in looks.invisible:
                    sheet.invisible.add((again, column))
        row += count
    for area in table.iter("{*}conditional-format"):
        if any(_local(rule, "apply-style-name") in looks.struck for rule in area):
            sheet.strikes.append(_local(area, "target-range-address").replace(f"{sheet.name}.", ""))


def _local(element: etree._Element, name: str) -> str:
    """Return an attribute by its name alone, of a namespace that LibreOffice added."""
    return next((str(value) for key, value in element.items() if str(key).endswith(f"}}{name}")), "")


def _columns(table: etree._Element, sheet: Sheet) -> Iterator[str]:
    """Yield the usual style of the cells of each column, and note which columns are hidden."""
    column = 0
    for element in table.iter(f"{_TABLE}table-column"):
        count = min(int(element.get(f"{_TABLE}number-columns-repeated", "1")), COLUMNS - column)
        if element.get(f"{_TABLE}visibility", "visible") != "visible":
            sheet.unseen.update(range(column, column + count))
        yield from [element.get(_USUAL, "")] * count
        column += count


def _struck(cell: etree._Element, struck: Collection[str]) -> str:
    """Return what of a cell's text stands in spans that strike it through."""
    spans = (one for line in cell.iterfind(f"{_TEXT}p") for one in line.iter(f"{_TEXT}span"))
    return "".join(_line(span) for span in spans if span.get(f"{_TEXT}style-name") in struck)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for element in table:
        if element.tag == f"{_TABLE}table-row":
            yield element
        elif element.tag in _ROWS:
            yield from _rows(element)


def _cells(row: etree._Element) -> Iterator[tuple[int, etree._Element]]:
    """Yield the cells that hold something, each as often as it is repeated."""
    column = 0
    for cell in row:
        if cell.tag not in (f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"):
            continue
        count = int(cell.get(f"{_TABLE}number-columns-repeated", "1"))
        filled = cell.get(f"{_OFFICE}value-type") or cell.get(f"{_TABLE}formula") or len(cell)
        if filled and cell.tag == f"{_TABLE}table-cell":
            for again in range(column, column + min(count, COLUMNS + 1)):
                yield again, cell
        column += count


def _put(sheet: Sheet, row: int, column: int, cell: etree._Element) -> None:
    shown = _shown(cell)
    sheet.put(row, column, shown)
    for link in cell.iter(f"{_TEXT}a"):
        sheet.link(row, column, link.get(_TARGET, ""))
    if not shown and cell.get(f"{_TABLE}formula") and not cell.get(f"{_OFFICE}value-type"):
        sheet.uncomputed.add((row, column))  # or an empty text, which LibreOffice writes in the same way
    height = int(cell.get(f"{_TABLE}number-rows-spanned", "1"))
    width = int(cell.get(f"{_TABLE}number-columns-spanned", "1"))
    if height > 1 or width > 1:
        sheet.merged.append((row, column, row + height - 1, column + width - 1))


def _shown(cell: etree._Element) -> str:
    kind = cell.get(f"{_OFFICE}value-type", "string")
    text = "\n".join(_line(line) for line in cell.iterfind(f"{_TEXT}p"))
    if kind == "date" and (moment := cell.get(f"{_OFFICE}date-value")):
        shown = month_shown if _MONTH.fullmatch(text) else date_shown
        return shown(datetime.datetime.fromisoformat(moment.split(".")[0]))
    if kind == "boolean":
        return "VRAI" if cell.get(f"{_OFFICE}boolean-value") == "true" else "FAUX"
    if kind not in ("float", "currency", "percentage"):
        return text or cell.get(f"{_OFFICE}string-value", "")
    value = float(cell.get(f"{_OFFICE}value", "0"))
    if kind == "percentage":
        return f"{number_shown(round(value * 100, 10))} %"
    figures = re.sub(r"\s", "", text)
    if figures.isalpha():
        return text  # « VRAI », of a number shown as a truth
    # The zeros that a format shows before a code are in the text alone.
    return figures if figures.isdecimal() and int(figures) == value else number_shown(value)


def _line(element: etree._Element) -> str:
    """Return a paragraph's text: spaces, tabs and breaks are elements of their own."""
    shown = element.text or ""
    for child in element:
        if child.tag == f"{_TEXT}s":
            shown += " " * min(int(child.get(f"{_TEXT}c", "1")), 100)
        elif child.tag in (f"{_TEXT}tab", f"{_TEXT}line-break"):
            shown += " "
        elif isinstance(child.tag, str):
            shown += _line(child)
        shown += child.tail or ""
    return shown
