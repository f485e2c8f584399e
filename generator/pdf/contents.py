"""The table of contents of a recueil before it is drawn: what stands in it, and how many pages it takes.

That follows from the number of rows alone, so that the page numbers it prints are known beforehand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.pdf.lengths import A4, CENTIMETRE, STAMP_CORNER

# All lengths are points. The corner of the stamp stays free: nothing is above TOP.
HEIGHT = A4[1]
TOP = HEIGHT - round(STAMP_CORNER[1] * CENTIMETRE, 2) - 20.0
_BOTTOM = 56.0
ROW = 12.75
LINE = 15.0
BELOW_TITLE, _BELOW_LINES = 24.0, 14.0


@dataclass(frozen=True, slots=True)
class ContentsPage:
    """What stands above the rows: the main title, and optional lines under it (at most a dozen)."""

    title: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """One row of what stands on page ``page`` of another ``volume``, whose ``file`` lies in the same folder."""

    title: str
    number: str
    file: str
    volume: int
    page: int

    @property
    def printed(self) -> str:
        """What stands at the right margin."""
        return f"vol. {self.volume}, p. {self.page}"

    @property
    def said(self) -> str:
        """Where it leads, in words."""
        return f"volume {self.volume}, page {self.page}"


def contents_page_count(contents: ContentsPage, rows: int) -> int:
    """Return how many pages ``rows`` rows take under the head of ``contents``."""
    return 1 + max(0, -(-(rows - _capacity(_first_row(contents))) // _capacity(TOP)))


def _first_row(contents: ContentsPage) -> float:
    """Baseline of the first page's first row."""
    return TOP - BELOW_TITLE - LINE * len(contents.lines) - _BELOW_LINES


def _capacity(first: float) -> int:
    """How many rows fit from the baseline ``first`` down."""
    return int((first - _BOTTOM) // ROW) + 1


def baselines(contents: ContentsPage) -> Iterator[tuple[int, float]]:
    """Yield page (from 0) and baseline of every row in turn, without end."""
    page, first = 0, _first_row(contents)
    while True:
        for position in range(_capacity(first)):
            yield page, first - position * ROW
        page, first = page + 1, TOP
