"""A day that what is run goes by, whatever that of this machine."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager

from generator.clock import go_by, go_on
from generator.register.journal import FRANCE


@contextmanager
def on(day: datetime.date) -> Iterator[None]:
    """Have what is run in the block be run on a day, at noon in France."""
    noon = datetime.datetime.combine(day, datetime.time(12), FRANCE)
    before = go_by(lambda: noon)
    try:
        yield
    finally:
        go_on(before)
