"""The files of a signed act: a scan, or what was signed electronically, read before they are kept for ever."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NoReturn

from generator.dossiers.fingerprints import sha256
from generator.dossiers.records import DocumentRecord
from generator.errors import UsageError
from generator.files import read_regular
from generator.law.findings import Finding, Rule
from generator.pdf.signatures import ElectronicSignature, count_pages, read_signatures
from generator.refusals import reading
from generator.register.originals import plain_extension
from generator.register.signatures import SCAN, SignedFile
from generator.workers.protocol import FOREIGN, Workers

#: What a scan is, told by how its bytes begin: a PDF, or a picture as scanners, telephones and other programs write it.
PDF = re.compile(rb".{0,1000}%PDF-", re.DOTALL)
PICTURE = re.compile(
    rb"\xff\xd8\xff|\x89PNG\r\n|II\*\0|MM\0\*|....ftyp(?:hei[cx]|hevc|mif1|msf1|avif)|RIFF....WEBP|GIF8|BM.{4}\0{4}",
    re.DOTALL,
)
#: What an electronic signature is apart from a PDF: PKCS #7 in DER or PEM (RFC 5652), or an archive that has one (ETSI
#: EN 319 162-1, or as a parapheur gives it out), which no office document is.
SIGNATURE = re.compile(
    rb"\x30[\x80-\x84]|-----BEGIN |PK\x03\x04.{26}(?!\[Content_Types|_rels/|word/|xl/|mimetypeapplication/vnd\.oasis)",
    re.DOTALL,
)


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
    if not any(sort.match(data) for sort in (PDF, PICTURE, SIGNATURE)):
        raise UsageError(
            f"{path.name} : ce n’est ni un PDF, ni une image, ni une signature électronique ; donnez le scan de l’acte "
            "signé, ou le PDF qui a été signé électroniquement (--file)."
        )
    return SignedFile(SCAN, path.name, data)


def unsigned(scans: Iterable[SignedFile], made: Iterable[DocumentRecord]) -> Iterator[Finding]:
    """Doubt the scans that the program ``made`` itself, of this dossier or another: they bear no signature."""
    digests = {file.sha256 for record in made for file in record.files}
    for scan in scans:
        if sha256(scan.data) in digests:
            yield Rule("scan").warning(
                f"{scan.path} est le fichier que le programme a fabriqué, et ne porte aucune signature ; gardez plutôt "
                "le scan de l’acte signé, ou le PDF qui a été signé électroniquement."
            )


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
