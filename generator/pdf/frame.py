"""A page as its reader sees it: upright, its visible bottom left corner at the origin."""

from __future__ import annotations

from dataclasses import dataclass

import pikepdf


@dataclass(frozen=True, slots=True)
class Frame:
    """The visible area, in points.

    ``matrix`` leads from it to the page's own coordinates, in the form of the ``cm`` operator.
    """

    width: float
    height: float
    matrix: tuple[float, float, float, float, float, float]

    def rectangle(self, left: float, bottom: float, right: float, top: float) -> tuple[float, float, float, float]:
        """Return an area of the frame as a rectangle in the page's own coordinates."""
        (x0, y0), (x1, y1) = self._point(left, bottom), self._point(right, top)
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def _point(self, x: float, y: float) -> tuple[float, float]:
        a, b, c, d, e, f = self.matrix
        return a * x + c * y + e, b * x + d * y + f


def visible_frame(page: pikepdf.Page) -> Frame:
    """Return the frame of ``page``: its crop box, turned as its /Rotate says, in points (ISO 32000-1, 7.7.3.3).

    Of the crop box, what is within the media box (14.11.2): it has no size when nothing is. A /UserUnit is how many
    points a unit of the page's own coordinates is.
    """
    left, bottom, right, top = _sides(page.mediabox)
    cropped = _sides(page.cropbox)
    left, bottom = max(left, cropped[0]), max(bottom, cropped[1])
    right, top = max(left, min(right, cropped[2])), max(bottom, min(top, cropped[3]))
    unit = float(page.obj.get("/UserUnit", 1))
    frame = _turned(left, bottom, right, top, int(page.obj.get("/Rotate", 0)) % 360)
    if unit == 1:
        return frame
    a, b, c, d, e, f = frame.matrix
    return Frame(frame.width * unit, frame.height * unit, (a / unit, b / unit, c / unit, d / unit, e, f))


def _sides(box: pikepdf.Array) -> tuple[float, float, float, float]:
    """Return a box as left, bottom, right and top: any two opposite corners may be given."""
    x0, y0, x1, y1 = (float(value) for value in box.as_list())
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _turned(left: float, bottom: float, right: float, top: float, turn: int) -> Frame:
    width, height = right - left, top - bottom
    match turn:
        case 90:
            return Frame(height, width, (0, 1, -1, 0, right, bottom))
        case 180:
            return Frame(width, height, (-1, 0, 0, -1, right, top))
        case 270:
            return Frame(height, width, (0, -1, 1, 0, left, top))
        case _:
            return Frame(width, height, (1, 0, 0, 1, left, bottom))
