"""Who shares the work of a run: one protocol, and what one item of the work may cost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

T = TypeVar("T")
R = TypeVar("R")

#: Fewer items than this are not worth starting processes, unless each takes seconds.
WORTH_PROCESSES = 8


@dataclass(frozen=True, slots=True)
class Limits:
    """What one item may cost: seconds, bytes of memory and seconds of processor.

    Those of memory and of processor are those of its process, and of each program that this starts. Where the system
    cannot limit them (Windows; macOS does it in part), the time alone is limited.
    """

    seconds: float
    bytes: int | None = None
    processor: int | None = None


#: What a file that others wrote may cost, whatever it is: an answer comes within half a minute and a gibibyte. On a
#: machine that has other things to do it comes later: a file is not to blame for that.
FOREIGN = Limits(90.0, 900 << 20, 20)
#: What a document of ours may cost: far more than any ever took, so that a process that hangs is not waited for.
OURS = Limits(120.0)


@dataclass(frozen=True, slots=True)
class Work(Generic[T, R]):
    """What is done with each item, here or on another machine; see :meth:`Workers.imap`."""

    function: Callable[[T], R]
    lost: Callable[[T], R] | None = None
    worth: int = WORTH_PROCESSES
    limits: Limits = OURS
    remote: Callable[[T], R] | None = None


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

    def warm(self, function: Callable[..., object], count: int = 1) -> None:
        """Start the processes that will soon call ``function`` elsewhere, while this one does something else."""
        ...

    def begin(self, function: Callable[[T], object], item: T) -> None:
        """Have the process that was started so, if any, call ``function`` meanwhile; nobody hears what it returns."""
        ...

    def imap(
        self,
        function: Callable[[T], R],
        items: Iterable[T],
        *,
        lost: Callable[[T], R] | None = None,
        worth: int = WORTH_PROCESSES,
        limits: Limits = OURS,
        remote: Callable[[T], R] | None = None,
    ) -> Iterator[tuple[T, R]]:
        """Yield each item with what ``function``, a module's own, returns for it, in the order in which they end.

        Items are taken as they are needed. Fewer than ``worth`` start no process: without one that is there and ready,
        they are worked on here; with 1, none ever is. An item whose process dies or was stopped is tried again in a new
        one; dead again, or over the ``limits`` that it has in a process of its own, it ends as ``lost`` says, or else
        in EngineError. An error of ``function`` passes. Raises Cancelled when the run is to stop; whoever drops the
        iterator gives up the rest.

        ``remote`` is what another machine calls instead, which has none of this one's files: it and the items carry all
        that it needs, and a path in them is only a name there. Without it, nothing leaves this machine.
        """
        return self.share(Work(function, lost, worth, limits, remote), iter(items))

    def share(self, work: Work[T, R], items: Iterator[T]) -> Iterator[tuple[T, R]]:
        """Do the work of :meth:`imap`."""
        ...
