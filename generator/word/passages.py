"""A Word document as passages to compare: its paragraphs and table rows, each with its place in words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from lxml import etree

from generator.word.package import WORD, Package, open_package
from generator.word.paragraphs import Paragraph, Place
from generator.word.parts import read_flows
from generator.word.styles import Styles

CELLS = " | "
_PROPERTIES = {
    "title": "titre",
    "subject": "objet",
    "creator": "auteur",
    "keywords": "mots-clés",
    "description": "résumé",
}
_SPACES = (WORD + "tab", WORD + "br", WORD + "cr")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, or a table row with ``CELLS`` between its cells; white space in ``text`` is single spaces.

    ``story`` is the part it belongs to: body, a header, the notes.
    """

    story: str
    place: Place
    text: str


def read_passages(docx: bytes) -> list[Passage]:
    """Return what a reader can read in a DOCX: body, text boxes, headers, footers, notes, then properties.

    Raises UnreadableError when it is none.
    """
    package = open_package(docx)
    flows = read_flows(package, Styles(package))
    read = [passage for flow in flows for passage in _passages(flow.place, flow.paragraphs)]
    return [*read, *_properties(package)]


def _passages(story: str, paragraphs: Iterable[Paragraph]) -> Iterator[Passage]:
    for row, members in groupby(paragraphs, key=lambda paragraph: paragraph.row):
        if row is None:
            found = [Passage(story, paragraph.place, _text(paragraph.element)) for paragraph in members]
        else:
            found = [_row(story, list(members))]
        yield from (passage for passage in found if passage.text.strip(CELLS))


def _row(story: str, members: list[Paragraph]) -> Passage:
    cells = (
        " ".join(filter(None, (_text(paragraph.element) for paragraph in cell)))
        for _, cell in groupby(members, key=lambda paragraph: paragraph.cell)
    )
    return Passage(story, replace(members[0].place, column=0), CELLS.join(cells))


def _text(paragraph: etree._Element) -> str:
    """Return the text of a paragraph: a tab or a line break is a space, text boxes are passages of their own."""
    return " ".join("".join(_pieces(paragraph)).split())


def _pieces(element: etree._Element) -> Iterator[str]:
    for child in element:
        if child.tag == WORD + "t":
            yield child.text or ""
        elif child.tag in _SPACES:
            yield " "
        elif child.tag == WORD + "noBreakHyphen":
            yield "-"
        elif child.tag not in (WORD + "txbxContent", WORD + "pPr", WORD + "rPr"):
            yield from _pieces(child)


def _properties(package: Package) -> Iterator[Passage]:
    properties = package.parts.get("docProps/core.xml")
    place = "propriétés du document"
    for element in properties if properties is not None else ():
        name = _PROPERTIES.get(etree.QName(element).localname)
        if name and element.text:
            yield Passage(place, Place(f"{place}, {name}"), " ".join(element.text.split()))
