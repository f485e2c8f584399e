"""The processes of a Dask cluster share the work of a run, and those of this machine do what may not leave it.

Dask carries the work; who does what is decided here: only a process like this one gets any, and whatever one that is
gone had under way is given to another at once.
"""

from __future__ import annotations

import hashlib
import io
import pickle
import queue
import time
from collections import Counter, deque
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import PurePath, PurePosixPath
from types import TracebackType
from typing import Any, Generic, TypeVar

from generator.errors import EngineError
from generator.progress import LOGGER
from generator.workers.library import distributed
from generator.workers.local import HELD, LOOK, LocalWorkers
from generator.workers.protocol import Work, Workers
from generator.workers.remote import Lost, Unlearnt
from generator.workers.roll import Likeness, Roll

T = TypeVar("T")
R = TypeVar("R")

#: An item is lost with this many processes; a document that is deadly dies in a process of its own, and alone.
_MOST_DEATHS = 4
#: Seconds that a result gets to come, once it is there.
_ANSWER = 30.0


class ClusterWorkers(Workers):
    """The cluster at ``address``, and ``here`` for what may not leave this machine; see :class:`Roll`."""

    def __init__(
        self, address: str, here: LocalWorkers, likeness: Callable[[], Likeness], told: Callable[[str], None]
    ) -> None:
        self._here = here
        self._roll = Roll(address, likeness, told)
        self._held = ExitStack()

    def __enter__(self) -> ClusterWorkers:
        """Return the workers, once there is a process like this one; raises EngineError when there is none."""
        with ExitStack() as stack:
            stack.enter_context(self._here)
            stack.enter_context(closing(self._roll))
            self._roll.call()
            while not self._roll.threads:
                time.sleep(LOOK)
                self.check()
                self._roll.call()
            self._held = stack.pop_all()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        """Give up what is still under way, and leave the cluster."""
        self._held.__exit__(kind, error, traceback)

    def __reduce__(self) -> tuple[Any, ...]:
        """Stand elsewhere for one worker that nobody asks to stop."""
        return self._here.__reduce__()

    @property
    def count(self) -> int:
        return max(1, sum(self._roll.threads.values()))

    def check(self) -> None:
        self._here.check()

    def warm(self, function: Callable[..., object], count: int = 1) -> None:
        self._here.warm(function, count)

    def begin(self, function: Callable[[T], object], item: T) -> None:
        self._here.begin(function, item)

    def share(self, work: Work[T, R], items: Iterator[T]) -> Iterator[tuple[T, R]]:
        first = list(islice(items, work.worth)) if work.remote else []
        if work.remote is None or len(first) < work.worth:
            return self._here.share(work, chain(first, items))
        return _Sharing(self._roll, self.check, work, packed(work.remote)).share(chain(first, items))


@dataclass(frozen=True, slots=True)
class _Item(Generic[T]):
    """An item, with how many processes were gone before they answered."""

    item: T
    deaths: int = 0


class _Sharing(Generic[T, R]):
    """One use of the cluster: the items that are under way, each as a future with whose it is."""

    def __init__(self, roll: Roll, check: Callable[[], None], work: Work[T, R], function: bytes) -> None:
        self._roll = roll
        self._check = check
        self._work = work
        self._function = function
        self._key = hashlib.sha256(function).hexdigest()
        self._learnt: set[str] = set()
        self._under_way: dict[distributed.Future, tuple[str, _Item[T]]] = {}
        self._again: deque[_Item[T]] = deque()
        self._ended: queue.SimpleQueue[distributed.Future] = queue.SimpleQueue()

    def share(self, items: Iterator[T]) -> Generator[tuple[T, R]]:
        """Keep every process supplied, and yield what comes out of each."""
        coming = map(_Item, items)
        try:
            while True:
                self._supply(coming)
                if not self._under_way and not self._again and self._roll.threads:
                    return
                try:
                    ended = [self._ended.get(timeout=LOOK)]
                except queue.Empty:
                    ended = []
                self._check()
                self._roll.call()
                for future in ended:
                    yield from self._take(future)
                yield from self._leave_the_dead()
        finally:
            for future in self._under_way:
                future.release()

    def _supply(self, coming: Iterator[_Item[T]]) -> None:
        """Give the next items, those to do again first, to whichever process has least under way."""
        threads = self._roll.threads
        load = Counter(address for address, _ in self._under_way.values())
        while threads:
            address = min(threads, key=lambda one: load[one] / threads[one])
            if load[address] >= HELD * threads[address]:
                return
            work = self._again.popleft() if self._again else next(coming, None)
            if work is None:
                return
            if address not in self._learnt:
                self._roll.teach(address, self._key, self._function)
                self._learnt.add(address)
            future = self._roll.give(address, self._key, packed(work.item), self._work.limits)
            self._under_way[future] = address, work
            load[address] += 1
            future.add_done_callback(self._ended.put)

    def _take(self, future: distributed.Future) -> Iterator[tuple[T, R]]:
        """Yield what came out of an item, nothing when it has to be done again."""
        address, work = self._under_way.pop(future, ("", None))
        if work is None:  # it was given to another process meanwhile
            return
        try:
            result, error = pickle.loads(future.result(timeout=_ANSWER))
        except Exception as failure:  # whatever Dask could not have done, or not bring
            LOGGER.warning("%s: %s", address, failure)
            yield from self._do_again(work)
            return
        if isinstance(error, Unlearnt):
            self._learnt.discard(address)
            self._again.append(work)
        elif isinstance(error, Lost):
            yield work.item, self._given_up(work.item)
        elif error is not None:
            raise error
        else:
            yield work.item, result

    def _leave_the_dead(self) -> Iterator[tuple[T, R]]:
        """Take what processes that are gone had under way."""
        for future, (address, work) in list(self._under_way.items()):
            if address not in self._roll.threads:
                del self._under_way[future]
                self._learnt.discard(address)
                future.release()
                yield from self._do_again(work)

    def _do_again(self, work: _Item[T]) -> Iterator[tuple[T, R]]:
        if work.deaths + 1 < _MOST_DEATHS:
            self._again.append(_Item(work.item, work.deaths + 1))
        else:
            yield work.item, self._given_up(work.item)

    def _given_up(self, item: T) -> R:
        if self._work.lost is None:
            raise EngineError(
                "Un processus de la grappe s’est arrêté plusieurs fois sur le même fichier ; recommencez."
            )
        return self._work.lost(item)


class _Packer(pickle.Pickler):
    """Packs work without the folders of this machine: what would read one of its files elsewhere fails at once."""

    def reducer_override(self, value: Any) -> Any:
        if isinstance(value, PurePath):
            return PurePosixPath, (value.name,)
        return NotImplemented


def packed(value: Any) -> bytes:
    """Return a function or an item as it is sent; the same value of the same program is the same bytes."""
    stream = io.BytesIO()
    _Packer(stream, pickle.HIGHEST_PROTOCOL).dump(value)
    return stream.getvalue()
