"""A page of a file that came back, drawn for who reads it, with a phrase lit up where its words are known."""

from __future__ import annotations

import io

import pypdfium2
from PIL import Image, ImageChops, ImageDraw

from generator.intake.photographs import open_picture
from generator.intake.phrases import place_of
from generator.word.package import UnreadableError

_LIGHT = "#ffe27a"


def draw_lit(item: tuple[bytes, int, int, str]) -> bytes:
    """Draw a page of a PDF or of a picture, a phrase lit up where its words are known; b"" for what is neither."""
    data, number, width, phrase = item
    try:
        picture = _lit_page(data, number, width, phrase) if b"%PDF-" in data[:1024] else open_picture(data, number - 1)
    except (pypdfium2.PdfiumError, UnreadableError, OSError, IndexError, ValueError):
        return b""
    picture.thumbnail((width, 4 * width))
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()


def _lit_page(data: bytes, number: int, width: int, phrase: str) -> Image.Image:
    with pypdfium2.PdfDocument(data) as document:
        page = document[number - 1]
        scale = min(width / page.get_width(), 4 * width / page.get_height())
        picture: Image.Image = page.render(scale=scale).to_pil().convert("RGB")
        words = page.get_textpage()
        place = place_of(phrase, words.get_text_range()) if phrase and page.get_rotation() == 0 else None
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
    return picture
