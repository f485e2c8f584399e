"""Whose name stands under « Le Maire » or « Le secrétaire de séance » at the foot of an act, whatever the columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from generator.intake.letters import fold
from generator.intake.names import clean_name, is_clean

Office = Literal["mayor", "secretary", "president"]
OFFICES = get_args(Office)

_SIGNED = r"(?:signe? ?:? ?)?"
_OF = r"(?: (?:de |d')[a-z' -]{2,40})?"
_TITLES: dict[Office, str] = {
    "mayor": "maire",
    "secretary": "secretaire(?: de (?:la )?seance)?",
    "president": "presidente?(?: de (?:la )?seance)?",
}
#: An office alone: « Le Maire, », « La Maire de Maulde », « Le secrétaire de séance : ».
_OFFICE = re.compile(
    rf"{_SIGNED}l[ea] (?:(?P<mayor>maire)|(?P<secretary>secretaire)|(?P<president>presidente?)|adjointe?){_OF}\s?[,.:]?"
)
#: An office with its name on the line: « Le Maire, Carole LELEU », « Carole LELEU, Maire de Maulde ».
_BESIDE = {
    office: re.compile(rf"{_SIGNED}l[ea] {title}{_OF}\s?[,:]\s?(?P<name>[^,;:]{{4,50}})")
    for office, title in _TITLES.items()
}
_BEFORE = {
    office: re.compile(rf"{_SIGNED}(?P<name>[^,;:]{{4,50}}?),\s?(?:l[ea] )?{title}{_OF}[.,]?")
    for office, title in _TITLES.items()
}
_COLUMNS = re.compile(r"\s{3,}|\t")
#: Signatures stand so near the end of a text that has no formula before them, in characters, or so near the formula.
_NEAR_END, _NEAR_FORMULA = 1_200, 2_500


@dataclass(frozen=True, slots=True)
class Signature:
    """A name as it is signed, with the places in the text where its block begins and the name ends."""

    name: str
    start: int
    end: int


def signed(text: str, office: Office, start: int, end: int) -> Signature | None:
    """Return the first name that stands under, after or before an office between two places, if any does."""
    places = re.compile(r"[^\n]+").finditer(text, start, min(end, start + _NEAR_FORMULA))
    lines = [line for line in places if line[0].strip()]
    for rank, line in enumerate(lines):
        for cell in _cells(line[0]):
            told = _BESIDE[office].fullmatch(fold(cell)) or _BEFORE[office].fullmatch(fold(cell))
            name = _name(cell[slice(*told.span("name"))]) if told else ""
            if name:
                return Signature(name, line.start(), line.end())
        if found := _under(lines[rank:], office) or _after(lines[rank:], office):
            return Signature(found[0], line.start(), lines[rank + found[1]].end())
    return None


def signed_at_end(text: str, office: Office, start: int, end: int) -> Signature | None:
    """Return the signature of an office with which a text ends without any formula, if it does."""
    return signed(text, office, max(start, end - _NEAR_END), end)


def _under(lines: Sequence[re.Match[str]], office: Office) -> tuple[str, int] | None:
    """Return the name under a row or a column of offices with as many names, and the rank of its line."""
    heads: list[re.Match[str]] = []
    height = 0
    for line in lines:
        row = [_OFFICE.fullmatch(fold(cell)) for cell in _cells(line[0])]
        if not all(row):
            break
        heads += [head for head in row if head]
        height += 1
    place = next((rank for rank, head in enumerate(heads) if head[office]), None)
    if place is None:
        return None
    names = list(_names(lines[height : height + len(heads)], height))
    return names[place] if len(names) >= len(heads) else None


def _after(lines: Sequence[re.Match[str]], office: Office) -> tuple[str, int] | None:
    """Return the name after an office that ends a line, with its rank among them: cells of several lines say so."""
    heads = [_OFFICE.fullmatch(fold(cell)) for cell in _cells(lines[0][0])]
    if len(lines) < 2 or sum(map(bool, heads)) != 1 or not heads[-1] or not heads[-1][office]:
        return None
    name = _name(_cells(lines[1][0])[0])
    return (name, 1) if name else None


def _names(lines: Sequence[re.Match[str]], rank: int) -> Iterator[tuple[str, int]]:
    """Give the names of lines that hold nothing else, each with the rank of its line."""
    for line in lines:
        names = [_name(cell) for cell in _cells(line[0])]
        if not all(names):
            return
        yield from ((name, rank) for name in names)
        rank += 1


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in _COLUMNS.split(line) if cell.strip()]


def _name(cell: str) -> str:
    """Return the name that a cell is, "" when it is none: « Jean –Pierre » is one given name there."""
    name = clean_name(re.sub(r"(?<=[^\W\d_]) ?[-–] ?(?=[^\W\d_])", "-", cell))
    return name if is_clean(name) else ""
