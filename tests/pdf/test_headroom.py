"""The embedded engine leaves room for headers and footers that are higher than their margins, as Word does."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pypdfium2
import pytest
from docx import Document
from docx.document import Document as Word
from docx.section import _Footer, _Header
from docx.shared import Mm
from PIL import Image

from generator.pdf.embedded import draw
from generator.pdf.headroom import make_room
from generator.word.plain import made_plain
from tests.cases import cases
from tests.edits import packed

_LINES = 9


def _letter(fill: Callable[[Word], None]) -> bytes:
    document = Document()
    fill(document)
    for rank in range(60):
        document.add_paragraph(f"Corps {rank}")
    return packed(document)


def _table(margin: _Header | _Footer) -> None:
    cell = margin.add_table(1, 2, Mm(150)).cell(0, 1)
    for rank in range(_LINES):
        cell.add_paragraph(f"Marge {rank}")


def _lines(margin: _Header | _Footer) -> None:
    for rank in range(_LINES):
        margin.add_paragraph(f"Marge {rank}")


def _picture(margin: _Header | _Footer) -> None:
    stream = io.BytesIO()
    Image.new("RGB", (30, 30), "navy").save(stream, "PNG")
    margin.add_paragraph("Marge").add_run().add_picture(stream, height=Mm(45))


def _heights(docx: bytes, page: int, word: str) -> tuple[float, float]:
    """Return the lowest and the highest point of the lines of a page that begin so; of its pictures for « picture »."""
    with pypdfium2.PdfDocument(draw("x.docx", docx)) as pdf:
        shown, text = pdf[page], pdf[page].get_textpage()
        boxes = [text.get_rect(rank) for rank in range(text.count_rects())]
        found = [box for box in boxes if text.get_text_bounded(*box).startswith(word)]
        if word == "picture":
            found = [one.get_bounds() for one in shown.get_objects(filter=[3])]
        return min(low for _, low, _, _ in found), max(high for _, _, _, high in found)


@cases("fill", _table, _lines)
def test_the_text_begins_under_a_high_header_and_ends_above_a_high_footer(fill: Callable[..., None]) -> None:
    """On each page."""
    for page in (0, 1):
        header = _letter(lambda document: fill(document.sections[0].header))
        assert _heights(header, page, "Marge")[0] > _heights(header, page, "Corps")[1]
        footer = _letter(lambda document: fill(document.sections[0].footer))
        assert _heights(footer, page, "Marge")[1] < _heights(footer, page, "Corps")[0]


def test_a_picture_of_the_footer_hides_no_text() -> None:
    """Nor does one of the header."""
    footer = _letter(lambda document: _picture(document.sections[0].footer))
    assert _heights(footer, 0, "picture")[1] < _heights(footer, 0, "Corps")[0]


def test_the_header_of_the_first_page_moves_the_text_of_that_page_alone() -> None:
    """A letterhead."""

    def fill(document: Word) -> None:
        document.sections[0].different_first_page_header_footer = True
        _table(document.sections[0].first_page_header)

    letter, plain = _letter(fill), _letter(lambda _: None)
    assert _heights(letter, 0, "Marge")[0] > _heights(letter, 0, "Corps")[1]
    assert _heights(letter, 1, "Corps")[1] == _heights(plain, 1, "Corps")[1]


def test_headers_that_fit_are_left_as_they_are() -> None:
    """And nothing is printed to know it."""

    def fill(document: Word) -> None:
        document.sections[0].header.paragraphs[0].text = "Convention"

    docx, package = made_plain(_letter(fill))
    assert make_room(docx, package, lambda _: pytest.fail("it was printed")) is docx


def test_what_floats_in_a_header_moves_no_text() -> None:
    """A picture behind the text, in the middle of the page."""

    def fill(document: Word) -> None:
        header = document.sections[0].header
        _picture(header)
        (inline,) = header._element.iter("{*}inline")
        inline.tag = inline.tag.replace("inline", "anchor")
        _lines(header)

    docx, package = made_plain(_letter(fill))
    measured: list[bool] = []

    def prints(source: bytes) -> bytes:
        with zipfile.ZipFile(io.BytesIO(source)) as archive:
            measured.append(b"<wp:anchor" in archive.read("word/header1.xml"))
        return draw("x.docx", source)

    make_room(docx, package, prints)
    assert measured == [False]
