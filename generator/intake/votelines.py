"""Votes told a line a side: « Pour 9 », « Abstention 0 », « Contre 0 »."""

from __future__ import annotations

import re

from generator.intake.fields import Field
from generator.minutes.figures import FIGURES, Number, number
from generator.minutes.sides import SIDES
from generator.papers.letters import Text

_LINE = re.compile(
    r"(?m)^[ \t•*-]{0,8}(?:voix )?(?:"
    + "|".join(rf"{label}[ \t]{{1,12}}(?P<{side}>{FIGURES}|-(?=[ \t]*$))" for side, label in SIDES.items())
    + r")(?P<end>(?![ \t]*(?:voix|votes?|abst|contre|pour|\d|[%€/]))[^\n]{0,80})$"
)
SEVERAL = "l’acte porte plusieurs votes"


def on_lines(text: Text, start: int, end: int) -> dict[str, Field]:
    """Return the votes of lines that follow each other, each a side and its number: « Pour 9 », « Contre 0 »."""
    groups: list[list[re.Match[str]]] = []
    for match in text.find(_LINE, start, end):
        if not groups or text.folded[groups[-1][-1].end() : match.start()].strip():
            groups.append([])
        groups[-1].append(match)
    read: dict[str, Field] = {}
    for match in next((group for group in groups if len(group) > 1), ()):
        side, value = next((side, value) for side, value in match.groupdict().items() if value)
        count = Number(0) if value == "-" else number(value)
        why = "des noms suivent ce nombre" if match["end"] else ""
        why = SEVERAL if len(groups) > 1 else why
        if count:
            read[side] = Field(count.value, "doubtful" if why else "certain", text.read(*match.span()), why)
    return read
