"""What came from outside or was signed, kept for ever: one file a content, named by its SHA-256."""

from __future__ import annotations

import hashlib
import json
import re
import sqlite3
from collections.abc import Collection
from dataclasses import asdict, dataclass
from pathlib import Path

from generator.errors import RegisterError
from generator.files import is_inside, read_regular, write_whole
from generator.refusals import writing
from generator.register.damage import BACKUP
from generator.register.rows import insert

FOLDER = "originals"
#: Between the names of a file and of one that lay in it: « courriel.eml › acte.pdf ».
WITHIN = " › "
_LONGEST_EXTENSION = 10


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was received: ``name`` as it came, from the outside in where it lay in another one."""

    name: str
    data: bytes

    @property
    def extension(self) -> str:
        """The extension of its name; « txt » without one."""
        return plain_extension(Path(self.name.rsplit(WITHIN, 1)[-1]).suffix) or "txt"


def plain_extension(suffix: str) -> str:
    """Return the extension under which a file is kept: letters and figures only, for others may have given it."""
    return re.sub(r"[^a-z0-9]", "", suffix.lower())[:_LONGEST_EXTENSION]


@dataclass(frozen=True, slots=True)
class Original:
    """One kept file: ``extension`` without the dot."""

    sha256: str
    extension: str

    def is_of(self, data: bytes) -> bool:
        """Tell whether it is the copy of these bytes."""
        return hashlib.sha256(data).hexdigest() == self.sha256

    @property
    def name(self) -> str:
        """Its file name in the folder of originals."""
        return f"{self.sha256}.{self.extension}"


def keep(connection: sqlite3.Connection, register: Path, data: bytes, extension: str) -> Original:
    """Keep a file beside the register and note it there, inside the caller's transaction.

    The file is whole on disk before its row is; a transaction that is given up leaves at worst a file too many.
    Raises RegisterError when the folder cannot be written.
    """
    original = note_original(connection, data, extension)
    store_original(register, original, data)
    return original


def keep_received(
    connection: sqlite3.Connection, register: Path, source: Source, parcel: Source | None
) -> dict[str, str | None]:
    """Keep a file that came, and what it came in; return what a row says of them, by column."""
    kept = keep(connection, register, source.data, source.extension)
    within = keep(connection, register, parcel.data, parcel.extension) if parcel else None
    return {"source": source.name, "source_sha256": kept.sha256, "parcel_sha256": within.sha256 if within else None}


def note_original(connection: sqlite3.Connection, data: bytes, extension: str) -> Original:
    """Note a file in the register, inside the caller's transaction, which stores it before it ends."""
    original = Original(hashlib.sha256(data).hexdigest(), plain_extension(extension))
    known = connection.execute("SELECT extension FROM originals WHERE sha256 = ?", (original.sha256,)).fetchone()
    if known:
        return Original(original.sha256, known["extension"])
    insert(connection, "originals", {**asdict(original), "bytes": len(data)})
    return original


def store_original(register: Path, original: Original, data: bytes) -> None:
    """Write a noted file beside the register, whole; raises RegisterError when the folder cannot be written."""
    path = original_path(register, original)
    if not intact(path, original.sha256):
        with writing(path.parent, raises=RegisterError):
            write_whole(path, data)


def kept_among(connection: sqlite3.Connection, hashes: Collection[str]) -> frozenset[str]:
    """Return those of some SHA-256 of which the register keeps the file."""
    query = "SELECT sha256 FROM originals WHERE sha256 IN (SELECT value FROM json_each(?))"
    return frozenset(row["sha256"] for row in connection.execute(query, (json.dumps(sorted(hashes)),)))


def original_path(register: Path, original: Original) -> Path:
    """Return where a kept file lies; raises RegisterError when the register would have it lie elsewhere."""
    if not is_inside(original.name) or "/" in original.name:
        raise RegisterError(f"{register} : l’original « {original.name} » n’a pas un nom d’original ; {BACKUP}.")
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
        return hashlib.sha256(read_regular(path)).hexdigest() == sha256
    except OSError:
        return False
