"""The merging of one volume, in whichever process: one that does nothing else loads half of what a build does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.errors import EngineError
from generator.pdf.assembly import assemble, begin
from generator.pdf.makeup import Assembly


@dataclass(frozen=True, slots=True)
class Work:
    """One volume to merge into ``target``."""

    index: int
    assembly: Assembly
    target: Path


def merge(check: Callable[[], None], work: Work) -> int | str:
    """Merge one volume; return its number of pages, or why it cannot be merged."""
    try:
        return assemble(work.assembly, work.target, check)
    except EngineError as error:
        return str(error)


def lost(work: Work) -> str:
    """Return why a volume is not merged over which its process died twice."""
    return "La réunion de ses pages s’est arrêtée deux fois ; recommencez."


def begin_merging(asked: tuple[Assembly, Sequence[int]]) -> None:
    """Begin the merging of a volume from which parts are missing yet; see :func:`~generator.pdf.assembly.begin`."""
    begin(*asked)
