"""The numbers of acts that follow each other in minutes: which marks are one heading's, which are none."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from generator.minutes.numberings import Mark, Point
from generator.papers.letters import Text


def of_one_sequence(found: Sequence[Mark], kept: Mapping[int, Point]) -> dict[int, Point]:
    """Return the points kept, with those numbered as they are that stand between the acts before and after theirs.

    Something else may stand around the number, « 2014/25 – … » before « N° 2014/26 - … », or a list at the end of the
    minutes tell it again.
    """
    points = dict(kept)
    places = {point.number: start for start, point in kept.items() if point.number}
    for point in (mark.point for mark in found if mark.shape[0] in ("act", "code") and mark.point.number):
        before, after = places.get(step(point.number, -1)), places.get(step(point.number, 1))
        follows = before is not None and before < point.start
        precedes = after is not None and point.start < after
        again = places.get(point.number)
        if again is None and (follows or precedes) and (before is None or follows) and (after is None or precedes):
            points[point.start] = point
        elif again is not None and after is not None and point.start < after < again:
            del points[again]
            points[point.start] = point
        else:
            continue
        places[point.number] = point.start
    return points


def step(number: str, by: int) -> str:
    """Return the number of the act before or after, « 2025-013 » after « 2025-012 »; "" where its end is no figure."""
    last = re.search(r"\d+$", number)
    return f"{number[: last.start()]}{int(last[0]) + by:0{len(last[0])}d}" if last and int(last[0]) + by >= 0 else ""


def outside_sequence(merged: Sequence[Point]) -> list[Point]:
    """Return the points without those that no number tells, between two acts whose numbers follow each other."""
    numbered = [index for index, point in enumerate(merged) if point.number and not point.alone]
    inside = {
        index
        for first, last in pairwise(numbered)
        if step(merged[first].number, 1) == merged[last].number
        for index in range(first + 1, last)
    }
    return [point for index, point in enumerate(merged) if index not in inside]


def merged_marks(text: Text, kept: Sequence[Point]) -> list[Point]:
    """Join the marks of one heading: a number, then « Objet : » or a rank with its title, nothing else between.

    The number may stand under the title too: « Point 3 – Prix de l’eau », and on the next line « 2025-DCM-02 ».
    """
    merged: list[Point] = []
    for point in kept:
        before = merged[-1] if merged else None
        beside = before and not before.number and not text.text[before.stop : point.start].strip(" \t\n:")
        if before and beside and point.number and point.stop > point.title:  # a rubric above the act
            merged[-1] = replace(point, start=before.start)
        elif before and beside and point.number:
            merged[-1] = replace(before, number=point.number, alone=point.alone)
        elif before and before.number and before.stop >= point.start:
            merged[-1] = Point(before.start, point.title, point.stop, before.number, point.whole, before.alone)
        else:
            merged.append(point)
    return merged


def told_once(text: Text, merged: Sequence[Point], opened: int) -> list[Point]:
    """Return the points without those that tell again the title of the first, which heads the act above its opening."""
    head = merged[0]
    if head.start >= opened:
        return list(merged)
    title = _title(text, head)
    return [head, *(point for point in merged[1:] if not title or _title(text, point) != title)]


def _title(text: Text, point: Point) -> list[str]:
    return re.findall(r"[a-z]{3,}", text.folded[point.title : point.stop])
