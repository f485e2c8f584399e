"""The number of an act, as the commune gives it and as it was transmitted to the prefecture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_YEAR, _SHORT_YEAR = re.compile(r"20[0-9]{2}"), re.compile(r"2[0-9]")


def numbers_agree(own: str, transmitted: str) -> bool:
    """Tell whether ``transmitted``, an identifier's number, can be made of the commune's ``own`` number.

    The digits decide: « 2025-02-10 » is « DELIB20250210 », and neither « 2025_02_101 » nor « 2025_02_11 ». Zeros in
    front do not count, the year may have two digits or four or be left out, and a year or a day stand beside a number
    without one. What stands apart before the whole number may be anything: « 2025_04_02_012 » is the number 12 of its
    day. A number without digits is not judged.
    """
    groups = re.findall(r"[0-9]+", own)
    if not groups:
        return True
    found = re.findall(r"[0-9]+", transmitted)
    whole = [_pattern(reading) for reading in _whole(groups)]
    if any(pattern.fullmatch("".join(found[start:])) for start in range(len(found)) for pattern in whole):
        return True
    return any(_pattern(reading).fullmatch("".join(found)) for reading in _apart_from_a_year(groups))


def _whole(groups: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the groups of digits of a number as they are transmitted, whole: its year first or last."""
    yield groups
    for year, rest in _dated(groups):
        for told in (year, year[2:]):
            yield from ([told, *rest], [*rest, told])


def _apart_from_a_year(groups: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield a number without its year, or with the day that it does not tell, or a year."""
    for year, rest in _dated(groups):
        yield from (rest, [f"{year}[0-9]{{4}}", *rest], [*rest, f"{year}[0-9]{{4}}"], [*rest, f"[0-9]{{4}}{year}"])
    if not any(_YEAR.fullmatch(group) for group in groups):
        for beside in ("20[0-9]{2}", "20[0-9]{6}", "2[0-9]", "[0-3][0-9][01][0-9]20[0-9]{2}"):
            yield from ([beside, *groups], [*groups, beside])


def _dated(groups: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """Yield the year of a number, of four digits, with what is left of it: it stands at either end."""
    ends = [(groups[0], groups[1:]), (groups[-1], groups[:-1])] if len(groups) > 1 else []
    told = [(year, rest) for year, rest in ends if _YEAR.fullmatch(year)]
    yield from told or ((f"20{year}", rest) for year, rest in ends if _SHORT_YEAR.fullmatch(year))


def _pattern(reading: Sequence[str]) -> re.Pattern[str]:
    return re.compile("".join(f"0*{group.lstrip('0')}" for group in reading))
