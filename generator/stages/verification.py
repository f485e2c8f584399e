"""The verification of files of the output: against the manifest, the standards, and what their pages must bear."""

from __future__ import annotations

import zipfile
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from docx import Document
from docx.opc.exceptions import OpcError

from generator.dossiers.manifest import Manifest
from generator.dossiers.records import DocumentRecord, FileRecord
from generator.errors import EngineError
from generator.inputs.kinds import PACK
from generator.inputs.pieces import BESIDE, UNCLAIMED
from generator.language.agreement import plural
from generator.pdf.conformity import Failure, leftovers, verify_pdf
from generator.pdf.foreign import foreign_pages
from generator.pdf.opening import opened, page_count
from generator.progress import Clock
from generator.stages.folios import check_folios
from generator.word.package import WORD
from generator.workers import Workers

#: What is wrong with a file, and the text of its pages.
_Found = tuple[tuple[Failure, ...], tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class VerifiedFile:
    """One file of the output, by its path in it, and what is wrong with it."""

    path: str
    failures: tuple[Failure, ...]

    @property
    def ok(self) -> bool:
        """Tell whether nothing is wrong."""
        return not self.failures


def verify_files(
    folder: Path, manifest: Manifest, paths: Collection[str], workers: Workers, clock: Clock
) -> tuple[VerifiedFile, ...]:
    """Verify the files of the manifest named by ``paths``, and return them in its order.

    One over which the validator's process dies twice is faulty. Raises Cancelled when the run is to stop.
    """
    files = [(record, file) for record in manifest.records for file in record.files if file.path in paths]
    found: dict[str, _Found] = {}
    intact: list[FileRecord] = []
    for _, file in files:
        if failures := tuple(_against_manifest(folder, file)):
            found[file.path] = failures, ()
            clock.step(file.path)
        else:
            intact.append(file)
    largest_first = sorted(intact, key=lambda file: -file.bytes)
    owners = {file.path: record for record, file in files}
    work = [_Work(folder / file.path, owners[file.path].annexe, owners[file.path].place) for file in largest_first]
    for done, result in workers.imap(_verify_file, work, lost=_lost):
        name = done.path.relative_to(folder).as_posix()
        found[name] = result
        clock.step(name)
    verified = []
    read = {path: texts for path, (_, texts) in found.items()}
    for record, file in files:
        composed = _composition(record, manifest, folder / file.path) if read[file.path] else ()
        folios = check_folios(record, file, read, manifest)
        verified.append(VerifiedFile(file.path, (*found[file.path][0], *folios, *composed)))
    return tuple(verified)


@dataclass(frozen=True, slots=True)
class _Work:
    """One file to verify: whether it is an annexe, and the place of what it belongs to."""

    path: Path
    annexe: bool
    place: str


def _verify_file(work: _Work) -> _Found:
    """Verify one file, in whichever process this runs."""
    if work.path.suffix == ".docx":
        return tuple(_docx(work.path)), ()
    if work.annexe:
        return tuple(_annexe(work.path)), ()
    failures, pages = verify_pdf(work.path, claims=work.place != UNCLAIMED)
    return failures, tuple(page.text for page in pages)


def _annexe(path: Path) -> Iterator[Failure]:
    """Check a PDF that was joined as it came: the pack that holds it is what claims something."""
    try:
        page_count(path)
    except EngineError as error:
        yield Failure("file", "unreadable", str(error))


def _lost(work: _Work) -> _Found:
    return (Failure("file", "crash", f"le contrôle s’est arrêté deux fois sur {work.path.name}"),), ()


def _against_manifest(folder: Path, file: FileRecord) -> Iterator[Failure]:
    if not (folder / file.path).is_file():
        yield Failure("manifest", "missing", "le fichier manque ; lancez « conventions build » pour le refaire")
    elif not file.intact(folder):
        yield Failure("manifest", "sha256", "le fichier a été modifié depuis sa fabrication")


def _docx(path: Path) -> Iterator[Failure]:
    try:
        document = Document(str(path))
    except (OpcError, KeyError, ValueError, zipfile.BadZipFile) as error:
        yield Failure("file", "unreadable", f"ce n’est pas un document Word lisible ({error})")
        return
    for part in document.part.package.iter_parts():
        if hasattr(part, "element"):
            for paragraph in part.element.iter(WORD + "p"):
                yield from leftovers("".join(text.text or "" for text in paragraph.iter(WORD + "t")))


def _composition(record: DocumentRecord, manifest: Manifest, path: Path) -> Iterator[Failure]:
    """Check that a pack holds the pages of the annexes that the manifest says to be in it, and no others."""
    if record.kind != PACK:
        return
    joined = [one for one in manifest.documents if one.annexe and one.number == record.number and one.place != BESIDE]
    awaited = sum(one.files[0].pages or 0 for one in joined)
    with opened(path) as pdf:
        found = len(foreign_pages(pdf))
    if found != awaited:
        message = f"{plural(found, 'page', 'pages')} d’annexes au lieu de {awaited} ; lancez « conventions build »"
        yield Failure("composition", "annexes", message)
