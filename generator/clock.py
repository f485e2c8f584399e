"""What time it is: by the machine, or by what whoever is at work here was told to go by."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from contextvars import ContextVar, Token

#: Returns the present moment, with its zone.
Clock = Callable[[], datetime.datetime]


def machine() -> datetime.datetime:
    """Return the present moment as this machine has it."""
    return datetime.datetime.now(datetime.UTC)


# Not a parameter of every function down to the journal's one INSERT: a run and all that it records have one « today ».
_CLOCK: ContextVar[Clock] = ContextVar("clock", default=machine)


def go_by(clock: Clock) -> Token[Clock]:
    """Have the current context (``contextvars``) go by a clock, until ``go_on`` gets what this returns."""
    return _CLOCK.set(clock)


def go_on(before: Token[Clock]) -> None:
    """Have the current context go by the clock that it had before."""
    _CLOCK.reset(before)


def now() -> datetime.datetime:
    """Return the present moment, in the zone of this machine."""
    return _CLOCK.get()().astimezone()
