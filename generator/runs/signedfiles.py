"""The files of a signed act: a scan, or the PDF that was signed electronically, read before they are kept for ever."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NoReturn

from generator.errors import UsageError
from generator.files import read_regular
from generator.pdf.signatures import ElectronicSignature, count_pages, read_signatures
from generator.refusals import reading
from generator.register.originals import plain_extension
from generator.register.signatures import SCAN, SignedFile
from generator.workers.protocol import FOREIGN, Workers

#: Files that a text processor writes: no signed act is one.
_WRITTEN = frozenset((".docx", ".doc", ".odt", ".rtf"))


def read_scan(path: Path) -> SignedFile:
    """Read the file of a signed act, to be kept; raises UsageError for what cannot be one."""
    with reading(path, "corrigez son nom (--file)", raises=UsageError):
        data = read_regular(path)
    extension = path.suffix[1:].lower()
    if not data or not extension or plain_extension(extension) != extension:
        raise UsageError(
            f"{path} : ce fichier est vide, ou son nom ne finit pas par une extension (.pdf) ; donnez le scan de "
            "l’acte signé en PDF."
        )
    if path.suffix.lower() in _WRITTEN:
        raise UsageError(
            f"{path} : un fichier de traitement de texte n’est pas l’acte signé ; donnez son scan, ou le PDF qui a été "
            "signé électroniquement (--file)."
        )
    return SignedFile(SCAN, path.name, data)


def signatures_of(scans: Sequence[SignedFile], workers: Workers) -> tuple[tuple[str, ElectronicSignature], ...]:
    """Return the electronic signatures of files that others made, read in another process: it bounds what they cost."""
    found = []
    for scan in scans:
        lost = partial(_too_much, scan.path)
        ((_, signatures),) = workers.imap(_look_at, [scan], lost=lost, worth=1, limits=FOREIGN)
        found += [(scan.path, one) for one in signatures]
    return tuple(found)


def _look_at(scan: SignedFile) -> tuple[ElectronicSignature, ...]:
    """Return the signatures of a file; raises UsageError for a PDF that shows nothing: it would be kept for ever."""
    if Path(scan.path).suffix.lower() == ".pdf" and not count_pages(scan.data):
        raise UsageError(
            f"{scan.path} : ce PDF ne s’ouvre pas, il est abîmé ou protégé par un mot de passe ; numérisez l’acte de "
            "nouveau (--file)."
        )
    return read_signatures(scan.data)


def _too_much(name: str, scan: SignedFile) -> NoReturn:
    raise UsageError(
        f"{name} : sa lecture demande trop de temps ou de mémoire : il est abîmé ou démesuré ; donnez-en une copie "
        "saine (--file)."
    )
