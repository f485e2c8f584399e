"""Points whose number is lost, beside those that have one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from generator.minutes.decisions import CLOSED, VOTED, votes
from generator.minutes.numberings import Mark, Point
from generator.minutes.sequences import step
from generator.minutes.titles import is_apart, may_head, titles
from generator.papers.letters import Text, in_capitals

#: The signs of usual lists, whose items are no titles.
_LISTS = "-+°•*·"
#: No sitting lost the numbers of so many points before the first that has one.
_LOST = 6


def unnumbered(text: Text, kept: Mapping[int, Point], found: Sequence[Mark], opened: int, end: int) -> dict[int, Point]:
    """Return the points kept, with those whose number is lost: after a vote, a title as the others have, a vote.

    Before the first point there may be as many as its rank tells: two before « 3) »; between two acts, one where a
    number is missing. Where no point has a number, any title that stands apart is as the others, a first one too; so
    is one in capitals where ranks begin anew under such a title.
    """
    runs = titles(text, opened, end)
    told = [*runs["capitals"], *(point for point in runs["told"] if in_capitals(text.text[point.title : point.stop]))]
    told = _without_rubrics(text, sorted(told, key=lambda point: point.start))
    points = {**kept, **_early(text, {*told, *runs["apart"]}, found, min(kept))}
    gaps = [point for start, after in _gaps(points) for point in runs["told"] if start < point.start < after]
    written = [text.text[point.title : point.stop] for point in kept.values()]
    untold = not any(mark.point.start in kept for mark in found)
    alike = runs["apart"]
    rubrics = _in_rubrics(text, kept, found)
    if sum(map(in_capitals, written)) * 2 > len(written) or rubrics:
        alike = told
    else:
        alone = [*runs["stopped"], *(point for point in runs["told"] if is_apart(text, point.start))]
        marked = {mark.point.start for mark in found}
        alike = [*alike, *(point for point in alone if untold or _before(kept, point) not in marked)]
    signed = [mark.point for mark in found if mark.shape[0] == "sign" and mark.shape[1] not in _LISTS]
    signed = [point for point in signed if may_head(text, point.title, point.stop)]
    for point in sorted({*alike, *signed, *gaps}, key=lambda point: point.start):
        if _parts(text, point, points, end, first=untold or rubrics):
            points[point.start] = replace(point, alone=True)
    return points


def under_rubrics(text: Text, kept: Mapping[int, Point], titled: Sequence[Point], end: int) -> dict[int, Point]:
    """Return the points kept, the titles right under a rank, several of which are voted, in the place of its rubric."""
    found = dict(kept)
    for start, place in pairwise([*sorted(kept), end]):
        rubric = kept[start]
        under = [point for point in titled if rubric.stop <= point.start < place]
        beside = under and not text.text[rubric.stop : under[0].start].strip(" \t\n.:")
        if beside and not rubric.number and votes(text, under, place, VOTED) > 1:
            del found[start]
            found |= {point.start: point for point in under}
    return found


def _before(kept: Mapping[int, Point], point: Point) -> int:
    """Return where the last point kept before another begins, else where the first does."""
    return max((start for start in kept if start < point.start), default=min(kept))


def _early(text: Text, titled: Iterable[Point], found: Sequence[Mark], first: int) -> dict[int, Point]:
    """Return the points before the first one that has a rank, as many as its rank tells, each above a vote."""
    before = sorted((point for point in titled if point.stop <= first), key=lambda point: point.start)
    lost = _lost(found, first)
    before = before[-lost:] if 0 < lost <= len(before) else []
    places = [*(point.start for point in before[1:]), first][: len(before)]
    voted = zip(before, places, strict=True)
    return {
        point.start: replace(point, alone=True)
        for point, place in voted
        if VOTED.search(text.folded, point.stop, place)
    }


def _parts(text: Text, point: Point, points: Mapping[int, Point], end: int, *, first: bool) -> bool:
    """Tell whether a title parts two points: above a vote of its own, after one that has voted.

    It may be the ``first``.
    """
    previous = max((place for place in points if place < point.start), default=None)
    after = min((place for place in points if place > point.start), default=end)
    if any(point.start <= place < point.stop for place in points):
        return False
    if previous is not None:
        stop = points[previous].stop
        first = point.start >= stop and CLOSED.search(text.folded, stop, point.start) is not None
    return first and VOTED.search(text.folded, point.stop, after) is not None


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


def _in_rubrics(text: Text, kept: Mapping[int, Point], found: Sequence[Mark]) -> bool:
    """Tell whether ranks begin anew under a title in capitals: other titles in capitals have no ranks under them."""
    return any(
        mark.order == (1,)
        and mark.point.start in kept
        and in_capitals(text.text[: mark.point.start].rstrip().rsplit("\n", 1)[-1])
        for mark in found
    )
