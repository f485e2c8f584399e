"""Pictures of pages: small, quick, and as they look."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
from PIL import Image, ImageChops

from generator.pdf.pictures import draw_pages
from tests.pdf.pages import add_page


def test_a_picture_looks_as_the_page() -> None:
    """No colour is further from the page's than half a step of the table, 26, or hardly."""
    stream, steps = io.BytesIO(), range(0, 20)
    blocks = [f"{n / 19:.3f} {1 - n / 19:.3f} {n % 7 / 6:.3f} rg {n * 25} {n * 40} 60 60 re f" for n in steps]
    greys = [f"{n / 19:.3f} g {500 - n * 25} {n * 40} 60 60 re f" for n in steps]
    with pikepdf.new() as pdf:
        add_page(pdf, text="\n".join([*blocks, *greys]).encode())
        pdf.save(stream)
    (drawn,) = draw_pages(stream.getvalue())
    with pypdfium2.PdfDocument(stream.getvalue()) as document:
        exact = document[0].render(scale=110 / 72).to_pil()
    with Image.open(io.BytesIO(drawn)) as picture:
        assert picture.mode == "P"
        apart = ImageChops.difference(picture.convert("RGB"), exact)
    assert max(apart.tobytes()) < 30
