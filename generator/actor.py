"""Who is at work: the person whom the journal names, with which command, and how that person is told to wait."""

from __future__ import annotations

import datetime
import getpass
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass

from generator import clock


def _say_nothing(text: str) -> None:
    """Tell nobody: a library has no screen."""


@dataclass(frozen=True, slots=True)
class Actor:
    """One person and one command; ``command`` is empty when it is not known, ``tell`` says a sentence to the person.

    ``reads`` tells what never writes: a command, a screen, an examination.
    """

    name: str
    command: str
    since: datetime.datetime
    tell: Callable[[str], None] = _say_nothing
    reads: bool = False


# Not a parameter of every function between a command and the journal's one INSERT: none of them decides anything by it.
_ACTOR: ContextVar[Actor | None] = ContextVar("actor", default=None)


def actor() -> Actor:
    """Return who is at work here; the system's user as long as nobody is named."""
    return _ACTOR.get() or Actor(_system_user(), "", clock.now())


def act_as(
    *, name: str = "", command: str = "", tell: Callable[[str], None] | None = None, reads: bool = False
) -> None:
    """Say who is at work, or with what, in the current context (``contextvars``): what is not given stays."""
    now = actor()
    _ACTOR.set(Actor(name or now.name, command or now.command, now.since, tell or now.tell, reads or now.reads))


def refused(told: str) -> str:
    """Return the sentence that refuses a run; that nothing was written is news to whoever meant to write."""
    return f"{told}." if actor().reads else f"{told} ; rien n’a été écrit."


def leave() -> None:
    """Say that nobody is at work in the current context any more: the next one there is not taken for the last one."""
    _ACTOR.set(None)


def _system_user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):  # a container's user without a name
        return ""
