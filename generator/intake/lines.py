"""Words with their places, laid out as lines of text: columns stay apart, a text beside another is read down."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from statistics import median

#: Between the columns of a line stand at least so many spaces.
_GUTTER = 3
#: A gap is one between columns when it is wider than so many heights of a word, surely above the second; between the
#: two it must be so many times the usual gap of its line: a justified line has wide gaps, but all alike.
_WIDE, _SURELY_WIDE, _UNLIKE = 0.9, 2.0, 2.2
#: What touches, in heights of a word, is one word drawn in pieces.
_TOUCHING = 0.05
#: A superscript is so much less high than the word it hangs on, and no further from its end, in that word's height.
_SMALL, _NEXT, _SUPERSCRIPT_LENGTH = 0.8, 0.15, 5
#: A blank line stands where the next line is further than so many times the usual distance.
_APART = 1.4
#: So many lines that go on in the middle of a sentence, one after the other, are a text and not cells.
_TEXT = 2
#: The lines of a column begin at one place, by this share of its width, or are indented by so many times that.
_ALIGNED, _INDENTED = 0.03, 4
#: A full line of a column has so many characters at least, and is so much shorter than the longest, in its width.
_FULL, _RAGGED = 30, 0.15
_ENDED = re.compile(r"[.:;!?»][\"’)]*$")


@dataclass(frozen=True, slots=True)
class Word:
    """A word and its box, in any unit; ``top`` is less than ``bottom``, as in a picture."""

    left: float
    top: float
    right: float
    bottom: float
    text: str

    @property
    def middle(self) -> float:
        """The height of the box's centre."""
        return (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Laid:
    """Words laid out as a text: ``words`` are they, each with where it begins in the text."""

    text: str
    words: tuple[tuple[int, Word], ...]


@dataclass(frozen=True, slots=True)
class _Segment:
    """Words that follow each other in a line, up to a gap between columns, each with where it begins in the text."""

    left: float
    right: float
    text: str
    words: tuple[tuple[int, Word], ...]

    @classmethod
    def of(cls, word: Word) -> _Segment:
        """Return one word by itself."""
        return cls(word.left, word.right, word.text, ((0, word),))

    def and_then(self, space: str, word: Word) -> _Segment:
        """Return it with one word more."""
        start = len(self.text) + len(space)
        return _Segment(self.left, word.right, f"{self.text}{space}{word.text}", (*self.words, (start, word)))


@dataclass(frozen=True, slots=True)
class _Row:
    """What stands at one height, from left to right."""

    height: float
    segments: tuple[_Segment, ...]


def lay_out(words: Iterable[Word]) -> str:
    """Return the text of ``laid_out``."""
    return laid_out(words).text


def laid_out(words: Iterable[Word]) -> Laid:
    """Return words as lines of text, from top to bottom, without the indentation that all of them share.

    Words at the same height make a line; ``_GUTTER`` spaces or more keep apart the cells of a table, names in columns,
    signatures. A paragraph that stands beside a frame or another paragraph is not cut by it: the left one comes first.
    Blank lines stand where the page has room.
    """
    kept = [word for word in words if word.text.strip() and word.right > word.left and word.bottom > word.top]
    if not kept:
        return Laid("", ())
    size = median(word.bottom - word.top for word in kept)
    unit = median((word.right - word.left) / len(word.text) for word in kept)
    rows = [_row(members, size) for members in _gather(kept)]
    margin = min(row.segments[0].left for row in rows)
    leading = median([low.height - high.height for high, low in pairwise(rows)] or [0.0])
    ordered = list(_read_down(rows))
    text, placed = _line(ordered[0], margin, unit)
    for previous, row in pairwise(ordered):
        text += "\n" if 0 <= row.height - previous.height <= _APART * leading else "\n\n"
        line, found = _line(row, margin, unit)
        placed += [(len(text) + start, word) for start, word in found]
        text += line
    return Laid(text, tuple(placed))


def _gather(words: Sequence[Word]) -> list[list[Word]]:
    """Return the words of each line; a word belongs to the line whose first word it stands beside."""
    rows: list[list[Word]] = []
    for word in sorted(words, key=lambda word: word.middle):
        for row in reversed(rows[-3:]):
            beside = row[0].top <= word.middle <= row[0].bottom and word.top <= row[0].middle <= word.bottom
            if beside and not any(_overlap(word, other) for other in row):
                row.append(word)
                break
        else:
            rows.append([word])
    return [sorted(row, key=lambda word: word.left) for row in _with_superscripts(rows)]


def _with_superscripts(rows: list[list[Word]]) -> list[list[Word]]:
    """Return the lines with the small letters that hang on a word of them: the « er » of « 1er »."""
    kept: list[list[Word]] = []
    for row in rows:
        for small in [word for word in row if len(word.text) < _SUPERSCRIPT_LENGTH]:
            bearers = [(other, line) for line in rows if line is not row for other in line if _hangs(small, other)]
            if bearers:
                row.remove(small)
                bearers[0][1].append(small)
        kept.append(row)
    return [row for row in kept if row]


def _hangs(small: Word, word: Word) -> bool:
    """Tell whether a small word touches the end of another one, higher than its middle."""
    height = word.bottom - word.top
    return (
        small.bottom - small.top < _SMALL * height
        and abs(small.left - word.right) < _NEXT * height
        and word.top - height < small.middle < word.middle
        and small.bottom > word.top
    )


def _overlap(word: Word, other: Word) -> bool:
    common = min(word.right, other.right) - max(word.left, other.left)
    return common > 0.5 * min(word.right - word.left, other.right - other.left)


def _row(words: Sequence[Word], size: float) -> _Row:
    gaps = [following.left - word.right for word, following in pairwise(words)]
    usual = [gap for gap in gaps if gap <= _SURELY_WIDE * size]
    wide = _WIDE * size
    if len(usual) > 1:
        wide = min(_SURELY_WIDE * size, max(wide, _UNLIKE * median(usual)))
    segments = [_Segment.of(words[0])]
    for gap, word in zip(gaps, words[1:], strict=True):
        if gap > wide:
            segments.append(_Segment.of(word))
        else:
            segments[-1] = segments[-1].and_then("" if gap < _TOUCHING * size else " ", word)
    return _Row(median(word.middle for word in words), tuple(segments))


def _line(row: _Row, margin: float, unit: float) -> tuple[str, list[tuple[int, Word]]]:
    """Return a line, and its words with where each begins in it."""
    line, words = "", []
    for segment in row.segments:
        column = round((segment.left - margin) / unit)
        line = line.ljust(max(column, len(line) + _GUTTER if line else 0))
        words += [(len(line) + start, word) for start, word in segment.words]
        line += segment.text
    return line, words


def _read_down(rows: Sequence[_Row]) -> Iterator[_Row]:
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
                    yield _Row(row.height, parts[side])
        start += last


_Parts = tuple[_Segment, ...]


def _beside(rows: Sequence[_Row]) -> Iterator[tuple[_Parts, _Parts]]:
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
    margin = median(parts[0].left for parts in cells[first:last])
    slack = _ALIGNED * (max(parts[-1].right for parts in cells[first:last]) - margin)
    labels = 0
    for index in range(last, len(cells)):
        if cells[index] and not -slack < cells[index][0].left - margin < _INDENTED * slack:
            break
        labels += bool(beside[index][0])
        if cells[index] and 2 * labels <= index - found[1]:
            last = index + 1
    return first, last


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
