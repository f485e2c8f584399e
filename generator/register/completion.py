"""Which documents a build completed: all that they take to be signed was made."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.register.database import open_register, transaction
from generator.register.deliberations import current_act
from generator.register.journal import note
from generator.register.recordedacts import RecordedAct
from generator.register.states import DossierState, set_state, state_of


@dataclass(frozen=True, slots=True)
class Completion:
    """Whether a build made all that a document takes to be signed, and the deliberation of its own it made it with.

    ``act`` is None for an avenant that needs none.
    """

    number: str
    act: RecordedAct | None
    done: bool

    @property
    def state(self) -> DossierState:
        """Where the document then stands."""
        return "complete" if self.done else "voted" if self.act else "draft"


def changing(path: Path, completions: Sequence[Completion]) -> tuple[Completion, ...]:
    """Return those of which the register says something else; nothing is written."""
    with open_register(path) as connection:
        return _changing(connection, completions)


def mark_complete(path: Path, completions: Sequence[Completion]) -> tuple[Completion, ...]:
    """Note which documents a build completed, and which are no longer complete; return those that changed.

    One whose deliberation was replaced since is left alone. Nothing is written when nothing changes.
    """
    if not changing(path, completions):
        return ()
    with open_register(path, writing=True) as connection, transaction(connection):
        found = _changing(connection, completions)
        for one in found:
            before = state_of(connection, one.number)
            set_state(connection, one.number, one.state)
            note(connection, one.number, "completed" if one.done else "reopened", before, one.state)
    return found


def _changing(connection: sqlite3.Connection, completions: Sequence[Completion]) -> tuple[Completion, ...]:
    return tuple(
        one
        for one in completions
        if state_of(connection, one.number) in (("draft", "sent", "voted") if one.done else ("complete",))
        and current_act(connection, one.number) == one.act
    )
