"""What a page of a PDF paints, in its order: what lies over a word, what goes through it, whether it shows at all."""

from __future__ import annotations

import ctypes
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from itertools import islice, pairwise
from math import inf
from typing import cast

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

#: Left, bottom, right and top, in the units of the page.
Box = tuple[float, float, float, float]

#: No act draws more, nor forms in forms any deeper; the rest is taken for what lies on top.
_MOST, _DEEPEST = 50_000, 5
#: The points of a rectangle, which comes back to its first; the least sides of one that hides a word.
_CORNERS, _LEAST = 5, 4.0
#: A path of more points is a drawing, no line.
_LINES = 64
#: A page is drawn at so many points a unit, and a word differs from its paper by so many shades of 255 at least.
_SCALE, _SHADES = 1.5, 16
#: The longest side of that drawing, in points, and a distance on the page that is large beside one.
_LARGEST, _FAR = 3000, 1000
#: What goes through a word is no higher than this share of its size; its middle stands so far above the line.
_THIN, _LOW, _HIGH = 0.35, 0.12, 0.6


class Painted:
    """What a page paints, by which it is told what is left to be seen of its words."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._ranks: dict[int, int] = {}
        self._pictures: list[tuple[int, Box]] = []
        self._sheets: list[tuple[int, Box]] = []
        self._strokes: list[Box] = []
        for rank, (item, matrix) in enumerate(islice(_walk(page), _MOST)):
            if item.type == pdfium.FPDF_PAGEOBJ_TEXT:
                self._ranks[_address(item.raw)] = rank
            elif item.type == pdfium.FPDF_PAGEOBJ_IMAGE:
                self._pictures.append((rank, matrix.on_rect(*item.get_bounds())))
            elif item.type == pdfium.FPDF_PAGEOBJ_PATH:
                self._draw(rank, item, matrix)
        self._page = page
        self._levels = cache(self._levels_of)

    def _draw(self, rank: int, item: pypdfium2.PdfObject, matrix: pypdfium2.PdfMatrix) -> None:
        points = pdfium.FPDFPath_CountSegments(item.raw)
        if points <= _LINES:
            self._strokes += _lines(item, matrix, points)
        box = matrix.on_rect(*item.get_bounds())
        if points <= _CORNERS and min(box[2] - box[0], box[3] - box[1]) >= _LEAST and _is_opaque(item):
            self._sheets.append((rank, box))

    def pictured(self, drawn: pdfium.FPDF_PAGEOBJECT, x: float, y: float) -> bool:
        """Tell whether a picture is painted at this point after the text ``drawn``."""
        return self._lies_over(self._pictures, drawn, x, y)

    def hides(self, drawn: pdfium.FPDF_PAGEOBJECT, box: Box) -> bool:
        """Tell whether a rectangle is painted over a letter of the text ``drawn``, as one that corrects a text is."""
        left, bottom, right, top = box
        return self._lies_over(self._sheets, drawn, (left + right) / 2, (bottom + top) / 2)

    def shows(self, box: Box) -> bool:
        """Tell whether what stands in a box is of another shade than its paper; off the page nothing tells, and it is.

        What is white on white or transparent, or stands in a layer that is not shown, leaves no ink.
        """
        left, bottom, right, top = box
        ink, place = self._ink
        (x0, y0), (x1, y1) = place.on_point(left, bottom), place.on_point(right, top)
        start = max(0, int(min(x0, x1))), max(0, int(min(y0, y1)))
        end = min(ink.width, int(max(x0, x1)) + 1), min(ink.height, int(max(y0, y1)) + 1)
        if start[0] >= end[0] or start[1] >= end[1]:
            return True
        darkest, lightest = cast("tuple[int, int]", ink.crop((*start, *end)).getextrema())  # of a grey one
        return lightest - darkest >= _SHADES

    def struck(self, turn: int, middle: float, base: float, size: float) -> bool:
        """Tell whether a line goes through the middle of a word, and neither under it nor around it.

        The word is turned upright by ``turn`` quarters, ``base`` the height of its line then, downwards.
        """
        levels, strokes = self._levels(turn)
        places = slice(bisect_left(levels, base - _HIGH * size), bisect_right(levels, base - _LOW * size))
        return any(start <= middle <= end and high <= _THIN * size for start, end, high in strokes[places])

    def _levels_of(self, turn: int) -> tuple[Sequence[float], Sequence[tuple[float, float, float]]]:
        """Return the heights of the middle of each stroke, downwards, once the page is turned, and where each goes."""
        boxes = (_upright(turn, box) for box in self._strokes)
        found = sorted(((top + low) / 2, (left, right, low - top)) for left, top, right, low in boxes)
        return [level for level, _ in found], [stroke for _, stroke in found]

    def _lies_over(self, layer: Sequence[tuple[int, Box]], drawn: pdfium.FPDF_PAGEOBJECT, x: float, y: float) -> bool:
        if not layer:
            return False
        rank = self._ranks.get(_address(drawn), inf) if drawn else inf
        after = bisect_right(layer, rank, key=lambda one: one[0])
        return any(left <= x <= right and bottom <= y <= top for _, (left, bottom, right, top) in layer[after:])

    @cached_property
    def _ink(self) -> tuple[Image.Image, pypdfium2.PdfMatrix]:
        """The page drawn, and what moves a point of the page to its place on the drawing."""
        scale = min(_SCALE, _LARGEST / max(self._page.get_size()))
        ink = self._page.render(scale=scale, grayscale=True).to_pil().convert("L")
        across, down = ctypes.c_int(), ctypes.c_int()
        corners = []
        for x, y in ((0, 0), (_FAR, 0), (0, _FAR)):
            pdfium.FPDF_PageToDevice(self._page, 0, 0, *ink.size, 0, x, y, across, down)
            corners.append((across.value, down.value))
        (x0, y0), (x1, y1), (x2, y2) = corners
        return ink, pypdfium2.PdfMatrix((x1 - x0) / _FAR, (y1 - y0) / _FAR, (x2 - x0) / _FAR, (y2 - y0) / _FAR, x0, y0)


def _walk(
    page: pypdfium2.PdfPage,
    form: pypdfium2.PdfObject | None = None,
    outer: pypdfium2.PdfMatrix | None = None,
    deep: int = 0,
) -> Iterator[tuple[pypdfium2.PdfObject, pypdfium2.PdfMatrix]]:
    """Yield all that a page draws, in its order, each with what moves it to its place."""
    matrix = outer or pypdfium2.PdfMatrix()
    for item in page.get_objects(max_depth=1, form=form):
        yield item, matrix
        if item.type == pdfium.FPDF_PAGEOBJ_FORM and deep < _DEEPEST:
            yield from _walk(page, item, item.get_matrix().multiply(matrix), deep + 1)


def _address(item: pdfium.FPDF_PAGEOBJECT) -> int:
    return ctypes.addressof(item.contents)


def _is_opaque(path: pypdfium2.PdfObject) -> bool:
    """Tell whether a path is filled, and nothing shines through it."""
    fill, outline = ctypes.c_int(), pdfium.FPDF_BOOL()
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    pdfium.FPDFPath_GetDrawMode(path.raw, fill, outline)
    filled = fill.value != pdfium.FPDF_FILLMODE_NONE
    coloured = pdfium.FPDFPageObj_GetFillColor(path.raw, red, green, blue, alpha)
    return bool(filled and coloured and alpha.value == 255 and not pdfium.FPDFPageObj_HasTransparency(path.raw))


def _lines(path: pypdfium2.PdfObject, outer: pypdfium2.PdfMatrix, points: int) -> Iterator[Box]:
    """Yield the lines of a path: the whole of one that is thin, else each of its straight parts."""
    left, bottom, right, top = box = outer.on_rect(*path.get_bounds())
    if min(right - left, top - bottom) < _LEAST:
        yield box
        return
    matrix = path.get_matrix().multiply(outer)
    x, y, ends = ctypes.c_float(), ctypes.c_float(), list[tuple[int, tuple[float, float]]]()
    for index in range(points):
        segment = pdfium.FPDFPath_GetPathSegment(path.raw, index)
        if segment and pdfium.FPDFPathSegment_GetPoint(segment, x, y):
            ends.append((pdfium.FPDFPathSegment_GetType(segment), matrix.on_point(x.value, y.value)))
    for (_, (x0, y0)), (kind, (x1, y1)) in pairwise(ends):
        if kind == pdfium.FPDF_SEGMENT_LINETO:
            yield min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _upright(turn: int, box: Box) -> Box:
    """Return left, top, right and bottom of a box after the page is turned back by so many quarters, downwards."""
    left, bottom, right, top = box
    return (
        (left, -top, right, -bottom),
        (bottom, left, top, right),
        (-right, bottom, -left, top),
        (-top, -right, -bottom, -left),
    )[turn]
