"""Pictures of pages in a document are told from logos, signatures and photographs beside a text."""

from __future__ import annotations

import io

import docx
from PIL import Image

from generator.papers.pasted import holds_pages
from tests.cases import cases
from tests.intake.papers import as_file
from tests.intake.sent import archive


def _document(size: tuple[int, int]) -> bytes:
    document = docx.Document()
    document.add_picture(io.BytesIO(as_file(Image.new("L", size, 255))))
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_a_scan_pasted_into_a_document_is_its_text() -> None:
    """In Word or in LibreOffice, upright or not, above a few words; beside a text it is a picture."""
    written = as_file(Image.new("L", (1169, 827), 255), "PNG")
    for document in (_document((827, 1169)), archive({"mimetype": b"odt", "Pictures/10.png": written})):
        assert holds_pages(document, "Délibération du 3 avril, ci-dessous")
        assert not holds_pages(document, "Le conseil municipal délibère. " * 30)


@cases("size", (300, 200), (1600, 400), (500, 700))
def test_a_logo_or_a_banner_is_no_page(size: tuple[int, int]) -> None:
    """Small, or long."""
    assert not holds_pages(_document(size), "")


@cases("data", b"", b"<office:document/>", archive({"word/media/a.png": b"\x89PNG\r\n"}))
def test_what_cannot_be_opened_holds_no_page(data: bytes) -> None:
    """Whoever reads it says what is wrong."""
    assert not holds_pages(data, "")
