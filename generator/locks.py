"""Locks between processes: who comes second waits, and is told for whom."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from filelock import FileLock, Timeout

from generator.actor import actor

#: The file that a process locks, in the folder it is alone to write in; who it is, beside it.
_LOCK, _HOLDER = ".verrou", ".verrou-par"
LOCK_FILES = frozenset({_LOCK, _HOLDER})
#: After how long a wait is told: most are over before.
_UNTOLD_SECONDS = 1.0


class Busy(Exception):  # noqa: N818  # each folder makes its own error of it
    """Another process did not finish in time: ``str`` says which, « « conventions build » (lancé à 10 h 12 …) »."""


@contextmanager
def held(folder: Path, seconds: float) -> Iterator[None]:
    """Be the only process at work in a folder that exists, waiting ``seconds`` at most for another to finish.

    A wait of more than a moment is told to the actor, once. Raises Busy, OSError.
    """
    lock, note = FileLock(folder / _LOCK), folder / _HOLDER
    try:
        lock.acquire(timeout=min(seconds, _UNTOLD_SECONDS))
    except Timeout:
        if seconds > _UNTOLD_SECONDS:
            actor().tell(f"En attente : {_holder(note)} n’a pas fini…")
        try:
            lock.acquire(timeout=max(seconds - _UNTOLD_SECONDS, 0))
        except Timeout as error:
            raise Busy(_holder(note)) from error
    try:
        _sign(note)
        yield
    finally:
        with suppress(OSError):
            note.unlink()
        lock.release()


def _sign(note: Path) -> None:
    """Say who holds the lock. It is a courtesy: that it can't be written stops nothing."""
    me = actor()
    told = {"command": me.command, "name": me.name, "since": me.since.isoformat()}
    with suppress(OSError):
        note.write_text(json.dumps(told), encoding="utf-8")


def _holder(note: Path) -> str:
    """Return who holds a lock, as a sentence says it."""
    try:
        told = json.loads(note.read_text(encoding="utf-8"))
        since = datetime.datetime.fromisoformat(told["since"]).astimezone()
        by = f" par {told['name']}" if told["name"] else ""
        command = f"« {told['command']} »" if told["command"] else "un autre traitement"
    except (OSError, ValueError, KeyError, TypeError):
        return "un autre traitement"
    return f"{command} (lancé à {since.hour} h {since.minute:02d}{by})"
