"""What is seen on the pages of a PDF: text with its place, upright or not, read by pdfium as a viewer does."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from ctypes import c_double
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from generator.errors import EngineError
from generator.pdf.lengths import CENTIMETRE, STAMP_CORNER
from generator.pdf.pdfium import TURN

_STAMP_WIDTH, _STAMP_HEIGHT = (side * CENTIMETRE for side in STAMP_CORNER)
_TOLERANCE = 1.0
#: Letters that are written from right to left: Hebrew, Arabic and their neighbours.
_LEFTWARD = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
#: The kinds of objects of a page that are an image, or may hold one.
_PICTURED = {pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM}


class Box(NamedTuple):
    """A rectangle in points from the bottom left corner of the page as it is seen."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class SeenPage:
    """One page: its size in points, its text in reading order, and where text and images stand.

    Beside letters that are written from right to left, pdfium puts figures and Latin letters in an order of its own:
    what it does not show as it is drawn stands at the end of the text, a line each.
    """

    width: float
    height: float
    text: str
    boxes: tuple[Box, ...]
    upright: bool

    @property
    def outside(self) -> bool:
        """Tell whether something stands outside the page."""
        return any(
            box.left < -_TOLERANCE
            or box.bottom < -_TOLERANCE
            or box.right > self.width + _TOLERANCE
            or box.top > self.height + _TOLERANCE
            for box in self.boxes
        )

    @property
    def in_stamp_zone(self) -> bool:
        """Tell whether something stands in the corner kept for the prefecture's stamp."""
        return any(
            box.right > self.width - _STAMP_WIDTH + _TOLERANCE and box.top > self.height - _STAMP_HEIGHT + _TOLERANCE
            for box in self.boxes
        )


def read_pages(source: Path | bytes, called: str = "") -> tuple[SeenPage, ...]:
    """Return the pages of a PDF as they are seen; it has its path's name in messages, or is ``called`` so.

    Raises EngineError when it can't be read.
    """
    with TURN:
        try:
            document = pypdfium2.PdfDocument(source)
        except (pypdfium2.PdfiumError, OSError) as error:
            raise EngineError(f"{called or source!s} n’est pas un PDF lisible", "Générez-le de nouveau.") from error
        with document:
            return tuple(_read_page(page) for page in document)


def read_texts(pdf: bytes) -> tuple[str, ...]:
    """Return the text of each page of a PDF; raises EngineError when it can't be read."""
    with TURN:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise EngineError("Ce qui est imprimé n’est pas un PDF lisible.") from error
        with document:
            return tuple(page.get_textpage().get_text_range() for page in document)


def _read_page(page: pypdfium2.PdfPage) -> SeenPage:
    width, height = page.get_size()
    left, bottom, _, _ = page.get_bbox() if page.get_rotation() else page.get_cropbox()
    text_page = page.get_textpage()
    rectangles = list(_rectangles(text_page))
    items = [pdfium.FPDFPage_GetObject(page, index) for index in range(pdfium.FPDFPage_CountObjects(page))]
    kinds = list(map(pdfium.FPDFPageObj_GetType, items))
    upright = page.get_rotation() == 0 and (_are_upright(items, kinds) or _is_upright(text_page))
    if not _PICTURED.isdisjoint(kinds):
        rectangles += [item.get_bounds() for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])]
    boxes = tuple(Box(x0 - left, y0 - bottom, x1 - left, y1 - bottom) for x0, y0, x1, y1 in rectangles)
    text = _text_within(text_page, rectangles, page.get_bbox()).replace("\r\n", "\n")
    if _LEFTWARD.search(text):
        text = "\n".join([text, *(line for line in _as_drawn(text_page) if line not in text)])
    return SeenPage(width, height, text, boxes, upright)


def _text_within(
    text_page: pypdfium2.PdfTextPage, rectangles: Sequence[tuple[float, float, float, float]], seen: Sequence[float]
) -> str:
    """Return the text of a page: of one that has some outside the area that is seen, what is in it."""
    left, bottom, right, top = seen
    if all(x1 > left and x0 < right and y1 > bottom and y0 < top for x0, y0, x1, y1 in rectangles):
        return str(text_page.get_text_range())
    return str(text_page.get_text_bounded(left, bottom, right, top))


def _as_drawn(text_page: pypdfium2.PdfTextPage) -> Iterator[str]:
    """Yield what each text of a page draws, its letters in the order in which they stand on their line."""
    raw, x, y, matrix = text_page.raw, c_double(), c_double(), pdfium.FS_MATRIX()
    drawn: dict[int, list[tuple[float, str]]] = {}
    for index in range(text_page.count_chars()):
        item = pdfium.FPDFText_GetTextObject(raw, index)
        if item and pdfium.FPDFText_GetCharOrigin(raw, index, x, y):
            pdfium.FPDFPageObj_GetMatrix(item, matrix)
            along = x.value * matrix.a + y.value * matrix.b
            drawn.setdefault(ctypes.addressof(item.contents), []).append(
                (along, chr(pdfium.FPDFText_GetUnicode(raw, index)))
            )
    for letters in drawn.values():
        yield "".join(letter for _, letter in sorted(letters)).strip()


def _rectangles(text_page: pypdfium2.PdfTextPage) -> Iterator[tuple[float, float, float, float]]:
    """Yield the rectangles of the text: the binding's own way makes four numbers of C for each."""
    raw, left, top, right, bottom = text_page.raw, c_double(), c_double(), c_double(), c_double()
    for index in range(text_page.count_rects()):
        if not pdfium.FPDFText_GetRect(raw, index, left, top, right, bottom):
            raise pypdfium2.PdfiumError("a rectangle of the text is not told")
        yield left.value, bottom.value, right.value, top.value


def _are_upright(items: Sequence[object], kinds: Sequence[int]) -> bool:
    """Tell whether every text of a page is, by the matrix of all its letters; False too where a form may hold some."""
    matrix = pdfium.FS_MATRIX()
    texts = (item for item, kind in zip(items, kinds, strict=True) if kind == pdfium.FPDF_PAGEOBJ_TEXT)
    return pdfium.FPDF_PAGEOBJ_FORM not in kinds and all(
        pdfium.FPDFPageObj_GetMatrix(text, matrix) and 0 <= matrix.c < 0.01 * matrix.a for text in texts
    )


def _is_upright(text_page: pypdfium2.PdfTextPage) -> bool:
    """Tell whether every letter is: looking for one at a place would read the page again for each place."""
    angle, raw = pdfium.FPDFText_GetCharAngle, text_page.raw
    return max(map(abs, map(angle, repeat(raw), range(text_page.count_chars()))), default=0.0) < 0.01
