"""What is found of an annexe that is looked at."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Examined:
    """An annexe as it was looked at: ``error`` when it cannot be joined at all, else what a reader should know.

    ``apart`` is why it can only lie beside a pack, ``faults`` what keeps another one from the standards: by check, how
    many and what the first of them is. What is signed has its ``signatures`` told.
    """

    error: str = ""
    pages: int = 0
    odd: str = ""
    apart: tuple[str, ...] = ()
    faults: tuple[tuple[str, int, str], ...] = ()
    signatures: tuple[str, ...] = ()
