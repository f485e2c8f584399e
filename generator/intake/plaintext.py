"""A text file, in whatever encoding an office wrote it."""

from __future__ import annotations

import re
import unicodedata

from generator.inputs.encodings import read_letters

_KEPT = "\n\t\f"


def read_plain_text(data: bytes) -> tuple[tuple[str, ...], bool] | None:
    """Return the pages of a text, which form feeds part, and whether its letters are sure; None for what is no text.

    UTF-8 and UTF-16 with or without a mark, else the encoding in which the words are French.
    """
    reading = read_letters(data)
    text = re.sub(r"\r\n?", "\n", reading.text if reading else data.decode("latin-1")).replace("\v", "\n")
    if any(unicodedata.category(sign) == "Cc" and sign not in _KEPT for sign in set(text)):
        return None
    pages = text.split("\f")
    pages = pages[:-1] if len(pages) > 1 and not pages[-1].strip() else pages
    return tuple(pages), reading is not None and not reading.doubtful
