"""A page of a file that came back, drawn for who reads it, with a phrase lit up where its words are known."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pypdfium2
from PIL import Image, ImageChops, ImageDraw

from generator.intake.photographs import open_picture
from generator.intake.phrases import place_of
from generator.word.package import UnreadableError

_LIGHT = "#ffe27a"
#: How much of a page stands above and below a phrase that is shown by itself, as a share of the page's width.
_AROUND = 0.12


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page of a file: ``number`` counts from 1, ``width`` is in pixels.

    ``around`` asks for the lines about the phrase alone.
    """

    data: bytes
    number: int
    width: int
    phrase: str
    around: bool = False


def draw_lit(leaf: Leaf) -> bytes:
    """Draw a page of a PDF or of a picture, a phrase lit up where its words are known; b"" for what is neither."""
    try:
        picture = _lit_page(leaf) if b"%PDF-" in leaf.data[:1024] else open_picture(leaf.data, leaf.number - 1)
    except (pypdfium2.PdfiumError, UnreadableError, OSError, IndexError, ValueError):
        return b""
    picture.thumbnail((leaf.width, 4 * leaf.width))
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()


def _lit_page(leaf: Leaf) -> Image.Image:
    with pypdfium2.PdfDocument(leaf.data) as document:
        page = document[leaf.number - 1]
        scale = min(leaf.width / page.get_width(), 4 * leaf.width / page.get_height())
        picture: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
        words = page.get_textpage()
        place = place_of(leaf.phrase, words.get_text_range()) if page.get_rotation() == 0 else None
        if place:
            light = ImageDraw.Draw(mask := Image.new("RGB", picture.size, "white"))
            left, _, _, top = page.get_cropbox()
            for rank in range(words.count_rects(place[0], place[1] - place[0])):
                x0, y0, x1, y1 = words.get_rect(rank)
                light.rectangle(
                    ((x0 - left) * scale - 3, (top - y1) * scale - 3, (x1 - left) * scale + 3, (top - y0) * scale + 3),
                    fill=_LIGHT,
                )
            picture = ImageChops.multiply(picture, mask)
            found = ImageChops.invert(mask).getbbox()
            if leaf.around and found:
                margin = round(_AROUND * leaf.width)
                picture = picture.crop(
                    (0, max(0, found[1] - margin), picture.width, min(picture.height, found[3] + margin))
                )
    return picture
