"""A process of this machine that works for a run, as the run sees it: what it is sent, what it answers, its end."""

from __future__ import annotations

import multiprocessing
import pickle
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from generator.errors import EngineError
from generator.workers.protocol import OURS
from generator.workers.serving import GRACE, serve

T = TypeVar("T")

_SIGKILL = 9  # Windows has no name for it
#: What is told when processes end before they have started.
UNSTARTED = (
    "Le système ne laisse démarrer aucun processus (droits, mémoire, nombre de processus ou de fichiers ouverts) ; "
    "fermez d’autres programmes, et recommencez."
)


class WorkerProcess:
    """A new process, which ends when it is told to or when this one is gone, even killed.

    It has a pipe of its own and shares no lock: whatever one of them does when it dies, the others go on. Its first
    answer says that it has started. It is sent triples, pickled, of a function, its argument and what it may cost,
    and answers each in turn with a pickled pair of a result and None, or of None and an exception; a pipe that
    closes means: stop at once. Raises EngineError when the system lets none start.
    """

    def __init__(self) -> None:
        context = multiprocessing.get_context("spawn")
        self.pipe, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(theirs,), daemon=True)
        try:
            with _without_script():
                self._process.start()
        except OSError as error:  # one that ends before it has read what it starts from, among others
            raise EngineError(UNSTARTED) from error
        theirs.close()
        #: How many answers come before those to what is sent: that it has started, what it began.
        self.waiting = 1
        #: Whether it has answered anything: what dies before that is not to blame on what it was sent.
        self.started = False

    def begin(self, function: Callable[[T], object], item: T) -> None:
        """Have the process call a function, without an answer that anybody hears."""
        self.send(pickle.dumps((function, item, OURS)))
        self.waiting += 1

    @property
    def is_ready(self) -> bool:
        """Tell whether the process has started, and done what it was to begin with."""
        while self.waiting and self.pipe.poll():
            if self.receive() is None:
                return False
            self.waiting -= 1
        return not self.waiting

    @property
    def crashed(self) -> bool:
        """Tell whether the process, which died, did so by its own fault: nobody ended it from outside."""
        self._process.join(GRACE)
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
            answer = self.pipe.recv_bytes()
        except (EOFError, OSError):
            return None
        self.started = True
        return answer

    def stop(self) -> None:
        """Tell the process to stop at once, with the programs that it started."""
        self.pipe.close()

    def join(self) -> None:
        """Wait until the process has stopped; one that takes too long is killed."""
        with suppress(ValueError):  # it was waited for before
            self._process.join(2 * GRACE)
            self._process.kill()
            self._process.join()
            self._process.close()


@contextmanager
def _without_script() -> Iterator[None]:
    """Have the process that starts not run this one's script first, none of whose functions is called elsewhere."""
    names = sys.modules["__main__"].__dict__
    script = names.pop("__file__", None)
    try:
        yield
    finally:
        if script is not None:
            names["__file__"] = script


def end(processes: Iterable[WorkerProcess]) -> None:
    """Stop processes at once, and wait for them."""
    stopping = list(processes)
    for process in stopping:
        process.stop()
    for process in stopping:
        process.join()
