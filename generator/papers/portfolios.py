"""The files attached inside a PDF: to the whole document, to a page, or as the portfolio that it is."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator

import pikepdf

from generator.errors import UnreadableError
from generator.papers.enclosed import Enclosure, Room, shown_name
from generator.pdf.opening import DAMAGE

#: How the one filter of a stream may be written: alone, or in a list.
_DEFLATED = ("/FlateDecode", str(pikepdf.Array([pikepdf.Name.FlateDecode])))
_COVER = "page de garde d’un porte-documents PDF"


def open_portfolio(data: bytes, room: Room) -> list[Enclosure] | None:
    """Return a PDF and what is attached inside it; None when nothing is, or the bytes are no PDF that opens.

    Of a portfolio the PDF itself is only the cover. Raises UnreadableError when it is too large.
    """
    if b"%PDF-" not in data[:1024]:
        return None
    try:
        with pikepdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
            attached = [_attached(specification, room) for specification in _specifications(pdf)]
            cover = _COVER if "/Collection" in pdf.Root else ""
    except UnreadableError:
        raise
    except (pikepdf.PasswordError, RuntimeError, *DAMAGE):  # whoever reads its pages says what is wrong
        return None
    return [Enclosure("", data, cover), *attached] if attached else None


def _specifications(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    names = pdf.Root.get("/Names")
    if names is not None and "/EmbeddedFiles" in names:
        yield from pikepdf.NameTree(names.EmbeddedFiles).values()
    for page in pdf.pages:
        for note in page.get("/Annots", ()):
            if note.get("/Subtype") == pikepdf.Name.FileAttachment and "/FS" in note:
                yield note.FS


def _attached(specification: pikepdf.Object, room: Room) -> Enclosure:
    name = shown_name(str(specification.get("/UF", specification.get("/F", ""))))
    files = specification.EF
    stream = files.UF if "/UF" in files else files.F
    raw = stream.read_raw_bytes()
    if "/Filter" not in stream:
        return Enclosure(name, room.take(io.BytesIO(raw)))
    if str(stream.Filter) not in _DEFLATED:
        return Enclosure(name, b"", "il est compressé d’une manière que le programme ne connaît pas")
    try:
        return Enclosure(name, room.take(_Inflated(raw)))
    except zlib.error:
        return Enclosure(name, b"", "il est abîmé dans le PDF")


class _Inflated:
    """Deflated bytes, unpacked no further than is asked: pikepdf would unpack all of them at once."""

    def __init__(self, deflated: bytes) -> None:
        self._deflated = deflated

    def read(self, size: int) -> bytes:
        return zlib.decompressobj().decompress(self._deflated, size)
