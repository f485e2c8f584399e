"""A file that came back from a commune, read as text whatever it is: DOCX, ODT, PDF, scan, photograph or plain text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Literal

from PIL import Image

from generator.errors import DataError, Problem
from generator.intake.docxtext import read_word
from generator.intake.former import print_former
from generator.intake.odttext import read_open_document
from generator.intake.photographs import count_pictures, open_picture
from generator.intake.plaintext import read_plain_text
from generator.intake.portable import Portable, PortablePage, open_portable
from generator.intake.scans import read_scans
from generator.intake.tesseract import find_tesseract
from generator.pdf.signatures import ElectronicSignature, read_signatures
from generator.word.controls import read_controls
from generator.word.package import UnreadableError
from generator.workers import Workers

Medium = Literal["docx", "odt", "pdf", "scan", "text"]

MOST_BYTES = 200_000_000
_MOST_PAGES = 300
_MOST_LETTERS = 3_000_000
#: Recognising a page takes seconds.
MOST_SCANS = 60
#: A page that pictures cover by this share is a scan, unless it bears more seen words than stamps and signatures do,
#: or enough hidden ones: what a recognition laid under it before.
_COVERED, _WORDS_OF_STAMPS, _WORDS_BENEATH = 0.4, 80, 20
_ARCHIVES = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # zip, as DOCX are; OLE, as former or protected ones are
_SAVE = "enregistrez-le au format DOCX ou PDF"
_ONLY_THE_ACT = "ne donnez que les pages de l’acte, numérisées en 300 points par pouce"
_SIGNED = ("c’est un fichier signé ou chiffré à part (.p7m)", "demandez l’acte seul, ou sa version PDF")
#: What is told of files that are not read, by how they begin.
_FOREIGN: tuple[tuple[re.Pattern[bytes], str, str], ...] = (
    (re.compile(rb"\x30[\x80-\x84].{0,4}\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07", re.DOTALL), *_SIGNED),
    (re.compile(rb"\s*(?:<!doctype html|<html|<\?xml)", re.IGNORECASE), "c’est une page web ou du XML", _SAVE),
)


@dataclass(frozen=True, slots=True)
class SourceText:
    """The text of a file that came back, with the bytes that it was read from.

    ``pages`` holds one text a page, lines as laid out (a DOCX is one page); ``controls`` the completed content controls
    of the program's own DOCX by tag, empty when the file is not one or has lost them; ``placeholders`` the tags of the
    controls that still show their placeholder, or nothing. The medium is « scan » as soon as one page was recognised.
    ``signatures`` are those of a PDF that was signed electronically, which is kept byte for byte.
    """

    name: str
    data: bytes = field(repr=False)
    medium: Medium
    pages: tuple[str, ...]
    controls: Mapping[str, str]
    placeholders: frozenset[str]
    signatures: tuple[ElectronicSignature, ...] = ()


def read_bytes(path: Path) -> bytes:
    """Return the content of a file; raises DataError when it is missing, larger than what is read, or no file."""
    try:
        _refuse_huge(path.name, path.stat().st_size)
        return path.read_bytes()
    except FileNotFoundError as error:
        raise unreadable(path.name, "fichier introuvable", "vérifiez son nom et son dossier") from error
    except OSError as error:
        message = f"lecture impossible ({error.strerror})"
        raise unreadable(path.name, message, "donnez un fichier que vous avez le droit de lire") from error


def read_source(name: str, data: bytes, workers: Workers) -> SourceText:
    """Return the text of a file, whose kind is found in its content, never in its name; workers share its scans.

    Raises DataError when it cannot be read, with what it is and what to do, EngineError when it is a scan and
    Tesseract is missing or fails, Cancelled when the run is to stop.
    """
    _refuse_huge(name, len(data))
    if not data.strip(b"\0 \r\n\t"):
        raise unreadable(name, "le fichier est vide", "demandez-le de nouveau à la commune")
    try:
        medium, pages = _read(print_former(data, workers.check) or data, workers)
        controls = read_controls(data) if medium == "docx" else {}
    except UnreadableError as error:
        raise unreadable(name, error.message, error.remedy) from error
    if sum(map(len, pages)) > _MOST_LETTERS:
        raise unreadable(name, "il porte plus de texte qu’un acte et ses annexes", _ONLY_THE_ACT)
    if not any(page.strip() for page in pages):
        raise unreadable(name, "aucun texte n’y est lisible", "numérisez l’acte de nouveau, ou saisissez-le")
    blank = {tag for tag, control in controls.items() if control.placeholder or not control.text.strip()}
    return SourceText(
        name,
        data,
        medium,
        pages,
        {tag: control.text for tag, control in controls.items() if tag not in blank},
        frozenset(blank),
        read_signatures(data) if b"%PDF-" in data[:1024] else (),
    )


def _read(data: bytes, workers: Workers) -> tuple[Medium, tuple[str, ...]]:
    open_document = read_open_document(data)
    if open_document is not None:
        return "odt", (open_document,)
    for beginning, message, remedy in _FOREIGN:
        if beginning.match(data):
            raise UnreadableError(message, remedy)
    if b"%PDF-" in data[:1024]:
        with open_portable(data, _MOST_PAGES) as document:
            return _read_portable(document, workers)
    if data.startswith(_ARCHIVES):
        return "docx", (read_word(data),)
    pictures = count_pictures(data)
    if pictures:
        return "scan", tuple(_recognise([partial(open_picture, data, index) for index in range(pictures)], workers))
    text = read_plain_text(data)
    if text is None:
        raise UnreadableError("le format du fichier n’est pas reconnu", _SAVE)
    return "text", text


def _read_portable(document: Portable, workers: Workers) -> tuple[Medium, tuple[str, ...]]:
    pages = [document.read(index) for index in range(len(document))]
    scanned = [index for index, page in enumerate(pages) if _is_scan(page)]
    texts = [page.text for page in pages]
    recognised = _recognise([partial(document.draw, index) for index in scanned], workers)
    for index, text in zip(scanned, recognised, strict=True):
        stamped = pages[index].text if pages[index].readable else ""
        texts[index] = "\n\n".join(filter(None, (stamped, text)))
    return "scan" if scanned or any(page.hidden > page.seen for page in pages) else "pdf", tuple(texts)


def _is_scan(page: PortablePage) -> bool:
    if page.blank:
        return False
    if not page.text or not page.readable:
        return True
    return page.picture >= _COVERED and page.seen < _WORDS_OF_STAMPS and page.hidden < _WORDS_BENEATH


def _recognise(pages: Sequence[Callable[[], Image.Image]], workers: Workers) -> list[str]:
    if not pages:
        return []
    if len(pages) > MOST_SCANS:
        message = f"il a {len(pages)} pages numérisées, plus de {MOST_SCANS}"
        raise UnreadableError(message, _ONLY_THE_ACT)
    return read_scans(pages, find_tesseract(), workers)


def _refuse_huge(name: str, size: int) -> None:
    if size > MOST_BYTES:
        raise unreadable(name, f"il dépasse {MOST_BYTES // 1_000_000} Mo", _ONLY_THE_ACT)


def unreadable(name: str, message: str, remedy: str) -> DataError:
    """Return the error of a file that cannot be read."""
    return DataError(f"{name} : {message} ; {remedy}.", [Problem("error", message, remedy, name)])
