"""The register's SQLite file: opened, migrated and guarded."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.errors import RegisterError

#: One script per version of the schema; ``PRAGMA user_version`` tells how many were run.
MIGRATIONS = (
    """
    CREATE TABLE documents (
        id INTEGER PRIMARY KEY,
        number TEXT NOT NULL UNIQUE,
        campaign TEXT NOT NULL,
        insee TEXT NOT NULL,
        kind TEXT NOT NULL,
        rank INTEGER NOT NULL CHECK (rank >= 0),
        year INTEGER NOT NULL,
        seq INTEGER NOT NULL CHECK (seq > 0),
        state TEXT NOT NULL CHECK (state IN ('draft', 'sent', 'voted', 'complete', 'signed', 'cancelled'))
    ) STRICT;
    CREATE UNIQUE INDEX one_number_a_document ON documents (campaign, insee, kind, rank) WHERE state <> 'cancelled';
    CREATE TABLE events (
        id INTEGER PRIMARY KEY,
        happened_at TEXT NOT NULL,
        number TEXT NOT NULL REFERENCES documents (number),
        what TEXT NOT NULL,
        before TEXT NOT NULL,
        after TEXT NOT NULL
    ) STRICT;
    CREATE TRIGGER numbers_stay BEFORE UPDATE OF number, campaign, insee, kind, rank, year, seq ON documents
        BEGIN SELECT RAISE(ABORT, 'a number never changes'); END;
    CREATE TRIGGER documents_stay BEFORE DELETE ON documents
        BEGIN SELECT RAISE(ABORT, 'a document is never deleted'); END;
    CREATE TRIGGER events_stay BEFORE DELETE ON events
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
    CREATE TRIGGER events_hold BEFORE UPDATE ON events
        BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
    """,
)
BUSY_SECONDS = 30
#: SQLite's names for what the disk or the system refuses.
UNUSABLE = ("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_IOERR", "SQLITE_FULL", "SQLITE_PERM", "SQLITE_AUTH")


@contextmanager
def open_register(path: Path | None, *, busy_seconds: float = BUSY_SECONDS) -> Iterator[sqlite3.Connection]:
    """Open the register, creating and migrating it as needed; None opens an empty one in memory.

    Every failure of SQLite, in here or in the block, becomes a RegisterError; other errors of the block pass.
    """
    with _translated(path):
        if path:
            _make_folder(path.parent)
        connection = sqlite3.connect(path or ":memory:", timeout=busy_seconds, isolation_level=None)
    try:
        with _translated(path):
            connection.row_factory = sqlite3.Row
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = ON")
            _migrate(connection, path)
            yield connection
    finally:
        connection.close()


@contextmanager
def transaction(connection: sqlite3.Connection, *, commit: bool = True) -> Iterator[None]:
    """Run one write transaction, taking the lock at once: two processes cannot read the same last number.

    It is rolled back when the block raises, or when ``commit`` is false.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if connection.in_transaction:  # SQLite rolls back by itself when the disk is full
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT" if commit else "ROLLBACK")


def _migrate(connection: sqlite3.Connection, path: Path | None) -> None:
    if _version(connection) == len(MIGRATIONS):
        return
    with transaction(connection):
        version = _version(connection)
        if version > len(MIGRATIONS):
            raise RegisterError(
                f"{path} : ce registre vient d’une version plus récente du programme ; mettez le programme à jour."
            )
        for number, script in enumerate(MIGRATIONS[version:], version + 1):
            for statement in _statements(script):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {number}")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of a script: ``executescript`` would commit the transaction around it."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise RegisterError(f"{folder} : écriture impossible ({error.strerror}) ; vérifiez les droits.") from error


@contextmanager
def _translated(path: Path | None) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", "")  # absent from what Python itself refuses
        if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            message = "le registre est occupé par un autre traitement ; attendez qu’il finisse et recommencez"
        elif name.startswith(UNUSABLE):
            message = f"le registre ne peut pas être ouvert ou écrit ({error}) ; vérifiez les droits et la place libre"
        else:
            message = f"le registre est endommagé ({error}) ; n’effacez rien et reprenez une sauvegarde"
        raise RegisterError(f"{path} : {message}.") from error
