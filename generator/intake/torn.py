"""Mandates in columns that were torn apart: those who give them one under the other, then those who hold them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.intake.mandates import UNTOLD
from generator.intake.pieces import COLUMN
from generator.minutes.names import clean_name, is_person
from generator.papers.letters import fold

#: What alone stands between the two columns, on one line or on as many as there are mandates.
_LINK = re.compile(
    r"(?:(?:(?:(?:a|ont) )?donne(?:nt)? )?(?:leurs? )?(?:pouvoirs? |procurations? )?(?:a|au)|"
    r"(?:est |sont )?(?:representee?s? )?par|(?:noms? (?:du |des )?)?mandataires?)\s?:?"
)
_TO = re.compile(r"(?:a|au|par)\s+")
#: The two columns by what their lines are: a name, a link, a name and what gives, « à » and a name.
_SHAPES = (
    re.compile(r"(?P<givers>n{2,})(?P<links>l{2,})(?P<holders>n{2,})"),
    re.compile(r"(?P<givers>n{2,})l(?P<holders>n{2,})(?![nt])"),
    re.compile(r"(?P<givers>g{2,})(?P<holders>n{2,})(?![nt])"),
    re.compile(r"(?P<givers>n{2,})(?P<holders>t{2,})(?![nt])"),
)


def torn(block: str) -> list[tuple[str, str]]:
    """Return the mandates of a table that is read down, each with its holder; "" where holders are not as many.

    Nothing is returned of a list in any other shape.
    """
    lines = list(_lines(block))
    kinds = "".join(kind for kind, _ in lines)
    shape = next(filter(None, (pattern.match(kinds) for pattern in _SHAPES)), None)
    if shape is None:
        return []
    givers, holders = ([text for _, text in lines[slice(*shape.span(side))]] for side in ("givers", "holders"))
    many = len(shape.groupdict().get("links") or givers)
    if not len(givers) == many <= len(holders) or ("links" not in shape.groupdict() and len(holders) != many):
        return [(giver, "") for giver in givers]
    return list(zip(givers, holders, strict=False))


def _lines(block: str) -> Iterator[tuple[str, str]]:
    """Give what each line, or each column of it, is, and the name that it holds."""
    for cell in (cell.strip() for line in block.splitlines() for cell in COLUMN.split(line.strip(" |"))):
        folded = fold(cell)
        untold, leads = UNTOLD.search(folded), _TO.match(folded)
        if _LINK.fullmatch(folded):
            yield "l", ""
        elif untold and is_person(clean_name(cell[: untold.start()])):
            yield "g", cell[: untold.start()]
        elif leads and is_person(clean_name(cell[leads.end() :])):
            yield "t", cell[leads.end() :]
        elif cell:
            yield "n" if is_person(clean_name(cell)) else "?", cell
