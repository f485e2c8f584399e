"""The verification of files of the output: against the manifest, the standards, and what their pages must bear."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath

from docx import Document
from docx.opc.exceptions import OpcError

from generator.dossiers.manifest import Manifest
from generator.dossiers.outcomes import Outcome
from generator.dossiers.records import DocumentRecord, FileRecord
from generator.errors import EngineError
from generator.inputs.kinds import PACK, RECUEIL, RECUEIL_AVENANTS, volume_of
from generator.inputs.pieces import BESIDE, UNCLAIMED
from generator.language.agreement import plural
from generator.pdf.composition import NO_DIGESTS, FileDigests, verify_alone, verify_composition
from generator.pdf.conformity import Failure, leftovers
from generator.pdf.opening import page_count
from generator.progress import Clock
from generator.stages.ahead import LONG, Ahead
from generator.stages.folios import check_folios
from generator.stages.remembered import Remembered, SoundFile, VerifiedPage, key
from generator.word.package import WORD
from generator.workers import Workers

#: A line of a page that could be a stamp.
_STAMP = re.compile(r".* — .*\d/\d.*")
#: From so many documents on, their Word files take as long as a recueil: 3 ms each.
_MANY = 100


@dataclass(frozen=True, slots=True)
class _Found:
    """What was found of a file: its pages' texts, its digests, and how many of its pages somebody else laid out.

    A file that is known to be sound has no pages here.
    """

    failures: tuple[Failure, ...]
    texts: tuple[str, ...] = ()
    digests: FileDigests = NO_DIGESTS
    foreign: int = 0


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
    folder: Path,
    manifest: Manifest,
    paths: Collection[str],
    workers: Workers,
    clock: Clock,
    remembered: Remembered | None = None,
    ahead: Ahead[_Work, _Found] | None = None,
) -> tuple[VerifiedFile, ...]:
    """Verify the files of the manifest named by ``paths``, and return them in its order.

    With what builds have ``remembered``, a file that is known is not verified again, and one that is merged of others
    is held against their pages; without, each is verified in full, from itself alone. One over which the validator's
    process dies twice is faulty. What is verified ``ahead`` is awaited. Raises Cancelled when the run is to stop.
    """
    files = [(record, file) for record in manifest.records for file in record.files if file.path in paths]
    found: dict[str, _Found] = {}
    works = []
    for record, file in files:
        if failures := tuple(_against_manifest(folder, file)):
            found[file.path] = _Found(failures)
            clock.step(file.path)
        else:
            works.append(_Work(folder, record, file))
    due = set(works)
    for work, result in ahead.rest() if ahead else ():
        if work in due:
            found[work.file.path] = result
            clock.step(work.file.path)
    if remembered is None:
        _verify_all(works, found, workers, clock)
    else:
        _verify_once(works, found, manifest, remembered, workers, clock)
    verified = []
    read = {path: one.texts for path, one in found.items() if one.texts}
    for record, file in files:
        one = found[file.path]
        composed = _composition(record, manifest, one.foreign) if one.texts else ()
        folios = check_folios(record, file, read, manifest) if one.texts else ()
        verified.append(VerifiedFile(file.path, (*one.failures, *folios, *composed)))
    if remembered is not None:
        _remember(files, verified, found, remembered)
        remembered.keep(key(record, file) for record in manifest.records for file in record.files)
    return tuple(verified)


def verified_ahead(
    outcomes: Sequence[Outcome], folder: Path, workers: Workers, remembered: Remembered
) -> Ahead[_Work, _Found]:
    """Return the verification of the documents that were made and are not known to be sound, to be done ahead.

    The Word files of many wait for the recueil, beside which nothing else is left to do.
    """
    many = sum(outcome.state == "built" for outcome in outcomes) > _MANY
    works = [
        _Work(folder, outcome.record, file)
        for outcome in outcomes
        if outcome.state == "built" and outcome.record
        for file in outcome.record.files
        if key(outcome.record, file) not in remembered.sound and not (many and file.path.endswith(".docx"))
    ]
    return Ahead(workers, _verify_file, _lost, sorted(works, key=lambda work: -work.file.bytes))


@dataclass(frozen=True, slots=True)
class _Work:
    """One file to verify; ``known`` are the digests of what it may hold, None to verify it from itself.

    With them is how many marked contents a page has, -1 where that is not known, and for tags.
    """

    folder: Path
    record: DocumentRecord
    file: FileRecord
    known: Mapping[str, int] | None = field(default=None, compare=False)

    @property
    def path(self) -> Path:
        """Where it is."""
        return self.folder / self.file.path


def _verify_all(works: Iterable[_Work], found: dict[str, _Found], workers: Workers, clock: Clock) -> None:
    """Verify files among workers, the largest first."""
    largest_first = sorted(works, key=lambda work: -work.file.bytes)
    for work, result in workers.imap(_verify_file, largest_first, lost=_lost, limits=LONG):
        found[work.file.path] = result
        clock.step(work.file.path)


def _verify_once(
    works: Sequence[_Work],
    found: dict[str, _Found],
    manifest: Manifest,
    remembered: Remembered,
    workers: Workers,
    clock: Clock,
) -> None:
    """Verify what is not known to be sound: documents, then packs by their pages, then the volumes of all packs.

    Word files come last: they wait for nothing, and nothing waits for them.
    """
    sound = {
        file.path: remembered.sound[key(record, file)]
        for record in manifest.records
        for file in record.files
        if key(record, file) in remembered.sound
    }
    for depth in (0, 1, 2):
        due = []
        for work in works:
            composed = _depth(work.record)
            if (2 if work.path.suffix == ".docx" else composed) != depth:
                continue
            if work.file.path in sound:
                found[work.file.path] = _Found(())
                clock.step(work.file.path)
            elif composed and work.record.place != UNCLAIMED:
                parts = {part.path: sound[part.path] for part in _parts(work.record, manifest) if part.path in sound}
                known = {part.tags: -1 for part in parts.values() if part.tags}
                known |= {page.digest: page.marks for part in parts.values() for page in part.pages}
                due.append((replace(work, known=known), parts))
            else:
                due.append((work, {}))
        _verify_all([work for work, _ in due if work.file.path not in found], found, workers, clock)
        for work, parts in due:
            one = found[work.file.path] = _with_parts(found[work.file.path], parts)
            if not one.failures:
                sound[work.file.path] = _sound(one)


def _depth(record: DocumentRecord) -> int:
    """Tell whether a file holds the pages of others, each with a stamp around it: a pack, 1, or a recueil, 2."""
    return 1 if record.kind == PACK else 2 if volume_of(record.kind)[0] in (RECUEIL, RECUEIL_AVENANTS) else 0


def _parts(record: DocumentRecord, manifest: Manifest) -> list[FileRecord]:
    """Return the PDFs of which a merged file may hold pages."""
    if record.kind == PACK:
        held = [one for one in manifest.dossier(record.number) if one.kind != PACK]
    else:
        held = [one for one in manifest.records if _depth(one) < 2]
    return [one.files[-1] for one in held]


def _with_parts(found: _Found, parts: Mapping[str, SoundFile]) -> _Found:
    """Hold a merged file against its parts: each is there whole or not at all, and its stamps are on its pages."""
    before = {page.digest: page.stamps for part in parts.values() for page in part.pages}
    texts = tuple(
        # A known page that was not abridged shows the stamps of its part already.
        "\n".join([text, *(line for line in before.get(digest.core, "").splitlines() if line not in text)])
        for text, digest in zip(found.texts, found.digests.pages, strict=True)
    )
    cores = [digest.core for digest in found.digests.pages]
    first = {core: rank for rank, core in reversed(list(enumerate(cores)))}
    torn = []
    for path, part in parts.items():
        whole = [page.digest for page in part.pages]
        start = next((first[digest] - rank for rank, digest in enumerate(whole) if digest in first), None)
        if start is not None and (start < 0 or cores[start : start + len(whole)] != whole):
            message = f"les pages de {PurePosixPath(path).name} n’y sont pas toutes, ou pas dans leur ordre"
            torn.append(Failure("composition", "parts", message))
    return replace(found, failures=(*found.failures, *torn), texts=texts)


def _sound(found: _Found) -> SoundFile:
    pages = zip(found.digests.pages, found.texts, found.digests.marks, strict=True)
    shown = tuple(VerifiedPage(digest.whole, "\n".join(_STAMP.findall(text)), marks) for digest, text, marks in pages)
    return SoundFile(shown, found.digests.tags)


def _remember(
    files: Sequence[tuple[DocumentRecord, FileRecord]],
    verified: Sequence[VerifiedFile],
    found: Mapping[str, _Found],
    remembered: Remembered,
) -> None:
    for (record, file), one in zip(files, verified, strict=True):
        if one.ok:
            remembered.sound[key(record, file)] = _sound(found[file.path])


def _verify_file(work: _Work) -> _Found:
    """Verify one file, in whichever process this runs."""
    path, record = work.path, work.record
    if path.suffix == ".docx":
        return _Found(tuple(_docx(path)))
    if record.annexe:
        return _Found(tuple(_annexe(path)))
    if work.known is None:
        composed = verify_alone(path, claims=record.place != UNCLAIMED)
    else:
        composed = verify_composition(path, work.known)
    return _Found(composed.failures, composed.texts, composed.digests, composed.foreign)


def _annexe(path: Path) -> Iterator[Failure]:
    """Check a PDF that was joined as it came: the pack that holds it is what claims something."""
    try:
        page_count(path)
    except EngineError as error:
        yield Failure("file", "unreadable", str(error))


def _lost(work: _Work) -> _Found:
    return _Found((Failure("file", "crash", f"le contrôle s’est arrêté deux fois sur {work.path.name}"),))


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


def _composition(record: DocumentRecord, manifest: Manifest, found: int) -> Iterator[Failure]:
    """Check that a pack holds the pages of the annexes that the manifest says to be in it, and no others."""
    if record.kind != PACK:
        return
    joined = [one for one in manifest.dossier(record.number) if one.annexe and one.place != BESIDE]
    awaited = sum(one.files[0].pages or 0 for one in joined)
    if found != awaited:
        message = f"{plural(found, 'page', 'pages')} d’annexes au lieu de {awaited} ; lancez « conventions build »"
        yield Failure("composition", "annexes", message)
