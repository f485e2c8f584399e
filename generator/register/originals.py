"""What came from outside or was signed, kept for ever: one file a content, named by its SHA-256."""

from __future__ import annotations

import hashlib
import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path

from generator.errors import RegisterError

FOLDER = "originals"
#: How the name of a file that is being written begins; what a killed process left is of no use to anybody.
UNFINISHED = ".en-cours-"


@dataclass(frozen=True, slots=True)
class Original:
    """One kept file: ``extension`` without the dot."""

    sha256: str
    extension: str

    @property
    def name(self) -> str:
        """Its file name in the folder of originals."""
        return f"{self.sha256}.{self.extension}"


def keep(connection: sqlite3.Connection, register: Path, data: bytes, extension: str) -> Original:
    """Keep a file beside the register and note it there, inside the caller's transaction.

    The file is whole on disk before its row is; a transaction that is given up leaves at worst a file too many.
    Raises RegisterError when the folder cannot be written.
    """
    original = Original(hashlib.sha256(data).hexdigest(), extension.lower().lstrip("."))
    known = connection.execute("SELECT extension FROM originals WHERE sha256 = ?", (original.sha256,)).fetchone()
    if known:
        original = Original(original.sha256, known["extension"])
    path = original_path(register, original)
    if not intact(path, original.sha256):
        _write(path, data)
    if not known:
        connection.execute(
            "INSERT INTO originals (sha256, extension, bytes) VALUES (?, ?, ?)",
            (original.sha256, original.extension, len(data)),
        )
    return original


def original_path(register: Path, original: Original) -> Path:
    """Return where a kept file lies."""
    return register.parent / FOLDER / original.name


def read_original(register: Path, original: Original) -> bytes:
    """Return a kept file; raises RegisterError when it is missing or was altered."""
    path = original_path(register, original)
    if not intact(path, original.sha256):
        raise RegisterError(f"{path} : cet original manque ou a été modifié ; reprenez-le dans une sauvegarde.")
    return path.read_bytes()


def intact(path: Path, sha256: str) -> bool:
    """Tell whether the file is there with the content that its name promises."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == sha256
    except OSError:
        return False


def _write(path: Path, data: bytes) -> None:
    temporary = path.with_name(f"{UNFINISHED}{os.getpid()}-{path.name}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except OSError as error:
        raise RegisterError(f"{path.parent} : écriture impossible ({error.strerror}) ; vérifiez les droits.") from error
