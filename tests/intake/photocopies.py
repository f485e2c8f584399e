"""The layouts as bad scans, copies of copies and what a fax makes of a page: the same on each call."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random

import pypdfium2
from PIL import Image, ImageChops, ImageFilter

from tests.intake.layouts import layout, pdf_file


def _grainy(sheet: Image.Image, shades: float, chance: Random) -> Image.Image:
    grain = Image.frombytes("L", sheet.size, chance.randbytes(sheet.width * sheet.height))
    grain = grain.point([round(128 + (value - 127.5) / 74 * shades) for value in range(256)])
    return ImageChops.add(sheet, grain, offset=-128)


def _put_in(sheet: Image.Image, askew: float, quality: int) -> Image.Image:
    stream = io.BytesIO()
    sheet.rotate(askew, Image.Resampling.BICUBIC, fillcolor=255).save(stream, "JPEG", quality=quality)
    return Image.open(stream)


def _photocopy(sheet: Image.Image, chance: Random) -> Image.Image:
    """Return a sheet blurred, its greys lost, grainy, with specks, askew by 1.3°, in a bad JPEG."""
    blurred = sheet.filter(ImageFilter.GaussianBlur(1.0)).point(
        lambda value: max(0, min(255, int((value - 110) * 2.2)))
    )
    copy = _grainy(blurred, 30, chance)
    for _ in range(1500):
        copy.putpixel((chance.randrange(copy.width), chance.randrange(copy.height)), chance.randrange(120))
    return _put_in(copy, -1.3, 60)


def _fax(sheet: Image.Image, chance: Random) -> Image.Image:
    """Return a sheet a little grainy, askew by 0.7°, in a worse JPEG."""
    return _put_in(_grainy(sheet, 10, chance), 0.7, 40)


#: The points per inch of each kind, and what it does to a page.
KINDS: Mapping[str, tuple[int, Callable[[Image.Image, Random], Image.Image]]] = {
    "photocopy": (150, _photocopy),
    "fax": (100, _fax),
}


def bad_scan(name: str, kind: str, path: Path) -> Path:
    """Write a layout as one of ``KINDS``, a PDF of pictures."""
    points, spoil = KINDS[kind]
    printed = pypdfium2.PdfDocument(pdf_file(layout(name), path.with_suffix(".printed.pdf")).read_bytes())
    pages = [
        spoil(page.render(scale=points / 72).to_pil().convert("L"), Random(len(name) * 7 + number))
        for number, page in enumerate(printed)
    ]
    pages[0].save(path, "PDF", save_all=True, append_images=pages[1:], resolution=points)
    return path
