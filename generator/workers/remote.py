"""What a process of a cluster does with the work that it is sent: each item in a process of its own, as anywhere."""

from __future__ import annotations

import multiprocessing
import pickle
import threading
from typing import Any

from generator.errors import Cancelled
from generator.workers.local import LocalWorkers
from generator.workers.protocol import Limits
from generator.workers.serving import failure

#: The functions that were learnt last, by key; a run uses few at a time.
_FUNCTIONS: dict[str, bytes] = {}
_KEPT = 8


class Lost(Exception):  # noqa: N818  # it is an end of the work, foreseen by whoever gave it
    """The answer for an item over which processes died, or that went over its limits."""


class Unlearnt(Exception):  # noqa: N818  # it is a question
    """The answer for an item whose function has to be sent first: this process is a new one."""


def learn(key: str, function: bytes) -> None:
    """Keep a packed function, which items will name by its key."""
    _FUNCTIONS.pop(key, None)
    _FUNCTIONS[key] = function
    for old in list(_FUNCTIONS)[:-_KEPT]:
        del _FUNCTIONS[old]


def perform(key: str, item: bytes, limits: Limits) -> bytes:
    """Return a pickled pair, of what the function returns for the packed item and None, or of None and an exception.

    That is the function's own error, Lost or Unlearnt. Raises Cancelled when nobody wants the item any more.
    """
    function = _FUNCTIONS.get(key)
    if function is None:
        return pickle.dumps((None, Unlearnt()))
    try:
        ((_, answer),) = _MINE.workers.imap(_call, [(function, item)], lost=_lost, worth=1, limits=limits)
    except Cancelled:
        raise
    except Exception as error:
        return failure(error)
    return answer


def _call(work: tuple[bytes, bytes]) -> bytes:
    """Do the work, in a process without Dask."""
    function, item = work
    result: Any = pickle.loads(function)(pickle.loads(item))
    return pickle.dumps((result, None))


def _lost(work: tuple[bytes, bytes]) -> bytes:
    return pickle.dumps((None, Lost()))


def _check() -> None:
    """Raise Cancelled when who asked for the item has given it up, or is gone."""
    from distributed import get_worker  # here, not above: only a thread of a worker asks

    worker = get_worker()
    task = worker.state.tasks.get(worker.get_current_task())
    if task is None or task.state not in ("executing", "long-running"):
        raise Cancelled("Le travail n’est plus demandé.")


class _Mine(threading.local):
    """The one process of each thread of a worker; it ends with the worker, even killed."""

    def __init__(self) -> None:
        # Dask starts its processes so that they may start none, which could outlive them: this one cannot.
        multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]  # there is no other way
        self.workers = LocalWorkers(1, _check)


_MINE = _Mine()
