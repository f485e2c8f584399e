"""Words with their places, laid out as lines of text: columns stay apart, a text beside another is read down."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from generator.papers.textcolumns import read_down
from generator.papers.textrows import Row, Segment, Word

#: Between the columns of a line stand at least so many spaces.
_GUTTER = 3
#: A gap is one between columns when it is wider than so many heights of a word, surely above the second; between the
#: two it must be so many times the usual gap of its line: a justified line has wide gaps, but all alike.
_WIDE, _SURELY_WIDE, _UNLIKE = 0.9, 2.0, 2.2
#: The sign before an item of a list hangs no further before it than so many heights of a word.
_HANGING = 3.0
_MARKS = frozenset("-–—•·*▪■◦○●‣►➢→")
#: What touches, in heights of a word, is one word drawn in pieces.
_TOUCHING = 0.05
#: A superscript is so much less high than the word it hangs on, and no further from its end, in that word's height.
_SMALL, _NEXT, _SUPERSCRIPT_LENGTH = 0.8, 0.15, 5
#: It stands at most so many lines from that word, whatever columns there are.
_NEAR = 5
#: No page is wider than so many letters: where a lone one lies far from the others, so many spaces stand for the way.
_WIDEST = 400
#: A blank line stands where the next line is further than so many times the usual distance.
_APART = 1.4


@dataclass(frozen=True, slots=True)
class Laid:
    """Words laid out as a text: ``words`` are they, each with where it begins in the text."""

    text: str
    words: tuple[tuple[int, Word], ...]


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
    ordered = list(read_down(rows))
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
    for rank, row in enumerate(rows):
        near = [line for line in rows[max(0, rank - _NEAR) : rank + _NEAR + 1] if line is not row]
        for small in [word for word in row if len(word.text) < _SUPERSCRIPT_LENGTH]:
            bearers = [(other, line) for line in near for other in line if _hangs(small, other)]
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


def _row(words: Sequence[Word], size: float) -> Row:
    gaps = [following.left - word.right for word, following in pairwise(words)]
    usual = [gap for gap in gaps if gap <= _SURELY_WIDE * size]
    wide = _WIDE * size
    if len(usual) > 1:
        wide = min(_SURELY_WIDE * size, max(wide, _UNLIKE * median(usual)))
    segments = [Segment.of(words[0])]
    for gap, word in zip(gaps, words[1:], strict=True):
        if gap > (_HANGING * size if word is words[1] and _is_mark(words[0].text) else wide):
            segments.append(Segment.of(word))
        else:
            segments[-1] = segments[-1].and_then("" if gap < _TOUCHING * size else " ", word)
    return Row(median(word.middle for word in words), tuple(segments))


def _is_mark(text: str) -> bool:
    """Tell whether a word is the sign before an item of a list: « - », « • », whatever a font of symbols draws."""
    return text in _MARKS or (len(text) == 1 and unicodedata.category(text) == "Co")


def _line(row: Row, margin: float, unit: float) -> tuple[str, list[tuple[int, Word]]]:
    """Return a line, and its words with where each begins in it."""
    line, words = "", []
    for segment in row.segments:
        column = min(round((segment.left - margin) / unit), _WIDEST)
        line = line.ljust(max(column, len(line) + _GUTTER if line else 0))
        words += [(len(line) + start, word) for start, word in segment.words]
        line += segment.text
    return line, words
