"""What differs in two texts, as words that can be quoted: each found once in the former one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from generator.dossiers.comparison import Segment, compare_words

_WORD = re.compile(r"\w+(?:[-’']\w+)*[’']?|\s+|[^\w\s]")
_SPACES = re.compile(r"\s")


@dataclass(frozen=True, slots=True)
class Edit:
    """The characters from ``start`` to ``stop`` of an alinéa, which become ``words``."""

    start: int
    stop: int
    words: str


def quotable_edits(old: str, new: str) -> list[Edit]:
    """Return what differs in two texts, each piece extended with its neighbouring words until it can be quoted."""
    return _findable(old, _joined(old, _edits(old, new)))


def _edits(old: str, new: str) -> list[Edit]:
    """Return what differs in two texts, dates in one piece.

    For that their spaces are taken as alike, unless the new text would then not be met exactly.
    """
    alike = _differences(new, compare_words(_SPACES.sub(" ", old), _SPACES.sub(" ", new)))
    return alike if edited(old, alike) == new else _differences(new, compare_words(old, new))


def _differences(new: str, segments: Sequence[Segment]) -> list[Edit]:
    """Return the edits between what stays, with the words of ``new`` themselves."""
    edits: list[Edit] = []
    start = new_start = 0  # where what differs begins, in both
    place = new_place = 0
    for segment in (*segments, Segment("=", "")):
        length = len(segment.text)
        if segment.mark == "=":
            if (start, new_start) != (place, new_place):
                edits.append(Edit(start, place, new[new_start:new_place]))
            place, new_place = place + length, new_place + length
            start, new_start = place, new_place
        elif segment.mark == "-":
            place += length
        else:
            new_place += length
    return edits


def _joined(old: str, edits: Sequence[Edit]) -> list[Edit]:
    """Return the edits with those joined between which one word alone stays: it is quoted with them."""
    joined: list[Edit] = []
    for edit in edits:
        kept = old[joined[-1].stop : edit.start] if joined else ""
        if joined and len(re.findall(r"\w+", kept)) <= 1:
            last = joined.pop()
            edit = Edit(last.start, edit.stop, last.words + kept + edit.words)
        joined.append(edit)
    return joined


def edited(text: str, edits: Sequence[Edit]) -> str:
    """Return the text with the edits made."""
    for edit in sorted(edits, key=lambda one: (one.start, one.stop), reverse=True):
        text = text[: edit.start] + edit.words + text[edit.stop :]
    return text


def _findable(old: str, edits: list[Edit]) -> list[Edit]:
    """Extend each edit with its neighbouring words until what it quotes is found once; those that meet are joined."""
    bounds = [0, *accumulate(len(token) for token in _WORD.findall(old))]
    rank = 0
    while rank < len(edits):
        edit = edits[rank]
        low = edits[rank - 1].stop if rank else 0
        high = edits[rank + 1].start if rank + 1 < len(edits) else len(old)
        if _says_enough(old, trimmed := _trimmed(old, edit)):
            edits[rank] = trimmed
            rank += 1
        elif edit.start > low:
            start = max(bound for bound in (low, *bounds) if low <= bound < edit.start)
            edits[rank] = Edit(start, edit.stop, old[start : edit.start] + edit.words)
        elif rank:
            rank -= 1
            edits[rank : rank + 2] = [Edit(edits[rank].start, edit.stop, edits[rank].words + edit.words)]
        elif edit.stop < high:
            stop = min(bound for bound in (high, *bounds) if edit.stop < bound <= high)
            edits[rank] = Edit(edit.start, stop, edit.words + old[edit.stop : stop])
        elif len(edits) > 1:
            edits[:2] = [Edit(edit.start, edits[1].stop, edit.words + edits[1].words)]
        else:
            break
    return edits


def _trimmed(old: str, edit: Edit) -> Edit:
    """Return the edit without the spaces with which both sides end or begin."""
    start, stop, words = edit.start, edit.stop, edit.words
    while start < stop and words and old[stop - 1].isspace() and words[-1] == old[stop - 1]:
        stop, words = stop - 1, words[:-1]
    while start < stop and words and old[start].isspace() and words[0] == old[start]:
        start, words = start + 1, words[1:]
    return Edit(start, stop, words)


def _says_enough(old: str, edit: Edit) -> bool:
    """Tell whether what an edit quotes, on both sides, is words, and the former ones are found once.

    Words that go or come take a space with them.
    """
    former = old[edit.start : edit.stop]
    if not former:
        return edit.start == len(old) and _is_quotable(edit.words.strip())
    if not edit.words:
        return _is_quotable(former.strip()) and is_once(old, former.strip())
    return _is_quotable(former) and is_once(old, former) and _is_quotable(edit.words)


def is_once(text: str, words: str) -> bool:
    """Tell whether a text says some words, and once."""
    return text.find(words) == text.rfind(words) != -1


def _is_quotable(words: str) -> bool:
    """Tell whether words can stand within quotation marks: no space at their ends, a letter or a figure in them."""
    return words == words.strip() and re.search(r"\w", words) is not None
