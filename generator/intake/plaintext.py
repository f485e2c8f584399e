"""A text file, in whatever encoding an office wrote it."""

from __future__ import annotations

import codecs
import re
import unicodedata

_MARKS = (codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16")
_WITHOUT_MARK = ("utf-8", "cp1252", "latin-1")
_KEPT = "\n\t\f"


def read_plain_text(data: bytes) -> tuple[str, ...] | None:
    """Return the pages of a text, which form feeds part; None when the bytes are no text.

    UTF-8 and UTF-16 with or without a mark, else Windows-1252.
    """
    text = _decode(data)
    if text is None:
        return None
    text = re.sub(r"\r\n?", "\n", text).replace("\v", "\n")
    if any(unicodedata.category(sign) == "Cc" and sign not in _KEPT for sign in set(text)):
        return None
    pages = text.split("\f")
    return tuple(pages[:-1] if len(pages) > 1 and not pages[-1].strip() else pages)


def _decode(data: bytes) -> str | None:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _attempt(data, encoding)
    # A text of a western language in UTF-16 has a zero in every other byte.
    for start, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if data and data[start::2].count(0) > 0.4 * len(data):
            return _attempt(data, encoding)
    return next((text for encoding in _WITHOUT_MARK if (text := _attempt(data, encoding)) is not None), None)


def _attempt(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None
