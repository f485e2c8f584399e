"""What the tests of this room share: a place, and no-break spaces made visible."""

from __future__ import annotations

from dataclasses import dataclass

from generator.language.typography import NBSP, NNBSP


@dataclass(frozen=True, slots=True)
class Named:
    """A commune, as far as grammar is concerned."""

    nom: str
    tncc: int | str


def shown(text: str) -> str:
    """Return ``text`` with its no-break spaces as ~ (U+00A0) and ^ (U+202F)."""
    return text.replace(NBSP, "~").replace(NNBSP, "^")
