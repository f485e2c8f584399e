"""What the service itself writes of a dossier: its free note, and why it is put aside for now."""

from __future__ import annotations

import datetime
import sqlite3
from dataclasses import dataclass
from typing import Any

from generator.actor import actor
from generator.register.journal import FRANCE, note, now
from generator.register.numbering import numbers_of
from generator.register.rows import insert


@dataclass(frozen=True, slots=True)
class Note:
    """A text of the service: ``aside`` tells that it is the reason for which the dossier is put aside.

    ``id`` is its place among all that were written: who writes the next one says by it what they had read.
    """

    id: int
    insee: str
    aside: bool
    text: str
    author: str
    written_on: datetime.date


@dataclass(frozen=True, slots=True)
class Notes:
    """What is written of one dossier now; None for what is not, or no longer."""

    note: Note | None = None
    aside: Note | None = None

    def as_json(self) -> dict[str, Any]:
        """Return them, None for what there is not, dates as YYYY-MM-DD."""
        aside = self.aside
        told = {"why": aside.text, "since": aside.written_on.isoformat(), "by": aside.author} if aside else None
        return {"note": self.note.text if self.note else None, "aside": told}


def read_notes(connection: sqlite3.Connection, campaign: str) -> dict[str, Notes]:
    """Return what is written of the dossiers of a campaign, by INSEE code."""
    found: dict[str, dict[bool, Note]] = {}
    for row in connection.execute("SELECT * FROM notes WHERE campaign = ? ORDER BY id", (campaign,)):
        day = datetime.datetime.fromisoformat(row["recorded_at"]).astimezone(FRANCE).date()
        written = Note(row["id"], row["insee"], bool(row["aside"]), row["text"], row["author"], day)
        found.setdefault(written.insee, {})[written.aside] = written
    return {insee: Notes(_said(kinds.get(False)), _said(kinds.get(True))) for insee, kinds in found.items()}


def write_note(connection: sqlite3.Connection, campaign: str, insee: str, text: str, *, aside: bool) -> None:
    """Write the note of a dossier, or why it is put aside, in the caller's transaction; "" takes back the last one."""
    row = {"campaign": campaign, "insee": insee, "aside": aside, "text": text}
    insert(connection, "notes", row | {"author": actor().name, "recorded_at": now()})
    number = numbers_of(connection, campaign).get(insee)
    if number:  # the journal is that of the numbered documents; the table itself tells of the others
        note(connection, number, ("set aside" if text else "taken up") if aside else "note written", after=text)


def _said(written: Note | None) -> Note | None:
    return written if written and written.text else None
