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
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from multiprocessing import connection
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType, TracebackType
from typing import ClassVar, Generic, Protocol, TypeVar
from weakref import WeakSet

from generator.errors import EngineError
from generator.progress import LOGGER

try:
    import resource
except ImportError:  # Windows has none
    resource = None  # type: ignore[assignment]  # the name stands for a module elsewhere

T = TypeVar("T")
R = TypeVar("R")

#: Fewer items than this are not worth starting processes, unless each takes seconds.
WORTH_PROCESSES = 8
#: How many items a process holds: the one under way, and the next, so that it never waits for whoever takes results.
_HELD = 2
#: Seconds between two looks at whether the run is to stop.
_LOOK = 0.2
_SIGKILL = 9  # Windows has no name for it
#: Seconds that a process gets to end what it started, once it is told to stop.
_GRACE = 2.0
#: Seconds that a process gets to start, on a machine however busy.
_START = 60.0
#: Seconds after which a process that somebody stopped is replaced.
_STOPPED = 5.0


@dataclass(frozen=True, slots=True)
class Limits:
    """What one item may cost: seconds, bytes of memory and seconds of processor.

    Those of memory and of processor are those of its process, and of each program that this starts. Where the system
    cannot limit them (Windows; macOS does it in part), the time alone is limited.
    """

    seconds: float
    bytes: int | None = None
    processor: int | None = None


#: What a file that others wrote may cost, whatever it is: an answer comes within half a minute and a gibibyte.
FOREIGN = Limits(20.0, 900 << 20)
#: What a document of ours may cost: far more than any ever took, so that a process that hangs is not waited for.
OURS = Limits(120.0)


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
        worth: int = WORTH_PROCESSES,
        limits: Limits = OURS,
    ) -> Iterator[tuple[T, R]]:
        """Yield each item with what ``function``, a module's own, returns for it, in the order in which they end.

        Items are taken as they are needed. Fewer than ``worth`` are worked on here; with 1, none ever is. An item whose
        process dies or was stopped is tried again in a new one; dead again, or over the ``limits`` that it has in a
        process of its own, it ends as ``lost`` says, or else in EngineError. An error of ``function`` passes. Raises
        Cancelled when the run is to stop; whoever drops the iterator gives up the rest.
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
        if self._keeps and not _Spare.processes:
            _Spare.processes = self._idle[:1]
            self._idle = self._idle[1:]
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
        worth: int = WORTH_PROCESSES,
        limits: Limits = OURS,
    ) -> Iterator[tuple[T, R]]:
        """See :class:`Workers`."""
        sharing = self._imap(_Work(function, lost, limits), iter(items), worth)
        self._open.add(sharing)
        return sharing

    def warm(self, function: Callable[[T], R]) -> None:
        """Start the process that will soon call ``function`` elsewhere, while this one does something else."""
        if not self._idle and not _Spare.processes:
            self._idle.append(WorkerProcess())
            self._idle[0].warm(function)

    def _imap(self, work: _Work[T, R], coming: Iterator[T], worth: int) -> Generator[tuple[T, R]]:
        function = work.function
        first = list(islice(coming, max(worth, self.count)))
        if len(first) < worth or (self.count < 2 and worth > 1):
            for item in chain(first, coming):
                self._check()
                yield item, function(item)
            return
        self._keeps = self._keeps or worth == 1
        lines = [_Line(self._process(), work) for _ in range(min(self.count, len(first)))]
        try:
            yield from self._share(lines, chain(first, coming))
        finally:
            self._idle += [line.process for line in lines if not line.items]
            end([line.process for line in lines if line.items])

    def _process(self) -> WorkerProcess:
        kept = self._idle or _Spare.processes
        return kept.pop() if kept else WorkerProcess()

    def _share(self, lines: list[_Line[T, R]], items: Iterator[T]) -> Iterator[tuple[T, R]]:
        """Keep every line supplied, and yield what comes out of each."""
        looked = time.monotonic()
        while True:
            for item in islice(items, sum(_HELD - len(line.items) for line in lines)):
                min(lines, key=lambda line: len(line.items)).give(item)
            busy = {line.process.pipe: line for line in lines if line.items}
            if not busy:
                return
            ready = connection.wait(busy, _LOOK)
            self._check()
            now = time.monotonic()
            for line in lines:
                line.spare(now - looked - 2 * _LOOK)
            looked = now
            for pipe, line in busy.items():
                if pipe in ready:
                    yield from line.take()
                elif line.overdue:
                    yield from line.give_up()


class _Spare:
    """The process that the last run kept warm for the next one of this process, if any."""

    processes: ClassVar[list[WorkerProcess]] = []


def dismiss() -> None:
    """End the process that was kept warm."""
    spare, _Spare.processes = _Spare.processes, []
    end(spare)


@dataclass(frozen=True, slots=True)
class _Work(Generic[T, R]):
    """What is done with each item, what an item ends as that is lost, and what it may cost."""

    function: Callable[[T], R]
    lost: Callable[[T], R] | None
    limits: Limits


class _Line(Generic[T, R]):
    """A process and the ``items`` that were given to it, the one under way first."""

    def __init__(self, process: WorkerProcess, work: _Work[T, R]) -> None:
        self.process = process
        self.items: deque[T] = deque()
        self._work = work
        self._died = False
        self._since = time.monotonic()

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
        end([self.process])
        self.process = WorkerProcess()
        again = again and not self._died
        self._died = again
        left, self.items = self.items, deque()
        failed = None if again or not left else (left.popleft(),)
        for item in left:
            self.give(item)
        if failed:
            if self._work.lost is None:
                raise EngineError("Un processus s’est arrêté deux fois sur le même fichier ; recommencez.")
            yield failed[0], self._work.lost(failed[0])


def _go_on() -> None:
    """Stop nothing."""


class WorkerProcess:
    """A new process, which ends when it is told to or when this one is gone, even killed.

    It has a pipe of its own and shares no lock: whatever one of them does when it dies, the others go on. Its first
    answer says that it has started. It is sent triples, pickled, of a function, its argument and what it may cost,
    and answers each in turn with a pickled pair of a result and None, or of None and an exception; a pipe that
    closes means: stop at once.
    """

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        #: How many answers come before those to what is sent: that it has started, that it is warm.
        self.waiting = 1

    def warm(self, function: Callable[[T], R]) -> None:
        """Have the process load what a function needs."""
        self.send(pickle.dumps((_load, function, OURS)))
        self.waiting += 1

    @property
    def crashed(self) -> bool:
        """Tell whether the process, which died, did so by its own fault: nobody ended it from outside."""
        self._process.join(_GRACE)
        return (self._process.exitcode or 0) not in (0, 1, -signal.SIGTERM, -_SIGKILL)

    @property
    def is_stopped(self) -> bool:
        """Tell whether somebody stopped the process (SIGSTOP), as far as the system tells."""
        try:
            return (
                Path(f"/proc/{self._process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0] == "T"
            )
        except OSError:
            return False

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
    for name in ("SIGINT", "SIGHUP"):  # Ctrl-C, and the end of a terminal, are for whoever started this process
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), signal.SIG_IGN)
    threading.Thread(target=_receive, args=(pipe, work), daemon=True).start()
    try:
        pipe.send_bytes(b"")
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
        function, argument, limits = pickle.loads(work)
        with _limited(limits):
            answer = pickle.dumps((function(argument), None))
    except Exception as error:
        answer = _failure(error)
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


def _load(function: Callable[[T], R]) -> None:
    """Do nothing: what was needed is that the function was found, with all that its module imports."""


def _failure(error: Exception) -> bytes:
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
