"""Pages of PDF files as pictures, drawn when they are looked at and kept for a while."""

from __future__ import annotations

import hashlib
import io
from collections import OrderedDict
from threading import Lock

import pypdfium2

#: How many bytes of pictures are kept.
_KEPT_BYTES = 96_000_000
#: PDFium draws for one thread at a time.
_DRAWING = Lock()


class Pictures:
    """Pictures by the hash of their file, their page and their width; those not looked at for longest go."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[bytes, int, int], bytes] = OrderedDict()
        self._bytes = 0

    def page(self, pdf: bytes, number: int, width: int) -> bytes:
        """Return a page as PNG, ``width`` pixels wide; ``number`` counts from 1."""
        key = (hashlib.sha256(pdf).digest(), number, width)
        with _DRAWING:
            if key not in self._kept:
                self._kept[key] = _draw(pdf, number, width)
                self._bytes += len(self._kept[key])
                while self._bytes > _KEPT_BYTES and len(self._kept) > 1:
                    self._bytes -= len(self._kept.popitem(last=False)[1])
            self._kept.move_to_end(key)
            return self._kept[key]


PICTURES = Pictures()


def pages_of(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    with _DRAWING, pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def text_of(pdf: bytes, number: int) -> str:
    """Return the words of a page, for who cannot see it."""
    with _DRAWING, pypdfium2.PdfDocument(pdf) as document:
        text: str = document[number - 1].get_textpage().get_text_range()
        return text


def _draw(pdf: bytes, number: int, width: int) -> bytes:
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[number - 1]
        picture = page.render(scale=width / page.get_width()).to_pil()
    stream = io.BytesIO()
    picture.save(stream, "PNG")
    return stream.getvalue()
