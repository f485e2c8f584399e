"""Files that a clerk hands in: bounded in number and size, their kind told by their content, their names made plain."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import request

from generator.errors import UsageError
from generator.files import plain_name
from generator.web.settings import LARGEST_FILE

#: How many files one request may hand in.
MOST_FILES = 200
_PDF, _PICTURES = re.compile(rb".{0,1000}%PDF-", re.DOTALL), re.compile(rb"\xff\xd8\xff|\x89PNG\r\n|II\*\0|MM\0\*")
#: ZIP, as DOCX, ODT and archives are; OLE, as former Word files and Outlook's messages are.
_HOLDERS = re.compile(rb"PK\x03\x04|\xd0\xcf\x11\xe0")
_PROGRAMS = re.compile(rb"MZ|\x7fELF|#!|\s*<(?:!doctype html|html|script|svg)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Handed:
    """A file that was handed in, under a name that any system takes."""

    name: str
    data: bytes


def handed_in(field: str, *, scans: bool = False) -> tuple[Handed, ...]:
    """Return the files of a form's field that are not empty; those of ``scans`` are PDF files or pictures.

    Raises UsageError for too many, too large a file, or one that is none of what a commune or a spreadsheet writes.
    """
    files = [file for file in request.files.getlist(field) if file.filename]
    if len(files) > MOST_FILES:
        raise UsageError(f"{len(files)} fichiers à la fois sont trop : déposez-en {MOST_FILES} au plus.")
    found = []
    for file in files:
        name, data = plain_name(file.filename or ""), file.stream.read(LARGEST_FILE + 1)
        if len(data) > LARGEST_FILE:
            raise UsageError(f"{name} : ce fichier dépasse {LARGEST_FILE // 1_000_000} Mo ; rien n’a été gardé.")
        _check(name, data, scans=scans)
        found.append(Handed(name, data))
    return tuple(found)


def _check(name: str, data: bytes, *, scans: bool) -> None:
    if not data:
        raise UsageError(f"{name} : ce fichier est vide ; rien n’a été gardé.")
    if scans and not (_PDF.match(data) or _PICTURES.match(data)):
        raise UsageError(f"{name} : ce n’est ni un PDF ni une image ; donnez le scan de l’acte signé.")
    known = _PDF.match(data) or _PICTURES.match(data) or _HOLDERS.match(data)
    if not known and (_PROGRAMS.match(data) or not _is_text(data)):
        raise UsageError(
            f"{name} : ce n’est ni un texte, ni un tableau, ni un PDF, ni une image, ni un courriel ; rien n’a été "
            "gardé."
        )


def _is_text(data: bytes) -> bool:
    """Tell whether a file is text, in an encoding that an office writes."""
    return data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" not in data
