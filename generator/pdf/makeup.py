"""What a merged file is asked to be, its contents too, and what came of it; who asks need not load what merges."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path

from generator.pdf.lengths import A4, CENTIMETRE, STAMP_CORNER

# All lengths are points. The corner of the stamp stays free: nothing is above TOP.
HEIGHT = A4[1]
TOP = HEIGHT - round(STAMP_CORNER[1] * CENTIMETRE, 2) - 20.0
_BOTTOM = 56.0
ROW = 12.75
LINE = 15.0
BELOW_TITLE, _BELOW_LINES = 24.0, 14.0


class Corner(Enum):
    """Where the line stands: a recueil's own goes left, since its pages bear their pack's on the right."""

    BOTTOM_LEFT = "bottom left"
    BOTTOM_RIGHT = "bottom right"


@dataclass(frozen=True, slots=True)
class Part:
    """One file to put in; ``title`` names it everywhere, ``number`` is printed in the contents only.

    A ``foreign`` one was laid out by somebody else: its pages say so.
    """

    pdf: Path
    title: str
    number: str = ""
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Assembly:
    """What to put together, and how.

    ``stamp`` makes the line at the foot of page ``page`` (from 1) of ``total``, printed in ``corner``. With
    ``duplex`` every part starts on a recto, where needed after a page that says why it is blank. ``contents``
    adds a printed table of the parts at the front. ``date`` is the only date that the file bears. Without ``claims``
    it says to conform to no standard, and takes in parts without tags. ``elsewhere`` are parts of other files that
    the table names after its own.
    """

    title: str
    author: str
    parts: tuple[Part, ...]
    date: datetime
    stamp: Callable[[int, int], str] | None = None
    corner: Corner = Corner.BOTTOM_RIGHT
    duplex: bool = False
    contents: ContentsPage | None = None
    language: str = "fr-FR"
    claims: bool = True
    elsewhere: tuple[Elsewhere, ...] = ()


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
