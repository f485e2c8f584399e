"""What fails in the register, of SQLite, of the disk or over a damaged value, as an error that says what to do."""

from __future__ import annotations

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from generator.errors import RegisterError
from generator.refusals import why
from generator.register.damage import BACKUP, damages
from generator.register.image import BUSY

#: SQLite's names for what the disk or the system refuses.
_UNUSABLE = ("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_IOERR", "SQLITE_FULL", "SQLITE_PERM", "SQLITE_AUTH")
#: What SQLite says of those, and of a damaged file.
_REASONS = {
    "disk I/O error": "le disque est plein ou ne répond pas",
    "database or disk is full": "disque plein",
    "attempt to write a readonly database": "il est en lecture seule",
}
_DAMAGES = {
    "file is not a database": "ce n’est plus une base de données",
    "database disk image is malformed": "ses pages sont abîmées",
}
UNOPENED = "le registre ne peut pas être ouvert ({}) ; vérifiez les droits"
DAMAGED = f"le registre est endommagé ({{}}) ; {BACKUP}"


@contextmanager
def examined(connection: sqlite3.Connection, path: Path) -> Iterator[None]:
    """Raise what fails over a damaged value as a RegisterError that says where it is; what else fails passes."""
    try:
        yield
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        damage = next(damages(connection), None)
        if damage is None:
            raise
        raise RegisterError(f"{path} : le registre est endommagé : {damage.message} ; {damage.remedy}.") from error


def _unopened(path: Path) -> str:
    """Say why SQLite cannot open a file: it keeps to itself what the system said, and so the system is asked again."""
    try:
        with ExitStack() as opened:
            if path.exists():
                opened.enter_context(path.open("r+b"))
            opened.enter_context(tempfile.TemporaryFile(dir=path.parent))
    except OSError as error:
        return why(error)
    return "son dossier n’est pas accessible"


@contextmanager
def translated(path: Path, *, in_memory: bool = False) -> Iterator[None]:
    """Raise what SQLite raises as a RegisterError; ``in_memory``, neither the disk nor another process is at fault."""
    try:
        yield
    except UnicodeDecodeError as error:  # from within sqlite3: a text, or a message that quotes one
        raise RegisterError(f"{path} : {DAMAGED.format('texte illisible')}.") from error
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", "")  # absent from what Python itself refuses
        message = DAMAGED.format(_DAMAGES.get(str(error), error))
        if not in_memory and name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
            message = BUSY.format("un autre traitement")
        elif not in_memory and name.startswith(_UNUSABLE):
            reason = _unopened(path) if name.startswith("SQLITE_CANTOPEN") else _REASONS.get(str(error), error)
            message = f"le registre ne peut pas être ouvert ou écrit ({reason}) ; vérifiez les droits et la place libre"
        raise RegisterError(f"{path} : {message}.") from error
