"""The objects of a PDF as qpdf spells them, read in bulk where qpdf wrote the file.

Asking qpdf for each object, which parses it and spells it again, takes four times as long as finding its spelling in
the streams that hold objects (ISO 32000-1, 7.5.7). What could be read otherwise than it is spelt is asked of qpdf.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise

import pikepdf
from pikepdf import Name, Stream

#: Where the one cross-reference stream of a file is, which its last lines say.
_LAST = re.compile(rb"startxref\r?\n(\d+)\r?\n%%EOF\r?\n?$")
_NUMBER = re.compile(rb"(\d+) 0 obj\b")
#: Letters of names by their codes, which qpdf never writes.
_CODED = re.compile(rb"#(?:3[0-9]|[46][1-9A-Fa-f]|[57][0-9Aa])")
#: An object in a stream of objects, by the type of its entry in the cross-reference stream (ISO 32000-1, 7.5.8.3).
_HELD = 2


class Spelling:
    """The objects of ``pdf`` by their numbers; ``written`` is its file, of which nothing in memory was changed yet."""

    def __init__(self, pdf: pikepdf.Pdf, written: bytes = b"") -> None:
        self._pdf = pdf
        self._held = _held(pdf, written)

    def of(self, number: int) -> bytes:
        """Return an object as it is spelt, without a line end."""
        spelt = self._held.get(number)
        return self._pdf.get_object((number, 0)).unparse(resolved=True) if spelt is None else spelt


def _held(pdf: pikepdf.Pdf, written: bytes) -> dict[int, bytes]:
    """Return the objects that streams of a file hold; none when it is not of one piece, or could be read otherwise."""
    last = _LAST.search(written[-40:])
    begun = _NUMBER.match(written, int(last[1])) if last else None
    table = pdf.get_object((int(begun[1]), 0)) if begun else None
    if not isinstance(table, Stream) or table.get("/Type") != Name.XRef or "/Prev" in table or "/Index" in table:
        return {}
    kind, place, rest = map(int, table.W.as_list())
    width, entries = kind + place + rest, table.read_bytes()
    streams: defaultdict[int, set[int]] = defaultdict(set)
    for start in range(0, len(entries), width):
        if int.from_bytes(entries[start : start + kind], "big") == _HELD:
            streams[int.from_bytes(entries[start + kind : start + kind + place], "big")].add(start // width)
    held: dict[int, bytes] = {}
    for stream, numbers in streams.items():
        holder = pdf.get_object((stream, 0))
        spelt, first = holder.read_bytes(), int(holder.First)
        header, objects = list(map(int, spelt[:first].split())), spelt[first:]
        if b"%" in spelt or _CODED.search(spelt) or len(header) != 2 * len(numbers) or set(header[::2]) != numbers:
            return {}
        places = pairwise([*header[1::2], len(objects)])
        held.update(zip(header[::2], [objects[start:end].rstrip(b"\n") for start, end in places], strict=True))
    return held
