"""The pages of a PDF that the program made: as pictures, and as words for who cannot see them or looks for one."""

from __future__ import annotations

from generator.errors import EngineError
from generator.pdf.pictures import draw_page, page_count
from generator.pdf.seen import read_texts

#: What pdfium writes for a hyphen that cuts a word at the end of a line.
_CUT = "\ufffe", "\x02"


__all__ = ["draw_page", "page_count", "words_of"]


def words_of(pdf: bytes) -> tuple[str, ...]:
    """Return the text of each page, a line where it has one; nothing for a file that cannot be read."""
    try:
        return tuple(map(_plain, read_texts(pdf)))
    except EngineError:
        return ()


def _plain(text: str) -> str:
    for cut in _CUT:
        text = text.replace(f"{cut}\r\n", "").replace(cut, "-")
    return "\n".join(line.rstrip() for line in text.split("\r\n")).strip()
