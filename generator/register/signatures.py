"""What was signed: when, and every file of the dossier as it was then."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.errors import RefusedError
from generator.register.archive import SignedDossier
from generator.register.database import transaction
from generator.register.journal import note
from generator.register.originals import Original, keep
from generator.register.states import STATES


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A kept file: ``path`` is where it lay in the output, or the name that a scan came with."""

    role: str
    path: str
    original: Original


@dataclass(frozen=True, slots=True)
class Signature:
    """A signed document, and its dossier as it was signed."""

    signed_on: datetime.date
    notified_on: datetime.date
    dossier: SignedDossier
    files: tuple[KeptFile, ...]


@dataclass(frozen=True, slots=True)
class SignedFile:
    """A file to keep at the signature."""

    role: str
    path: str
    data: bytes


def record_signature(
    connection: sqlite3.Connection,
    register: Path,
    document: str,
    signed_on: datetime.date,
    notified_on: datetime.date,
    dossier: SignedDossier,
    files: Sequence[SignedFile],
) -> None:
    """Record that a complete document is signed, with every file of its dossier, in one transaction.

    Raises RefusedError when it is not complete (another process may have changed that since it was looked at).
    """
    with transaction(connection):
        (state,) = connection.execute("SELECT state FROM documents WHERE number = ?", (document,)).fetchone()
        if state != "complete":
            raise RefusedError(
                f"{document} : le dossier n’est plus complet (état : {STATES[state]}) ; relancez la commande."
            )
        connection.execute(
            "INSERT INTO signatures (document, signed_on, notified_on, content) VALUES (?, ?, ?, ?)",
            (document, signed_on.isoformat(), notified_on.isoformat(), dossier.to_json()),
        )
        _keep_all(connection, register, document, files)
        connection.execute("UPDATE documents SET state = 'signed' WHERE number = ?", (document,))
        note(connection, document, "signed", state, _dates(signed_on, notified_on))


def correct_signature(
    connection: sqlite3.Connection,
    register: Path,
    document: str,
    signed_on: datetime.date,
    notified_on: datetime.date,
    scans: Sequence[SignedFile],
) -> None:
    """Correct the dates of a signed document and add scans to it; what was signed stays as it is."""
    with transaction(connection):
        row = connection.execute("SELECT * FROM signatures WHERE document = ?", (document,)).fetchone()
        before = _dates(*(datetime.date.fromisoformat(row[name]) for name in ("signed_on", "notified_on")))
        after = _dates(signed_on, notified_on)
        if before != after:
            connection.execute(
                "UPDATE signatures SET signed_on = ?, notified_on = ? WHERE document = ?",
                (signed_on.isoformat(), notified_on.isoformat(), document),
            )
            note(connection, document, "dates corrected", before, after)
        for path in _keep_all(connection, register, document, scans):
            note(connection, document, "scan kept", after=path)


def signatures(connection: sqlite3.Connection, campaign: str) -> dict[str, Signature]:
    """Return the signature of each signed document of a campaign, by number."""
    files: dict[str, list[KeptFile]] = {}
    for row in connection.execute(
        "SELECT kept.*, originals.extension FROM kept JOIN originals USING (sha256) "
        "JOIN documents ON documents.number = kept.document WHERE campaign = ? ORDER BY kept.rowid",
        (campaign,),
    ):
        kept = KeptFile(row["role"], row["path"], Original(row["sha256"], row["extension"]))
        files.setdefault(row["document"], []).append(kept)
    rows = connection.execute(
        "SELECT signatures.* FROM signatures JOIN documents ON documents.number = document WHERE campaign = ?",
        (campaign,),
    )
    return {
        row["document"]: Signature(
            datetime.date.fromisoformat(row["signed_on"]),
            datetime.date.fromisoformat(row["notified_on"]),
            SignedDossier.from_json(row["document"], row["content"]),
            tuple(files.get(row["document"], ())),
        )
        for row in rows
    }


def _keep_all(connection: sqlite3.Connection, register: Path, document: str, files: Sequence[SignedFile]) -> list[str]:
    """Keep files for a document; return the paths of those that it did not have."""
    added = []
    for file in files:
        original = keep(connection, register, file.data, Path(file.path).suffix)
        inserted = connection.execute(
            "INSERT INTO kept (document, role, path, sha256) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
            (document, file.role, file.path, original.sha256),
        )
        added += [file.path] * inserted.rowcount
    return added


def _dates(signed_on: datetime.date, notified_on: datetime.date) -> str:
    return f"{signed_on.isoformat()}, {notified_on.isoformat()}"
