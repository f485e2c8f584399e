"""A text beside labels or beside another text: which rows of a page are read down, column by column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import inf
from statistics import median

from generator.papers.textrows import Row, Segment

#: So many lines that go on in the middle of a sentence, one after the other, are a text and not cells.
_TEXT = 2
#: The lines of a column begin at one place, by this share of its width, or are indented by so many times that.
_ALIGNED, _INDENTED = 0.03, 4
#: A full line of a column has so many characters at least, and is so much shorter than the longest, in its width.
_FULL, _RAGGED = 30, 0.15
_ENDED = re.compile(r"[.:;!?»][\"’)]*$")


def read_down(rows: Sequence[Row]) -> Iterator[Row]:
    """Yield the rows, those of a text and of what stands beside it as the rows of the left, then of the right."""
    start = 0
    while start < len(rows):
        beside = list(_beside(rows[start:]))
        found = _column(beside) or _text_among([left for left, _ in beside])
        if found is None:
            yield rows[start]
            start += 1
            continue
        first, last = found
        yield from rows[start : start + first]
        for side in (0, 1):
            for row, parts in zip(rows[start + first : start + last], beside[first:last], strict=True):
                if parts[side]:
                    yield Row(row.height, parts[side])
        start += last


_Parts = tuple[Segment, ...]


def _beside(rows: Sequence[Row]) -> Iterator[tuple[_Parts, _Parts]]:
    """Yield what stands left and right of the gap of the first row, for as many rows as it goes through."""
    if len(rows[0].segments) < 2:
        return
    low, high = rows[0].segments[0].right, rows[0].segments[1].left
    for row in rows:
        edges = [(-inf, -inf), *((segment.left, segment.right) for segment in row.segments), (inf, inf)]
        gaps = [(max(low, before[1]), min(high, after[0])) for before, after in pairwise(edges)]
        cut = max(range(len(gaps)), key=lambda index: gaps[index][1] - gaps[index][0])
        low, high = gaps[cut]
        left, right = row.segments[:cut], row.segments[cut:]
        if low >= high:
            return
        yield left, right


def _column(beside: Sequence[tuple[_Parts, _Parts]]) -> tuple[int, int] | None:
    """Return the rows of a text at the right, with those under it that begin where it does, few of them beside a label.

    What stands beside as many cells is a table.
    """
    cells = [right for _, right in beside]
    found = _text_among(cells)
    if found is None:
        return None
    first, last = found
    labelled = [
        left[-1].text.endswith(":") or right[0].text[:1] == ":" for left, right in beside[first:last] if left and right
    ]
    if len(labelled) > 1 and all(labelled):  # each line is its label's
        return None
    margin = median(parts[0].left for parts in cells[first:last])
    slack = _ALIGNED * (max(parts[-1].right for parts in cells[first:last]) - margin)
    labels = 0
    for index in range(last, len(cells)):
        if cells[index] and not -slack < cells[index][0].left - margin < _INDENTED * slack:
            break
        labels += bool(beside[index][0])
        if cells[index] and 2 * labels <= index - found[1]:
            last = index + 1
    return first, last + _is_labelled([left for left, _ in beside[first:last]], beside[last:])


def _is_labelled(lefts: Sequence[_Parts], following: Sequence[tuple[_Parts, _Parts]]) -> bool:
    """Tell whether the next row, which nothing stands right of, holds what the last label at the left labels."""
    label = next((parts for parts in reversed(lefts) if parts), None)
    beneath = following and following[0][0] and not following[0][1]
    return bool(label and label[-1].text.endswith(":") and beneath)


def _text_among(cells: Sequence[_Parts]) -> tuple[int, int] | None:
    """Return from which row and up to which (excluded) a column holds a text, None when it holds cells."""
    texts = [" ".join(segment.text for segment in parts) for parts in cells]
    edge = max((parts[-1].right for parts in cells if parts), default=0.0)
    goes_on = [
        index > 0
        and texts[index - 1] != ""
        and len(cells[index]) == 1
        and (text[:1].islower() or (text != "" and _is_full(cells[index - 1], edge)))
        for index, text in enumerate(texts)
    ]
    for index in range(len(texts) - _TEXT + 1):
        if all(goes_on[index : index + _TEXT]):
            break
    else:
        return None
    last = index + _TEXT
    while last < len(texts) and texts[last] and (goes_on[last] or not _ENDED.search(texts[last - 1])):
        last += 1
    return index - 1, last


def _is_full(parts: _Parts, edge: float) -> bool:
    """Tell whether a line of a column goes as far as its longest ones, and ends no sentence: it goes on in the next."""
    (line,) = parts if len(parts) == 1 else (None,)
    if line is None or len(line.text) < _FULL or _ENDED.search(line.text):
        return False
    return edge - line.right < _RAGGED * (edge - line.left)
