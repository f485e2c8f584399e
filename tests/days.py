"""A day that what is run goes by, whatever that of this machine."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import ParamSpec, TypeVar

from generator.clock import go_by, go_on
from generator.register.journal import FRANCE

P = ParamSpec("P")
T = TypeVar("T")


def on_day(day: datetime.date, run: Callable[P, T], *arguments: P.args, **named: P.kwargs) -> T:
    """Return what is run on a day."""
    with on(day):
        return run(*arguments, **named)


@contextmanager
def on(day: datetime.date, step: int = 0) -> Iterator[None]:
    """Have what is run in the block be run on a day, at noon in France, so many seconds later at each look."""
    noon, looks = datetime.datetime.combine(day, datetime.time(12), FRANCE), count()
    before = go_by(lambda: noon + datetime.timedelta(seconds=step * next(looks)))
    try:
        yield
    finally:
        go_on(before)
