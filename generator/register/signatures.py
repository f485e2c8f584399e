"""What was signed: when, by whom first, when it was notified, and every file of the dossier as it was then."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.errors import RefusedError
from generator.register.archive import SignedDossier
from generator.register.database import transaction
from generator.register.forms import Shape, fields
from generator.register.journal import day_of, note, now
from generator.register.originals import Original, keep
from generator.register.rows import insert, of_campaign
from generator.register.states import STATES, set_state, state_of

#: The role of a file that a clerk gave: the signed act, as it was scanned.
SCAN = "scan"
_DATES: Shape = {
    **dict.fromkeys(("commune_signed_on", "epci_signed_on"), datetime.date),
    "notified_on": datetime.date | None,
}


@dataclass(frozen=True, slots=True)
class SignatureDates:
    """When the commune signed, when the EPCI did, and when the act was notified: None while it is to be."""

    commune: datetime.date
    epci: datetime.date
    notified: datetime.date | None = None

    @property
    def signed_on(self) -> datetime.date:
        """The day on which both parties had signed."""
        return max(self.commune, self.epci)

    def __str__(self) -> str:
        """Return the dates as the journal keeps them."""
        return ", ".join(day.isoformat() if day else "—" for day in (self.commune, self.epci, self.notified))


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A kept file: ``path`` is where it lay in the output, or the name that a scan came with."""

    role: str
    path: str
    original: Original


@dataclass(frozen=True, slots=True)
class Signature:
    """A signed document, and its dossier as it was signed; ``recorded_on`` is the day it was recorded, in France."""

    dates: SignatureDates
    dossier: SignedDossier
    files: tuple[KeptFile, ...]
    recorded_on: datetime.date | None

    @property
    def signed_on(self) -> datetime.date:
        """The day on which both parties had signed."""
        return self.dates.signed_on

    @property
    def notified_on(self) -> datetime.date | None:
        """The day of its notification, None while it is to be notified: it is not in force before."""
        return self.dates.notified


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
    dates: SignatureDates,
    dossier: SignedDossier,
    files: Sequence[SignedFile],
) -> None:
    """Record that a complete document is signed, with every file of its dossier, in one transaction.

    Raises RefusedError when it is not complete (another process may have changed that since it was looked at).
    """
    with transaction(connection):
        state = state_of(connection, document)
        if state != "complete":
            raise RefusedError(
                f"{document} : le dossier n’est plus complet (état : {STATES[state]}) ; relancez la commande."
            )
        row = {"document": document, **_cells(dates), "content": dossier.to_json(), "recorded_at": now()}
        added = insert(connection, "signatures", row)
        _keep_all(connection, register, added.lastrowid or 0, files)
        set_state(connection, document, "signed")
        note(connection, document, "signed", state, str(dates))


def correct_signature(
    connection: sqlite3.Connection, register: Path, document: str, dates: SignatureDates, scans: Sequence[SignedFile]
) -> None:
    """Write the dates of a signed document, its notification for one, and add scans; what was signed stays as it is."""
    with transaction(connection):
        row = _current(connection, document)
        before = _dates(row)
        if before != dates:
            connection.execute(
                "UPDATE signatures SET commune_signed_on = ?, epci_signed_on = ?, notified_on = ? WHERE id = ?",
                (*_cells(dates).values(), row["id"]),
            )
            first_notice = before.notified is None and (before.commune, before.epci) == (dates.commune, dates.epci)
            note(connection, document, "notified" if first_notice else "dates corrected", str(before), str(dates))
        for path in _keep_all(connection, register, row["id"], scans):
            note(connection, document, "scan kept", after=path)


def undo_signature(connection: sqlite3.Connection, document: str, why: str, today: datetime.date) -> None:
    """Take back a signature recorded by mistake, on the day it was recorded: the dossier is complete again.

    What was kept stays, and the journal says why. Raises RefusedError on another day: dates alone can then change.
    """
    with transaction(connection):
        row = _current(connection, document)
        if day_of(row["recorded_at"]) != today:
            raise RefusedError(
                f"{document} : une signature ne s’annule que le jour où elle est enregistrée ; corrigez ses dates "
                "(--replace), ou préparez un avenant (conventions amend)."
            )
        connection.execute("UPDATE signatures SET undone_at = ?, undone_why = ? WHERE id = ?", (now(), why, row["id"]))
        set_state(connection, document, "complete")
        note(connection, document, "signature undone", str(_dates(row)), why)


def signatures(connection: sqlite3.Connection, campaign: str) -> dict[str, Signature]:
    """Return the signature of each signed document of a campaign, by number."""
    files: dict[int, list[KeptFile]] = {}
    for row in connection.execute(
        "SELECT kept.*, originals.extension FROM kept JOIN originals USING (sha256) "
        "JOIN signatures ON signatures.id = kept.signature JOIN documents ON documents.number = document "
        "WHERE campaign = ? ORDER BY kept.rowid",
        (campaign,),
    ):
        kept = KeptFile(row["role"], row["path"], Original(row["sha256"], row["extension"]))
        files.setdefault(row["signature"], []).append(kept)
    return {
        row["document"]: Signature(
            _dates(row),
            SignedDossier.from_json(row["document"], row["content"]),
            tuple(files.get(row["id"], ())),
            day_of(row["recorded_at"]),
        )
        for row in of_campaign(connection, "signatures", campaign, "AND undone_at IS NULL")
    }


def _current(connection: sqlite3.Connection, document: str) -> sqlite3.Row:
    row: sqlite3.Row | None = connection.execute(
        "SELECT * FROM signatures WHERE document = ? AND undone_at IS NULL", (document,)
    ).fetchone()
    if row is None:
        raise RefusedError(f"{document} : ce dossier n’est plus signé ; relancez la commande.")
    return row


def _keep_all(connection: sqlite3.Connection, register: Path, signature: int, files: Sequence[SignedFile]) -> list[str]:
    """Keep files for a signature; return the paths of those that it did not have."""
    added = []
    for file in files:
        original = keep(connection, register, file.data, Path(file.path).suffix)
        row = {"signature": signature, "role": file.role, "path": file.path, "sha256": original.sha256}
        added += [file.path] * insert(connection, "kept", row, "ON CONFLICT DO NOTHING").rowcount
    return added


def _dates(row: sqlite3.Row) -> SignatureDates:
    return SignatureDates(*fields(row, _DATES).values())


def _cells(dates: SignatureDates) -> dict[str, str | None]:
    days = (dates.commune, dates.epci, dates.notified)
    return {name: day.isoformat() if day else None for name, day in zip(_DATES, days, strict=True)}
