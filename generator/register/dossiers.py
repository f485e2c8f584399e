"""Where each document of a campaign stands: draft, sent, voted, complete, signed or cancelled."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from generator.law.acts import Act
from generator.register.acts import RecordedAct, current_act, current_acts
from generator.register.database import open_register, transaction
from generator.register.journal import note
from generator.register.numbers import CONVENTION
from generator.register.signatures import Signature, signatures

State = Literal["draft", "sent", "voted", "complete", "signed", "cancelled"]


@dataclass(frozen=True, slots=True)
class Standing:
    """One numbered document; ``rank`` is 0 for the convention, k for its avenant n° k.

    ``sent_on`` is the day its e-mail draft was last made.
    """

    number: str
    insee: str
    kind: str
    rank: int
    state: State
    sent_on: datetime.date | None
    act: RecordedAct | None
    signature: Signature | None


@dataclass(frozen=True, slots=True)
class Standings:
    """Where every document of a campaign stands, cancelled ones included, in the order of their numbers."""

    documents: tuple[Standing, ...] = ()

    @property
    def acts(self) -> dict[str, Act]:
        """The deliberations recorded, by number of the document they authorise."""
        return {standing.number: standing.act.act for standing in self.documents if standing.act}

    @property
    def signed(self) -> dict[str, Standing]:
        """The signed documents, by number."""
        return {standing.number: standing for standing in self.documents if standing.state == "signed"}

    def convention(self, insee: str) -> Standing | None:
        """Return where the convention of a commune stands, None when it has no number yet."""
        found = (one for one in self.documents if (one.insee, one.kind) == (insee, CONVENTION))
        return next((standing for standing in found if standing.state != "cancelled"), None)


def read_standings(path: Path, campaign: str) -> Standings:
    """Return where every document of a campaign stands; none when there is no register yet. Raises RegisterError."""
    with open_register(path if path.is_file() else None) as connection:
        return standings(connection, campaign)


def standings(connection: sqlite3.Connection, campaign: str) -> Standings:
    """Return where every document of a campaign stands, from an open register, in one consistent reading."""
    connection.execute("BEGIN")
    try:
        acts, signed = current_acts(connection, campaign), signatures(connection, campaign)
        rows = connection.execute(
            "SELECT documents.*, (SELECT max(happened_at) FROM events "
            "WHERE events.number = documents.number AND what = 'sent') AS sent_at "
            "FROM documents WHERE campaign = ? ORDER BY year, seq",
            (campaign,),
        ).fetchall()
    finally:
        connection.execute("COMMIT")
    return Standings(tuple(
        Standing(
            row["number"], row["insee"], row["kind"], row["rank"], row["state"],
            datetime.datetime.fromisoformat(row["sent_at"]).astimezone().date() if row["sent_at"] else None,
            acts.get(row["number"]), signed.get(row["number"]),
        )
        for row in rows
    ))  # fmt: skip


def mark_sent(path: Path, numbers: Iterable[str]) -> None:
    """Note that the e-mail drafts of these documents were made: a draft becomes sent, a later state stays."""
    with open_register(path) as connection, transaction(connection):
        for number in numbers:
            state = _state(connection, number)
            if state == "draft":
                _set_state(connection, number, "sent")
            note(connection, number, "sent", state)


def mark_complete(path: Path, complete: Mapping[RecordedAct, bool]) -> None:
    """Note which documents a build completed with their deliberation, and which are no longer complete.

    ``complete`` has the deliberation that each document was made with: one that was replaced since is left alone.
    Nothing is written when nothing changes.
    """
    wanted: dict[RecordedAct, State] = {act: "complete" if done else "voted" for act, done in complete.items()}
    with open_register(path) as connection:
        if all(_state(connection, act.document) == state for act, state in wanted.items()):
            return
        with transaction(connection):
            for act, state in wanted.items():
                before = _state(connection, act.document)
                current = current_act(connection, act.document)
                if before in ("voted", "complete") and before != state and current == act:
                    _set_state(connection, act.document, state)
                    note(connection, act.document, "completed" if state == "complete" else "reopened", before, state)


def _state(connection: sqlite3.Connection, number: str) -> State:
    state: State = connection.execute("SELECT state FROM documents WHERE number = ?", (number,)).fetchone()["state"]
    return state


def _set_state(connection: sqlite3.Connection, number: str, state: State) -> None:
    connection.execute("UPDATE documents SET state = ? WHERE number = ?", (state, number))
