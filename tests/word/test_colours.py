"""Pictures that the embedded engine prints wrong are given to it in colours, and no other."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from docx.shared import Mm
from PIL import Image, ImageDraw

from generator.word.colours import recoloured
from generator.word.packaging import dated
from generator.word.plain import made_plain
from tests.cases import cases
from tests.intake.papers import print_pdf


def _picture(mode: str, kind: str) -> bytes:
    """Return a white square whose left half is black."""
    image = Image.new("RGB", (200, 200), "white")
    ImageDraw.Draw(image).rectangle((0, 0, 99, 199), fill="black")
    stream = io.BytesIO()
    image.convert(mode).save(stream, kind)
    return stream.getvalue()


def _document(picture: bytes) -> bytes:
    """Return a document that shows a picture of six centimetres, as Word puts it in, whatever its colours."""
    document, stream = Document(), io.BytesIO()
    document.core_properties.title = "Essai"
    document.add_paragraph("Une image")
    kind = "PNG" if picture.startswith(b"\x89PNG") else "JPEG"
    document.add_picture(io.BytesIO(_picture("RGB", kind)), width=Mm(60))
    document.save(stream)
    name = f"word/media/image1.{'png' if kind == 'PNG' else 'jpg'}"
    return dated(stream.getvalue(), {name: picture})


@cases("mode, kind", ("1", "PNG"), ("L", "JPEG"), ("CMYK", "JPEG"))
def test_what_it_prints_wrong_is_given_in_colours(mode: str, kind: str) -> None:
    """Of the same part, the same size; half of it is black in the print."""
    docx = _document(_picture(mode, kind))
    ((_, data),) = recoloured(docx)
    with Image.open(io.BytesIO(data)) as picture:
        assert (picture.mode, picture.format, picture.size) == ("RGB", kind, (200, 200))
    assert made_plain(docx)[0] != docx
    assert _black(docx) == pytest.approx(0.5, abs=0.05)


@cases("mode, kind", ("RGB", "PNG"), ("P", "PNG"), ("L", "PNG"), ("RGBA", "PNG"), ("RGB", "JPEG"))
def test_other_pictures_stay_as_they_are(mode: str, kind: str) -> None:
    """As a damaged one does."""
    assert not list(recoloured(_document(_picture(mode, kind))))
    damaged = _document(_picture("L", "JPEG")[:-400] + b"\xff\xd9")
    assert all(data for _, data in recoloured(damaged))


def _black(docx: bytes) -> float:
    """Return how much of the square is black, as the embedded engine prints it; the words take a hundredth of it."""
    with pypdfium2.PdfDocument(print_pdf(docx, Path())) as pdf:
        page = pdf[0].render(scale=1).to_pil().convert("L")
    return float(sum(page.histogram()[:64]) / (60 / 25.4 * 72) ** 2)
