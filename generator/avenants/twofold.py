"""What a hand and what the data changed in a document: tracked changes of two authors, in one file where it can be."""

from __future__ import annotations

import copy
import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from generator.avenants.redline import redline, words_of
from generator.avenants.trackedruns import INSERTED, TRACKED, tidy_runs
from generator.avenants.tracking import resolve
from generator.word.ordinals import raise_ordinals
from generator.word.package import RELATIONSHIP, WORD, Package, open_package
from generator.word.packaging import dated, serialized

#: The authors, as Word shows them beside each change.
HAND, DATA = "Modifié à la main", "Données et modèles"


def tracked_changes(made: bytes, hand: bytes, now: bytes, date: datetime.datetime) -> tuple[bytes, ...]:
    """Return ``made`` with what makes it ``hand`` and what makes it ``now`` as tracked changes of two authors.

    One document when each change stands in a paragraph of its own; else two, for one would mix what neither wrote: that
    of the hand, then that of the data. One too when ``now`` says the same as ``made``.

    Raises what ``redline`` raises.
    """
    by_hand = redline(made, hand, HAND, date)
    if words_of(raise_ordinals(made)) == words_of(raise_ordinals(now)):
        return (by_hand,)
    by_data = redline(made, now, DATA, date)
    both = _merged(by_hand, by_data)
    if both is None or not (_is(both, HAND, hand) and _is(both, DATA, now)):
        return by_hand, by_data
    return (both,)


def _is(both: bytes, author: str, expected: bytes) -> bool:
    """Tell whether the document with the changes of one author alone says what is expected."""
    other = DATA if author == HAND else HAND
    return words_of(resolve(resolve(both, "former", other), "new")) == words_of(raise_ordinals(expected))


def _merged(by_hand: bytes, by_data: bytes) -> bytes | None:
    """Return the first redline with the changes of the second; None where both change the same paragraph or part."""
    first, second = open_package(by_hand), open_package(by_data)
    parts = {first.main: first.document}
    for name, part in second.parts.items():
        if name.startswith("word/") and name != second.main and _changes(part):
            if name not in first.parts or _changes(first.parts[name]):
                return None
            parts[name] = part
    body, other = first.document.find(WORD + "body"), second.document.find(WORD + "body")
    if body is None or other is None:
        return None
    mine, theirs = _stretches(body), _stretches(other)
    if len(mine) != len(theirs):
        return None
    blocks: list[etree._Element] = []
    for here, there in zip(mine, theirs, strict=True):
        taken = [*there.coming, *([there.block] if there.changed and there.block is not None else [])]
        if (here.changed and there.changed) or not _same_relations(taken, first, second):
            return None
        blocks += [*here.coming, *(copy.deepcopy(block) for block in there.coming)]
        chosen = copy.deepcopy(there.block) if there.changed else here.block
        blocks += [] if chosen is None else [chosen]
    body[:] = blocks
    tidy_runs(first.document)
    return dated(by_hand, {name: serialized(part) for name, part in parts.items()})


@dataclass(slots=True)
class _Stretch:
    """A block that both redlines have in common, None at the end, and the blocks that come before it."""

    coming: list[etree._Element] = field(default_factory=list)
    block: etree._Element | None = None

    @property
    def changed(self) -> bool:
        return self.block is not None and _changes(self.block)


def _stretches(body: etree._Element) -> list[_Stretch]:
    found = [_Stretch()]
    for block in body:
        if _comes_whole(block):
            found[-1].coming.append(block)
        else:
            found[-1].block = block
            found.append(_Stretch())
    return found


def _comes_whole(block: etree._Element) -> bool:
    """Tell whether a paragraph or a table is new: its mark, or each of its rows, is inserted."""
    if block.tag == WORD + "p":
        return block.find(f"{WORD}pPr/{WORD}rPr/{INSERTED}") is not None
    rows = list(block.iterchildren(WORD + "tr"))
    return bool(rows) and all(row.find(f"{WORD}trPr/{INSERTED}") is not None for row in rows)


def _changes(element: etree._Element) -> bool:
    return next(element.iter(*TRACKED), None) is not None


def _same_relations(blocks: list[etree._Element], first: Package, second: Package) -> bool:
    """Tell whether the pictures and links of some blocks of the second package are the same in the first."""
    return all(first.relations.get(name) == second.relations.get(name) for name in _identifiers(blocks))


def _identifiers(blocks: list[etree._Element]) -> Iterator[str]:
    for block in blocks:
        for element in block.iter():
            yield from (str(value) for name, value in element.attrib.items() if str(name).startswith(RELATIONSHIP))
