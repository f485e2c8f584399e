"""The ranks of points that follow each other, and what is numbered inside a point: a list, the chapters of a report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from generator.minutes.numberings import Mark
from generator.papers.letters import Text

#: What is numbered in small letters is a list, and not the points of a sitting, when it is shorter.
_LIST = 3
#: No more lists begin anew inside each other.
_DEEPEST = 20
#: A point that says more, in characters, before something that is numbered otherwise is no rubric above it.
_RUBRIC = 200


def ranked(marked: Sequence[Mark]) -> list[Mark]:
    """Return the marks of one shape that follow each other: ranks that grow, or begin anew; numbers all different.

    A list inside a point begins anew too: it is left out when what follows it goes on where the point stood.
    """
    run: list[Mark] = []
    numbers: set[str] = set()
    anew: list[int] = []
    for mark, following in pairwise([*marked, None]):
        assert mark is not None  # the last of a pair alone is None
        if mark.point.number:
            if mark.point.number not in numbers:
                run.append(mark)
            numbers.add(mark.point.number)
        elif mark.shape[0] in ("object", "named") or not run or (mark.order and run[-1].order < mark.order):
            run.append(mark)
        elif outer := next((place for place in reversed(anew) if _next(run[place - 1], mark)), 0):
            anew = [place for place in anew if place < outer]
            run = [*run[:outer], mark]
        elif following and _is_misnumbered(run[-1], mark, following):
            run.append(replace(mark, order=run[-1].order))
        elif mark.order and mark.order[-1] == 1:
            anew = [*anew, len(run)][-_DEEPEST:]
            run.append(mark)
    return run


def _is_misnumbered(before: Mark, mark: Mark, following: Mark) -> bool:
    """Tell whether a rank was typed wrong: 7 after 8 and before 9, 8 between 17 and 19."""
    if len(before.order) != 1 or len(mark.order) != 1 or mark.order == (1,):
        return False
    return following.order in ((before.order[0] + 1,), (before.order[0] + 2,))


def _next(before: Mark, mark: Mark) -> bool:
    return bool(before.order) and (*before.order[:-1], before.order[-1] + 1) == mark.order


def is_sitting(run: Sequence[Mark], voted: int) -> bool:
    """Tell whether titles in small letters are a sitting's points: ranked from 1 without a gap, most of them voted."""
    follow = all(_next(before, mark) for before, mark in pairwise(run))
    return follow and len(run) >= _LIST and run[0].order == (1,) and 2 * voted > len(run)


def without_chapters(text: Text, runs: Sequence[Sequence[Mark]]) -> list[Sequence[Mark]]:
    """Return the runs without those that stand inside one point of a longer one, after reasons of its own."""
    return [run for run in runs if not any(_inside(text, run, other) for other in runs if len(other) > len(run))]


def _inside(text: Text, run: Sequence[Mark], other: Sequence[Mark]) -> bool:
    if any(mark.point.number for mark in run):
        return False
    return any(
        before.point.stop < run[0].point.start
        and run[-1].point.start < after.point.start
        and len(text.text[before.point.stop : run[0].point.start].strip()) > _RUBRIC
        for before, after in pairwise(other)
    )
