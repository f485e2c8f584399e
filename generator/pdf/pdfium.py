"""PDFium: it bears one thread of a process at a time, whatever the documents."""

from __future__ import annotations

from threading import RLock

#: Held by whoever calls PDFium, from the opening of a document to its closing, or for each page of one that stays open.
TURN = RLock()
