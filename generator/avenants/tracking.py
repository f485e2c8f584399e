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


def resolve(docx: bytes, side: Side) -> bytes:
    """Return the document with all changes accepted (``new``) or refused (``former``), in every part.

    As Word does it (ISO/IEC 29500-1, 17.13.5): a row whose mark goes goes whole, a table with its last row, and a
    paragraph whose mark goes runs on into the next. Raises UnreadableError when the file is no DOCX.
    """
    parts = {name: part for name, part in open_package(docx).parts.items() if name.startswith("word/")}
    changed = {}
    for name, part in parts.items():
        if next(part.iter(*_COMES, *_GOES, *_FORMATS), None) is not None:
            _resolve(part, side)
            changed[name] = serialized(part)
    return dated(docx, changed)


def _resolve(root: etree._Element, side: Side) -> None:
    stays, goes = (_COMES, _GOES) if side == "new" else (_GOES, _COMES)
    for row in list(root.iter(WORD + "tr")):
        if _has(row.find(WORD + "trPr"), goes):
            _remove(row)
    for table in list(root.iter(WORD + "tbl")):
        if next(table.iter(WORD + "tr"), None) is None:
            _remove(table)
    merged = [paragraph for paragraph in root.iter(WORD + "p") if _has(paragraph.find(f"{WORD}pPr/{WORD}rPr"), goes)]
    for change in list(root.iter(*goes)):
        _remove(change)
    for change in list(root.iter(*stays)):
        _unwrap(change)
    for paragraph in merged:
        _run_on(paragraph)
    for change in list(root.iter(*_FORMATS)):
        _settle(change, side)
    for text in root.iter(WORD + "delText"):
        text.tag = WORD + "t"


def _has(properties: etree._Element | None, names: tuple[str, ...]) -> bool:
    return properties is not None and any(properties.find(name) is not None for name in names)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _unwrap(element: etree._Element) -> None:
    """Put what an element holds in its place; the mark of a row or of a paragraph holds nothing."""
    for child in list(element):
        element.addprevious(child)
    _remove(element)


def _run_on(paragraph: etree._Element) -> None:
    """Join what is left of a paragraph with the next one, whose format stays."""
    content = [child for child in paragraph if child.tag != WORD + "pPr"]
    following = paragraph.getnext()
    if content and (following is None or following.tag != WORD + "p"):
        return
    if content and following is not None:
        place = 1 if following.find(WORD + "pPr") is not None else 0
        following[place:place] = content
    _remove(paragraph)


def _settle(change: etree._Element, side: Side) -> None:
    """Keep the format that stands, or put back the former one, which the change remembers."""
    properties = change.getparent()
    if properties is None:
        return
    properties.remove(change)
    if side == "former":
        kept = [child for child in properties if properties.tag == WORD + "pPr" and child.tag in _MARK]
        properties[:] = [*(child for former in change for child in former), *kept]
