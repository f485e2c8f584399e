"""Scans of pages that somebody pasted into a document of Word or of LibreOffice, which holds no other text then."""

from __future__ import annotations

import io
import warnings
import zipfile

from PIL import Image

from generator.papers.archives import DAMAGE

#: A document with more words is a text, whatever its pictures are.
_FEW_WORDS = 80
_PICTURES = ("word/media/", "Pictures/")
#: The least sides of the picture of a page, in pixels, and how much longer than wide it is at most.
_LEAST, _SLENDER = (600, 800), 1.8
#: What tells the size of a picture stands so near its beginning, in bytes; no document has so many pictures.
_BEGINNING, _MOST = 1 << 20, 200


def holds_pages(document: bytes, text: str) -> bool:
    """Tell whether a document that is a ZIP holds hardly a text, and the picture of a page."""
    if len(text.split()) >= _FEW_WORDS:
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(document)) as archive:
            names = [name for name in archive.namelist() if name.startswith(_PICTURES)]
            return any(_is_page(archive, name) for name in names[:_MOST])
    except DAMAGE:
        return False


def _is_page(archive: zipfile.ZipFile, name: str) -> bool:
    with archive.open(name) as stream:
        beginning = stream.read(_BEGINNING)
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(io.BytesIO(beginning)) as picture:
            short, long = sorted(picture.size)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return False
    return short >= _LEAST[0] and long >= _LEAST[1] and long <= _SLENDER * short
