"""Ordinals as French typography sets them: the letters that follow the figure are superior, « 1er », « 2e »."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator

from lxml import etree

from generator.word.package import WORD
from generator.word.packaging import dated, parsed, parts_of, serialized
from generator.word.styles import value
from generator.word.wordtext import text_element

_ORDINAL = re.compile(r"(?<![\w.,/-])[0-9]{1,3}(?P<letters>ers?|res?|es?)(?!\w)")
#: The texts of a part as they are written, under any prefix, and what is among them where an ordinal is.
_TEXTS = re.compile(rb"<(?:[^\s<>/:]+:)?t(?:\s[^<>]*)?>([^<]*)<")
_LIKELY = re.compile(rb"[0-9;][er&]")
_RUN, _TEXT, _PROPERTIES, _RAISED = (WORD + name for name in ("r", "t", "rPr", "vertAlign"))
_SIGNS = tuple(WORD + name for name in ("tab", "br", "cr", "noBreakHyphen"))
#: What stands after ``vertAlign`` in the properties of a run (ISO/IEC 29500-1, 17.3.2.28).
_AFTER = tuple(WORD + name for name in ("rtl", "cs", "em", "lang", "eastAsianLayout", "specVanish", "oMath"))


def raise_ordinals(docx: bytes) -> bytes:
    """Return a DOCX whose ordinals are raised, everywhere; its text stays the same, character for character.

    A run is split where the letters begin and where they end; the parts that hold no ordinal keep their bytes, and
    the same input gives the same bytes.
    """
    raised = raised_parts(docx)
    return dated(docx, raised) if raised else docx


def raised_parts(docx: bytes) -> dict[str, bytes]:
    """Return the parts of a DOCX that hold an ordinal that is not raised, by name, with all of them raised."""
    parts = parts_of(docx, r"word/.*\.xml").items()
    return {name: new for name, data in parts if (new := _raise_part(data)) is not None}


def _raise_part(data: bytes) -> bytes | None:
    if WORD.strip("{}").encode() not in data or not _LIKELY.search(b"".join(_TEXTS.findall(data))):
        return None
    part = parsed(data)
    found = [_raise(paragraph) for paragraph in part.iter(WORD + "p")]
    return serialized(part) if any(found) else None


def _raise(paragraph: etree._Element) -> bool:
    """Raise the ordinals of a paragraph, without those of the text boxes in it; tell whether there were any."""
    shown = [one for one in paragraph.iter(_TEXT, *_SIGNS) if next(one.iterancestors(WORD + "p")) is paragraph]
    texts = [one.text or "" if one.tag == _TEXT else "\n" for one in shown]
    letters = [match.span("letters") for match in _ORDINAL.finditer("".join(texts))]
    start, changed = 0, False
    for one, text in zip(shown, texts, strict=True):
        end = start + len(text)
        inside = [(max(first, start) - start, min(last, end) - start) for first, last in letters]
        spans = [(first, last) for first, last in inside if first < last]
        changed = (bool(spans) and _split(one, spans)) or changed
        start = end
    return changed


def _split(text: etree._Element, spans: list[tuple[int, int]]) -> bool:
    """Cut a text's run so that the characters of these spans are raised; False where they already are."""
    run = text.getparent()
    if run is None or run.tag != _RUN or value(run.find(f"{_PROPERTIES}/{_RAISED}")) == "superscript":
        return False
    before = [child for child in run.iterchildren() if child.tag != _PROPERTIES]
    place = before.index(text)
    pieces = [_run(run, before[:place])] if place else []
    for said, raised in _stretches(text.text or "", spans):
        pieces.append(_run(run, [text_element(said)], raised=raised))
    for piece in pieces:
        run.addprevious(piece)
    for child in before[: place + 1]:
        if child.getparent() is run:
            run.remove(child)
    if all(child.tag == _PROPERTIES for child in run):
        parent = run.getparent()
        assert parent is not None  # it stands in a paragraph
        parent.remove(run)
    return True


def _stretches(text: str, spans: list[tuple[int, int]]) -> Iterator[tuple[str, bool]]:
    """Yield the pieces of a text in order, with whether each is raised."""
    done = 0
    for first, last in spans:
        yield from [(text[done:first], False)] if done < first else []
        yield text[first:last], True
        done = last
    yield from [(text[done:], False)] if done < len(text) else []


def _run(model: etree._Element, content: list[etree._Element], *, raised: bool = False) -> etree._Element:
    """Return a run of the same format that holds ``content``."""
    run = etree.Element(_RUN, {str(name): str(said) for name, said in model.attrib.items()})
    properties = model.find(_PROPERTIES)
    own = copy.deepcopy(properties) if properties is not None else etree.Element(_PROPERTIES)
    if raised:
        for mark in own.findall(_RAISED):
            own.remove(mark)
        place = next((rank for rank, child in enumerate(own) if child.tag in _AFTER), len(own))
        mark = etree.Element(_RAISED)
        mark.set(WORD + "val", "superscript")
        own.insert(place, mark)
    run.extend([own] if len(own) else [])
    run.extend(content)
    return run
