"""Points whose number is lost, beside those that have one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from generator.intake.decisions import CLOSED, VOTED
from generator.intake.letters import Text, in_capitals
from generator.intake.numberings import Mark, Point
from generator.intake.sequences import step
from generator.intake.titles import titles

#: What stands beneath a title with a colon: the vote.
_VOTE = re.compile(r" ?:[ \t]*\n\s*(?:a l'unanimite|a la majorite|par \d{1,3} voix)")
#: No sitting lost the numbers of so many points before the first that has one.
_LOST = 6


def unnumbered(text: Text, kept: Mapping[int, Point], found: Sequence[Mark], opened: int, end: int) -> dict[int, Point]:
    """Return the points kept, with those whose number is lost: after a vote, a title as the others have, a vote.

    Before the first point there may be as many as its rank tells: two before « 3) »; between two acts, one where a
    number is missing.
    """
    written = [text.text[point.title : point.stop] for point in kept.values()]
    points = dict(kept)
    runs = titles(text, opened, end)
    first = min(kept)
    told = [*runs["capitals"], *(point for point in runs["told"] if in_capitals(text.text[point.title : point.stop]))]
    told = _without_rubrics(text, sorted(told, key=lambda point: point.start))
    capitals = sum(map(in_capitals, written)) * 2 > len(written) or _in_rubrics(text, kept, found)
    early = sorted({*told, *runs["apart"]}, key=lambda point: point.start)
    early = [point for point in early if point.stop <= first]
    lost = _lost(found, first)
    before = early[len(early) - lost :] if 0 < lost <= len(early) else []
    for point, place in zip(before, [*(point.start for point in before[1:]), first][: len(before)], strict=True):
        if VOTED.search(text.folded, point.stop, place):
            points[point.start] = replace(point, alone=True)
    places = [*sorted(points), end]
    headed = _headed(text, told, runs["told"], end) if capitals else []
    gaps = [point for start, after in _gaps(points) for point in runs["told"] if start < point.start < after]
    for point in sorted(
        {*(told if capitals else runs["apart"]), *runs["led"], *gaps, *headed}, key=lambda point: point.start
    ):
        previous = max((place for place in places[:-1] if place < point.start), default=None)
        if (
            previous is None
            or point.start < points[previous].stop
            or any(point.start <= place < point.stop for place in points)
        ):
            continue
        after = min(place for place in places if place > point.start)
        closed = point in headed or CLOSED.search(text.folded, points[previous].stop, point.start)
        if closed and VOTED.search(text.folded, point.stop, after):
            points[point.start] = replace(point, alone=True)
            places = [*sorted(points), end]
    return points


def _lost(found: Sequence[Mark], first: int) -> int:
    """Return how many points stand before the first that has a rank, by its rank; 0 where it does not tell."""
    ranks = {
        mark.order[0]
        for mark in found
        if mark.point.start == first and mark.shape[0] in ("rank", "word", "roman") and len(mark.order) == 1
    }
    return min(ranks) - 1 if ranks and min(ranks) <= _LOST else 0


def _without_rubrics(text: Text, told: Sequence[Point]) -> list[Point]:
    """Return titles in order without those right above another: a rubric's."""
    under = pairwise([*told, Point(len(text.text), 0, 0)])
    return [one for one, after in under if re.search(r"\w", text.folded[one.stop : after.start])]


def _gaps(points: Mapping[int, Point]) -> list[tuple[int, int]]:
    """Return where two acts begin with one number missing between theirs: « -04 », « -06 »."""
    numbers = pairwise((start, points[start].number) for start in sorted(points))
    return [(start, after) for (start, one), (after, other) in numbers if one and step(one, 2) == other]


def _headed(text: Text, rubrics: Sequence[Point], told: Sequence[Point], end: int) -> list[Point]:
    """Return the titles in small letters above votes of their own, several under one in capitals that has none."""
    found: list[Point] = []
    voted = [point for point in told if _VOTE.match(text.folded, point.stop)]
    for rubric, after in zip(rubrics, [*(point.start for point in rubrics[1:]), end], strict=False):
        under = [point for point in voted if rubric.stop < point.start < after]
        if len(under) > 1 and not VOTED.search(text.folded, rubric.stop, under[0].start):
            found += under
    return found


def _in_rubrics(text: Text, kept: Mapping[int, Point], found: Sequence[Mark]) -> bool:
    """Tell whether ranks begin anew under a title in capitals: other titles in capitals have no ranks under them."""
    return any(
        mark.order == (1,)
        and mark.point.start in kept
        and in_capitals(text.text[: mark.point.start].rstrip().rsplit("\n", 1)[-1])
        for mark in found
    )
