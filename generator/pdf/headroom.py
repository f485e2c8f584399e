"""Room for headers and footers that are higher than their margins: the embedded engine prints them over the text.

Word and LibreOffice move the text away from them (ISO/IEC 29500-1, 17.6.11: a margin is a minimum).
"""

from __future__ import annotations

import copy
import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium
from lxml import etree

from generator.pdf.pdfium import TURN
from generator.word.package import PLACING, WORD, Package
from generator.word.packaging import dated, serialized
from generator.word.styles import Styles, number, value

#: In points: between a header and the text; a cell, a line and letters where nothing says them.
_GAP, _NARROW, _WHOLE, _LETTER = 6.0, 100.0, 440.0, 11.0
#: How much larger a line is than its letters at most, and how wide a letter is for its size.
_LEADING, _WIDE = 1.5, 0.55
_TWIP, _EMU = 1 / 20, 1 / 12_700
_SHOWN = (pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_IMAGE)
_NAME = 64


@dataclass(frozen=True, slots=True)
class Room:
    """What headers and footers take of a page, in points from its edges: on the first page, then on the others."""

    first: float = 0.0
    others: float = 0.0
    below: float = 0.0


def make_room(source: bytes, package: Package, prints: Callable[[bytes], bytes]) -> bytes:
    """Return a DOCX whose margins hold its headers and footers, by what ``prints`` makes of it; most are as they were.

    ``package`` are the parts of ``source``, and change with it.
    """
    parts, styles, body = list(_margins(package)), Styles(package), package.document.find(WORD + "body")
    if body is None or not any(_height(package.parts[name], styles) > room for name, room in parts):
        return source
    alone = {
        name: serialized(part) for name, _ in parts if (part := _without_floating(package.parts[name])) is not None
    }
    room = _taken(prints(dated(source, alone, packed=False) if alone else source))
    changed = [_widen(section, room) for section in package.document.iter(WORD + "sectPr")]
    missing = room.first - max(room.others, _margin(next(package.document.iter(WORD + "sectPr"), None), "top"))
    if missing > 0:  # a first page of its own: the text of that page alone is moved
        body.insert(0, _blank(missing))
    if not any(changed) and missing <= 0:
        return source
    return dated(source, {package.main: serialized(package.document)}, packed=False)


def _margins(package: Package) -> Iterator[tuple[str, float]]:
    """Yield each header and footer, with the height that the margins leave it."""
    sections = list(package.document.iter(WORD + "sectPr"))
    for kind, side in (("header", "top"), ("footer", "bottom")):
        room = min((_margin(one, side) - _margin(one, kind) for one in sections), default=0.0)
        named = {package.reference(one) for section in sections for one in section.iter(f"{WORD}{kind}Reference")}
        yield from ((name, room) for name in sorted(named & package.parts.keys()))


def _without_floating(part: etree._Element) -> etree._Element | None:
    """Return a header without its pictures and boxes that stand anywhere, and move no text; None when it has none."""
    if next(part.iter(PLACING + "anchor"), None) is None:
        return None
    bare = copy.deepcopy(part)
    for anchor in list(bare.iter(PLACING + "anchor")):
        for run in list(anchor.iterancestors(WORD + "r"))[:1]:
            run.clear()
    return bare


def _height(part: etree._Element, styles: Styles) -> float:
    """Return the height of a header at most: all cells one under the other."""
    return sum(_height_of(paragraph, styles) for paragraph in part.iter(WORD + "p"))


def _height_of(paragraph: etree._Element, styles: Styles) -> float:
    size = max((styles.size(run, paragraph) / 2 for run in paragraph.iter(WORD + "r")), default=_LETTER)
    letters = sum(len(text.text or "") for text in paragraph.iter(WORD + "t"))
    cell = next(paragraph.iterancestors(WORD + "tc"), None)
    width = _WHOLE if cell is None else number(value(cell.find(f"{WORD}tcPr/{WORD}tcW"), "w")) * _TWIP or _NARROW
    lines = 1 + letters * size * _WIDE // width + len(list(paragraph.iter(WORD + "br")))
    pictures = (number(one.get("cy", "")) for one in paragraph.iterfind(f".//{PLACING}inline/{PLACING}extent"))
    spacing = styles.paragraph_property(paragraph, "spacing")
    around = sum(number(value(spacing, side)) for side in ("before", "after")) * _TWIP
    return lines * size * _LEADING + sum(pictures) * _EMU + around


def _taken(pdf: bytes) -> Room:
    """Return what the headers and footers of a print take where the text of their page meets them."""
    first = others = below = 0.0
    with TURN, pypdfium2.PdfDocument(pdf) as document:
        for rank, page in enumerate(document):
            height, objects = page.get_height(), list(page.get_objects(filter=_SHOWN))
            margins = [shown.get_bounds() for shown in objects if _is_marginal(shown)]
            text = [shown.get_bounds() for shown in objects if not _is_marginal(shown)]
            head = min((low for _, low, _, high in margins if low + high > height), default=height)
            foot = max((high for _, low, _, high in margins if low + high <= height), default=0.0)
            if any(high > head for _, _, _, high in text):
                taken = height - head + _GAP
                first, others = (first, max(others, taken)) if rank else (taken, others)
            if any(low < foot for _, low, _, _ in text):
                below = max(below, foot + _GAP)
    return Room(first, others, below)


def _is_marginal(shown: pypdfium2.PdfObject) -> bool:
    """Tell whether an object of a page is marked as an artifact (ISO 32000-1, 14.8.2.2): headers and footers are."""
    return "Artifact" in _marks(shown)


def _marks(shown: pypdfium2.PdfObject) -> Iterator[str]:
    name, length = (ctypes.c_ushort * _NAME)(), ctypes.c_ulong()
    for rank in range(pdfium.FPDFPageObj_CountMarks(shown.raw)):
        mark = pdfium.FPDFPageObj_GetMark(shown.raw, rank)
        if pdfium.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), length):
            yield bytes(name)[: length.value].decode("utf-16-le").rstrip("\0")


def _widen(section: etree._Element, room: Room) -> bool:
    """Give a section the margins that it needs; tell whether it lacked any."""
    margins = section.find(WORD + "pgMar")
    if margins is None:
        return False
    own_first = section.find(WORD + "titlePg") is not None
    wanted = {"top": room.others if own_first else max(room.first, room.others), "bottom": room.below}
    lacking = {side: points for side, points in wanted.items() if points > _margin(section, side)}
    for side, points in lacking.items():
        margins.set(f"{WORD}{side}", str(round(points / _TWIP)))
    return bool(lacking)


def _margin(section: etree._Element | None, side: str) -> float:
    """Return the margin of a section on a side, or how far its header is from the edge, in points."""
    margins = None if section is None else section.find(WORD + "pgMar")
    return 0.0 if margins is None else number(margins.get(f"{WORD}{side}", "")) * _TWIP


def _blank(points: float) -> etree._Element:
    """Return an empty paragraph of a height."""
    paragraph = etree.Element(WORD + "p")
    spacing = etree.SubElement(etree.SubElement(paragraph, WORD + "pPr"), WORD + "spacing")
    for name, said in (("before", "0"), ("after", "0"), ("line", str(round(points / _TWIP))), ("lineRule", "exact")):
        spacing.set(WORD + name, said)
    return paragraph
