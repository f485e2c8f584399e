"""The archive of a backup: a ZIP with the SHA-256 of each file, which is read with the distrust due to any file."""

from __future__ import annotations

import datetime
import errno
import hashlib
import json
import os
import shutil
import stat
import zipfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

import generator
from generator.dossiers.fingerprints import sha256
from generator.errors import DataError, OutputError
from generator.refusals import reading, writing
from generator.register.journal import FRANCE
from generator.safekeeping.precious import DATABASE, belongs, precious_files
from generator.word.package import DAMAGED_ARCHIVE

_SCHEMA = 1
#: In the archive: what it is, for the program; the same sums as ``sha256sum -c`` reads them.
_ABOUT, _SUMS = "sauvegarde.json", "SHA256SUMS"
_LONGEST_ABOUT = 50_000_000
_CHUNK = 1 << 20
_DAMAGED = "ce fichier n’est pas une sauvegarde, ou il est abîmé ; prenez-en une autre."


@dataclass(frozen=True, slots=True)
class BackupFile:
    """One file of a backup."""

    path: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class Archive:
    """What a backup says of itself: when and by whom it was made, and its files."""

    made_at: str
    author: str
    files: tuple[BackupFile, ...]


def write_archive(target: Path, root: Path, database: bytes | None, made_at: str, author: str) -> Archive:
    """Write all that is precious in a project, with ``database`` for its register's. Raises OutputError."""
    files: list[BackupFile] = []
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:

        def add(name: str, data: bytes) -> None:
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)

        # The register first: the originals that it names are there already, and none is ever removed.
        if database is not None:
            add(DATABASE, database)
            files.append(BackupFile(DATABASE, sha256(database), len(database)))
        for name in precious_files(root):
            with reading(root / name, "fermez ce fichier et recommencez"):
                data = (root / name).read_bytes()
            add(name, data)
            files.append(BackupFile(name, sha256(data), len(data)))
        made = Archive(made_at, author, tuple(files))
        about = {"schema": _SCHEMA, "generator": generator.__version__, **asdict(made)}
        add(_SUMS, "".join(f"{file.sha256}  {file.path}\n" for file in files).encode())
        add(_ABOUT, json.dumps(about, ensure_ascii=False, indent=1).encode())
    return made


def read_archive(path: Path, into: Path | None = None, *, named: Path | None = None) -> Archive:
    """Check every file of an archive against its sum, and write them ``into`` a folder when one is given.

    ``named`` is what messages call it, where ``path`` is a copy that was decrypted. Nothing is written outside that
    folder, whatever the archive says. Raises DataError when it is no backup, was altered or holds what a backup does
    not; OutputError when there is no room.
    """
    shown = named or path
    try:
        with zipfile.ZipFile(path) as archive:
            about = _about(archive, shown)
            _refuse_strangers(archive, about, shown)
            if into is not None:
                _check_room(about, into, shown)
            for file in about.files:
                _read(archive, file, into, shown)
    except DAMAGED_ARCHIVE as error:
        if isinstance(error, OSError) and error.errno != errno.EINVAL:  # a place that is none in the ZIP
            raise
        raise DataError(f"{shown} : {_DAMAGED}") from error
    return about


def _about(archive: zipfile.ZipFile, path: Path) -> Archive:
    try:
        entry = archive.getinfo(_ABOUT)
        if entry.file_size > _LONGEST_ABOUT:
            raise ValueError
        with archive.open(entry) as stream:
            data: dict[str, Any] = json.loads(stream.read(_LONGEST_ABOUT))
        if data["schema"] > _SCHEMA:
            raise DataError(
                f"{path} : cette sauvegarde vient d’une version plus récente du programme ; mettez le programme à jour."
            )
        files = tuple(BackupFile(str(one["path"]), str(one["sha256"]), int(one["bytes"])) for one in data["files"])
        datetime.datetime.fromisoformat(data["made_at"]).astimezone(FRANCE)
        return Archive(data["made_at"], str(data["author"]), files)
    except RecursionError as error:
        raise DataError(f"{path} : {_DAMAGED}") from error
    except (KeyError, ValueError, OverflowError, TypeError, AttributeError) as error:
        raise DataError(
            f"{path} : ce n’est pas une sauvegarde de ce programme (conventions backup) ; choisissez-en une autre."
        ) from error


def _refuse_strangers(archive: zipfile.ZipFile, about: Archive, path: Path) -> None:
    """Refuse an archive whose entries are not exactly those that it lists, each a plain file of a project."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]  # which who compresses again may add
    names = [entry.filename for entry in entries]
    listed = [file.path for file in about.files]
    for entry in entries:
        kind = stat.S_IFMT(entry.external_attr >> 16)
        fine = entry.filename in (_ABOUT, _SUMS) or belongs(entry.filename)
        if not fine or kind not in (0, stat.S_IFREG) or entry.flag_bits & 1:
            raise DataError(
                f"{path} : « {entry.filename} » n’a pas sa place dans une sauvegarde ; rien n’est restauré."
            )
    if sorted(names) != sorted([*listed, _ABOUT, _SUMS]) or len(set(names)) < len(names):
        raise DataError(
            f"{path} : les fichiers ne sont pas ceux de sa liste : la sauvegarde a été modifiée ; prenez-en une autre."
        )
    for file in about.files:  # before room is asked for them
        if archive.getinfo(file.path).file_size != file.bytes:
            raise _altered(file, path)


def _altered(file: BackupFile, path: Path) -> DataError:
    return DataError(f"{path} : « {file.path} » a été modifié depuis la sauvegarde ; prenez-en une autre.")


def _check_room(about: Archive, into: Path, path: Path) -> None:
    needed, free = sum(file.bytes for file in about.files), shutil.disk_usage(into).free
    if needed > free:
        raise OutputError(
            f"{path} : il faut {needed // 1_000_000 + 1} Mo et il en reste {free // 1_000_000} ; libérez de la place."
        )


def _read(archive: zipfile.ZipFile, file: BackupFile, into: Path | None, path: Path) -> None:
    digest, size = hashlib.sha256(), 0
    with archive.open(file.path) as stream, _place(file, into) as place:
        for chunk in _chunks(stream, file.bytes):
            digest.update(chunk)
            size += len(chunk)
            place.write(chunk)
        if into is not None:  # before it takes the place of another
            place.flush()
            os.fsync(place.fileno())
    if (digest.hexdigest(), size) != (file.sha256, file.bytes):
        raise _altered(file, path)


def _place(file: BackupFile, into: Path | None) -> IO[bytes]:
    """Return where a file is written: nowhere without a folder. Raises OutputError where it can't have its name.

    So it is with two names that differ by their case, where the system takes them for one.
    """
    if into is None:
        return open(os.devnull, "wb")
    target = into / file.path
    with writing(file.path, "restaurez sur un disque qui admet ce nom", kept="rien n’est restauré"):
        target.parent.mkdir(parents=True, exist_ok=True)
        return target.open("xb")


def _chunks(stream: IO[bytes], most: int) -> Iterator[bytes]:
    """Yield what a file holds, no more than one byte above what it should: a ZIP can grow a thousandfold."""
    left = most + 1
    while left > 0 and (chunk := stream.read(min(_CHUNK, left))):
        left -= len(chunk)
        yield chunk
