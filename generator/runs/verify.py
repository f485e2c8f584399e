"""The verification of the output: every file against the manifest, the standards, and what its pages must bear."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Executor, Future
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from docx import Document
from docx.opc.exceptions import OpcError

from generator.dossiers.manifest import Manifest
from generator.dossiers.records import DocumentRecord, FileRecord
from generator.errors import VerificationError
from generator.inputs.kinds import PACK, RECUEIL, RECUEIL_AVENANTS
from generator.pdf.conformity import Failure, leftovers, verify_pdf
from generator.pdf.workers import worker_pool
from generator.project import MAILS, Project
from generator.stages.packs import stamp
from generator.stages.workspace import LOCK_FILE, Clock
from generator.word.package import WORD

WORTH_PROCESSES = 8


@dataclass(frozen=True, slots=True)
class VerifiedFile:
    """One file of the output, by its path in it, and what is wrong with it."""

    path: str
    failures: tuple[Failure, ...]

    @property
    def ok(self) -> bool:
        """Tell whether nothing is wrong."""
        return not self.failures


def verify(project: Project, clock: Clock, workers: int) -> tuple[VerifiedFile, ...]:
    """Verify all that the manifest lists, and that nothing else lies in the output.

    Raises VerificationError when there is no manifest to verify against.
    """
    manifest = Manifest.read(project.manifest)
    if manifest is None:
        raise VerificationError(
            f"{project.manifest} : manifeste absent ou illisible ; lancez « conventions build » pour le refaire."
        )
    with clock.stage("Vérification", len(manifest.files())):
        verified = verify_files(project.output, manifest, manifest.files(), clock, workers)
    return (*verified, *_strangers(project, manifest))


def verify_files(
    folder: Path, manifest: Manifest, paths: Collection[str], clock: Clock, workers: int
) -> tuple[VerifiedFile, ...]:
    """Verify the files of the manifest named by ``paths``, in the order of the manifest."""
    files = [(record, file) for record in manifest.records for file in record.files if file.path in paths]
    verified = []
    with _executor(workers, len(files)) as executor:
        largest_first = sorted((file for _, file in files), key=lambda file: -file.bytes)
        results = {file.path: _submit(executor, folder / file.path) for file in largest_first}
        for record, file in files:
            failures = list(_against_manifest(folder, file))
            if not failures:
                found, texts = results[file.path]()
                failures += [*found, *_numbering(record, file, texts, manifest)]
            verified.append(VerifiedFile(file.path, tuple(failures)))
            clock.step(file.path)
    return tuple(verified)


def verify_file(path: Path) -> tuple[tuple[Failure, ...], tuple[str, ...]]:
    """Return the failures of one file and the text of its pages, in whichever process this runs."""
    if path.suffix == ".docx":
        return tuple(_docx(path)), ()
    if not path.is_file():
        return (), ()
    failures, pages = verify_pdf(path)
    return failures, tuple(page.text for page in pages)


def _executor(workers: int, files: int) -> Executor | nullcontext[None]:
    if workers < 2 or files < WORTH_PROCESSES:
        return nullcontext()
    return worker_pool(workers)


def _submit(executor: Executor | None, path: Path) -> Callable[[], tuple[tuple[Failure, ...], tuple[str, ...]]]:
    """Return what gives the result: at once from the executor, or here when it is asked for."""
    if executor is None:
        return lambda: verify_file(path)
    future: Future[tuple[tuple[Failure, ...], tuple[str, ...]]] = executor.submit(verify_file, path)
    return future.result


def _against_manifest(folder: Path, file: FileRecord) -> Iterator[Failure]:
    if not (folder / file.path).is_file():
        yield Failure("manifest", "missing", "le fichier manque ; lancez « conventions build » pour le refaire")
    elif not file.intact(folder):
        yield Failure("manifest", "sha256", "le fichier a été modifié depuis sa fabrication")


def _strangers(project: Project, manifest: Manifest) -> Iterator[VerifiedFile]:
    known = manifest.files() | {project.manifest.name, LOCK_FILE}
    for path in sorted(project.output.rglob("*")):
        name = path.relative_to(project.output).as_posix()
        if path.is_file() and name not in known and not name.startswith(f"{MAILS}/"):
            yield VerifiedFile(name, (Failure("manifest", "unexpected", "le programme n’a pas fait ce fichier"),))


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


def _numbering(record: DocumentRecord, file: FileRecord, texts: Sequence[str], manifest: Manifest) -> Iterator[Failure]:
    """Check the pages that could be read: how many, and that each of a pack or of the recueil bears its place."""
    if file.pages is None or not texts:
        return
    if len(texts) != file.pages:
        yield Failure("numbering", "pages", f"{len(texts)} pages au lieu de {file.pages}")
    if record.kind in (PACK, RECUEIL, RECUEIL_AVENANTS):
        number = record.number if record.kind == PACK else ""
        yield from _stamps(number, texts, 0, len(texts))
    if record.kind in (RECUEIL, RECUEIL_AVENANTS):
        bound = [pack for pack in manifest.documents if pack.kind == PACK]
        yield from _contents(texts, [pack for pack in bound if bool(pack.rank) == (record.kind == RECUEIL_AVENANTS)])


def _stamps(number: str, texts: Sequence[str], start: int, total: int) -> Iterator[Failure]:
    """Check that ``total`` pages after the first ``start`` bear their place, once."""
    for page in range(1, total + 1):
        text = texts[start + page - 1] if start + page <= len(texts) else ""
        if text.count(stamp(number, page, total)) != 1:
            message = f"page {start + page} : « {stamp(number, page, total)} » devrait y figurer une fois"
            yield Failure("numbering", "stamp", message)


def _contents(texts: Sequence[str], packs: Sequence[DocumentRecord]) -> Iterator[Failure]:
    """Check that the table of contents sends to the page where each pack begins, and that its pages follow."""
    head = "\n".join(texts[: next((index for index, text in enumerate(texts) if f"{packs[0].number} — 1/" in text), 0)])
    for pack in packs:
        found = re.search(rf"{re.escape(pack.number)}[ .\n]*([0-9]+)\s*$", head, re.MULTILINE)
        if not found:
            yield Failure("numbering", "contents", f"le sommaire ne mentionne pas {pack.number} ({pack.commune})")
        else:
            yield from _stamps(pack.number, texts, int(found.group(1)) - 1, pack.files[0].pages or 0)
