"""Rows of tables that stay on the page of what follows them (``w:keepNext``, ISO/IEC 29500-1, 17.3.1.14)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from generator.word.package import WORD, Package
from generator.word.styles import Styles, is_on
from generator.word.wordtext import text_of

#: How many characters tell that a paragraph begins: on its first line.
_BEGINNING = 40
_ROW, _PARAGRAPH, _BREAK = WORD + "tr", WORD + "p", WORD + "pageBreakBefore"


@dataclass(frozen=True, slots=True)
class Kept:
    """A row that is kept with what follows: what both say, and the first paragraph that goes along with them."""

    row: str
    following: str
    start: etree._Element


def kept_rows(package: Package) -> Iterator[Kept]:
    """Yield the rows of the body that are kept with the next one, in a table that a paragraph before it stays with.

    The last row is kept with the paragraph after the table, of which the beginning is enough.
    """
    styles = Styles(package)
    for table in package.document.iterfind(f"{WORD}body/{WORD}tbl"):
        start = None
        for before in table.itersiblings(_PARAGRAPH, WORD + "tbl", preceding=True):
            if before.tag != _PARAGRAPH or not _stays(before, styles):
                break
            start = before
        if start is None:
            continue
        after = table.getnext()
        ends = [] if after is None or after.tag != _PARAGRAPH else [after]
        for row, following in pairwise([*table.findall(_ROW), *ends]):
            if not all(_stays(paragraph, styles) for paragraph in row.iter(_PARAGRAPH)):
                break
            text = text_of(following)
            yield Kept(text_of(row), text[:_BEGINNING] if following is after else text, start)


def turn_before(paragraph: etree._Element) -> bool:
    """Have a paragraph begin a page; tell whether it did not yet."""
    properties = paragraph.find(WORD + "pPr")
    if properties is None:
        properties = etree.Element(WORD + "pPr")
        paragraph.insert(0, properties)
    if is_on(properties.find(_BREAK)):
        return False
    style = properties.find(WORD + "pStyle")
    properties.insert(0 if style is None else 1, etree.Element(_BREAK))
    return True


def _stays(paragraph: etree._Element, styles: Styles) -> bool:
    return is_on(styles.paragraph_property(paragraph, "keepNext"))
