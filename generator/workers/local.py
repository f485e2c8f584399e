"""The processes of this machine, started when first needed, each replaced when it dies over its work."""

from __future__ import annotations

import os
import pickle
import sys
import time
from collections import deque
from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from itertools import chain, islice
from multiprocessing import connection
from types import TracebackType
from typing import Generic, TypeVar
from weakref import WeakSet

from generator.errors import EngineError
from generator.progress import LOGGER
from generator.workers.process import UNSTARTED, WorkerProcess, end
from generator.workers.protocol import Work, Workers
from generator.workers.serving import load

T = TypeVar("T")
R = TypeVar("R")

#: How many items a process holds: the one under way, and the next, so that it never waits for whoever takes results.
HELD = 2
#: But one alone of work that may take so many seconds: another process would be free before this one.
_LONG = 900.0
#: Seconds between two looks at whether the run is to stop.
LOOK = 0.2
#: Seconds that a process gets to start, on a machine however busy.
_START = 60.0
#: Seconds after which a process that somebody stopped is replaced.
_STOPPED = 5.0


def available() -> int:
    """Return how many processors this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class LocalWorkers(Workers):
    """Processes of this machine, started when first needed, stopped with the block, or with this process even killed.

    ``count`` is None for one a processor. ``check`` raises Cancelled when the run is to stop: it is asked again and
    again while work is awaited.
    """

    def __init__(self, count: int | None, check: Callable[[], None]) -> None:
        self._count = available() if count is None else max(1, count)
        self._check = check
        self._idle: list[WorkerProcess] = []
        self._keeps = False
        self._open: WeakSet[Generator[object]] = WeakSet()

    def __enter__(self) -> LocalWorkers:
        """Return the workers; nothing is started yet."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Give up what is still under way, and end the processes."""
        for sharing in list(self._open):
            sharing.close()
        if self._keeps and not _spare:
            _spare.extend(self._idle[:1])
            self._idle = self._idle[1:]
        end(self._idle)
        self._idle = []

    def __reduce__(self) -> tuple[type[LocalWorkers], tuple[int, Callable[[], None]]]:
        """Stand in another process for one worker that nobody asks to stop."""
        return LocalWorkers, (1, go_on)

    @property
    def count(self) -> int:
        return self._count

    def check(self) -> None:
        self._check()

    def share(self, work: Work[T, R], items: Iterator[T]) -> Iterator[tuple[T, R]]:
        sharing = self._shared(work, items)
        self._open.add(sharing)
        return sharing

    def warm(self, function: Callable[..., object], count: int = 1) -> None:
        for _ in range(len(self._idle) + len(_spare), count):
            self._idle.append(WorkerProcess())
            self._idle[-1].begin(load, function)

    def begin(self, function: Callable[[T], object], item: T) -> None:
        if self._idle:
            self._idle[-1].begin(function, item)  # the first to be given other work

    def _shared(self, work: Work[T, R], coming: Iterator[T]) -> Generator[tuple[T, R]]:
        worth = work.worth
        first = list(islice(coming, max(worth, self.count)))
        ready = self.count if len(first) >= worth else sum(process.is_ready for process in self._idle)
        if not ready or (self.count < 2 and worth > 1):
            for item in chain(first, coming):
                self._check()
                yield item, work.function(item)
            return
        self._keeps = self._keeps or worth == 1
        lines = [_Line(self._process(), work) for _ in range(min(ready, len(first)))]
        try:
            yield from self._share(lines, chain(first, coming))
        finally:
            self._idle += [line.process for line in lines if not line.items]
            end([line.process for line in lines if line.items])

    def _process(self) -> WorkerProcess:
        with suppress(IndexError):  # another run, in another thread, may have taken it
            return (self._idle or _spare).pop()
        return WorkerProcess()

    def _share(self, lines: list[_Line[T, R]], items: Iterator[T]) -> Iterator[tuple[T, R]]:
        """Keep every line supplied, and yield what comes out of each."""
        looked = time.monotonic()
        while True:
            for item in islice(items, sum(line.room for line in lines)):
                min(lines, key=lambda line: len(line.items)).give(item)
            busy = {line.process.pipe: line for line in lines if line.items}
            if not busy:
                return
            ready = connection.wait(busy, LOOK)
            self._check()
            now = time.monotonic()
            for line in lines:
                line.spare(now - looked - 2 * LOOK)
            looked = now
            for pipe, line in busy.items():
                if pipe in ready:
                    yield from line.take()
                elif line.overdue:
                    yield from line.give_up()


#: The process that the last run kept warm for the next one of this process, if any.
_spare: list[WorkerProcess] = []


def dismiss() -> None:
    """End the process that was kept warm."""
    spare, _spare[:] = _spare[:], []
    end(spare)


class _Line(Generic[T, R]):
    """A process and the ``items`` that were given to it, the one under way first."""

    def __init__(self, process: WorkerProcess, work: Work[T, R]) -> None:
        self.process = process
        self.items: deque[T] = deque()
        self._work = work
        self._died = False
        self._held = 1 if work.limits.seconds >= _LONG else HELD
        self._since = time.monotonic()

    @property
    def room(self) -> int:
        """How many more items the process may be given."""
        return self._held - len(self.items)

    @property
    def overdue(self) -> bool:
        """Tell whether the item under way takes longer than it may."""
        taken = time.monotonic() - self._since
        limit = _START if self.process.waiting else self._work.limits.seconds
        return taken > limit or (taken > _STOPPED and self.process.is_stopped)

    def spare(self, seconds: float) -> None:
        """Leave out of account a time in which nobody looked: this process was stopped, or did something else."""
        self._since += max(0.0, seconds)

    def give(self, item: T) -> None:
        """Give one more item to the process."""
        if not self.items:
            self._since = time.monotonic()
        self.items.append(item)
        self.process.send(pickle.dumps((self._work.function, item, self._work.limits)))

    def take(self) -> Iterator[tuple[T, R]]:
        """Yield the result that the process has ready, nothing when it died over it for the first time."""
        answer = self.process.receive()
        self._since = time.monotonic()
        if answer is None:
            yield from self._restart("a process died", again=not self.process.crashed)
            return
        if self.process.waiting:
            self.process.waiting -= 1
            return
        result, error = pickle.loads(answer)
        if isinstance(error, MemoryError):
            yield from self._restart("a process needed too much memory", again=False)
            return
        item = self.items.popleft()
        self._died = False
        if error is not None:
            raise error
        yield item, result

    def give_up(self) -> Iterator[tuple[T, R]]:
        """Take the item under way from a process that takes too long; one that somebody stopped is not at fault."""
        yield from self._restart("a process takes too long", again=self.process.is_stopped)

    def _restart(self, told: str, *, again: bool) -> Iterator[tuple[T, R]]:
        """Go on in a new process, with all that this one has not done; yield the item that it fails over, if any."""
        LOGGER.warning("%s; another one takes its work", told)
        started = self.process.started
        end([self.process])
        self.process = WorkerProcess()
        again = again and not self._died
        self._died = again
        left, self.items = self.items, deque()
        failed = None if again or not left else (left.popleft(),)
        for item in left:
            self.give(item)
        if failed:
            if not started:
                raise EngineError(UNSTARTED)
            if self._work.lost is None:
                raise EngineError("Un processus s’est arrêté deux fois sur le même fichier ; recommencez.")
            yield failed[0], self._work.lost(failed[0])


def go_on() -> None:
    """Stop nothing."""
