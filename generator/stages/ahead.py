"""Work that waits for nothing, done ahead by the workers that one long step would leave idle."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any, Generic, TypeVar

from generator.workers import Limits, Workers

T = TypeVar("T")
R = TypeVar("R")
W = TypeVar("W")
V = TypeVar("V")

#: The volume of all packs takes half a minute on a busy machine, and grows with the campaign.
LONG = Limits(900.0)


@dataclass(frozen=True, slots=True)
class _Call:
    """What is done with one item, in whichever process, and what it ends as when it is lost."""

    function: Callable[[Any], Any]
    lost: Callable[[Any], Any]
    item: Any
    ahead: bool


class Ahead(Generic[T, R]):
    """Items on which ``function`` works ahead; one that is lost ends as ``lost`` says. Without items, nothing is."""

    def __init__(
        self, workers: Workers, function: Callable[[T], R], lost: Callable[[T], R], items: Iterable[T] = ()
    ) -> None:
        self._workers = workers
        self._calls = (_Call(function, lost, item, ahead=True) for item in items)
        self._ended: list[tuple[T, R]] = []
        self._results: Iterator[tuple[_Call, Any]] = iter(())

    def share(self, function: Callable[[W], V], works: Iterable[W], *, lost: Callable[[W], V]) -> Iterator[tuple[W, V]]:
        """Yield each of the ``works``, which come first, with what ``function`` returns for it; see :class:`Workers`.

        A process that finds none of them left works ahead.
        """
        calls = [_Call(function, lost, work, ahead=False) for work in works]
        left = len(calls)
        if not left:
            return
        self._results = self._workers.imap(_call, chain(calls, self._calls), lost=_lost, worth=2, limits=LONG)
        while left:
            call, result = next(self._results)
            if call.ahead:
                self._ended.append((call.item, result))
            else:
                left -= 1
                yield call.item, result

    def rest(self) -> Iterator[tuple[T, R]]:
        """Yield each item with its result, those first that ended while others were awaited; none without ``share``."""
        ended, self._ended = self._ended, []
        yield from ended
        for call, result in self._results:
            yield call.item, result


def _call(call: _Call) -> Any:
    return call.function(call.item)


def _lost(call: _Call) -> Any:
    return call.lost(call.item)
