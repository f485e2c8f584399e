"""Where a phrase that was read stands in the text of a page, whatever became of its spaces and lines."""

from __future__ import annotations

import re

_SPACES = re.compile(r"\s+")


def place_of(phrase: str, text: str) -> tuple[int, int] | None:
    """Return where a phrase begins and ends in a text; None when it is not there, as it was read."""
    words = _SPACES.sub(" ", phrase).strip().split(" ")
    if words == [""]:
        return None
    found = re.search(r"\s*".join(map(re.escape, words)), text)
    return found.span() if found else None
