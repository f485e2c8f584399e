"""A paragraph reworded in place: what stays keeps its format, its links and its content controls."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from generator.word.package import WORD
from generator.word.styles import is_on
from generator.word.wordtext import text_element

_SIGNS = {WORD + "tab": "\t", WORD + "br": "\n", WORD + "cr": "\n", WORD + "noBreakHyphen": "-"}
_WRITTEN = {"\t": "tab", "\n": "br"}
_SILENT = tuple(WORD + name for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "txbxContent"))
#: Cuts a text into words, spaces and signs, which joined are the text again.
WORDS = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(slots=True)
class _Piece:
    """A text of a run, or a sign (tab, line break), with what it becomes; ``start`` is its place in the paragraph."""

    element: etree._Element
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def reword(paragraph: etree._Element, text: str) -> None:
    """Make the paragraph say ``text``: only the words that differ are touched.

    A word that comes takes the format of the one it replaces, else of the one before it. A paragraph without any text
    has no format to give: it must have some.
    """
    pieces = list(_pieces(paragraph))
    old = "".join(piece.text for piece in pieces)
    before, after = WORDS.findall(old), WORDS.findall(text)
    places = [0]
    for word in before:
        places.append(places[-1] + len(word))
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    new = [piece.text for piece in pieces]
    for operation, start, end, new_start, new_end in reversed(matcher.get_opcodes()):
        if operation != "equal":
            _replace(pieces, new, places[start], places[end], "".join(after[new_start:new_end]))
    for piece, said in zip(pieces, new, strict=True):
        _write(piece, said)


def _replace(pieces: list[_Piece], new: list[str], start: int, end: int, words: str) -> None:
    """Put ``words`` in the place of the characters from ``start`` to ``end`` in the pieces' new texts."""
    touched = [rank for rank, piece in enumerate(pieces) if piece.start < end and piece.end > start]
    before = [rank for rank, piece in enumerate(pieces) if piece.start < start <= piece.end]
    target = next((rank for rank in touched if pieces[rank].element.tag == WORD + "t"), (touched or before or [0])[0])
    for rank in touched:
        piece = pieces[rank]
        new[rank] = new[rank][: max(start - piece.start, 0)] + new[rank][min(end, piece.end) - piece.start :]
    at = max(start - pieces[target].start, 0)
    new[target] = new[target][:at] + words + new[target][at:]


def _write(piece: _Piece, said: str) -> None:
    """Make a piece say ``said``; a run that says nothing more goes."""
    if said == piece.text:
        return
    element, run = piece.element, piece.element.getparent()
    for part in filter(None, re.split(r"([\t\n])", said)):
        element.addprevious(etree.Element(WORD + _WRITTEN[part]) if part in _WRITTEN else text_element(part))
    if run is not None:
        run.remove(element)
        if all(child.tag == WORD + "rPr" for child in run) and (holder := run.getparent()) is not None:
            holder.remove(run)


def _pieces(paragraph: etree._Element) -> Iterator[_Piece]:
    start = 0
    for element in _seen(paragraph):
        text = element.text or "" if element.tag == WORD + "t" else _SIGNS[element.tag]
        yield _Piece(element, start, text)
        start += len(text)


def _seen(parent: etree._Element) -> Iterator[etree._Element]:
    """Yield the texts and signs that a reader sees, hidden runs and text boxes left out."""
    for child in parent:
        if child.tag == WORD + "t" or child.tag in _SIGNS:
            yield child
        elif child.tag not in _SILENT and not (
            child.tag == WORD + "r" and is_on(child.find(f"{WORD}rPr/{WORD}vanish"))
        ):
            yield from _seen(child)
