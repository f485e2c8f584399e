"""The plot of an evaluation: one horizontal bar a commune, its value beside it, and the median as a dashed line.

Drawn with Pillow, which the program has already, and with its own font: the same bars give the same bytes whatever the
day, the language and the fonts of the machine. Nothing is said by colour alone: every bar bears its name and value.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from importlib import resources
from itertools import pairwise
from math import ceil

from PIL import Image, ImageDraw, ImageFont

from generator.language.numbers import nombre

#: Millimetres of the printed page, of which a chart takes the whole width of the text.
WIDTH = 164
#: Bars that one chart can hold on one page, under its heading, with names of 8.5 points.
MOST_BARS = 48
_DOTS = 300 / 25.4  # dots in a millimetre
_HEIGHT = 202  # of all bars, when a chart is full
_TALLEST = 7  # a bar and the space around it, when a chart has few
_LEGEND = 7  # above the bars: the median in figures
_LETTERS = 3.0  # the body of the letters: 8.5 points
_GAP = 1.5
#: What long names may take of the width; longer ones are set smaller.
_NAMES = WIDTH * 0.45
#: The colours stay apart in black and white too: bars are 4.5 times darker than paper, ink 4 times darker than bars.
_PAPER, _INK, _BAR, _RULE = (255, 255, 255), (26, 26, 26), (79, 119, 170), (159, 176, 200)
_COLOURS = 32


@dataclass(frozen=True, slots=True)
class Bar:
    """What a commune counts."""

    name: str
    value: int


def sheets(bars: Sequence[Bar]) -> list[Sequence[Bar]]:
    """Return the bars in as few charts as are readable, all of nearly the same length, in the same order."""
    count = -(-len(bars) // MOST_BARS)
    bounds = [len(bars) * rank // count for rank in range(count + 1)] if count else [0]
    return [bars[start:end] for start, end in pairwise(bounds)]


def draw_chart(bars: Sequence[Bar], maximum: int, median: Fraction, legend: str) -> bytes:
    """Return the PNG of one chart, ``WIDTH`` millimetres wide at 300 dots an inch.

    ``bars`` are drawn from top to bottom, one to ``MOST_BARS``; ``maximum`` is the value of the longest bar of all
    charts, so that they have one scale. ``legend`` is written over the line of the median; without it there is no line.
    """
    frame = _frame(bars, maximum)
    image = Image.new("RGB", (_dots(WIDTH), frame.bottom + _dots(_GAP)), _PAPER)
    canvas = ImageDraw.Draw(image)
    for rank, bar in enumerate(bars):
        middle, half = frame.middle(rank), _dots(frame.row * 0.36)
        font = _fitting(bar.name, frame.left - _dots(2 * _GAP))
        canvas.text((frame.left - _dots(_GAP), middle), bar.name, _INK, font, anchor="rm")
        canvas.rectangle((frame.left, middle - half, frame.end(bar.value), middle + half), _BAR)
    # Over the bars, it hides the dot that stands for zero.
    canvas.line((frame.left, frame.top, frame.left, frame.bottom), _RULE, _dots(0.3))
    if legend:
        _draw_median(canvas, frame, frame.end(median), legend)
    for rank, bar in enumerate(bars):
        _draw_figure(canvas, frame, rank, bar.value)
    stream = io.BytesIO()
    few = image.quantize(_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)  # three times smaller
    few.save(stream, "PNG", dpi=(300, 300), optimize=True)
    return stream.getvalue()


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where things stand in the picture, in dots; ``row`` is the height of a bar with its space, in millimetres."""

    row: float
    top: int
    bottom: int
    left: int
    scale: float

    def middle(self, rank: int) -> int:
        return _dots(_LEGEND + self.row * (rank + 0.5))

    def end(self, value: Fraction | int) -> int:
        return self.left + round(value * self.scale)


def _frame(bars: Sequence[Bar], maximum: int) -> _Frame:
    """Leave room for the longest name on the left and for the longest figure on the right."""
    font = _font(_LETTERS)
    row = min(_TALLEST, _HEIGHT / len(bars))
    names = max(ceil(font.getlength(bar.name)) for bar in bars)
    left = min(_dots(_NAMES), names) + _dots(2 * _GAP)
    room = _dots(WIDTH) - left - _dots(2 * _GAP) - ceil(font.getlength(nombre(maximum)))
    return _Frame(row, _dots(_LEGEND), _dots(_LEGEND + row * len(bars)), left, room / max(1, maximum))


def _draw_figure(canvas: ImageDraw.ImageDraw, frame: _Frame, rank: int, value: int) -> None:
    """Write a value after its bar; where the line of the median would cross it, the line is interrupted."""
    font = _font(_LETTERS)
    place, middle = frame.end(value) + _dots(_GAP), frame.middle(rank)
    right = place + round(font.getlength(nombre(value)))
    half, margin = _dots(frame.row * 0.46), _dots(0.7)
    canvas.rectangle((place - margin, middle - half, right + margin, middle + half), _PAPER)
    canvas.text((place, middle), nombre(value), _INK, font, anchor="lm")


def _draw_median(canvas: ImageDraw.ImageDraw, frame: _Frame, place: int, legend: str) -> None:
    """Draw a dashed line across the bars, and what it is above."""
    dash = _dots(1.2)
    for start in range(frame.top - dash, frame.bottom, 2 * dash):
        canvas.line((place, start, place, min(start + dash, frame.bottom)), _INK, _dots(0.35))
    font = _font(_LETTERS)
    half = ceil(font.getlength(legend) / 2)
    inside = min(max(place, half), _dots(WIDTH) - half)
    canvas.text((inside, frame.top - 2 * dash), legend, _INK, font, anchor="ms")


def _dots(millimetres: float) -> int:
    return round(millimetres * _DOTS)


def _fitting(name: str, width: int) -> ImageFont.FreeTypeFont:
    """Return the font in which ``name`` takes no more than ``width`` dots."""
    height = _LETTERS
    while _font(height).getlength(name) > width:
        height *= 0.9
    return _font(height)


@lru_cache(maxsize=16)
def _font(height: float) -> ImageFont.FreeTypeFont:
    """Return the font of the program at a body in millimetres; basic layout needs no library of the system's."""
    file = resources.files("generator.pdf").joinpath("fonts", "LiberationSans-Regular.ttf")
    size = height * _DOTS
    return ImageFont.truetype(io.BytesIO(file.read_bytes()), size, layout_engine=ImageFont.Layout.BASIC)
