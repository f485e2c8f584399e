"""Words with their places, and the rows that they stand in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box, in any unit; ``top`` is less than ``bottom``, as in a picture."""

    left: float
    top: float
    right: float
    bottom: float
    text: str

    @property
    def middle(self) -> float:
        """The height of the box's centre."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Segment:
    """Words that follow each other in a line, up to a gap between columns, each with where it begins in the text."""

    left: float
    right: float
    text: str
    words: tuple[tuple[int, Word], ...]

    @classmethod
    def of(cls, word: Word) -> Segment:
        """Return one word by itself."""
        return cls(word.left, word.right, word.text, ((0, word),))

    def and_then(self, space: str, word: Word) -> Segment:
        """Return it with one word more."""
        start = len(self.text) + len(space)
        return Segment(self.left, word.right, f"{self.text}{space}{word.text}", (*self.words, (start, word)))


@dataclass(frozen=True, slots=True)
class Row:
    """What stands at one height, from left to right."""

    height: float
    segments: tuple[Segment, ...]
