"""What a server read, as long as the files that it comes from stand: read once, however many ask at the same time."""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import Any, TypeVar, cast
from weakref import WeakValueDictionary

from generator.dossiers.fingerprints import sha256
from generator.files import read_regular
from generator.inputs.remembered import SETTLED, State

T = TypeVar("T")
#: How many things are kept: those of a screen or two of each campaign, and some pictures' pages.
_MOST = 500


@dataclass(frozen=True, slots=True)
class Look:
    """How things stand: the ``state`` of the files, and whatever else a thing depends on."""

    state: State
    beside: Hashable


@dataclass(frozen=True, slots=True)
class _Kept:
    """A ``value`` and the look of things when it was read.

    ``fresh`` are the digests of files saved so shortly before that their state would not tell a second change.
    """

    look: Look
    fresh: Mapping[Path, str]
    value: Any

    def stands(self, look: Look) -> bool:
        return self.look == look and all(_digest(path) == digest for path, digest in self.fresh.items())


class Recall:
    """The things that were asked for last, each by its key."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, _Kept] = OrderedDict()
        self._lock = Lock()
        self._turns: WeakValueDictionary[Hashable, Lock] = WeakValueDictionary()

    def of(self, key: Hashable, look: Callable[[], Look], read: Callable[[], T]) -> T:
        """Return what ``read`` gave under ``key``; called again once things look otherwise, by one thread at a time.

        What it raises passes, and is not kept.
        """
        if found := self._standing(key, look()):
            return cast(T, found.value)
        with self._lock:
            turn = self._turns.setdefault(key, Lock())
        with turn:
            now = look()  # somebody else may have read meanwhile, or written
            if found := self._standing(key, now):
                return cast(T, found.value)
            fresh = _fresh(now.state)
            value = read()
            self._keep(key, _Kept(now, fresh, value))
            return value

    def known(self, key: Hashable, look: Callable[[], Look]) -> Any:
        """Return what is kept under ``key``, None once things look otherwise."""
        found = self._standing(key, look())
        return found.value if found else None

    def _standing(self, key: Hashable, now: Look) -> _Kept | None:
        with self._lock:
            found = self._kept.get(key)
        if found is None or not found.stands(now):
            return None
        if found.fresh and not _fresh(now.state):
            found = replace(found, fresh={})
        self._keep(key, found)
        return found

    def _keep(self, key: Hashable, found: _Kept) -> None:
        with self._lock:
            self._kept[key] = found
            self._kept.move_to_end(key)
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)


def _fresh(state: State) -> dict[Path, str]:
    since = time.time_ns() - SETTLED * 1e9
    return {path: _digest(path) for path, (changed, *_) in state.items() if changed > since}


def _digest(path: Path) -> str:
    """Return the digest of a file, "" for none and for a folder."""
    try:
        return sha256(read_regular(path))
    except OSError:
        return ""
