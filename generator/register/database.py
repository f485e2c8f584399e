"""The register's SQLite file: opened, migrated and guarded."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from generator.errors import RegisterError, UsageError
from generator.files import write_whole
from generator.register.image import BUSY, read_image

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
    """
    CREATE TABLE originals (
        sha256 TEXT PRIMARY KEY CHECK (length(sha256) = 64),
        extension TEXT NOT NULL,
        bytes INTEGER NOT NULL CHECK (bytes >= 0)
    ) STRICT;
    CREATE TABLE acts (
        id INTEGER PRIMARY KEY,
        document TEXT NOT NULL REFERENCES documents (number),
        number TEXT NOT NULL,
        decided_on TEXT NOT NULL,
        convened_on TEXT,
        posted_on TEXT,
        in_office INTEGER,
        present INTEGER,
        voting INTEGER,
        present_names TEXT NOT NULL,
        proxies TEXT NOT NULL,
        absent_names TEXT NOT NULL,
        secretary TEXT NOT NULL,
        signatories TEXT NOT NULL,
        votes_for INTEGER,
        votes_against INTEGER,
        abstentions INTEGER,
        not_voting INTEGER,
        unanimous INTEGER CHECK (unanimous IN (0, 1)),
        object TEXT NOT NULL,
        sent_on TEXT,
        received_on TEXT,
        published_on TEXT,
        identifier TEXT NOT NULL,
        source TEXT NOT NULL,
        source_sha256 TEXT NOT NULL REFERENCES originals (sha256),
        recorded_at TEXT NOT NULL,
        replaced_at TEXT
    ) STRICT;
    CREATE UNIQUE INDEX one_act_a_document ON acts (document) WHERE replaced_at IS NULL;
    CREATE TABLE signatures (
        document TEXT PRIMARY KEY REFERENCES documents (number),
        signed_on TEXT NOT NULL,
        notified_on TEXT NOT NULL,
        content TEXT NOT NULL
    ) STRICT;
    CREATE TABLE kept (
        document TEXT NOT NULL REFERENCES signatures (document),
        role TEXT NOT NULL CHECK (role IN ('output', 'scan')),
        path TEXT NOT NULL,
        sha256 TEXT NOT NULL REFERENCES originals (sha256),
        PRIMARY KEY (document, role, path, sha256)
    ) STRICT;
    CREATE TRIGGER originals_stay BEFORE DELETE ON originals
        BEGIN SELECT RAISE(ABORT, 'an original is never deleted'); END;
    CREATE TRIGGER acts_stay BEFORE DELETE ON acts
        BEGIN SELECT RAISE(ABORT, 'an act is never deleted'); END;
    CREATE TRIGGER acts_hold BEFORE UPDATE ON acts
        WHEN old.replaced_at IS NOT NULL OR new.replaced_at IS NULL
        BEGIN SELECT RAISE(ABORT, 'an act is replaced, never changed'); END;
    CREATE TRIGGER signatures_stay BEFORE DELETE ON signatures
        BEGIN SELECT RAISE(ABORT, 'a signature is never deleted'); END;
    CREATE TRIGGER signed_content_holds BEFORE UPDATE OF document, content ON signatures
        BEGIN SELECT RAISE(ABORT, 'what was signed never changes'); END;
    CREATE TRIGGER kept_stay BEFORE DELETE ON kept
        BEGIN SELECT RAISE(ABORT, 'what was signed is never deleted'); END;
    CREATE TRIGGER kept_hold BEFORE UPDATE ON kept
        BEGIN SELECT RAISE(ABORT, 'what was signed never changes'); END;
    """,
    """
    CREATE TABLE amendments (
        document TEXT PRIMARY KEY REFERENCES documents (number),
        convention TEXT NOT NULL REFERENCES documents (number),
        period TEXT NOT NULL,
        financial INTEGER NOT NULL CHECK (financial IN (0, 1)),
        content TEXT NOT NULL
    ) STRICT;
    CREATE TABLE evaluations (
        id INTEGER PRIMARY KEY,
        campaign TEXT NOT NULL,
        period TEXT NOT NULL,
        source TEXT NOT NULL,
        source_sha256 TEXT NOT NULL REFERENCES originals (sha256),
        recorded_at TEXT NOT NULL
    ) STRICT;
    CREATE TRIGGER amendments_hold BEFORE UPDATE ON amendments
        WHEN EXISTS (SELECT 1 FROM signatures WHERE document = old.document)
        BEGIN SELECT RAISE(ABORT, 'a signed avenant never changes'); END;
    CREATE TRIGGER amendments_stay BEFORE DELETE ON amendments
        BEGIN SELECT RAISE(ABORT, 'an avenant is never deleted'); END;
    CREATE TRIGGER evaluations_stay BEFORE DELETE ON evaluations
        BEGIN SELECT RAISE(ABORT, 'an evaluation is never deleted'); END;
    """,
    """
    ALTER TABLE acts ADD COLUMN despite_why TEXT NOT NULL DEFAULT '';
    ALTER TABLE acts ADD COLUMN despite_advice TEXT NOT NULL DEFAULT '';
    """,
    """
    DROP TRIGGER amendments_hold;
    CREATE TABLE dated_signatures (
        id INTEGER PRIMARY KEY,
        document TEXT NOT NULL REFERENCES documents (number),
        commune_signed_on TEXT NOT NULL,
        epci_signed_on TEXT NOT NULL,
        notified_on TEXT,
        content TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        undone_at TEXT,
        undone_why TEXT
    ) STRICT;
    INSERT INTO dated_signatures (document, commune_signed_on, epci_signed_on, notified_on, content, recorded_at)
        SELECT document, signed_on, signed_on, notified_on, content, coalesce(
            (SELECT max(happened_at) FROM events WHERE events.number = document AND what = 'signed'), ''
        ) FROM signatures ORDER BY rowid;
    CREATE TABLE signed_files (
        signature INTEGER NOT NULL REFERENCES dated_signatures (id),
        role TEXT NOT NULL CHECK (role IN ('output', 'scan')),
        path TEXT NOT NULL,
        sha256 TEXT NOT NULL REFERENCES originals (sha256),
        PRIMARY KEY (signature, role, path, sha256)
    ) STRICT;
    INSERT INTO signed_files (signature, role, path, sha256)
        SELECT dated_signatures.id, role, path, sha256 FROM kept JOIN dated_signatures USING (document)
        ORDER BY kept.rowid;
    DROP TABLE kept;
    DROP TABLE signatures;
    ALTER TABLE dated_signatures RENAME TO signatures;
    ALTER TABLE signed_files RENAME TO kept;
    CREATE UNIQUE INDEX one_signature_a_document ON signatures (document) WHERE undone_at IS NULL;
    CREATE TRIGGER signatures_stay BEFORE DELETE ON signatures
        BEGIN SELECT RAISE(ABORT, 'a signature is never deleted'); END;
    CREATE TRIGGER signed_content_holds BEFORE UPDATE OF id, document, content, recorded_at ON signatures
        BEGIN SELECT RAISE(ABORT, 'what was signed never changes'); END;
    CREATE TRIGGER undone_signatures_hold BEFORE UPDATE ON signatures WHEN old.undone_at IS NOT NULL
        BEGIN SELECT RAISE(ABORT, 'a signature that was undone never changes'); END;
    CREATE TRIGGER kept_stay BEFORE DELETE ON kept
        BEGIN SELECT RAISE(ABORT, 'what was signed is never deleted'); END;
    CREATE TRIGGER kept_hold BEFORE UPDATE ON kept
        BEGIN SELECT RAISE(ABORT, 'what was signed never changes'); END;
    CREATE TRIGGER amendments_hold BEFORE UPDATE ON amendments
        WHEN EXISTS (SELECT 1 FROM signatures WHERE document = old.document AND undone_at IS NULL)
        BEGIN SELECT RAISE(ABORT, 'a signed avenant never changes'); END;
    CREATE TABLE renewals (
        document TEXT NOT NULL REFERENCES documents (number),
        starts_on TEXT NOT NULL,
        ends_on TEXT NOT NULL,
        recorded_at TEXT NOT NULL,
        PRIMARY KEY (document, starts_on)
    ) STRICT;
    CREATE TABLE endings (
        id INTEGER PRIMARY KEY,
        document TEXT NOT NULL REFERENCES documents (number),
        cause TEXT NOT NULL CHECK (
            cause IN ('denonciation', 'resiliation', 'accord', 'fusion', 'retrait', 'annulation')
        ),
        author TEXT NOT NULL CHECK (author IN ('', 'commune', 'epci')),
        received_on TEXT,
        notice_on TEXT,
        ends_on TEXT NOT NULL,
        into_insee TEXT NOT NULL,
        why TEXT NOT NULL,
        source TEXT,
        source_sha256 TEXT REFERENCES originals (sha256),
        recorded_at TEXT NOT NULL,
        undone_at TEXT,
        undone_why TEXT
    ) STRICT;
    CREATE UNIQUE INDEX one_ending_a_document ON endings (document) WHERE undone_at IS NULL;
    CREATE TRIGGER renewals_stay BEFORE DELETE ON renewals
        BEGIN SELECT RAISE(ABORT, 'a renewal is never deleted'); END;
    CREATE TRIGGER endings_stay BEFORE DELETE ON endings
        BEGIN SELECT RAISE(ABORT, 'an end is never deleted'); END;
    CREATE TRIGGER endings_hold BEFORE UPDATE ON endings WHEN old.undone_at IS NOT NULL OR new.undone_at IS NULL
        BEGIN SELECT RAISE(ABORT, 'an end is undone, never changed'); END;
    """,
    # What the council decided, who presided and took no part, and why an act was withdrawn. Of acts recorded before,
    # what they authorise was never read: NULL.
    """
    ALTER TABLE acts ADD COLUMN operative TEXT NOT NULL DEFAULT '';
    ALTER TABLE acts ADD COLUMN authorises_signature INTEGER CHECK (authorises_signature IN (0, 1));
    ALTER TABLE acts ADD COLUMN authorises_avenants INTEGER CHECK (authorises_avenants IN (0, 1));
    ALTER TABLE acts ADD COLUMN designated TEXT NOT NULL DEFAULT '';
    ALTER TABLE acts ADD COLUMN president TEXT NOT NULL DEFAULT '';
    ALTER TABLE acts ADD COLUMN urgent INTEGER NOT NULL DEFAULT 0 CHECK (urgent IN (0, 1));
    ALTER TABLE acts ADD COLUMN second_convocation INTEGER NOT NULL DEFAULT 0 CHECK (second_convocation IN (0, 1));
    ALTER TABLE acts ADD COLUMN aside_names TEXT NOT NULL DEFAULT '[]';
    ALTER TABLE acts ADD COLUMN secret_ballot INTEGER NOT NULL DEFAULT 0 CHECK (secret_ballot IN (0, 1));
    ALTER TABLE acts ADD COLUMN withdrawn_why TEXT NOT NULL DEFAULT '';
    """,
    # Revisions acted on are kept as evaluations are, and what the report of an evaluation is made from with it.
    """
    CREATE TABLE revisions (
        id INTEGER PRIMARY KEY,
        campaign TEXT NOT NULL,
        occasion TEXT NOT NULL,
        source TEXT NOT NULL,
        source_sha256 TEXT NOT NULL REFERENCES originals (sha256),
        recorded_at TEXT NOT NULL
    ) STRICT;
    CREATE TRIGGER revisions_stay BEFORE DELETE ON revisions
        BEGIN SELECT RAISE(ABORT, 'a revision is never deleted'); END;
    ALTER TABLE evaluations ADD COLUMN facts TEXT NOT NULL DEFAULT '';
    """,
)
#: Beside the register: its copies from before each change of its schema.
_BACKUPS = "sauvegardes"
_BUSY_SECONDS = 30
#: SQLite's names for what the disk or the system refuses.
_UNUSABLE = ("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_IOERR", "SQLITE_FULL", "SQLITE_PERM", "SQLITE_AUTH")

_DAMAGED = "le registre est endommagé ({}) ; n’effacez rien et reprenez une sauvegarde"


def existing_register(path: Path) -> Path:
    """Return the path of a register that is there; raises UsageError before the first build."""
    if not path.is_file():
        raise UsageError(f"{path} : pas encore de registre ; « conventions build » le commence.")
    return path


@contextmanager
def open_register(
    path: Path, *, writing: bool = False, busy_seconds: float = _BUSY_SECONDS
) -> Iterator[sqlite3.Connection]:
    """Open the register; only with ``writing`` can it be changed, and is it made or migrated as needed.

    To read is to have a copy in memory: the register's folder is left as it is, one that is missing reads as empty and
    an older schema as migrated. Every failure of SQLite, in here or in the block, becomes a RegisterError; other errors
    of the block pass.
    """
    if not writing:
        with open_copy(path) as copy:
            copy.execute("PRAGMA query_only = ON")  # what is written to a copy by mistake must not be lost unseen
            yield copy
        return
    with _translated(path):
        _make_folder(path.parent)
        connection = sqlite3.connect(path, timeout=busy_seconds, isolation_level=None)
    with closing(connection), _translated(path):
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        if _version(connection) < len(MIGRATIONS):
            _back_up(connection, path)
        _migrate(connection, path)
        yield connection


@contextmanager
def open_copy(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a copy of the register in memory: what is written there is seen there, and lost in the end."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    with closing(connection), _translated(path, in_memory=True):
        try:
            image = read_image(path)
        except OSError as error:
            message = f"{path} : le registre ne peut pas être ouvert ({error.strerror}) ; vérifiez les droits."
            raise RegisterError(message) from error
        if image:
            connection.deserialize(image)
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        _migrate(connection, path)
        yield connection


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Run one write transaction, taking the lock at once: two processes cannot read the same last number.

    It is rolled back when the block raises.
    """
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if connection.in_transaction:  # SQLite rolls back by itself when the disk is full
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@contextmanager
def consistent(connection: sqlite3.Connection) -> Iterator[None]:
    """Let several queries see the register at one moment, that of the transaction under way if there is one."""
    if connection.in_transaction:
        yield
        return
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("COMMIT")


def _back_up(connection: sqlite3.Connection, path: Path) -> None:
    """Write a copy of the whole register beside it, unless it is empty or that was done already."""
    target = path.parent / _BACKUPS / f"register-v{_version(connection)}.sqlite"
    if _version(connection) == 0 or target.exists():
        return
    try:
        write_whole(target, connection.serialize())
    except OSError as error:
        raise RegisterError(f"{target} : écriture impossible ({error.strerror}) ; vérifiez les droits.") from error


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
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
def _translated(path: Path, *, in_memory: bool = False) -> Iterator[None]:
    """Raise what SQLite raises as a RegisterError; ``in_memory``, neither the disk nor another process is at fault."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", "")  # absent from what Python itself refuses
        if in_memory:
            message = _DAMAGED.format(error)
        elif name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            message = BUSY
        elif name.startswith(_UNUSABLE):
            message = f"le registre ne peut pas être ouvert ou écrit ({error}) ; vérifiez les droits et la place libre"
        else:
            message = _DAMAGED.format(error)
        raise RegisterError(f"{path} : {message}.") from error
