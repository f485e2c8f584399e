"""What was prepared for a commune, and what left: dossiers, reminders and letters, with the very files attached."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from generator.inputs.kinds import spoken
from generator.register.journal import day_of, note, now
from generator.register.originals import Original, keep
from generator.register.rows import by_document, insert
from generator.register.states import set_state, state_of

#: What a commune is asked: to vote, or to sign once it has voted or where no vote is needed.
Purpose = Literal["vote", "signature"]


@dataclass(frozen=True, slots=True)
class Mailing:
    """One e-mail: ``reminder`` is 0 for the dossier itself, k for the reminder n° k; ``recipient`` "" without address.

    ``letter`` is the rank of the letter after a signature that it bears, and ``kind`` that letter's; 0 and "" when it
    bears the dossier.

    ``sent_on`` is the day it left, None while it is only prepared; ``noted_on`` the day on which that was noted.
    ``placed`` is where the journal tells that it was prepared, ``taken_back`` where that its sending was noted by
    mistake, 0 while it was not: an hour tells no order within one second, nor once the clock was put right.
    ``files`` are the Word documents of the dossier as they were then, by kind; none is known of what left before the
    register kept them. ``words`` are what a clerk added to its text.
    """

    id: int
    document: str
    purpose: Purpose
    reminder: int
    recipient: str
    prepared_on: datetime.date | None
    sent_on: datetime.date | None
    noted_on: datetime.date | None
    placed: int
    taken_back: int
    files: Mapping[str, Original]
    letter: int = 0
    kind: str = ""
    words: str = ""

    @property
    def said(self) -> str:
        """Which it is, as the journal notes it: "" for the dossier."""
        return _said(self.reminder, self.kind)

    @property
    def touched(self) -> int:
        """Where the journal tells the last of what made it ready to leave."""
        return max(self.placed, self.taken_back)


@dataclass(frozen=True, slots=True)
class Prepared:
    """An e-mail that was just prepared; ``files`` are its Word documents, by kind, or where each is read.

    ``again`` tells that the same dossier is to leave once more. ``letter`` and ``kind`` are as in ``Mailing``: the
    register has the files of a letter already.
    """

    document: str
    purpose: Purpose
    reminder: int
    recipient: str
    files: Mapping[str, bytes | Path]
    again: bool = False
    letter: int = 0
    kind: str = ""
    words: str = ""


def _said(reminder: int, kind: str) -> str:
    return f"n° {reminder}" if reminder else spoken(kind)


def mailings(connection: sqlite3.Connection, campaign: str) -> dict[str, tuple[Mailing, ...]]:
    """Return the e-mails of each document of a campaign, by number, in the order in which they were prepared."""
    rows = connection.execute(
        "SELECT mailings.*, letters.kind FROM mailings JOIN documents ON documents.number = mailings.document "
        "LEFT JOIN letters ON letters.id = letter WHERE campaign = ? ORDER BY mailings.id",
        (campaign,),
    ).fetchall()
    prepared, undone = _places(connection, campaign)
    # The last of a document were prepared where its journal tells so last: older ones have no such line.
    placed = {row["id"]: prepared[row["document"]].pop() for row in reversed(rows) if prepared.get(row["document"])}
    files: dict[int, dict[str, Original]] = {}
    for row in connection.execute("SELECT mailed_files.*, extension FROM mailed_files JOIN originals USING (sha256)"):
        files.setdefault(row["mailing"], {})[row["kind"]] = Original(row["sha256"], row["extension"])

    def mailing(row: sqlite3.Row) -> Mailing:
        noted = day_of(row["noted_at"] or "")
        return Mailing(
            **{name: row[name] for name in ("id", "document", "purpose", "reminder", "recipient", "words")},
            prepared_on=day_of(row["prepared_at"]),
            sent_on=datetime.date.fromisoformat(row["left_on"]) if row["left_on"] else noted,
            noted_on=noted,
            placed=placed.get(row["id"], 0),
            taken_back=undone.get((row["document"], _said(row["reminder"], row["kind"] or "")), 0)
            if row["undone_at"]
            else 0,
            files=files.get(row["id"], {}),
            letter=row["letter"] or 0,
            kind=row["kind"] or "",
        )

    return by_document(rows, mailing)


def _places(connection: sqlite3.Connection, campaign: str) -> tuple[dict[str, list[int]], dict[tuple[str, str], int]]:
    """Return where the journal tells of each document's e-mails, and of the last taken back of each that it names."""
    prepared: dict[str, list[int]] = {}
    undone: dict[tuple[str, str], int] = {}
    for row in connection.execute(
        "SELECT events.id, number, what, before FROM events JOIN documents USING (number) "
        "WHERE campaign = ? AND what IN ('prepared', 'reminder prepared', 'letter prepared', 'sending undone') "
        "ORDER BY events.id",
        (campaign,),
    ):
        if row["what"] == "sending undone":
            undone[row["number"], row["before"]] = row["id"]
        else:
            prepared.setdefault(row["number"], []).append(row["id"])
    return prepared, undone


def _keep(connection: sqlite3.Connection, register: Path, held: bytes | Path) -> Original:
    data = held.read_bytes() if isinstance(held, Path) else held
    return keep(connection, register, data, _suffix(data))


def _suffix(data: bytes) -> str:
    """Return the extension of a file that leaves with a dossier: a Word document, or an annexe."""
    return ".pdf" if data.startswith(b"%PDF-") else ".docx"


def record_prepared(connection: sqlite3.Connection, register: Path, campaign: str, made: Iterable[Prepared]) -> None:
    """Note e-mails that were prepared, in the caller's transaction.

    One whose like was prepared or left last, with the same files and words, changes nothing: to look at it again is no
    event.
    """
    known = mailings(connection, campaign)
    for one in made:
        kept = {kind: _keep(connection, register, held) for kind, held in one.files.items()}
        alike = [
            mailing
            for mailing in known.get(one.document, ())
            if (mailing.purpose, mailing.reminder, mailing.letter) == (one.purpose, one.reminder, one.letter)
        ]
        same = alike and (alike[-1].files, alike[-1].recipient, alike[-1].words) == (kept, one.recipient, one.words)
        if same and not (one.again and alike[-1].sent_on):
            continue
        row = {name: getattr(one, name) for name in ("document", "purpose", "reminder", "recipient", "words")}
        added = insert(connection, "mailings", row | {"prepared_at": now(), "letter": one.letter or None})
        for kind, original in kept.items():
            insert(connection, "mailed_files", {"mailing": added.lastrowid, "kind": kind, "sha256": original.sha256})
        what = "reminder prepared" if one.reminder else "letter prepared" if one.letter else "prepared"
        note(connection, one.document, what, after=_said(one.reminder, one.kind))


def record_sending(connection: sqlite3.Connection, mailing: Mailing, day: datetime.date) -> None:
    """Note that an e-mail left, in the caller's transaction: a draft is then sent, a later state stays."""
    connection.execute(
        "UPDATE mailings SET left_on = ?, noted_at = ?, undone_at = NULL WHERE id = ?",
        (day.isoformat(), now(), mailing.id),
    )
    if state_of(connection, mailing.document) == "draft":
        set_state(connection, mailing.document, "sent")
    what = "reminded" if mailing.reminder else "letter sent" if mailing.letter else "mailed"
    note(connection, mailing.document, what, mailing.said, day.isoformat())


def undo_sending(connection: sqlite3.Connection, mailing: Mailing) -> None:
    """Take back that an e-mail left, in the caller's transaction: it is only prepared, as before."""
    connection.execute(
        "UPDATE mailings SET left_on = NULL, noted_at = NULL, undone_at = ? WHERE id = ?", (now(), mailing.id)
    )
    number = mailing.document
    if state_of(connection, number) == "sent" and not left_for_vote(connection, number):
        set_state(connection, number, "draft")
    note(connection, number, "sending undone", mailing.said, mailing.sent_on.isoformat() if mailing.sent_on else "")


def left_for_vote(connection: sqlite3.Connection, document: str) -> bool:
    """Tell whether a document was sent to its council."""
    row = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM mailings WHERE document = ? AND purpose = 'vote' AND noted_at IS NOT NULL)",
        (document,),
    ).fetchone()
    return bool(row[0])
