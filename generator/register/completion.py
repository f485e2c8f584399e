"""Which documents a build completed: all that they take to be signed was made."""

from __future__ import annotations

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


def mark_complete(path: Path, completions: Sequence[Completion]) -> None:
    """Note which documents a build completed, and which are no longer complete.

    One whose deliberation was replaced since is left alone. Nothing is written when nothing changes.
    """
    with open_register(path) as connection:
        if all(state_of(connection, one.number) == one.state for one in completions):
            return
    with open_register(path, writing=True) as connection, transaction(connection):
        for one in completions:
            before = state_of(connection, one.number)
            moves = before == "complete" if not one.done else before in ("draft", "sent", "voted")
            if moves and current_act(connection, one.number) == one.act:
                set_state(connection, one.number, one.state)
                note(connection, one.number, "completed" if one.done else "reopened", before, one.state)
