"""The sheets of a workbook of Excel (XLSX: ISO/IEC 29500-1, part SpreadsheetML), as its cells were last computed."""

from __future__ import annotations

import datetime
import posixpath
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from generator.inputs.grid import COLUMNS, UnreadableTableError
from generator.inputs.workbook import Parts, Sheet, date_shown, entries, month_shown, number_shown

_CELL = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
#: A formula that makes a link: its address, where it is written there.
_LINK = re.compile(r'HYPERLINK\("([^"]+)"', re.IGNORECASE)
#: A sign beyond the first 65 536 is two of them, of which each alone is none.
_ESCAPED = re.compile(r"(?:_x[0-9A-Fa-f]{4}_)+")
#: Built-in formats: of dates and hours everywhere, which no file changes, and in East Asia alone (18.8.30).
_BUILT_IN = {
    "9": "0%",
    "10": "0.00%",
    **dict.fromkeys(map(str, (*range(14, 23), 45, 47)), "d"),
    "17": "my",
    "46": "[h]",
}
_EASTERN = dict.fromkeys(map(str, (*range(27, 37), *range(50, 59))), "d")
#: What a format code holds beside its signs: texts, colours and places, spaces of a width, repeated signs.
_LITERAL = re.compile(r'"[^"]*"|\\.|\[(?!h+\]|m+\]|s+\])[^\]]*\]|_.|\*.', re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Book:
    """What the sheets share: texts, how each style looks, and the day that dates count from.

    ``conditional`` tells of the formats that go by a condition whether they strike through.
    """

    texts: Sequence[_Text]
    looks: Sequence[_Look]
    conditional: Sequence[bool]
    origin: datetime.datetime

    def look(self, cell: etree._Element) -> _Look:
        """Return how the style of a cell looks."""
        style = int(cell.get("s") or "0")
        return self.looks[style] if style < len(self.looks) else _Look()


class _Look(NamedTuple):
    """How a style shows cells: by a format code, struck through, so that nobody sees their texts."""

    code: str = ""
    struck: bool = False
    invisible: bool = False


class _Text(NamedTuple):
    """A text, and what of it is struck through."""

    whole: str
    struck: str = ""


def read_xlsx(parts: Parts) -> list[Sheet]:
    """Return all sheets, hidden ones too. Raises UnreadableTableError."""
    known = entries(parts.archive)
    main = next((name for name in ("xl/workbook.xml", "xl/workbook2.xml") if name in known), "")
    workbook = parts.xml(main) if main else None
    if workbook is None:
        raise UnreadableTableError("ce classeur est incomplet", "ouvrez-le dans Excel et enregistrez-le de nouveau")
    relations = _relations(parts, main)
    styles = parts.xml("xl/styles.xml")
    conditional = (
        [] if styles is None else [_is_on(one.find("{*}font/{*}strike")) for one in styles.iterfind("{*}dxfs/{*}dxf")]
    )
    book = _Book(_texts(parts), _looks(styles), conditional, _origin(workbook))
    sheets = []
    for element in workbook.iter("{*}sheet"):
        sheet = Sheet(element.get("name", ""), element.get("state", "visible") == "visible")
        identifier = next((value for key, value in element.items() if str(key).endswith("}id")), "")
        part = relations.get(str(identifier), "")
        root = parts.xml(part)
        if root is not None and etree.QName(root).localname == "worksheet":
            _read(root, sheet, book)
            _read_links(root, sheet, _relations(parts, part))
        sheets.append(sheet)
    return sheets


def _relations(parts: Parts, main: str) -> dict[str, str]:
    """Return what a part is linked to, by the names of these links: other parts, and addresses beyond the file."""
    folder, name = posixpath.split(main)
    root = parts.xml(f"{folder}/_rels/{name}.rels")
    return {
        one.get("Id", ""): target
        if one.get("TargetMode") == "External"
        else posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        for one in (() if root is None else root)
        if (target := one.get("Target", ""))
    }


def _origin(workbook: etree._Element) -> datetime.datetime:
    since_1904 = any(one.get("date1904") in ("1", "true") for one in workbook.iter("{*}workbookPr"))
    return datetime.datetime(1904, 1, 1) if since_1904 else datetime.datetime(1899, 12, 30)


def _texts(parts: Parts) -> list[_Text]:
    root = parts.xml("xl/sharedStrings.xml")
    return [] if root is None else [_text(item) for item in root.iter("{*}si")]


def _text(item: etree._Element) -> _Text:
    """Return the text of an item, without the phonetic guides that some keyboards add."""
    whole, struck = "", ""
    for run in item.iter("{*}t"):
        if next(run.iterancestors("{*}rPh"), None) is None:
            text = _ESCAPED.sub(_unescaped, run.text or "")
            whole += text
            struck += text if _is_on(run.find("../{*}rPr/{*}strike")) else ""
    return _Text(whole, struck)


def _unescaped(signs: re.Match[str]) -> str:
    return bytes.fromhex(re.sub("_x?", "", signs[0])).decode("utf-16-be", "replace")


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and element.get("val", "1") not in ("0", "false")


def _looks(styles: etree._Element | None) -> list[_Look]:
    """Return how each cell style looks: nothing is seen in white on no ground, nor by an empty format (« ;;; »)."""
    if styles is None:
        return []
    codes = {one.get("numFmtId", ""): one.get("formatCode", "") for one in styles.iter("{*}numFmt")}
    codes = _EASTERN | codes | _BUILT_IN
    fonts = [
        (_is_on(font.find("{*}strike")), _is_white(font.find("{*}color")))
        for font in styles.iterfind("{*}fonts/{*}font")
    ]
    plain = [_is_plain(fill.find("{*}patternFill")) for fill in styles.iterfind("{*}fills/{*}fill")]
    looks = []
    for style in styles.iterfind("{*}cellXfs/{*}xf"):
        code = codes.get(style.get("numFmtId", "0"), "")
        font, fill = int(style.get("fontId", "0")), int(style.get("fillId", "0"))
        struck, white = fonts[font] if font < len(fonts) else (False, False)
        empty = code.count(";") >= 2 and not code.replace(";", "").strip()
        looks.append(_Look(code, struck, empty or (white and (fill >= len(plain) or plain[fill]))))
    return looks


def _is_white(colour: etree._Element | None) -> bool:
    """Tell whether a colour is white: by itself, or the first of the theme as it is."""
    if colour is None:
        return False
    return colour.get("rgb", "").upper()[-6:] == "FFFFFF" or (colour.get("theme") == "0" and not colour.get("tint"))


def _is_plain(fill: etree._Element | None) -> bool:
    """Tell whether the ground of a cell is none, or white."""
    return fill is None or fill.get("patternType", "none") == "none" or _is_white(fill.find("{*}fgColor"))


def _read(root: etree._Element, sheet: Sheet, book: _Book) -> None:
    for element in root.iter("{*}col"):
        if element.get("hidden") in ("1", "true") or element.get("width") == "0":
            sheet.unseen.update(range(int(element.get("min", "1")) - 1, min(int(element.get("max", "1")), COLUMNS)))
    row = -1
    for element in root.iter("{*}row"):
        row = int(element.get("r", row + 2)) - 1
        if element.get("hidden") in ("1", "true") or element.get("ht") == "0":
            sheet.hidden.add(row)
        column = -1
        for cell in element.iterfind("{*}c"):
            found = _CELL.fullmatch(cell.get("r", ""))
            column = _column(found[1]) if found else column + 1
            value = cell.find("{*}v")
            if not (value is not None and value.text) and cell.find("{*}f") is not None and cell.get("t") != "str":
                sheet.uncomputed.add((row, column))
            look = book.look(cell)
            text = _shown(cell, value, book)
            sheet.put(row, column, text.whole)
            if struck := text.whole if look.struck else text.struck:
                sheet.struck[row, column] = struck
            if look.invisible:
                sheet.invisible.add((row, column))
    for area in root.iter("{*}conditionalFormatting"):
        ranks = [int(rule.get("dxfId", "-1")) for rule in area.iter("{*}cfRule")]
        if any(0 <= rank < len(book.conditional) and book.conditional[rank] for rank in ranks):
            sheet.strikes.append(area.get("sqref", ""))
    for merged in root.iter("{*}mergeCell"):
        corners = _CELL.findall(merged.get("ref", ""))
        if len(corners) == 2:
            (left, top), (right, bottom) = corners
            sheet.merged.append((int(top) - 1, _column(left), int(bottom) - 1, _column(right)))


def _read_links(root: etree._Element, sheet: Sheet, targets: Mapping[str, str]) -> None:
    """Note to whom the links of cells write: those of the sheet, and the formulas that make one."""
    for link in root.iter("{*}hyperlink"):
        identifier = next((value for key, value in link.items() if str(key).endswith("}id")), "")
        if found := _CELL.fullmatch(link.get("ref", "")):
            sheet.link(int(found[2]) - 1, _column(found[1]), targets.get(str(identifier), ""))
    for cell in root.iter("{*}c"):
        found, linked = _CELL.fullmatch(cell.get("r", "")), _LINK.match(cell.findtext("{*}f") or "")
        if found and linked:
            sheet.link(int(found[2]) - 1, _column(found[1]), linked[1])


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _shown(cell: etree._Element, value: etree._Element | None, book: _Book) -> _Text:
    kind, text = cell.get("t", "n"), (value.text or "") if value is not None else ""
    if kind == "inlineStr":
        return _text(cell)
    if not text:
        return _Text("")
    readers: Mapping[str, str] = {"b": "VRAI" if text == "1" else "FAUX", "str": text, "e": text}
    if kind == "s":
        return book.texts[int(text)]
    if kind == "d":
        return _Text(_iso_moment(text.removesuffix("Z")))
    if kind in readers:
        return _Text(readers[kind])
    return _Text(_number(float(text), book.look(cell).code, book.origin))


def _number(value: float, code: str, origin: datetime.datetime) -> str:
    code = _LITERAL.sub("", code.split(";")[0])
    if re.search("[dmyhs]", code, re.IGNORECASE):
        return _moment(value, code, origin)
    if "%" in code:
        return f"{number_shown(round(value * 100, 10))} %"
    # The zeros of « 00000 » or of « 0# ## ## ## ## » are shown before a code that lacks them.
    always = re.fullmatch(r"#*(0[0#]*)", re.sub(r"\s", "", code))
    return number_shown(value, len(always[1]) if always else 0)


def _moment(value: float, code: str, origin: datetime.datetime) -> str:
    seconds = round(value * 86400)
    if 0 <= value < 1 or re.search(r"\[[hms]", code, re.IGNORECASE):  # an hour, or how many have passed
        return _hours(seconds)
    if origin.year == 1899 and 1 <= value < 60:
        seconds += 86400  # for Excel, 1900 has a 29 February, and the days before it come one later
    shown = month_shown if set("my") <= set(code.lower()) and not set("dhs") & set(code.lower()) else date_shown
    try:
        return shown(origin + datetime.timedelta(seconds=seconds))
    except OverflowError:
        return number_shown(value)  # Excel shows « #### »


def _iso_moment(text: str) -> str:
    if "-" in text:
        return date_shown(datetime.datetime.fromisoformat(text))
    hour = datetime.time.fromisoformat(text)
    return _hours(hour.hour * 3600 + hour.minute * 60 + hour.second)


def _hours(seconds: int) -> str:
    minutes, left = divmod(abs(seconds), 60)
    sign, rest = "-" if seconds < 0 else "", f":{left:02}" if left else ""
    return f"{sign}{minutes // 60:02}:{minutes % 60:02}{rest}"
