"""Marks put in two versions of a document before they are compared, the same where they say the same.

The library that compares matches the paragraphs that are equal and the others by their rank: a line that comes would
be compared with the text that follows it, and both shown as a medley of words. Between two marks it finds only what is
to be compared.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lxml import etree

from generator.avenants.trackedruns import TEXTS
from generator.dossiers.comparison import pair
from generator.word.package import WORD
from generator.word.wordtext import text_of

_BLOCKS = (WORD + "p", WORD + "tbl", WORD + "sdt")
_ROWS = (WORD + "tr",)
_OURS = "\ue000"  # in Unicode's private area: no document says it


@dataclass(frozen=True, slots=True)
class _Block:
    """A paragraph, table or control of a body, or a row of a table, and what it says."""

    element: etree._Element
    text: str


def put_anchors(former: etree._Element, new: etree._Element) -> None:
    """Put a paragraph of our own before each block of two main parts, and a row before each row of tables that change.

    The last block has one after it too: the library can't compare a last paragraph that nothing follows.
    """
    bodies = former.find(WORD + "body"), new.find(WORD + "body")
    if bodies[0] is None or bodies[1] is None:
        return
    for old, now in _anchor(bodies[0], bodies[1], _BLOCKS, _paragraph):
        if old.element.tag == WORD + "tbl" and old.text != now.text:
            _anchor(old.element, now.element, _ROWS, _row)


def remove_anchors(part: etree._Element) -> None:
    """Remove all that :func:`put_anchors` has put in a part."""
    for paragraph in list(part.iter(WORD + "p")):
        if next((text.text or "" for text in paragraph.iter(*TEXTS)), "").startswith(_OURS):
            ours = next(paragraph.iterancestors(WORD + "tr"), paragraph) if _in_row(paragraph) else paragraph
            parent = ours.getparent()
            if parent is not None:
                parent.remove(ours)


def _in_row(paragraph: etree._Element) -> bool:
    cell = paragraph.getparent()
    return cell is not None and cell.tag == WORD + "tc"


def _anchor(
    old: etree._Element, new: etree._Element, names: Sequence[str], make: Callable[[int], etree._Element]
) -> list[tuple[_Block, _Block]]:
    """Put anchors before the blocks of two parents and after the last, and return the blocks that match."""
    blocks = _blocks(old, names), _blocks(new, names)
    matched = _match(*blocks)
    for parent, own, side in ((old, blocks[0], 0), (new, blocks[1], 1)):
        following = iter([*(block.element for block in own), *parent.findall(WORD + "sectPr")])
        before = next(following, None)
        for rank, found in enumerate([*matched, (None, None)]):
            if before is None:
                parent.append(make(rank))
            else:
                before.addprevious(make(rank))
            if found[side] is not None:
                before = next(following, None)
    return [(mine, other) for mine, other in matched if mine is not None and other is not None]


def _blocks(parent: etree._Element, names: Sequence[str]) -> list[_Block]:
    return [_Block(element, " ".join(text_of(element).split())) for element in parent.iterchildren(*names)]


def _match(old: list[_Block], new: list[_Block]) -> list[tuple[_Block | None, _Block | None]]:
    """Return the blocks that are the same or the same reworded, and between them those that go and come."""
    before, after = ([(block.element.tag, block.text) for block in side] for side in (old, new))
    matched: list[tuple[_Block | None, _Block | None]] = []
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for operation, start, end, new_start, new_end in matcher.get_opcodes():
        if operation == "equal":
            matched.extend(zip(old[start:end], new[new_start:new_end], strict=True))
            continue
        for mine, other in pair(old[start:end], new[new_start:new_end]):
            alike = mine is None or other is None or mine.element.tag == other.element.tag
            matched.extend([(mine, other)] if alike else [(mine, None), (None, other)])
    return matched


def _paragraph(rank: int) -> etree._Element:
    paragraph = etree.Element(WORD + "p")
    etree.SubElement(etree.SubElement(paragraph, WORD + "r"), WORD + "t").text = f"{_OURS}{rank}"
    return paragraph


def _row(rank: int) -> etree._Element:
    row = etree.Element(WORD + "tr")
    etree.SubElement(row, WORD + "tc").append(_paragraph(rank))
    return row
