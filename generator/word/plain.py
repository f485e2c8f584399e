"""A DOCX as the embedded engine takes it: lists that name their faces, plain colours, rows that stay together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from lxml import etree

from generator.word.colours import recoloured
from generator.word.narrow import break_words
from generator.word.numbering import dress
from generator.word.package import WORD, Package, open_package
from generator.word.packaging import dated, serialized
from generator.word.shadings import plain_shadings
from generator.word.styles import Styles, is_on
from generator.word.wordtext import text_of

_CONTROL, _CONTENT = f"{WORD}sdt", f"{WORD}sdtContent"
#: How many characters tell that a paragraph begins: on its first line.
_BEGINNING = 40
_ROW, _PARAGRAPH, _BREAK = WORD + "tr", WORD + "p", WORD + "pageBreakBefore"


def made_plain(docx: bytes) -> tuple[bytes, Package]:
    """Return a document as it is printed, where the library would take a face of its own, and twice the time.

    What is within a content control takes it that; its print is the same without. One that is plain keeps its bytes.
    Its parts come with it. Raises UnreadableError when the file is no DOCX.
    """
    package = open_package(docx)
    changed = dict(dress(package, bare=True))
    changed |= {name: part for name, part in package.parts.items() if _unwrap(part)}
    changed |= {name: part for name, part in package.parts.items() if plain_shadings(part)}
    changed |= {name: package.parts[name] for name in break_words(package)}
    parts = {name: serialized(part) for name, part in changed.items()} | dict(recoloured(docx))
    return (dated(docx, parts, packed=False) if parts else docx), package


def _unwrap(part: etree._Element) -> bool:
    """Put what controls hold in their place; tell whether there were any."""
    controls = list(part.iter(_CONTROL))
    for control in controls:
        holder, content = control.getparent(), control.find(_CONTENT)
        if holder is not None:
            place = holder.index(control)
            holder[place : place + 1] = [] if content is None else list(content)
    return bool(controls)


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
