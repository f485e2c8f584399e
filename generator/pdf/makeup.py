"""What a merged file is asked to be, and what came of it; who asks need not load what merges."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from pathlib import Path

from generator.pdf.contents import ContentsPage, Elsewhere


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
