"""Who shares the work of a run: one protocol, and the processes of this machine, which end with the run."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import queue
import signal
import sys
import threading
import time
import traceback
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from itertools import chain, islice
from multiprocessing import connection
from multiprocessing.connection import Connection
from types import FrameType, TracebackType
from typing import Generic, Protocol, TypeVar
from weakref import WeakSet

from generator.errors import EngineError
from generator.progress import LOGGER

T = TypeVar("T")
R = TypeVar("R")

#: Fewer items than this are not worth starting processes, unless each takes seconds.
_WORTH_PROCESSES = 8
#: How many items a process holds: the one under way, and the next, so that it never waits for whoever takes results.
_HELD = 2
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

    def check(self) -> None:
        """Raise Cancelled when the run is to stop.

        It may be sent along with the work: in another process it asks nothing, that process is stopped by a signal.
        """
        ...

    def imap(
        self,
        function: Callable[[T], R],
        items: Iterable[T],
        *,
        lost: Callable[[T], R] | None = None,
        worth: int = _WORTH_PROCESSES,
    ) -> Iterator[tuple[T, R]]:
        """Yield each item with what ``function``, a module's own, returns for it, in the order in which they end.

        Items are taken as they are needed. Fewer than ``worth`` are worked on here. An item whose process dies is tried
        again in a new one; dead again, it ends as ``lost`` says, or else in EngineError. An error of ``function``
        passes. Raises Cancelled when the run is to stop; whoever drops the iterator gives up the rest.
        """
        ...


def available() -> int:
    """Return how many processors this process may use."""
    if sys.platform == "linux":
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class LocalWorkers:
    """Processes of this machine, started when first needed, stopped with the block, or with this process even killed.

    ``count`` is None for one a processor. ``check`` raises Cancelled when the run is to stop: it is asked again and
    again while work is awaited.
    """

    def __init__(self, count: int | None, check: Callable[[], None]) -> None:
        self.count = available() if count is None else max(1, count)
        self._check = check
        self._idle: list[WorkerProcess] = []
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
        end(self._idle)
        self._idle = []

    def __reduce__(self) -> tuple[type[LocalWorkers], tuple[int, Callable[[], None]]]:
        """Stand in another process for one worker that nobody asks to stop."""
        return LocalWorkers, (1, _go_on)

    def check(self) -> None:
        """See :class:`Workers`."""
        self._check()

    def imap(
        self,
        function: Callable[[T], R],
        items: Iterable[T],
        *,
        lost: Callable[[T], R] | None = None,
        worth: int = _WORTH_PROCESSES,
    ) -> Iterator[tuple[T, R]]:
        """See :class:`Workers`."""
        sharing = self._imap(function, iter(items), lost, worth)
        self._open.add(sharing)
        return sharing

    def _imap(
        self, function: Callable[[T], R], coming: Iterator[T], lost: Callable[[T], R] | None, worth: int
    ) -> Generator[tuple[T, R]]:
        first = list(islice(coming, max(worth, self.count)))
        if self.count < 2 or len(first) < worth:
            for item in chain(first, coming):
                self._check()
                yield item, function(item)
            return
        lines = [_Line(self._process(), function, lost) for _ in range(min(self.count, len(first)))]
        try:
            yield from self._share(lines, chain(first, coming))
        finally:
            self._idle += [line.process for line in lines if not line.items]
            end([line.process for line in lines if line.items])

    def _process(self) -> WorkerProcess:
        return self._idle.pop() if self._idle else WorkerProcess()

    def _share(self, lines: list[_Line[T, R]], items: Iterator[T]) -> Iterator[tuple[T, R]]:
        """Keep every line supplied, and yield what comes out of each."""
        while True:
            for item in islice(items, sum(_HELD - len(line.items) for line in lines)):
                min(lines, key=lambda line: len(line.items)).give(item)
            busy = {line.process.pipe: line for line in lines if line.items}
            if not busy:
                return
            ready = connection.wait(busy, _LOOK)
            self._check()
            for line in [line for pipe, line in busy.items() if pipe in ready]:
                yield from line.take()


class _Line(Generic[T, R]):
    """A process and the ``items`` that were given to it, the one under way first."""

    def __init__(self, process: WorkerProcess, function: Callable[[T], R], lost: Callable[[T], R] | None) -> None:
        self.process = process
        self.items: deque[T] = deque()
        self._function = function
        self._lost = lost
        self._died = False

    def give(self, item: T) -> None:
        """Give one more item to the process."""
        self.items.append(item)
        self.process.send(pickle.dumps((self._function, item)))

    def take(self) -> Iterator[tuple[T, R]]:
        """Yield the result that the process has ready, nothing when it died over it for the first time."""
        answer = self.process.receive()
        if answer is not None:
            item = self.items.popleft()
            self._died = False
            result, error = pickle.loads(answer)
            if error is not None:
                raise error
            yield item, result
        elif self._died:
            LOGGER.warning("a process died twice on the same item")
            item = self.items.popleft()
            self._restart()
            if self._lost is None:
                raise EngineError("Un processus s’est arrêté deux fois sur le même fichier ; recommencez.")
            yield item, self._lost(item)
        else:
            LOGGER.warning("a process died; another one takes its work")
            self._restart()
            self._died = True

    def _restart(self) -> None:
        """Go on in a new process, with all that the dead one has not done."""
        end([self.process])
        self.process = WorkerProcess()
        self._died = False
        left, self.items = self.items, deque()
        for item in left:
            self.give(item)


def _go_on() -> None:
    """Stop nothing."""


class WorkerProcess:
    """A new process, which ends when it is told to or when this one is gone, even killed.

    It has a pipe of its own and shares no lock: whatever one of them does when it dies, the others go on. It is sent
    pairs of a function and its argument, pickled, and answers each in turn with a pickled pair of a result and None, or
    of None and an exception; a pipe that closes means: stop at once.
    """

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()

    def send(self, work: bytes) -> None:
        """Give the process more to do; one that is dead says so when its answer is awaited."""
        try:
            self.pipe.send_bytes(work)
        except OSError:
            return

    def receive(self) -> bytes | None:
        """Wait for an answer; None when the process died."""
        try:
            return self.pipe.recv_bytes()
        except (EOFError, OSError):
            return None

    def stop(self) -> None:
        """Tell the process to stop at once, with the programs that it started."""
        self.pipe.close()

    def join(self) -> None:
        """Wait until the process has stopped; one that takes too long is killed."""
        self._process.join(2 * _GRACE)
        self._process.kill()
        self._process.join()
        self._process.close()


def end(processes: Iterable[WorkerProcess]) -> None:
    """Stop processes at once, and wait for them."""
    stopping = list(processes)
    for process in stopping:
        process.stop()
    for process in stopping:
        process.join()


class _Stopped(BaseException):
    """What stops the work under way, so that whatever it started is ended on the way out."""


class _State:
    """Whether the process is at work, seen from inside."""

    working = False


def _serve(pipe: Connection) -> None:
    """Do the work that comes through ``pipe``, until it closes."""
    work: queue.SimpleQueue[bytes] = queue.SimpleQueue()
    signal.signal(signal.SIGTERM, _stop)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for whoever started this process
    threading.Thread(target=_receive, args=(pipe, work), daemon=True).start()
    try:
        while True:
            pipe.send_bytes(_answer(work.get()))
    except (_Stopped, OSError):
        os._exit(0)


def _receive(pipe: Connection, work: queue.SimpleQueue[bytes]) -> None:
    """Take in what is sent at once, so that who sends never waits; at the end of it, stop the process."""
    try:
        while True:
            work.put(pipe.recv_bytes())
    except (EOFError, OSError):
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(_GRACE)
        os._exit(1)


def _stop(number: int, frame: FrameType | None) -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)  # nothing disturbs what ends on the way out
    if not _State.working:
        os._exit(0)
    raise _Stopped


def _answer(work: bytes) -> bytes:
    try:
        _State.working = True
        function, argument = pickle.loads(work)
        answer = pickle.dumps((function(argument), None))
    except Exception as error:
        answer = _failure(error)
    _State.working = False
    return answer


def _failure(error: Exception) -> bytes:
    """Return the answer for an error, which says where it was raised; one that cannot be sent is told in words."""
    told = traceback.format_exc()
    error.add_note(told)
    try:
        answer = pickle.dumps((None, error))
        pickle.loads(answer)
    except Exception:  # an exception may refuse in any way to be pickled, or to be made again
        return pickle.dumps((None, RuntimeError(told)))
    return answer
