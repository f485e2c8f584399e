"""A text file, in whatever encoding an office wrote it."""

from __future__ import annotations

import re
import unicodedata

from generator.inputs.encodings import read_letters
from generator.papers.textcolumns import read_down
from generator.papers.textrows import Row, Segment

_KEPT = "\n\t\f"
#: What stands in one column of a line: three spaces part it from the next, as « pdftotext -layout » prints them.
_CELL = re.compile(r"\S(?:(?! {3})[^\n\t])*")
_GAP = re.compile(r"\S(?: {3}|\t)")
#: No page of an act has so many characters: what has more is not laid out.
_LARGEST = 100_000


def read_plain_text(data: bytes) -> tuple[tuple[str, ...], bool] | None:
    """Return the pages of a text, which form feeds part, and whether its letters are sure; None for what is no text.

    A text beside labels or beside another text is read down, as that of a PDF is.
    UTF-8 and UTF-16 with or without a mark, else the encoding in which the words are French.
    """
    reading = read_letters(data)
    text = re.sub(r"\r\n?", "\n", reading.text if reading else data.decode("latin-1")).replace("\v", "\n")
    if any(unicodedata.category(sign) == "Cc" and sign not in _KEPT for sign in set(text)):
        return None
    pages = text.split("\f")
    pages = pages[:-1] if len(pages) > 1 and not pages[-1].strip() else pages
    return tuple(map(_read_down, pages)), reading is not None and not reading.doubtful


def _read_down(page: str) -> str:
    """Return a page whose texts stand one under the other where they stood side by side; tables stay as they are."""
    if len(page) > _LARGEST or not _GAP.search(page):
        return page
    lines = page.split("\n")
    rows = [Row(float(height), tuple(map(_segment, _CELL.finditer(line)))) for height, line in enumerate(lines)]
    laid = []
    for row in read_down(rows):
        height = int(row.height)
        laid.append(lines[height] if row is rows[height] else "   ".join(segment.text for segment in row.segments))
    return "\n".join(laid)


def _segment(cell: re.Match[str]) -> Segment:
    return Segment(float(cell.start()), float(cell.end()), cell[0].rstrip(), ())
