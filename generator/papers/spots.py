"""Where the words of a page that was recognised stand on its picture, so that a phrase of them can be lit up there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.papers.lines import Laid
from generator.papers.photographs import Prepared


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a picture, in shares of its width and height from its upper left corner."""

    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Spot:
    """A word: where it begins and ends in the text of its page, and its place on the picture."""

    start: int
    end: int
    box: Box


@dataclass(frozen=True, slots=True)
class Sheet:
    """A recognised page: by how many degrees, clockwise, its picture is ``turn``ed upright, and its words on it.

    ``again`` are the words of the second reader, in the text as that one reads it; ``unsure`` those that the first one
    takes for doubtful.
    """

    turn: int = 0
    spots: tuple[Spot, ...] = ()
    again: tuple[Spot, ...] = ()
    unsure: frozenset[str] = frozenset()

    def below(self, text: str) -> Sheet:
        """Return it as it is once its text stands below another one."""
        by = len(text) + 2 if text else 0
        return replace(self, spots=tuple(_moved(self.spots, by)), again=tuple(_moved(self.again, by)))


def spots_of(laid: Laid, prepared: Prepared) -> tuple[Spot, ...]:
    """Return the words of a page that was read in a picture made ready for it."""
    spots = []
    for start, word in laid.words:
        corners = ((word.left, word.top), (word.right, word.top), (word.left, word.bottom), (word.right, word.bottom))
        across, down = zip(*(prepared.share(x, y) for x, y in corners), strict=True)
        spots.append(Spot(start, start + len(word.text), Box(min(across), min(down), max(across), max(down))))
    return tuple(spots)


def boxes_of(spots: Sequence[Spot], place: tuple[int, int]) -> tuple[Box, ...]:
    """Return where a part of the text stands on the picture: one box a stretch of words that follow each other."""
    boxes: list[Box] = []
    for spot in spots:
        if spot.end <= place[0] or spot.start >= place[1]:
            continue
        last, box = boxes[-1] if boxes else None, spot.box
        if last and last.top < (box.top + box.bottom) / 2 < last.bottom and last.left <= box.left:
            boxes[-1] = Box(last.left, min(last.top, box.top), max(last.right, box.right), max(last.bottom, box.bottom))
        else:
            boxes.append(box)
    return tuple(boxes)


def _moved(spots: Iterable[Spot], by: int) -> Iterator[Spot]:
    return (replace(spot, start=spot.start + by, end=spot.end + by) for spot in spots)
