"""A paragraph of a template, with its place, and how a message quotes it."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from generator.errors import Level, Problem

NEAR = 120


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
    place: str
    text: str
    pieces: tuple[Piece, ...]
    row: etree._Element | None = None
    cell: etree._Element | None = None

    def problem(self, level: Level, message: str, remedy: str, at: int = 0) -> Problem:
        """Return a problem of this paragraph, told with the text around the character ``at``."""
        around = excerpt(self.text, at)
        return Problem(level, f"{message} (près de « {around} »)" if around else message, remedy, place=self.place)


@dataclass(frozen=True, slots=True)
class Flow:
    """The paragraphs of one part, in order; ``filled`` tells whether its tags are replaced in the documents."""

    part: str
    place: str
    paragraphs: tuple[Paragraph, ...]
    filled: bool = True


def excerpt(text: str, at: int = 0) -> str:
    """Return the part of a text around the character ``at``, on one line and short enough for a message."""
    start = max(0, at - NEAR // 3)
    cut = " ".join(text[start : start + NEAR].split())
    return f"{'…' if start else ''}{cut}{'…' if len(text) > start + NEAR else ''}"


def rank(number: int) -> str:
    """Return « 1er », « 2e »."""
    return "1er" if number == 1 else f"{number}e"
