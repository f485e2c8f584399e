"""The bytes of a register as a process that writes nothing can have them: whole, at one moment, beside any writer."""

from __future__ import annotations

import sqlite3
import time
from contextlib import closing
from pathlib import Path

from generator.errors import RegisterError
from generator.files import read_regular, scratch_folder
from generator.project import real
from generator.register.damage import BACKUP
from generator.register.originals import FOLDER

#: Takes who is at work there.
BUSY = "le registre est occupé par {} ; attendez la fin et recommencez"
#: How a register is told of which nothing is left.
EMPTY = "ce registre est un fichier vide"
#: How often a register that changes while it is read is read again, and the seconds between.
_ATTEMPTS, _PAUSE = 50, 0.02
#: No register is larger, in bytes: it is read whole into the memory.
_MOST = 1_000_000_000
#: Where a database says whether its journal is a write-ahead log (file format, 1.3.3), and what says that it is none.
_FORMAT, _WITHOUT_LOG = slice(18, 20), b"\1\1"


def refuse_lost(path: Path) -> None:
    """Raise RegisterError when the register or its folder is a link that leads nowhere, or its folder is a file.

    What cannot be reached is no empty register, nor is one that is gone, or an empty file, beside kept originals.
    """
    for link in (path.parent, path):
        if link.is_symlink() and not link.exists():
            raise RegisterError(
                f"{link} : ce lien ne mène à rien, et le registre n’est pas lu ; rebranchez le disque où il est, ou "
                "remettez-le à sa place."
            )
    if path.parent.exists() and not path.parent.is_dir():
        raise RegisterError(f"{path.parent} : un fichier est à la place du dossier du registre ; remettez le dossier.")
    if (not path.exists() or is_empty(path)) and any((path.parent / FOLDER).glob("[!.]*")):
        lost = EMPTY if path.exists() else "ce registre n’est plus là"
        raise RegisterError(f"{path} : {lost}, et des originaux sont gardés à côté : il est perdu ; {BACKUP}.")


def is_empty(path: Path) -> bool:
    """Tell whether the register is a file without a byte, nor any in its log: one that was lost, or never begun."""
    log = _log_of(path)
    return path.is_file() and not path.stat().st_size and not (log.is_file() and log.stat().st_size)


def _log_of(path: Path) -> Path:
    """Return the write-ahead log of a database: beside the file itself, where a link to it leads."""
    file = real(path)
    return file.with_name(file.name + "-wal")


def read_image(path: Path) -> bytes:
    """Return the database with all that was committed, to be opened in memory; b"" when there is none.

    Its folder may be read-only, and nothing in it is touched, whoever asks. Raises OSError, sqlite3.DatabaseError, and
    RegisterError when it never stands still, or cannot be reached.
    """
    refuse_lost(path)
    # SQLite itself cannot: to read a database in WAL mode it makes a -wal and a -shm, even with mode=ro, and leaves
    # them there, or fails where it may not; and with immutable=1 it does not see what a -wal holds.
    data, log = _read_both(path)
    if log:
        data = _merged(data, log)
    image = bytearray(data)
    if image:
        image[_FORMAT] = _WITHOUT_LOG  # a database in memory has no file for one
    return bytes(image)


def _read_both(path: Path) -> tuple[bytes, bytes]:
    """Return the database and its write-ahead log, of one moment.

    The log is read last: what a checkpoint had half copied into the database is whole in it. A checkpoint that ended in
    between, after which the log may be gone, shows in the database's own date.
    """
    log = _log_of(path)
    for _ in range(_ATTEMPTS):
        before = path.stat() if path.exists() else None
        if before is None:
            return b"", b""
        data = read_regular(path, _MOST)
        try:
            pending = read_regular(log, _MOST)
        except FileNotFoundError:
            pending = b""
        after = path.stat()
        if (before.st_ino, before.st_size, before.st_mtime_ns) == (after.st_ino, after.st_size, after.st_mtime_ns):
            return data, pending
        time.sleep(_PAUSE)
    raise RegisterError(f"{path} : {BUSY.format('un autre traitement')}.")


def _merged(data: bytes, log: bytes) -> bytes:
    """Return the database with what its log holds: SQLite alone knows how, on a copy of both."""
    with scratch_folder() as folder:
        copy = folder / "register.sqlite"
        copy.write_bytes(data)
        copy.with_name(copy.name + "-wal").write_bytes(log)
        with closing(sqlite3.connect(copy)) as connection:
            return connection.serialize()
