"""Tracked changes of a Word document accepted or refused, all at once."""

from __future__ import annotations

from typing import Literal

from lxml import etree

from generator.word.package import WORD, open_package
from generator.word.packaging import dated, serialized

Side = Literal["new", "former"]
_COMES = tuple(WORD + name for name in ("ins", "moveTo"))
_GOES = tuple(WORD + name for name in ("del", "moveFrom"))
_FORMATS = tuple(
    WORD + name
    for name in ("rPrChange", "pPrChange", "tblPrChange", "trPrChange", "tcPrChange", "sectPrChange", "tblGridChange")
)
#: What a paragraph's properties hold beside its format.
_MARK = (WORD + "rPr", WORD + "sectPr")


def resolve(docx: bytes, side: Side, author: str = "") -> bytes:
    """Return the document with all changes accepted (``new``) or refused (``former``), in every part.

    With an ``author``, only that author's: the others stay as they are.

    As Word does it (ISO/IEC 29500-1, 17.13.5): a row whose mark goes goes whole, a table with its last row, and a
    paragraph whose mark goes runs on into the next. Raises UnreadableError when the file is no DOCX.
    """
    parts = {name: part for name, part in open_package(docx).parts.items() if name.startswith("word/")}
    changed = {}
    for name, part in parts.items():
        if next(part.iter(*_COMES, *_GOES, *_FORMATS), None) is not None:
            _resolve(part, side, author)
            changed[name] = serialized(part)
    return dated(docx, changed)


def _resolve(root: etree._Element, side: Side, author: str) -> None:
    stays, goes = (_COMES, _GOES) if side == "new" else (_GOES, _COMES)
    for row in list(root.iter(WORD + "tr")):
        if _has(row.find(WORD + "trPr"), goes, author):
            remove(row)
    for table in list(root.iter(WORD + "tbl")):
        if next(table.iter(WORD + "tr"), None) is None:
            remove(table)
    marks = [(paragraph, paragraph.find(f"{WORD}pPr/{WORD}rPr")) for paragraph in root.iter(WORD + "p")]
    merged = [paragraph for paragraph, mark in marks if _has(mark, goes, author)]
    for change in _changes(root, goes, author):
        remove(change)
    for change in _changes(root, stays, author):
        _unwrap(change)
    for paragraph in merged:
        _run_on(paragraph)
    for change in _changes(root, _FORMATS, author):
        _settle(change, side)
    for text in root.iter(WORD + "delText"):
        if next(text.iterancestors(*_GOES), None) is None:
            text.tag = WORD + "t"


def _changes(root: etree._Element, names: tuple[str, ...], author: str) -> list[etree._Element]:
    return [change for change in root.iter(*names) if author in ("", change.get(WORD + "author"))]


def _has(properties: etree._Element | None, names: tuple[str, ...], author: str) -> bool:
    found = () if properties is None else (properties.find(name) for name in names)
    return any(mark is not None and author in ("", mark.get(WORD + "author")) for mark in found)


def remove(element: etree._Element) -> None:
    """Take an element, with all that it holds, out of what holds it."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: etree._Element) -> None:
    """Put what an element holds in its place; the mark of a row or of a paragraph holds nothing."""
    for child in list(element):
        element.addprevious(child)
    remove(element)


def _run_on(paragraph: etree._Element) -> None:
    """Join what is left of a paragraph with the next one, whose format stays."""
    content = [child for child in paragraph if child.tag != WORD + "pPr"]
    following = paragraph.getnext()
    if content and (following is None or following.tag != WORD + "p"):
        return
    if content and following is not None:
        place = 1 if following.find(WORD + "pPr") is not None else 0
        following[place:place] = content
    remove(paragraph)


def _settle(change: etree._Element, side: Side) -> None:
    """Keep the format that stands, or put back the former one, which the change remembers."""
    properties = change.getparent()
    if properties is None:
        return
    properties.remove(change)
    if side == "former":
        kept = [child for child in properties if properties.tag == WORD + "pPr" and child.tag in _MARK]
        properties[:] = [*(child for former in change for child in former), *kept]
