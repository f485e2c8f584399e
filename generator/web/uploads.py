"""Files that a clerk hands in: bounded in number and size, their kind told by their content, their names made plain."""

from __future__ import annotations

import atexit
import re
import shutil
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from flask import request

from generator.dossiers.fingerprints import sha256
from generator.errors import UsageError
from generator.files import is_there, plain_name, scratch_folder, write_new
from generator.runs.life.signedfiles import PDF, PICTURE
from generator.web.settings import LARGEST_FILE

#: How many files one request may hand in.
MOST_FILES = 200
#: How many files wait at most for their act; the oldest go.
_KEPT_FILES = 100
#: ZIP, as DOCX, ODT and archives are; OLE, as former Word files and Outlook's messages are; what else holds files: as
#: gzip, bzip2, xz, 7z, RAR and TAR do, a message as Outlook wraps it, and what a signature wraps.
_HOLDERS = re.compile(
    rb"PK\x03\x04|\xd0\xcf\x11\xe0|\x1f\x8b|BZh|\xfd7zXZ\0|7z\xbc\xaf|Rar!|.{257}ustar|\x78\x9f\x3e\x22|"
    rb"\x30[\x80-\x84].{0,4}\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07",
    re.DOTALL,
)
_PROGRAMS = re.compile(rb"MZ|\x7fELF|#!|\s*<(?:!doctype html|html|script|svg)", re.IGNORECASE)
_KEY = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Handed:
    """A file that was handed in, under a name that any system takes."""

    name: str
    data: bytes


def handed_in(field: str) -> tuple[Handed, ...]:
    """Return the files of a form's field.

    Raises UsageError for too many, and for one that is empty, too large, or nothing that an office writes.
    """
    found, wrong = sound_of(field)
    if wrong:
        raise UsageError(f"{wrong[0]} ; rien n’a été gardé.")
    return found


def sound_of(field: str) -> tuple[tuple[Handed, ...], tuple[str, ...]]:
    """Return the files of a form's field that can be taken, and what is wrong with each of the others.

    Raises UsageError for too many.
    """
    files = [file for file in request.files.getlist(field) if file.filename]
    if len(files) > MOST_FILES:
        raise UsageError(f"{len(files)} fichiers à la fois sont trop : déposez-en {MOST_FILES} au plus.")
    found, wrong = [], []
    for file in files:
        name, data = plain_name(file.filename or ""), file.stream.read(LARGEST_FILE + 1)
        fault = _fault(data)
        if fault:
            wrong.append(f"{name} : {fault}")
        else:
            found.append(Handed(name, data))
    return tuple(found), tuple(wrong)


def _fault(data: bytes) -> str:
    """Return why a file is not taken, "" when it is."""
    if len(data) > LARGEST_FILE:
        return f"ce fichier dépasse {LARGEST_FILE // 1_000_000} Mo"
    if not data:
        return "ce fichier est vide"
    known = any(kind.match(data) for kind in (PDF, PICTURE, _HOLDERS))
    if not known and (_PROGRAMS.match(data) or not _is_text(data)):
        return "ce n’est ni un texte, ni un tableau, ni un PDF, ni une image, ni un courriel"
    return ""


def _is_text(data: bytes) -> bool:
    """Tell whether a file is text, in an encoding that an office writes."""
    return data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" not in data


class Keeping:
    """Files handed in for an act that is still to be restated: kept beside no project, gone with the server."""

    def __init__(self) -> None:
        stack = ExitStack()
        self._folder = stack.enter_context(scratch_folder())
        atexit.register(stack.close)

    def keep(self, file: Handed) -> str:
        """Keep a file; return the key that a form sends back."""
        kept = sorted(filter(Path.is_dir, self._folder.iterdir()), key=lambda folder: folder.stat().st_mtime_ns)
        for folder in kept[:-_KEPT_FILES]:
            shutil.rmtree(folder, ignore_errors=True)
        key = sha256(file.name.encode() + b"\0" + file.data)
        write_new(self._folder / key / file.name, file.data)
        return key

    def find(self, key: str) -> Path:
        """Return a file by its key; raises UsageError when it is gone."""
        folder = self._folder / key
        found = next((path for path in folder.glob("*") if is_there(path)), None) if _KEY.fullmatch(key) else None
        if found is None:
            raise UsageError("Le fichier déposé n’est plus là ; déposez-le de nouveau.")
        return found
