"""Who signs at the foot of an act, and in what office, whatever stands first and in how many columns."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.minutes.names import CAPITAL, CIVILITY, GIVEN_NAME, clean_name, is_clean, is_surname
from generator.papers.letters import fold

Office = Literal["mayor", "secretary", "other"]

_SIGNED = r"(?:signe? ?:? ?)?(?P<instead>(?:pour |p/ ?))?"
_OF = r"(?: (?:de |d')[a-z' -]{2,40}| delegue\w*)?"
_TITLES: dict[Office, str] = {
    "mayor": "maire",
    "secretary": "secretaire(?: de (?:la )?seance)?",
    "other": (
        r"(?:maire empechee?,? (?:l[ea] |l'))?(?:\w{2,10} )?(?:presidente?|adjointe?)"
        r"(?: (?:de (?:la )?seance|au maire))?|maire empechee?"
    ),
}
_WHICH = "|".join(rf"(?P<{office}>{title})" for office, title in _TITLES.items())
#: An office alone: « Le Maire, », « La Maire de Maulde », « Secrétaire de séance : ».
_OFFICE = re.compile(rf"{_SIGNED}(?:{CIVILITY} )?(?:l[ea] |l')?(?:{_WHICH}){_OF}\s?[,.:]?")
#: An office with its name on the line: « Le Maire, Carole LELEU », « Carole LELEU, Maire de Maulde »; a name alone
#: under an electronic signature.
_BESIDE = re.compile(rf"{_SIGNED}(?:l[ea] |l')(?:{_WHICH}){_OF}\s?[,:]\s?(?P<name>[^,;:]{{4,50}})")
_BEFORE = re.compile(rf"(?:signe? ?: ?)?(?P<name>[^,;:]{{4,50}}?),\s?(?:l[ea] |l')?(?:{_WHICH}){_OF}[.,]?")
_ELECTRONICALLY = re.compile(
    r"(?:signe|signature)\w* (?:electronique|numerique)\w*(?: par| de)?\s?:?\s(?P<name>[^,;:]{4,50})"
)
_COLUMNS = re.compile(r"\s{3,}|\t")
_INITIALS = re.compile(rf"(?:{CAPITAL}\.?-?){{1,3}}\.? ?{CAPITAL}[\w’'-]{{2,}}(?: {CAPITAL}[\w’'-]{{2,}})?")
#: What no name is.
NO_NAME = re.compile(
    r"\b(?:prefecture|republique|francaise|maire|secretaire|commune|ville|mairie|delib\w*|conseil|registre|acte|"
    r"extrait|conforme|signatures?|cachet|president\w*|adjoint\w*)\b"
)
#: Signatures stand so near the end of a text that has no formula before them, in characters, or so near the formula.
_NEAR_END, _NEAR_FORMULA = 1_200, 2_500
#: A name without an office stands among so many cells after the formula.
_FIRST = 4


@dataclass(frozen=True, slots=True)
class Signature:
    """A name as it is signed, in what office, with the places where its block begins and the name ends."""

    name: str
    office: Office
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Cell:
    """What a cell says: an office, a name, both, or neither."""

    office: Office | None
    name: str
    start: int
    end: int


def signed(text: str, office: Office, start: int, end: int) -> Signature | None:
    """Return the first name that stands under, after or before an office between two places, if any does."""
    return next((one for one in signatures(text, start, end) if one.office == office), None)


def signed_at_end(text: str, office: Office, start: int, end: int) -> Signature | None:
    """Return the signature of an office with which a text ends without any formula, if it does."""
    return signed(text, office, foot(start, end), end)


def foot(start: int, end: int) -> int:
    """Return where those sign who sign at the end of a text that has no formula before them, nor perhaps reasons."""
    return max(start if start < end else 0, end - _NEAR_END)


def signatures(text: str, start: int, end: int) -> Iterator[Signature]:
    """Give the names that are signed between two places: beside their office, under it, or above it.

    Offices that follow each other, in a row or in a column, have as many names, in their order.
    """
    cells = list(_cells(text, start, min(end, start + _NEAR_FORMULA)))
    place = 0
    while place < len(cells):
        cell = cells[place]
        if cell.name and cell.office:
            yield Signature(cell.name, cell.office, cell.start, cell.end)
        heads = _run(cells[place:], named=False)
        names = _run(cells[place + len(heads) :], named=True) if heads else _run(cells[place:], named=True)
        if heads and len(names) >= len(heads):
            yield from _paired(heads, _whole(names) if len(heads) == 1 else names)
            place += len(heads) + len(heads) - 1
        elif names and not heads:
            above = _run(cells[place + len(names) :], named=False)
            if len(above) == len(names) and not _run(cells[place + 2 * len(names) :], named=True):
                yield from _paired(above, names)
            place += len(names) - 1
        place += 1


def unheaded(text: str, start: int, end: int) -> list[Signature]:
    """Return the names that stand alone just after the formula of an act, where no office is told."""
    cells = list(_cells(text, start, end))
    return [Signature(one.name, "other", one.start, one.end) for one in cells[:_FIRST] if one.name]


def _paired(heads: Sequence[_Cell], names: Sequence[_Cell]) -> Iterator[Signature]:
    for head, name in zip(heads, names, strict=False):
        assert head.office is not None  # a run of offices has nothing else
        yield Signature(name.name, head.office, min(head.start, name.start), max(head.end, name.end))


def _run(cells: Sequence[_Cell], *, named: bool) -> list[_Cell]:
    """Return the cells that begin a sequence and are all offices alone, or names alone."""
    found = []
    for cell in cells:
        if cell.name if not named else cell.office or not cell.name:
            break
        if not named and not cell.office:
            break
        found.append(cell)
    return found


def _whole(names: Sequence[_Cell]) -> list[_Cell]:
    """Return the names under one office, the given name on the line under the surname put beside it."""
    surname, given = names[0], names[1] if len(names) > 1 else None
    if given and surname.name.isupper() and re.fullmatch(GIVEN_NAME, given.name):
        return [_Cell(None, f"{surname.name} {given.name}", surname.start, given.end)]
    return list(names)


def _cells(text: str, start: int, end: int) -> Iterator[_Cell]:
    for line in re.compile(r"[^\n]+").finditer(text, start, end):
        for written in _COLUMNS.split(line[0]):
            if cell := written.strip():
                office, name = _told(cell)
                yield _Cell(office, name, line.start(), line.end())


def _told(cell: str) -> tuple[Office | None, str]:
    """Return the office and the name that a cell tells, each only where nothing else stands there."""
    folded = fold(cell)
    for pattern in (_BESIDE, _BEFORE, _ELECTRONICALLY):
        told = pattern.fullmatch(folded)
        name = _name(cell[slice(*told.span("name"))]) if told else ""
        if told and name:
            return _office(told), name
    head = _OFFICE.fullmatch(folded)
    return (_office(head), "") if head else (None, _name(cell))


def _office(told: re.Match[str]) -> Office:
    found = told.groupdict()
    if found.get("instead"):  # who signs for the mayor is not the mayor
        return "other"
    return next((office for office in _TITLES if found.get(office)), "other")


def _name(cell: str) -> str:
    """Return the name that a cell is, "" when it is none: « Jean –Pierre » is one given name there."""
    name = clean_name(re.sub(r"(?<=[^\W\d_]) ?[-–] ?(?=[^\W\d_])", "-", cell))
    addressed = re.match(rf"{CIVILITY}\s", fold(cell)) is not None
    lone = re.fullmatch(GIVEN_NAME, name) is not None or (is_surname(name) and (addressed or name.isupper()))
    if NO_NAME.search(fold(name)) or not (is_clean(name) or lone or _INITIALS.fullmatch(name)):
        return ""
    return name
