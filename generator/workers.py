"""Who shares the work of a run: one protocol, and the processes of this machine, which end with the run."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import chain, islice
from multiprocessing import connection
from types import FrameType, TracebackType
from typing import Protocol, TypeVar

from generator.errors import EngineError
from generator.progress import LOGGER

T = TypeVar("T")
R = TypeVar("R")

#: Fewer items than this are not worth starting processes, unless each takes seconds.
WORTH_PROCESSES = 8
#: How many items are given out ahead, for each process.
_AHEAD = 4
#: Seconds between two looks at whether the run is to stop.
_LOOK = 0.2
#: Seconds that a process gets to end what it started, once it is told to stop.
_GRACE = 2.0


class Workers(Protocol):
    """Who shares the work of one run: ``count`` is how many items are under way at once."""

    @property
    def count(self) -> int:
        """How many items are under way at once."""
        ...

    def imap(
        self, function: Callable[[T], R], items: Iterable[T], *, lost: Callable[[T], R] | None = None,
        worth: int = WORTH_PROCESSES,
    ) -> Iterator[tuple[T, R]]:  # fmt: skip
        """Yield each item with what ``function``, a module's own, returns for it, in the order in which they end.

        Items are taken as they are needed. Fewer than ``worth`` are worked on here. An item whose process dies is tried
        again apart; dead again, it ends as ``lost`` says, or else in EngineError. An error of ``function`` passes.
        Raises Cancelled when the run is to stop; whoever closes the iterator gives up the rest.
        """
        ...


def available() -> int:
    """Return how many processors this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class LocalWorkers:
    """Processes of this machine, started when first needed, stopped with the block, or with this process even killed.

    ``check`` raises Cancelled when the run is to stop: it is asked again and again while work is awaited.
    """

    def __init__(self, count: int, check: Callable[[], None]) -> None:
        self.count = max(1, count)
        self._check = check
        self._pool: _Pool | None = None

    def __enter__(self) -> LocalWorkers:
        """Return the workers; nothing is started yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """End the processes, at once after an error."""
        if self._pool:
            self._pool.end(at_once=kind is not None)

    def imap(
        self, function: Callable[[T], R], items: Iterable[T], *, lost: Callable[[T], R] | None = None,
        worth: int = WORTH_PROCESSES,
    ) -> Iterator[tuple[T, R]]:  # fmt: skip
        """See :class:`Workers`."""
        coming = iter(items)
        first = list(islice(coming, worth))
        if self.count < 2 or len(first) < worth:
            for item in chain(first, coming):
                self._check()
                yield item, function(item)
            return
        died: list[T] = []
        yield from self._share(function, chain(first, coming), died)
        for item in died:
            yield item, self._apart(function, item, lost)

    def _share(self, function: Callable[[T], R], items: Iterator[T], died: list[T]) -> Iterator[tuple[T, R]]:
        """Yield what ends well; the items whose process died are added to ``died``."""
        running: dict[Future[R], T] = {}
        try:
            while True:
                for item in islice(items, self.count * _AHEAD - len(running)):
                    running[self._submit(function, item)] = item
                if not running:
                    return
                ended, _ = wait(running, _LOOK, FIRST_COMPLETED)
                self._check()
                for future in ended:
                    item = running.pop(future)
                    try:
                        result = future.result()
                    except BrokenProcessPool:  # one crash takes all that was under way with it
                        died.append(item)
                        continue
                    yield item, result
        finally:
            for future in running:
                future.cancel()

    def _submit(self, function: Callable[[T], R], item: T) -> Future[R]:
        if self._pool is None:
            self._pool = _Pool(self.count)
        try:
            return self._pool.executor.submit(_work, function, item)
        except BrokenProcessPool:
            LOGGER.warning("a process died; new ones are started")
            self._pool.end(at_once=True)
            self._pool = _Pool(self.count)
            return self._pool.executor.submit(_work, function, item)

    def _apart(self, function: Callable[[T], R], item: T, lost: Callable[[T], R] | None) -> R:
        """Work on one item in a process of its own: if that dies too, it is this item's failure alone."""
        pool = _Pool(1)
        try:
            future = pool.executor.submit(_work, function, item)
            while not future.done():
                wait([future], _LOOK)
                self._check()
            return future.result()
        except BrokenProcessPool as error:
            LOGGER.warning("a process died twice on the same item")
            if lost is None:
                raise EngineError("Un processus s’est arrêté deux fois sur le même fichier ; recommencez.") from error
            return lost(item)
        finally:
            pool.end(at_once=True)


class _Pool:
    """New processes; each watches a pipe that closes when the pool is ended at once, or when this process dies."""

    def __init__(self, count: int) -> None:
        context = multiprocessing.get_context("spawn")
        watched, self._held = context.Pipe(duplex=False)
        self.executor = ProcessPoolExecutor(count, mp_context=context, initializer=_begin, initargs=(watched,))

    def end(self, *, at_once: bool) -> None:
        """End the processes: when their work is done, or at once, with the programs that they started."""
        if at_once:
            self._held.close()
        self.executor.shutdown(cancel_futures=True)
        self._held.close()


class _Stopped(BaseException):
    """What stops the work of a process, so that whatever it started is ended on the way out."""


class _Process:
    """One process of a pool, seen from inside: whether it is at work, and whether it was told to stop."""

    working = False
    stopped = False


def _begin(watched: connection.Connection) -> None:
    """Prepare a new process: it stops its work when it is told to, or when whoever started it is gone."""

    def stop(number: int, frame: FrameType | None) -> None:
        _Process.stopped = True
        if _Process.working:
            raise _Stopped
        os._exit(0)

    def watch() -> None:
        parent = multiprocessing.parent_process()
        connection.wait([watched, *([parent.sentinel] if parent else [])])
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_GRACE)
        os._exit(1)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever started this process
    threading.Thread(target=watch, daemon=True).start()


def _work(function: Callable[[T], R], item: T) -> R:
    """Do the work of one item, unless this process was told to stop."""
    _Process.working = True
    try:
        if _Process.stopped:
            raise _Stopped
        return function(item)
    finally:
        _Process.working = False
