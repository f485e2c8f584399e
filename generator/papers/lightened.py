"""A page of a file that came back, drawn for who reads it, with a phrase lit up where its words are known."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pypdfium2
from PIL import Image, ImageChops, ImageDraw

from generator.errors import UnreadableError
from generator.papers.photographs import open_picture
from generator.papers.phrases import place_of
from generator.papers.spots import Box
from generator.pdf.pdfium import TURN

_LIGHT = "#ffe27a"
#: How much of a page stands above and below a phrase that is shown by itself, as a share of the page's width.
_AROUND = 0.12


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of a file: ``number`` counts from 1, ``width`` is in pixels.

    ``label`` is what the field of the phrase is called, ``around`` asks for the lines about the phrase alone. Of a page
    that was recognised, ``turn`` is by how many degrees it is turned upright, clockwise, and ``boxes`` are where the
    phrase stands on it then.
    """

    data: bytes
    number: int
    width: int
    phrase: str
    label: str = ""
    around: bool = False
    turn: int = 0
    boxes: tuple[Box, ...] = ()


def draw_lit(leaf: Leaf) -> bytes:
    """Draw a page of a PDF or of a picture, a phrase lit up where its words are known; b"" for what is neither."""
    try:
        picture = _lit(leaf)
    except (pypdfium2.PdfiumError, UnreadableError, OSError, IndexError, ValueError):
        return b""
    picture.thumbnail((leaf.width, 4 * leaf.width))
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()


def _lit(leaf: Leaf) -> Image.Image:
    if b"%PDF-" in leaf.data[:1024]:
        picture, boxes = _printed(leaf)
    else:
        picture, boxes = open_picture(leaf.data, leaf.number - 1).convert("RGB"), []
        picture.thumbnail((leaf.width, 4 * leaf.width))
    picture = picture.rotate(-leaf.turn, expand=True)
    boxes = [_pixels(box, picture.size) for box in leaf.boxes] or ([] if leaf.turn else boxes)
    if not boxes:
        return picture
    light = ImageDraw.Draw(mask := Image.new("RGB", picture.size, "white"))
    for left, top, right, bottom in boxes:
        light.rectangle((left - 3, top - 3, right + 3, bottom + 3), fill=_LIGHT)
    picture = ImageChops.multiply(picture, mask)
    found = ImageChops.invert(mask).getbbox()
    if leaf.around and found:
        margin = round(_AROUND * leaf.width)
        picture = picture.crop((0, max(0, found[1] - margin), picture.width, min(picture.height, found[3] + margin)))
    return picture


_Pixels = tuple[float, float, float, float]


def _pixels(box: Box, size: tuple[int, int]) -> _Pixels:
    width, height = size
    return box.left * width, box.top * height, box.right * width, box.bottom * height


def _printed(leaf: Leaf) -> tuple[Image.Image, list[_Pixels]]:
    """Return the picture of a page of a PDF, and where the words of the phrase are printed on it."""
    with TURN, pypdfium2.PdfDocument(leaf.data) as document:
        page = document[leaf.number - 1]
        scale = min(leaf.width / page.get_width(), 4 * leaf.width / page.get_height())
        picture: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
        words = page.get_textpage()
        place = place_of(leaf.phrase, words.get_text_range(), leaf.label) if page.get_rotation() == 0 else None
        if place is None:
            return picture, []
        left, _, _, top = page.get_cropbox()
        rects = (words.get_rect(rank) for rank in range(words.count_rects(place[0], place[1] - place[0])))
        return picture, [
            ((x0 - left) * scale, (top - y1) * scale, (x1 - left) * scale, (top - y0) * scale)
            for x0, y0, x1, y1 in rects
        ]
