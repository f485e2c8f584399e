"""The other side of such a process: it does what it is sent, within its limits, and ends with whoever started it."""

from __future__ import annotations

import os
import pickle
import queue
import signal
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType
from typing import TypeVar

from generator.loading import loading
from generator.workers.protocol import Limits

try:
    import resource
except ImportError:  # Windows has none
    resource = None  # type: ignore[assignment]  # the name stands for a module elsewhere

T = TypeVar("T")
R = TypeVar("R")

#: Seconds that a process gets to end what it started, once it is told to stop.
GRACE = 2.0
#: How much of its memory a process may hold when it has done its work: a second reader of scans holds half of it.
_HEAVY = 2 / 3


class _Stopped(BaseException):
    """What stops the work under way, so that whatever it started is ended on the way out."""


class _State:
    """Whether the process is at work, has loaded what it works with, and holds too much, seen from inside."""

    working = False
    loaded = False
    heavy = False


#: What the last work left, see :func:`leave`.
_left: list[object] = []


def serve(pipe: Connection) -> None:
    """Do the work that comes through ``pipe``, until it closes."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):  # what a library prints of a damaged file is no message of the program, nor of its JSON
        os.dup2(nowhere, stream)
    os.close(nowhere)
    work: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    signal.signal(signal.SIGTERM, _stop)
    for name in ("SIGINT", "SIGHUP"):  # Ctrl-C, and the end of a terminal, are for whoever started this process
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    threading.Thread(target=_receive, args=(pipe, work), daemon=True).start()
    try:
        pipe.send_bytes(b"")
        while True:
            pipe.send_bytes(_answer(work.get()))
            _left.clear()
            if _State.heavy:
                os._exit(0)  # another one takes what comes, which has all the memory that it may need
    except (_Stopped, OSError):
        os._exit(0)


def _receive(pipe: Connection, work: queue.SimpleQueue[bytes]) -> None:
    """Take in what is sent at once, so that who sends never waits; at the end of it, stop the process."""
    try:
        while True:
            work.put(pipe.recv_bytes())
    except (EOFError, OSError):
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(GRACE)
        os._exit(1)


def _stop(number: int, frame: FrameType | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # nothing disturbs what ends on the way out
    if not _State.working:
        os._exit(0)
    raise _Stopped


def _answer(work: bytes) -> bytes:
    try:
        _State.working = True
        with nullcontext() if _State.loaded else loading():  # the first work loads what the others need
            function, argument, limits = pickle.loads(work)
        _State.loaded = True
        with _limited(limits):
            answer = pickle.dumps((function(argument), None))
    except Exception as error:
        answer = failure(error)
    _State.working = False
    return answer


@contextmanager
def _limited(limits: Limits) -> Iterator[None]:
    """Refuse more to this process, and to the programs that it starts."""
    if resource is None:
        yield
        return
    wanted = {resource.RLIMIT_DATA: limits.bytes}
    if limits.processor is not None:
        wanted[resource.RLIMIT_CPU] = limits.processor + int(time.process_time())
    before = {kind: resource.getrlimit(kind) for kind, most in wanted.items() if most is not None}
    for kind, (_, hardest) in before.items():
        most = wanted[kind] or 0
        resource.setrlimit(kind, (most if hardest == resource.RLIM_INFINITY else min(most, hardest), hardest))
    try:
        yield
    finally:
        for kind, (soft, hard) in before.items():
            resource.setrlimit(kind, (soft, hard))
        _State.heavy = limits.bytes is not None and _held() > limits.bytes * _HEAVY


def _held() -> int:
    """Return how many bytes this process holds, as the limit counts them; 0 where the system does not tell."""
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[5]
    except OSError:
        return 0
    return int(pages) * resource.getpagesize()


def leave(thing: object) -> None:
    """Keep what a work has done with until it has answered: the memory of a long file is not given back at once.

    Where a work answers nobody, it is kept until another one leaves something.
    """
    _left[:] = [thing]


def load(function: Callable[[T], R]) -> None:
    """Do nothing: what was needed is that the function was found, with all that its module imports."""


def failure(error: Exception) -> bytes:
    """Return the answer for an error, which says where it was raised; one that cannot be sent is told in words."""
    if isinstance(error, MemoryError):
        return pickle.dumps((None, MemoryError()))
    told = traceback.format_exc()
    error.add_note(told)
    try:
        answer = pickle.dumps((None, error))
        pickle.loads(answer)
    except Exception:  # an exception may refuse in any way to be pickled, or to be made again
        return pickle.dumps((None, RuntimeError(told)))
    return answer
