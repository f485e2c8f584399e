"""Where a phrase that was read stands in the text of a page, whatever became of its spaces and lines."""

from __future__ import annotations

import re

_SPACES = re.compile(r"\s+")
#: Fewer signs than this stand in many places of a page.
_ALONE = 5


def place_of(phrase: str, text: str, label: str = "") -> tuple[int, int] | None:
    """Return where a phrase begins and ends in a text; None when it is not there, as it was read.

    What is too short to be found by itself, a figure, is the one on the line that has the ``label`` of its field.
    """
    words = _SPACES.sub(" ", phrase).strip().split(" ")
    if words == [""]:
        return None
    pattern = r"\s*".join(map(re.escape, words))
    if label and len(pattern) < _ALONE:
        labelled = re.search(rf"{re.escape(label)}[^\n]*?(?P<phrase>\b{pattern}\b)", text, re.IGNORECASE)
        return labelled.span("phrase") if labelled else None
    found = re.search(pattern, text)
    return found.span() if found else None
