"""The letters that a PDF shows, read through its fonts' Unicode maps.

Only to answer « are the document's words there? »: no order, no spaces, no layout, so it is several times faster
than a text extractor, and every page of every document can be checked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import pikepdf

_HEX = rb"<([0-9A-Fa-f\s]*)>"
_SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_PAIR = re.compile(_HEX + rb"\s*" + _HEX)
_RANGE = re.compile(_HEX + rb"\s*" + _HEX + rb"\s*(?:" + _HEX + rb"|\[(.*?)\])", re.DOTALL)


def share_of_words(pdf: pikepdf.Pdf, words: frozenset[str]) -> float:
    """Return which share (0 to 1) of ``words`` is printed somewhere in ``pdf``; 1 when there are no words."""
    if not words:
        return 1.0
    printed = _plain("".join(_letters(pdf)))
    return sum(_plain(word) in printed for word in words) / len(words)


def _plain(text: str) -> str:
    """``text`` without spaces, case and ligatures: what capitals, line breaks and hyphens cannot change."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


class Codes(dict[int, str]):
    """The letters of a font by their codes; a code without one shows none."""

    def __init__(self, encoding: str) -> None:
        super().__init__()
        self.encoding = encoding

    def __missing__(self, code: int) -> str:
        return ""

    def letters(self, data: bytes) -> str:
        """Return the letters of a shown string: decoded to codes as if they were characters, then translated."""
        return data.decode(self.encoding, "ignore").translate(self)


def _letters(pdf: pikepdf.Pdf) -> Iterator[str]:
    known: dict[tuple[int, int], Codes] = {}
    for page in pdf.pages:
        fonts = page.resources.get("/Font", pikepdf.Dictionary())
        codes = Codes("latin-1")
        for instruction in pikepdf.parse_content_stream(page, "Tf Tj TJ"):
            operator, operands = str(instruction.operator), instruction.operands
            if operator == "Tf":
                font = fonts.get(str(operands[0]))
                if font is not None:
                    if not font.is_indirect or font.objgen not in known:
                        known[font.objgen] = read_codes(font)
                    codes = known[font.objgen]
                continue
            shown = operands[0].as_list() if operator == "TJ" else operands
            yield codes.letters(b"".join(bytes(part) for part in shown if isinstance(part, pikepdf.String)))


def read_codes(font: pikepdf.Object) -> Codes:
    """Read a font's /ToUnicode CMap (ISO 32000-1, 9.10.3); composite fonts have codes of two bytes."""
    codes = Codes("utf-16-be" if font.get("/Subtype") == "/Type0" else "latin-1")
    stream = font.get("/ToUnicode")
    if not isinstance(stream, pikepdf.Stream):
        return codes
    for kind, section in _SECTION.findall(stream.read_bytes()):
        if kind == b"bfchar":
            codes.update((int(code, 16), _text(value)) for code, value in _PAIR.findall(section))
            continue
        for first, last, start, listed in _RANGE.findall(section):
            span = range(int(first, 16), int(last, 16) + 1)
            if listed:
                codes.update(zip(span, map(_text, re.findall(_HEX, listed)), strict=False))
            elif text := _text(start):
                codes.update((code, text[:-1] + chr(ord(text[-1]) + n)) for n, code in enumerate(span))
    return codes


def _text(digits: bytes) -> str:
    return bytes.fromhex(digits.decode("ascii")).decode("utf-16-be", "replace")
