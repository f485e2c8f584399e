"""The words of the pages of a PDF, for who cannot see their pictures and for who looks for one of them."""

from __future__ import annotations

from generator.errors import EngineError
from generator.pdf.seen import read_texts

#: What pdfium writes for a hyphen that cuts a word at the end of a line.
_CUT = "\ufffe", "\x02"


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
