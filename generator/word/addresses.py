"""Where each paragraph stands, in words that a reader of Word knows: « article 4, 2e paragraphe »."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from generator.word.package import FALLBACK, WORD
from generator.word.paragraphs import Paragraph, Piece, Place, excerpt
from generator.word.styles import Styles, is_on, value

_BEARS_TEXT = frozenset((WORD + "t", WORD + "txbxContent"))
_BEARS_NONE = frozenset((*(WORD + name for name in ("moveFrom", "del", "pPr", "rPr")), FALLBACK))
_NUMBERED = re.compile(r"\s*(article|chapitre|annexe|titre|section|partie)\s+(\d[\w.-]*|[IVX]+\b)", re.IGNORECASE)
_ARTICLES = {
    "article": "de l’",
    "annexe": "de l’",
    "chapitre": "du ",
    "titre": "du ",
    "section": "de la ",
    "partie": "de la ",
}
_OPENING = "début du document"
_COVER = "page de garde"
_NOWHERE = Place("")


@dataclass
class PartWalker:
    """Walks one part and names each paragraph; a text box and a table have names of their own."""

    label: str
    tables: int = 0
    boxes: int = 0
    count: int = 0
    ranks: int = 0
    several: bool = field(default=True)

    def paragraphs(self, root: etree._Element) -> Iterator[Paragraph]:
        """Yield the paragraphs of a part in the order of the document."""
        own = [element for element in root.iter(WORD + "p") if _is_seen(element, _text_of(element))]
        self.several = len(own) > 1
        yield from self._blocks(root, None, None, None)

    def place(self, element: etree._Element, text: str) -> Place:
        """Return the place of a paragraph that is in no table and no text box."""
        self.count += _is_seen(element, text)
        return Place(self.label, max(self.count, 1) if self.several else 0)

    def table_place(self) -> str:
        """Return what comes before « tableau 1 »."""
        return f"{self.label}, " if self.label else ""

    def _blocks(
        self, parent: etree._Element, inside: Place | None, row: etree._Element | None, cell: etree._Element | None
    ) -> Iterator[Paragraph]:
        for element in parent:
            if element.tag == WORD + "p":
                yield from self._paragraph(element, inside, row, cell)
            elif element.tag == WORD + "tbl":
                yield from self._table(element)
            elif isinstance(element.tag, str) and element.tag not in (WORD + "sectPr", FALLBACK):
                yield from self._blocks(element, inside, row, cell)

    def _table(self, table: etree._Element) -> Iterator[Paragraph]:
        self.tables += 1
        name = f"{self.table_place()}tableau {self.tables}"
        for number, row in enumerate(_rows(table, "tr"), 1):
            for column, cell in enumerate(_rows(row, "tc"), 1):
                yield from self._blocks(cell, Place(name, row=number, column=column), row, cell)

    def _paragraph(
        self, element: etree._Element, inside: Place | None, row: etree._Element | None, cell: etree._Element | None
    ) -> Iterator[Paragraph]:
        pieces: list[Piece] = []
        boxes: list[etree._Element] = []
        length = 0
        for node in _content(element):
            if node.tag == WORD + "txbxContent":
                boxes.append(node)
                continue
            self.ranks += 1
            pieces.append(Piece(length, node, _run(node), self.ranks))
            length += len(node.text or "")
        text = "".join(piece.element.text or "" for piece in pieces)
        yield Paragraph(element, inside or self.place(element, text), text, tuple(pieces), row, cell)
        for box in boxes:
            self.boxes += 1
            before = f"{self.label}, " if self.label else ""
            yield from self._blocks(box, Place(f"{before}zone de texte {self.boxes}"), None, None)


class UnplacedWalker(PartWalker):
    """Walks a part of which nobody asks where its paragraphs are."""

    def paragraphs(self, root: etree._Element) -> Iterator[Paragraph]:
        """Yield the paragraphs of a part in the order of the document."""
        yield from self._blocks(root, None, None, None)

    def place(self, element: etree._Element, text: str) -> Place:
        """Return no place."""
        return _NOWHERE


class BodyWalker(PartWalker):
    """Walks the body, where places are told by the headings."""

    def __init__(self, body: etree._Element, styles: Styles) -> None:
        super().__init__("")
        self._body = body
        self._styles = styles
        self._heading = ""
        flow = [element for element in body.iter(WORD + "p") if not _nested(element)]
        levels = [styles.level(element) for element in flow if styles.level(element) and _text_of(element).strip()]
        self._has_title = levels[:1] == [1] and levels.count(1) == 1
        self._in_cover = _has_cover(flow, styles)
        self._begun = False

    def paragraphs(self, root: etree._Element) -> Iterator[Paragraph]:
        """Yield the paragraphs of the body."""
        yield from self._blocks(root, None, None, None)

    def place(self, element: etree._Element, text: str) -> Place:
        """Return « article 4, 2e paragraphe »; before the first article, the cover page or the beginning."""
        level = self._styles.level(element) if text.strip() else 0
        is_title = level == 1 and self._has_title
        if level:
            self.count = 0
            self._heading = _OPENING if is_title else _heading_name(text)
            place = Place("titre du document" if is_title else f"titre {_of(self._heading)}")
        else:
            self.count += _is_seen(element, text)
            place = Place(self._where(), max(self.count, 1))
        if self._in_cover:
            place = Place(_COVER) if level else place
            self._in_cover = not _breaks(element)
            self.count = self.count if self._in_cover else 0
        return place

    def _where(self) -> str:
        if self._in_cover:
            return _COVER
        return self._heading or _OPENING


def _heading_name(text: str) -> str:
    numbered = _NUMBERED.match(text)
    if numbered:
        return f"{numbered[1].lower()} {numbered[2]}"
    return f"« {excerpt(text)[:60].strip()} »"


def _of(heading: str) -> str:
    """Return « de l’article 4 », « du chapitre 2 »; a heading in quotes stays as it is."""
    kind = heading.partition(" ")[0]
    return f"{_ARTICLES[kind]}{heading}" if kind in _ARTICLES else heading


def _has_cover(flow: list[etree._Element], styles: Styles) -> bool:
    """Tell whether a page ends before the first article: then what comes first is a cover page."""
    for element in flow:
        if styles.level(element) > 1:
            return False
        if _breaks(element):
            return True
    return False


def _breaks(element: etree._Element) -> bool:
    """Tell whether a page ends in or after a paragraph."""
    if any(value(found, "type") == "page" for found in element.iter(WORD + "br")):
        return True
    section = element.find(f"{WORD}pPr/{WORD}sectPr")
    if section is not None and value(section.find(WORD + "type")) != "continuous":
        return True
    following = element.getnext()
    return (
        following is not None
        and following.tag == WORD + "p"
        and is_on(following.find(f"{WORD}pPr/{WORD}pageBreakBefore"))
    )


def _nested(element: etree._Element) -> bool:
    return any(parent.tag in (WORD + "tc", WORD + "txbxContent") for parent in element.iterancestors())


def _rows(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    """Yield the rows of a table, or the cells of a row, content controls and revisions looked through."""
    for element in parent:
        if element.tag == WORD + name:
            yield element
        elif element.tag in (WORD + "sdt", WORD + "sdtContent", WORD + "ins", WORD + "customXml"):
            yield from _rows(element, name)


def _content(paragraph: etree._Element) -> Iterator[etree._Element]:
    """Yield the texts and the text boxes of a paragraph, without what is inside these boxes."""
    for element in paragraph:
        if element.tag in _BEARS_TEXT:
            yield element
        elif isinstance(element.tag, str) and element.tag not in _BEARS_NONE:
            yield from _content(element)


def _is_seen(element: etree._Element, text: str) -> bool:
    """Tell whether who counts the paragraphs of a page counts this one."""
    return bool(text.strip()) or next(element.iter(WORD + "drawing", WORD + "pict"), None) is not None


def _run(text: etree._Element) -> etree._Element:
    parent = text.getparent()
    return text if parent is None else parent


def _text_of(paragraph: etree._Element) -> str:
    return "".join(node.text or "" for node in _content(paragraph) if node.tag == WORD + "t")
