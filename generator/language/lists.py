"""Several words as one phrase."""

from __future__ import annotations

from collections.abc import Sequence


def enumeration(words: Sequence[str]) -> str:
    """Return « mardis, jeudis et vendredis », the word itself when there is one, "" when there is none."""
    return " et ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))
