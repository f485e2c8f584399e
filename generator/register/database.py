"""The register's SQLite file: opened, migrated and guarded."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

from generator.actor import actor
from generator.errors import RegisterError, UsageError
from generator.files import UNFINISHED, write_whole
from generator.locks import Busy, held
from generator.project import real
from generator.refusals import not_written, why, writing
from generator.register.failures import DAMAGED, UNOPENED, examined, refuse_share, translated
from generator.register.image import BUSY, is_empty, read_image, refuse_lost
from generator.register.journal import MEND_CLOCK, belated
from generator.register.schema import MIGRATIONS

#: Beside the register: its copies from before each change of its schema.
_BACKUPS = "sauvegardes"
_BUSY_SECONDS = 30


def existing_register(path: Path) -> Path:
    """Return the path of a register that is there; raises UsageError before the first build, RegisterError."""
    refuse_lost(path)
    if not path.is_file():
        raise UsageError(f"{path} : pas encore de registre ; lancez « conventions build » pour le commencer.")
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
    refuse_lost(path)
    refuse_share(path)
    _make_folder(path.parent)
    with _turn(path, busy_seconds), translated(path), closing(_alone(path, busy_seconds)) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        if _version(connection) < len(MIGRATIONS):
            _back_up(connection, path)
        _migrate(connection, path)
        with examined(connection, path):
            if told := belated(connection):
                actor().tell(f"Avertissement — {told} ; {MEND_CLOCK}.")
            yield connection


@contextmanager
def open_copy(path: Path) -> Iterator[sqlite3.Connection]:
    """Open a copy of the register in memory: what is written there is seen there, and lost in the end.

    Raises RegisterError when it cannot be read, or is no register.
    """
    with _copied(path) as connection:
        connection.row_factory = sqlite3.Row
        connection.execute("PRAGMA foreign_keys = ON")
        _migrate(connection, path)
        with examined(connection, path):
            yield connection


def snapshot_register(path: Path) -> bytes | None:
    """Return the whole database as of now, whoever writes meanwhile; None when there is none.

    Its schema is the one it has, and its folder is left as it is: it may be read-only. Raises RegisterError.
    """
    refuse_lost(path)
    if not path.exists():
        return None
    if is_empty(path):
        return b""
    with _copied(path) as copy:
        (found,) = copy.execute("PRAGMA integrity_check").fetchone()
        if found != "ok":
            raise RegisterError(f"{path} : {DAMAGED.format(found)}.")
        return copy.serialize()


@contextmanager
def _copied(path: Path) -> Iterator[sqlite3.Connection]:
    """Open the register as it is in memory, empty when there is none."""
    connection = _memory()
    with closing(connection), translated(path, in_memory=True):
        try:
            image = read_image(path)
        except OSError as error:
            raise RegisterError(f"{path} : {UNOPENED.format(why(error))}.") from error
        if image:
            connection.deserialize(image)
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


@contextmanager
def _turn(path: Path, seconds: float) -> Iterator[None]:
    """Be the only one who writes: SQLite would let others wait too, but can't say for whom."""
    with ExitStack() as stack:
        try:
            stack.enter_context(held(path.parent, seconds))
            _sweep(path.parent)
        except Busy as busy:
            raise RegisterError(f"{path} : {BUSY.format(busy)}.") from busy
        except OSError as error:
            raise RegisterError(f"{path} : {not_written(error)}.") from error
        yield


def _sweep(folder: Path) -> None:
    """Remove what a process that was killed left half written: whoever writes is alone here."""
    for stale in folder.rglob(f"{UNFINISHED}*"):
        if stale.is_file() and not stale.is_symlink():
            stale.unlink()


def _connected(path: Path, seconds: float) -> sqlite3.Connection:
    if path.exists() and not path.is_file():
        raise RegisterError(f"{path} : {UNOPENED.format('ce n’est pas un fichier ordinaire')}.")
    return sqlite3.connect(path, timeout=seconds, isolation_level=None)


def _alone(path: Path, seconds: float) -> sqlite3.Connection:
    """Connect to a file that has no other name: a copy made of hard links would change with this one, and be spoilt."""
    if not path.is_file() or path.stat().st_nlink < 2:
        return _connected(path, seconds)
    with closing(_connected(path, seconds)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    file = real(path)
    with writing(file, raises=RegisterError):
        write_whole(file, file.read_bytes())
    return _connected(path, seconds)


def _memory() -> sqlite3.Connection:
    return sqlite3.connect(":memory:", isolation_level=None)


def _back_up(connection: sqlite3.Connection, path: Path) -> None:
    """Write a copy of the whole register beside it, unless it is empty or that was done already."""
    target = path.parent / _BACKUPS / f"register-v{_version(connection)}.sqlite"
    if _version(connection) == 0 or target.exists():
        return
    with writing(target, raises=RegisterError):
        write_whole(target, connection.serialize())


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
    with writing(folder, raises=RegisterError):
        folder.mkdir(parents=True, exist_ok=True)
