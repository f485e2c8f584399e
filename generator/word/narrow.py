"""Words too long for their line, with places where it may end: the embedded engine breaks none, and goes on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from generator.word.package import WORD, Package
from generator.word.styles import Styles, is_on, number, value, width_beside

#: Where a line may end that shows nothing.
BREAK = "\u200b"
#: After what a word is broken rather than elsewhere.
_MARKS = "@./_-"
_BOX = WORD + "txbxContent"
_WORD = re.compile(r"(\s+)")
#: The widths of letters for their size, in faces without serifs: narrow ones, wide ones, capitals, all others.
_NARROW, _WIDE = frozenset("ijlft.,;:’'|!()[]/-"), frozenset("mwMWŒœÆæ@%—…")
_WIDTHS = (0.30, 0.86, 0.63, 0.51)
#: No letter of a text is wider, in points: the size of few words need be asked.
_LARGE = 20
#: What a cell leaves on each side of its text where nothing says it, in twentieths of a point.
_INSET = 108


def break_words(package: Package) -> Iterator[str]:
    """Put such places where words need them; yield the names of the parts that change."""
    styles = Styles(package)
    sections = package.document.iter(WORD + "sectPr")
    page = min((width_beside(section, "left", "right") for section in sections), default=0)
    for name, part in package.parts.items():
        if sum(_break_in(paragraph, styles, page) for paragraph in part.iter(WORD + "p")):
            yield name


def _break_in(paragraph: etree._Element, styles: Styles, page: int) -> bool:
    holder = next(paragraph.iterancestors(WORD + "tc", _BOX), None)
    if holder is not None and holder.tag == _BOX:
        return False
    room = (page if holder is None else _width(holder) - 2 * _INSET) / 20
    room -= sum(max(styles.indent(paragraph, side), 0) for side in ("left", "right")) / 20
    if room <= 0:
        return False
    changed = False
    for text in paragraph.iter(WORD + "t"):
        run, words = text.getparent(), _WORD.split(text.text or "")
        if run is None or max(map(len, words)) * _LARGE <= room:
            continue
        size = styles.size(run, paragraph) / 2 * (1.06 if is_on(styles.run_property(run, paragraph, "b")) else 1)
        broken = "".join(_broken(word, room / size) for word in words) if size else text.text
        changed |= broken != text.text
        text.text = broken
    return changed


def _broken(word: str, room: float) -> str:
    """Return a word in pieces that hold in as much room, in sizes of its letters; as it is when it holds.

    A line of dots or strokes to write on is as long as its writer saw it.
    """
    if len(word) * max(_WIDTHS) <= room or not any(map(str.isalnum, word)) or _measure(word) <= room:
        return word
    pieces, piece = [], ""
    for letter in word:
        if piece and _measure(piece + letter) > room:
            cut = max(piece.rfind(mark) for mark in _MARKS) + 1 or len(piece)
            pieces.append(piece[:cut])
            piece = piece[cut:]
        piece += letter
    return BREAK.join([*pieces, piece])


def _measure(text: str) -> float:
    narrow, wide, capital, other = _WIDTHS
    return sum(
        narrow if one in _NARROW else wide if one in _WIDE else capital if one.isupper() else other for one in text
    )


def _width(cell: etree._Element) -> int:
    """Return the width of a cell, its own or that of the columns of its table; 0 when neither is said."""
    own = cell.find(f"{WORD}tcPr/{WORD}tcW")
    if value(own, "type") in ("", "dxa") and number(value(own, "w")):
        return number(value(own, "w"))
    row = cell.getparent()
    table = None if row is None else row.getparent()
    columns = [] if table is None else table.findall(f"{WORD}tblGrid/{WORD}gridCol")
    cells = [] if row is None else row.findall(WORD + "tc")
    spans = [max(number(value(one.find(f"{WORD}tcPr/{WORD}gridSpan"))), 1) for one in cells]
    first = sum(spans[: cells.index(cell)]) if cell in cells else 0
    return sum(number(value(one, "w")) for one in columns[first : first + spans[cells.index(cell)]]) if cells else 0
