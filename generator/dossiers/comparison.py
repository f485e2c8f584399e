"""Two versions of a Word document compared by their words, passage by passage."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol, TypeVar

from generator.language.calendar import MONTHS
from generator.word.passages import CELLS, Passage, read_passages

Mark = Literal["=", "-", "+"]
#: What changes in one piece: a date, an hour, a number, a word with its elided article apart (« d’ », « Haveluy »),
#: a sign, or white space.
_TOKEN = re.compile(
    rf"(?:1er|[0-9]{{1,2}}) (?:{'|'.join(MONTHS)}) [0-9]{{4}}|[0-9]{{1,2}} h(?: [0-9]{{2}})?\b"
    r"|[0-9]{1,3}(?: [0-9]{3})+\b|\w+(?:-\w+)*[’']?|\s+|[^\w\s]"
)
#: Share of common words from which a passage is another one reworded; for one alone in its place, a word is enough.
_ALIKE = 0.4


class Told(Protocol):
    """What has a text."""

    @property
    def text(self) -> str:
        """Return the text by which it is compared."""
        ...


Old = TypeVar("Old", bound=Told)
New = TypeVar("New", bound=Told)


@dataclass(frozen=True, slots=True)
class Segment:
    """Some words that stay (``=``), go (``-``) or come (``+``)."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One passage that changes: where it is, after the change if it is still there, and its words."""

    passage: Passage
    segments: tuple[Segment, ...]

    @property
    def state(self) -> Literal["added", "removed", "reworded"]:
        """Whether the passage comes, goes, or changes some of its words."""
        marks = {segment.mark for segment in self.segments}
        return "added" if marks == {"+"} else "removed" if marks == {"-"} else "reworded"

    def as_json(self) -> dict[str, Any]:
        """Return where it is, what becomes of the passage, and its words."""
        words = [[segment.mark, segment.text] for segment in self.segments]
        return {"place": str(self.passage.place), "change": self.state, "words": words}


def compare(before: bytes, after: bytes) -> tuple[Change, ...]:
    """Return what changes in the words of a DOCX, from top to bottom; white space and layout do not count.

    Raises UnreadableError.
    """
    old, new = read_passages(before), read_passages(after)
    stories = dict.fromkeys(passage.story for passage in (*old, *new))
    return tuple(
        change
        for story in stories
        for change in _compare_stories(
            [passage for passage in old if passage.story == story],
            [passage for passage in new if passage.story == story],
        )
    )


def compare_words(before: str, after: str) -> tuple[Segment, ...]:
    """Return the words that stay, go and come, in reading order; what is between two changed words goes with them."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    pairs: list[tuple[bool, str, str]] = []  # unchanged?, words before, words after
    for operation, start, end, new_start, new_end in difflib.SequenceMatcher(None, old, new, False).get_opcodes():
        same = operation == "equal" and (start == 0 or end == len(old) or _has_word(old[start:end]))
        words = "".join(old[start:end]), "".join(new[new_start:new_end])
        if pairs and pairs[-1][0] == same:
            words = pairs[-1][1] + words[0], pairs[-1][2] + words[1]
            pairs.pop()
        pairs.append((same, *words))
    return tuple(segment for pair in pairs for segment in _segments(*pair))


def _segments(same: bool, old: str, new: str) -> Iterator[Segment]:
    if same:
        yield Segment("=", old)
        return
    if old:
        yield Segment("-", old)
    if new:
        yield Segment("+", new)


def _has_word(tokens: list[str]) -> bool:
    """Tell whether something stays that is worth showing apart: not a mere sign or space within a cell."""
    return any(token[0].isalnum() or token == CELLS.strip() for token in tokens)


def _compare_stories(old: list[Passage], new: list[Passage]) -> Iterator[Change]:
    matcher = difflib.SequenceMatcher(None, [p.text for p in old], [p.text for p in new], autojunk=False)
    for operation, start, end, new_start, new_end in matcher.get_opcodes():
        if operation == "equal":
            continue
        alone = end - start == new_end - new_start == 1
        for before, after in pair(old[start:end], new[new_start:new_end], 0.0 if alone else _ALIKE):
            if before is None and after is not None:
                yield Change(after, (Segment("+", after.text),))
            elif before is not None and after is None:
                yield Change(before, (Segment("-", before.text),))
            elif before is not None and after is not None:
                yield Change(after, compare_words(before.text, after.text))


def pair(old: Sequence[Old], new: Sequence[New], enough: float = _ALIKE) -> list[tuple[Old | None, New | None]]:
    """Match the texts that are the same reworded, in order, so that the likeness of all is the greatest.

    ``enough`` is the share of common words (0 to 1) from which two texts can match. Each side keeps its order; None
    stands for the missing side of a text that goes or comes.
    """
    words = [[Counter(re.findall(r"\w+", passage.text.lower())) for passage in side] for side in (old, new)]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]  # likeness of old[i:] and new[j:]
    alike = [[_likeness(mine, other, enough) for other in words[1]] for mine in words[0]]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], alike[i][j] + best[i + 1][j + 1])
    pairs: list[tuple[Old | None, New | None]] = []
    i = j = 0
    while i < len(old) or j < len(new):
        if i < len(old) and j < len(new) and alike[i][j] and best[i][j] == alike[i][j] + best[i + 1][j + 1]:
            pairs.append((old[i], new[j]))
            i, j = i + 1, j + 1
        elif i < len(old) and (j == len(new) or best[i][j] == best[i + 1][j]):
            pairs.append((old[i], None))
            i += 1
        else:
            pairs.append((None, new[j]))
            j += 1
    return pairs


def _likeness(mine: Counter[str], other: Counter[str], enough: float) -> float:
    """Return the share of common words (0 to 1), 0 when it is not enough to be the same passage."""
    total = mine.total() + other.total()
    share = 2 * (mine & other).total() / total if total else 0.0
    return share if share >= enough else 0.0
