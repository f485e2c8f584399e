"""Pages of PDF files as pictures and as words, drawn and read when they are looked at and kept for a while."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

from generator.papers.lightened import Leaf, draw_lit
from generator.runs.making.leaves import draw_page, words_of
from generator.workers import FOREIGN, LocalWorkers, go_on

#: How wide a page is drawn, in pixels: twice what a screen shows.
WIDTH = 1240
#: How many bytes of pictures are kept.
_KEPT_BYTES = 96_000_000
#: A page that several ask for is drawn once.
_DRAWING = Lock()
#: A page of others' files is drawn in one process at a time.
_FOREIGN = Lock()


class Pictures:
    """Pictures by the hash of their file, their page and their width; those not looked at for longest go."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[bytes, int, int], bytes] = OrderedDict()
        self._bytes = 0
        self._lock = Lock()

    def page(self, pdf: bytes, number: int, width: int) -> bytes:
        """Return a page as PNG, ``width`` pixels wide; ``number`` counts from 1."""
        key = (hashlib.sha256(pdf).digest(), number, width)
        with _DRAWING:
            found = self.found(key)
            if found is None:
                found = draw_page(pdf, number, width)
                self.keep(key, found)
            return found

    def found(self, key: tuple[bytes, int, int]) -> bytes | None:
        """Return a picture that is kept."""
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def keep(self, key: tuple[bytes, int, int], picture: bytes) -> None:
        """Keep a picture, and drop others for it."""
        with self._lock:
            self._kept[key] = picture
            self._bytes += len(picture)
            while self._bytes > _KEPT_BYTES and len(self._kept) > 1:
                self._bytes -= len(self._kept.popitem(last=False)[1])


PICTURES = Pictures()


def lit(leaf: Leaf) -> bytes | None:
    """Return a page of a file that somebody else made as PNG, a phrase lit up in it; None when it cannot be drawn.

    It is drawn in another process, which may take no more than ``FOREIGN``: whatever the file is, this one goes on.
    """
    shown = repr((leaf.phrase, leaf.label, leaf.turn, leaf.boxes)).encode()
    key = (hashlib.sha256(leaf.data + shown).digest(), leaf.number, -leaf.width - leaf.around)
    found = PICTURES.found(key)
    if found is None:
        with _FOREIGN, LocalWorkers(1, go_on) as workers:
            ((_, found),) = workers.imap(draw_lit, [leaf], lost=_nothing, worth=1, limits=FOREIGN)
        PICTURES.keep(key, found)
    return found or None


def _nothing(leaf: Leaf) -> bytes:
    return b""


def printed(sha256: str, make: Callable[[], bytes]) -> bytes:
    """Return the PDF that is made of a Word document, by the document's hash."""
    key = (bytes.fromhex(sha256), 0, 0)
    found = PICTURES.found(key)
    if found is None:
        found = make()
        PICTURES.keep(key, found)
    return found


def texts_of(pdf: bytes) -> tuple[str, ...]:
    """Return the words of each page of a PDF that the program made."""
    key = (hashlib.sha256(pdf).digest(), 0, 0)
    with _DRAWING:
        found = PICTURES.found(key)
        if found is None:
            found = "\f".join(words_of(pdf)).encode()
            PICTURES.keep(key, found)
    return tuple(found.decode().split("\f"))
