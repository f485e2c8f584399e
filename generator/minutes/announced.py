"""The points that minutes announce in their agenda, found again where the council deals with them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.minutes.headlines import SENTENCE, is_title
from generator.minutes.numberings import BULLET, Point
from generator.papers.letters import Text

#: The line above an agenda's items; « l’ordre du jour étant épuisé » is above none.
_LABEL = re.compile(
    r"(?m)^(?![ \t]*(?:point|question|affaire)\b)[^\n]{0,60}\bordre du jour\b"
    r"(?![^\n]{0,20}\b(?:epuise|est adopte|ajout|modifi|appel))[^\n]{0,60}$"
)
#: What stands before an item: a bullet, a rank.
_RANK = re.compile(
    r"(?:(?:point|question|affaire)[ \t]{0,2}(?:n\s?°)?[ \t]?)?(?:\d{1,2}|[ivx]{1,4})"
    r"(?:[ \t]?[°)./:-]{1,3}[ \t]*|[ \t]{2,})"
)
#: No agenda has more lines, nor lines with more characters.
_LINES, _WIDTH = 80, 140
#: So many words at least, of which so many first ones are the same, make two lines one title.
_WORDS, _ALIKE = 2, 4
#: What is decided though no vote is told: the law lets a council name people without one (CGCT, article L. 2121-21).
NAMING = re.compile(r"(?:designations?|elections?|nominations?)\b")


def announced(whole: Text, matter: Text, end: int) -> tuple[int, tuple[Point, ...]]:
    """Return where the agenda ends and the points whose titles it gives, in order; 0 and none without an agenda.

    ``matter`` is ``whole`` without its votes of procedure, of which an agenda may announce some.
    """
    label = whole.first(_LABEL, 0, end)
    if label is None:
        return 0, ()
    lines = [line for line in re.compile(r"[^\n]+").finditer(whole.folded, label.end(), end) if line[0].strip()]
    items: list[tuple[str, ...]] = []
    for rank, line in enumerate(lines[:_LINES]):
        words = _words(line[0])
        if len(words) >= _WORDS and any(_same(item, words) for item in items):
            return line.start(), tuple(_found(matter, items, lines[rank:]))
        if len(line[0]) > _WIDTH or SENTENCE.match(line[0].strip()):
            return line.start(), tuple(_found(matter, items, lines[rank + 1 :]))
        items.append(words)
    return 0, ()


def _found(matter: Text, items: Sequence[tuple[str, ...]], lines: Sequence[re.Match[str]]) -> Iterator[Point]:
    """Give a point for each line that tells an item again, each item once."""
    left = [item for item in items if len(item) >= _WORDS]
    last = -1
    for line in lines:
        words = _words(line[0])
        item = next((item for item in left if _same(item, words)), None)
        if len(words) < _WORDS or item is None:
            continue
        start = line.start() + len(line[0]) - len(line[0].lstrip(" \t"))
        title = start + _led(line[0].strip())
        stop = line.start() + len(line[0].rstrip())
        if is_title(matter, title, stop, "title"):
            left.remove(item)
            goes_on, last = not matter.text[last:start].strip() and last >= 0, stop
            if goes_on:  # a title of two lines
                continue
            yield Point(start, title, stop, whole=item == words)


def _led(line: str) -> int:
    """Return how much of a line stands before its title."""
    bullet = BULLET.match(line)
    place = bullet.end() if bullet else 0
    rank = _RANK.match(line, place)
    return rank.end() if rank else place


def _words(line: str) -> tuple[str, ...]:
    line = line.strip()
    return tuple(re.findall(r"[a-z0-9]+", line[_led(line) :]))


def _same(item: Sequence[str], words: Sequence[str]) -> bool:
    """Tell whether two lines are one title, of which either may go on further."""
    common = min(len(item), len(words))
    return common > 0 and item[:common] == words[:common] and (len(item) == len(words) or common >= _ALIKE)
