"""The runs of tracked paragraphs, put as word processors write them and as all of them read them alike."""

from __future__ import annotations

import copy
import re

from lxml import etree

from generator.avenants.tracking import remove
from generator.word.package import WORD
from generator.word.wordtext import SPACE

INSERTED, DELETED = WORD + "ins", WORD + "del"
_OTHER = {INSERTED: DELETED, DELETED: INSERTED}
#: Whatever tells a tracked change, of words or of their form.
TRACKED = (INSERTED, DELETED, *(WORD + f"{name}PrChange" for name in ("r", "p", "tbl", "tr", "tc", "sect")))
#: What holds words, and words that are struck.
TEXTS = (WORD + "t", WORD + "delText")
_LAST_WORD = re.compile(r"\S+\s*$")


def tidy_runs(part: etree._Element) -> None:
    """Join the runs that differ in nothing, and part the changes of a paragraph from those of the next.

    The changes are numbered anew, from 0 in each part.
    """
    changed = [found for found in part.iter(WORD + "p") if next(found.iter(INSERTED, DELETED), None) is not None]
    for paragraph in changed:
        for run in list(paragraph.iter(WORD + "r")):
            _join(run)
    for paragraph in changed:
        _part_from_next(paragraph)
    for rank, change in enumerate(part.iter(*TRACKED)):
        change.set(WORD + "id", str(rank))


def _join(run: etree._Element) -> None:
    """Join a run with the one before when both have the same format, and its texts: the library cuts at words."""
    before = run.getprevious()
    if before is not None and before.tag == WORD + "r" and _form(before) == _form(run):
        before.extend([child for child in run if child.tag != WORD + "rPr"])
        remove(run)
        run = before
    for text in list(run.iter(*TEXTS)):
        previous = text.getprevious()
        if previous is not None and previous.tag == text.tag:
            _say(previous, (previous.text or "") + (text.text or ""))
            remove(text)


def _part_from_next(paragraph: etree._Element) -> None:
    """See that a paragraph does not end with what comes (goes) when the next one comes (goes) whole.

    LibreOffice takes two such neighbours for one change that spans the paragraph's end; refusing it (accepting it)
    would then join the paragraph with the one after. What ends the paragraph becomes the other half of a replacement:
    of the last words if they are one already, else of the last word that stays, which goes and comes again.
    """
    kind, last = _kind_of_mark(paragraph.getnext()), paragraph[-1] if len(paragraph) else None
    if last is None or last.tag != kind or _kind_of_mark(paragraph) == kind:
        return
    before = last.getprevious()
    if before is not None and before.tag == WORD + "r":
        before = _repeat_last_word(before, last)
    if before is not None and before.tag == _OTHER[kind]:
        last.addnext(before)


def _repeat_last_word(run: etree._Element, change: etree._Element) -> etree._Element | None:
    """Make the last word of ``run`` part of ``change``; return the opposite change of that word, put before."""
    text = run[-1]
    found = _LAST_WORD.search(text.text or "") if text.tag == WORD + "t" else None
    if found is None:
        return None
    word = copy.deepcopy(run)
    for child in list(word)[:-1]:
        if child.tag != WORD + "rPr":
            word.remove(child)
    _say(word[-1], found[0])
    opposite = etree.Element(_OTHER[str(change.tag)])
    opposite.attrib.update(change.attrib)
    for half in (change, opposite):
        half.insert(0, _spoken(word, half))
    run.addnext(opposite)
    _say(text, (text.text or "")[: found.start()])
    if not text.text:
        remove(text)
    return opposite


def _spoken(run: etree._Element, change: etree._Element) -> etree._Element:
    """Return a copy of a run of one text as it stands in a change of this kind."""
    said = copy.deepcopy(run)
    said[-1].tag = WORD + ("t" if change.tag == INSERTED else "delText")
    return said


def _kind_of_mark(paragraph: etree._Element | None) -> str:
    """Return whether a paragraph comes or goes whole, "" for neither."""
    if paragraph is None or paragraph.tag != WORD + "p":
        return ""
    mark = paragraph.find(f"{WORD}pPr/{WORD}rPr")
    return next((kind for kind in _OTHER if mark is not None and mark.find(kind) is not None), "")


def _form(run: etree._Element) -> bytes:
    properties = run.find(WORD + "rPr")
    return b"" if properties is None else etree.tostring(properties, method="c14n")


def _say(text: etree._Element, said: str) -> None:
    text.text = said
    text.set(SPACE, "preserve")
