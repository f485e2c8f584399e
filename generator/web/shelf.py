"""Files handed in, put aside in memory until a person has decided about them; the oldest go."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

#: How many files, and how many bytes of them, are kept.
_FILES, _BYTES = 20, 200_000_000


@dataclass(frozen=True, slots=True)
class Given:
    """A file as a browser sent it; ``name`` is only told, never a path."""

    name: str
    data: bytes


class Shelf:
    """Files by a key that nobody guesses."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, Given] = OrderedDict()
        self._lock = Lock()

    def put(self, name: str, data: bytes) -> str:
        """Keep a file, and return its key."""
        key = secrets.token_urlsafe(12)
        with self._lock:
            self._kept[key] = Given(name, data)
            while len(self._kept) > 1 and (
                len(self._kept) > _FILES or sum(len(one.data) for one in self._kept.values()) > _BYTES
            ):
                self._kept.popitem(last=False)
        return key

    def find(self, key: str) -> Given | None:
        """Return a file, None when it is no longer kept."""
        return self._kept.get(key)
