"""A paragraph of a template, with its place, and how a message quotes it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lxml import etree

from generator.errors import Level, Problem
from generator.word.package import WORD

#: How much of a paragraph a message quotes, in characters.
_NEAR = 120
_PROPERTIES = (WORD + "trPr", WORD + "tcPr")

FlowKind = Literal["body", "header", "footer", "footnote", "endnote", "property", "text"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph stands: ``section`` is where a reader looks first (« article 4 », « tableau 1 », « en-tête »).

    Then come the rank of the paragraph, or the row and the column of the table, from 1; 0 is none. A place of a text
    file is a ``row`` alone, without a section.
    """

    section: str
    paragraph: int = 0
    row: int = 0
    column: int = 0

    @property
    def spot(self) -> str:
        """The rank of the paragraph, of the row and of the column in the section, "" for what has none."""
        paragraph = f"{rank(self.paragraph)} paragraphe" if self.paragraph else ""
        row = f"ligne {self.row}" if self.row else ""
        column = f"colonne {self.column}" if self.column else ""
        return ", ".join(filter(None, (paragraph, row, column)))

    def __str__(self) -> str:
        """Return « article 4, 2e paragraphe »."""
        return ", ".join(filter(None, (self.section, self.spot)))


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a paragraph's text: where it starts, its element, its run, its rank in the whole part."""

    start: int
    element: etree._Element
    run: etree._Element
    rank: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph: ``place`` is where a reader finds it; ``row`` and ``cell`` those of the table it is in."""

    element: etree._Element
    place: Place
    text: str
    pieces: tuple[Piece, ...]
    row: etree._Element | None = None
    cell: etree._Element | None = None

    @property
    def is_boxed(self) -> bool:
        """Tell whether it stands in a text box."""
        return next(self.element.iterancestors(WORD + "txbxContent"), None) is not None

    def piece(self, at: int) -> Piece | None:
        """Return the stretch in which the character ``at`` stands."""
        return next((piece for piece in reversed(self.pieces) if piece.start <= at), None)

    def is_completed(self, at: int) -> bool:
        """Tell whether the character ``at`` stands in a content control, which a person may complete."""
        piece = self.piece(at)
        return piece is not None and next(piece.element.iterancestors(WORD + "sdt"), None) is not None

    def problem(self, message: str, remedy: str, at: int = 0, *, level: Level = "error") -> Problem:
        """Return a problem of this paragraph, told with the text around the character ``at``."""
        around = excerpt(self.text, at)
        said = f"{message} (près de « {around} »)" if around else message
        line = None if self.place.section else self.place.row
        return Problem(level, said, remedy, line=line, place=str(self.place))


@dataclass(frozen=True, slots=True)
class Flow:
    """The paragraphs of one part, in order; ``place`` is what the part is called.

    ``filled`` tells whether its tags are replaced in the documents.
    """

    part: str
    kind: FlowKind
    place: str
    paragraphs: tuple[Paragraph, ...]
    filled: bool = True

    def nearest(self, element: etree._Element) -> Paragraph | None:
        """Return the paragraph that holds an element, or else the first that it, its cell or its row holds."""
        known = {id(paragraph.element): paragraph for paragraph in self.paragraphs}
        around = (parent for parent in (element, *element.iterancestors()) if parent.tag == WORD + "p")
        holder = next((parent.getparent() for parent in element.iterancestors(*_PROPERTIES)), None)
        inside = (element if holder is None else holder).iter(WORD + "p")
        return next((known[id(found)] for found in (*around, *inside) if id(found) in known), None)

    def where(self, element: etree._Element) -> str:
        """Return the place of an element of the part."""
        paragraph = self.nearest(element)
        return str(paragraph.place) if paragraph else self.place

    def problem(self, element: etree._Element, message: str, remedy: str, *, level: Level = "error") -> Problem:
        """Return a problem of an element of the part, told with the text around."""
        paragraph = self.nearest(element)
        return (
            paragraph.problem(message, remedy, level=level)
            if paragraph
            else Problem(level, message, remedy, place=self.place)
        )


def excerpt(text: str, at: int = 0) -> str:
    """Return the part of a text around the character ``at``, on one line and short enough for a message."""
    start = max(0, at - _NEAR // 3)
    cut = " ".join(text[start : start + _NEAR].split())
    return f"{'…' if start else ''}{cut}{'…' if len(text) > start + _NEAR else ''}"


def rank(number: int) -> str:
    """Return « 1er », « 2e »."""
    return "1er" if number == 1 else f"{number}e"
