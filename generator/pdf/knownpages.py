"""Pages known again in the files that they were merged into, by digests of their streams, fonts and images."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream

from generator.pdf.marks import streams_of

#: What tags and merging change in an object that is otherwise the same.
_OWN_PLACE = ("/StructParent", "/StructParents", "/Length")
#: A compressed stream of so many bytes may hold nothing.
_LEAST = 16
_BOXES = ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit")
_BEFORE, _AFTER = b"q\n", b"\nQ\n"
_STAMP_FONT = re.compile(rb"BT (/\S+) [\d.]+ Tf")


@dataclass(frozen=True, slots=True)
class PageDigest:
    """What a page shows, as digests: the ``whole`` of it, and its ``core`` without its own stamp, "" without stamp."""

    whole: str
    core: str


def page_digests(pdf: pikepdf.Pdf) -> tuple[PageDigest, ...]:
    """Return the digests of the pages of ``pdf``."""
    digests = _Digests()
    return tuple(digests.of_page(page.obj) for page in pdf.pages)


def stamp_font(stream: pikepdf.Object) -> str:
    """Return the name of the font of a stamp; "" when the stream is none, or draws what tags could claim."""
    drawn = stream.read_bytes()
    tagged = b"MCID" in drawn or drawn.count(b"BDC") > drawn.count(b">> BDC")
    found = _STAMP_FONT.search(drawn) if drawn.startswith(_AFTER) and not tagged else None
    return found[1].decode("ascii", "replace") if found else ""


class _Digests:
    """Digests of objects by what they hold, down to the last byte of their streams, whatever their numbers."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], bytes] = {}

    def of_page(self, page: pikepdf.Object) -> PageDigest:
        streams = streams_of(page)
        drawn = [self._of(stream) for stream in streams]
        around = b"".join(key.encode() + _spelt(page.get(key)) for key in _BOXES)
        fonts: dict[str, bytes] = {}
        for key, part in sorted(page.get("/Resources", Dictionary()).items()):
            if key == "/Font":
                fonts = {name: self._of(font) for name, font in sorted(part.items())}
            else:
                around += key.encode() + self._of(part)
        whole = _page(drawn, around, fonts)
        if len(streams) < 3 or streams[0].read_bytes() != _BEFORE:
            return PageDigest(whole, "")
        font = stamp_font(streams[-1])
        fonts.pop(font, None)
        return PageDigest(whole, _page(drawn[1:-1], around, fonts) if font else "")

    def _of(self, item: object) -> bytes:
        if not isinstance(item, pikepdf.Object) or not item.is_indirect:
            return self._content(item)
        if item.objgen not in self._known:
            self._known[item.objgen] = b""  # what reaches itself stops here
            self._known[item.objgen] = self._content(item)
        return self._known[item.objgen]

    def _content(self, item: object) -> bytes:
        digest = hashlib.sha256()
        if isinstance(item, Stream):
            raw = item.read_raw_bytes()
            if len(raw) > _LEAST or not _is_empty(item):
                digest.update(self._entries(item.stream_dict) + raw)
        elif isinstance(item, Dictionary):
            digest.update(self._entries(item))
        elif isinstance(item, Array) and b" R" in item.unparse(resolved=True):
            digest.update(b"[" + b"".join(self._of(part) for part in item))
        else:
            digest.update(_spelt(item))
        return digest.digest()

    def _entries(self, item: pikepdf.Object) -> bytes:
        spelt = item.unparse(resolved=True)
        if b" R" not in spelt and not any(key.encode() in spelt for key in _OWN_PLACE):
            return bytes(spelt)
        entries = sorted((key, self._of(part)) for key, part in item.items() if key not in _OWN_PLACE)
        return b"".join(key.encode() + content for key, content in entries)


def _is_empty(stream: pikepdf.Object) -> bool:
    """Tell whether a stream holds nothing: merging compresses it, or does not."""
    return stream.get("/Filter", Name.FlateDecode) == Name.FlateDecode and not stream.read_bytes()


def _page(drawn: list[bytes], around: bytes, fonts: dict[str, bytes]) -> str:
    return hashlib.sha256(b"".join(drawn) + around + (repr(fonts).encode() if fonts else b"")).hexdigest()


def _spelt(item: object) -> bytes:
    return item.unparse(resolved=True) if isinstance(item, pikepdf.Object) else repr(item).encode()
