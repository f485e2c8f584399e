"""The verification of files of the output: against the manifest, the standards, and what their pages must bear."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from generator.dossiers.manifest import Manifest
from generator.dossiers.outcomes import Outcome
from generator.dossiers.records import DocumentRecord, FileRecord
from generator.inputs.kinds import PACK, RECUEIL, RECUEIL_AVENANTS, volume_of
from generator.inputs.pieces import BESIDE, UNCLAIMED
from generator.language.agreement import plural
from generator.pdf.composition import NO_DIGESTS, Found
from generator.pdf.conformity import Failure
from generator.progress import Clock
from generator.stages.ahead import LONG, Ahead
from generator.stages.checking import Checked, lost, stamp_lines, verify
from generator.stages.folios import check_folios
from generator.stages.remembered import Remembered, SoundFile, VerifiedPage, key
from generator.workers import Workers

#: One file to verify, and whose it is.
_Work = tuple[DocumentRecord, FileRecord]
#: From so many documents on, their Word files take as long as a recueil: 3 ms each.
_MANY = 100


@dataclass(frozen=True, slots=True)
class VerifiedFile:
    """One file of the output, by its path in it, and what is wrong with it."""

    path: str
    failures: tuple[Failure, ...]

    @property
    def ok(self) -> bool:
        """Tell whether nothing is wrong."""
        return not self.failures

    def as_json(self) -> dict[str, Any]:
        """Return the file, and what each check found."""
        return {"path": self.path, "failures": [failure.as_json() for failure in self.failures]}


def verify_files(
    folder: Path,
    manifest: Manifest,
    paths: Collection[str],
    workers: Workers,
    clock: Clock,
    remembered: Remembered | None = None,
    ahead: Ahead[Checked, Found] | None = None,
) -> tuple[VerifiedFile, ...]:
    """Verify the files of the manifest named by ``paths``, and return them in its order.

    With what builds have ``remembered``, a file that is known is not verified again, and one that is merged of others
    is held against their pages; without, each is verified in full, from itself alone. One over which the validator's
    process dies twice is faulty. What is verified ``ahead`` is awaited. Raises Cancelled when the run is to stop.
    """
    files = [(record, file) for record in manifest.records for file in record.files if file.path in paths]
    judged = _Judged(folder, manifest, remembered)
    due: dict[str, _Work] = {}
    for work in files:
        path = work[1].path
        if failures := tuple(_against_manifest(folder, work[1])):
            judged.failures[path] = failures
        elif remembered and key(*work) in remembered.sound:
            judged.failures[path] = ()
        else:
            due[path] = work
        if path in judged.failures:
            clock.step(path)
    for asked, result in ahead.rest() if ahead else ():
        if asked.name in due and asked == _asked(folder, *due[asked.name]):
            judged.hear(due.pop(asked.name), result)
            clock.step(asked.name)
    for depth in (0, 1, 2) if remembered else (None,):
        now = [work for work in due.values() if depth in (None, _turn(*work))]
        for asked, result in workers.imap(verify, map(judged.ask, _largest_first(now)), lost=lost, limits=LONG):
            judged.hear(due[asked.name], result)
            clock.step(asked.name)
    judged.end(due)
    if remembered:
        remembered.keep(key(record, file) for record in manifest.records for file in record.files)
    return tuple(VerifiedFile(file.path, judged.failures[file.path]) for _, file in files)


class _Judged:
    """What is wrong with each file that was verified, by path; what is sound is ``remembered``, where builds do so.

    All else that was found of a file is let go at once, for there are thousands: but of volumes, whose pages are held
    against the contents of the first one.
    """

    def __init__(self, folder: Path, manifest: Manifest, remembered: Remembered | None) -> None:
        self.failures: dict[str, tuple[Failure, ...]] = {}
        self._folder = folder
        self._manifest = manifest
        self._remembered = remembered
        self._volumes: dict[str, Found] = {}

    def ask(self, work: _Work) -> Checked:
        """Return what is asked of a file: one that is merged of others is held against those that are sound."""
        asked = _asked(self._folder, *work)
        if not self._is_held(work[0]):
            return asked
        return replace(asked, known=self._of_volumes[1] if _depth(work[0]) == 2 else _known(self._parts(work[0])))

    def hear(self, work: _Work, found: Found) -> None:
        """Conclude on a file; on a volume, once all of them were heard."""
        record, file = work
        if self._is_held(record):
            found = _with_parts(found, self._of_volumes[0] if _depth(record) == 2 else self._parts(record))
        if _depth(record) == 2:
            self._volumes[file.path] = replace(found, digests=NO_DIGESTS)
        else:
            self._conclude(work, found, {file.path: found.texts})

    def _is_held(self, record: DocumentRecord) -> bool:
        """Tell whether a file is held against the pages of those that it is merged of."""
        return self._remembered is not None and _depth(record) > 0 and record.place != UNCLAIMED

    def end(self, works: Mapping[str, _Work]) -> None:
        """Conclude on the volumes."""
        read = {path: found.texts for path, found in self._volumes.items() if found.texts}
        for path, found in self._volumes.items():
            self._conclude(works[path], found, read)

    def _conclude(self, work: _Work, found: Found, read: Mapping[str, Sequence[str]]) -> None:
        record, file = work
        composed = _composition(record, self._manifest, found.foreign) if found.texts else ()
        folios = check_folios(record, file, read, self._manifest) if found.texts else ()
        failures = self.failures[file.path] = (*found.failures, *folios, *composed)
        if self._remembered and not failures:  # no other file holds pages of a volume
            self._remembered.sound[key(record, file)] = SoundFile() if _depth(record) == 2 else _sound(found)

    def _parts(self, record: DocumentRecord) -> dict[str, SoundFile]:
        """Return the sound ones of the PDFs of which a merged file may hold pages, by path."""
        if record.kind == PACK:
            held = [one for one in self._manifest.dossier(record.number) if one.kind != PACK]
        else:
            held = [one for one in self._manifest.records if one.kind == PACK or one.period]
        sound = self._remembered.sound if self._remembered else {}
        found = ((one.files[-1].path, sound.get(key(one, one.files[-1]))) for one in held)
        return {path: part for path, part in found if part}

    @cached_property
    def _of_volumes(self) -> tuple[dict[str, SoundFile], dict[str, int]]:
        """The same of all volumes together, which may hold the same, with what is known by them."""
        first = next(record for record in self._manifest.records if _depth(record) == 2)
        parts = self._parts(first)
        return parts, _known(parts)


def verified_ahead(
    outcomes: Sequence[Outcome], folder: Path, workers: Workers, remembered: Remembered
) -> Ahead[Checked, Found]:
    """Return the verification of the documents that were made and are not known to be sound, to be done ahead.

    The Word files of many wait for the recueil, beside which nothing else is left to do.
    """
    many = sum(outcome.state == "built" for outcome in outcomes) > _MANY
    works = [
        (outcome.record, file)
        for outcome in outcomes
        if outcome.state == "built" and outcome.record
        for file in outcome.record.files
        if key(outcome.record, file) not in remembered.sound and not (many and file.path.endswith(".docx"))
    ]
    return Ahead(workers, verify, lost, (_asked(folder, *work) for work in _largest_first(works)))


def _asked(folder: Path, record: DocumentRecord, file: FileRecord) -> Checked:
    contents = _depth(record) == 2 and volume_of(record.kind)[1] == 1
    return Checked(folder, file.path, record.annexe, record.place != UNCLAIMED, contents)


def _largest_first(works: Iterable[_Work]) -> list[_Work]:
    return sorted(works, key=lambda work: -work[1].bytes)


def _turn(record: DocumentRecord, file: FileRecord) -> int:
    """Tell when a file is verified: documents, then packs by their pages, then the volumes of all packs.

    Word files come last: they wait for nothing, and nothing waits for them.
    """
    return 2 if file.path.endswith(".docx") else _depth(record)


def _depth(record: DocumentRecord) -> int:
    """Tell whether a file holds the pages of others, each with a stamp around it: a pack, 1, or a recueil, 2."""
    return 1 if record.kind == PACK else 2 if volume_of(record.kind)[0] in (RECUEIL, RECUEIL_AVENANTS) else 0


def _known(parts: Mapping[str, SoundFile]) -> dict[str, int]:
    """Return the digests of the pages and tags of some files as ``Checked`` takes them."""
    told = [part.told for part in parts.values()]
    return {tags: -1 for tags, _ in told if tags} | {page: marks for _, pages in told for page, _, marks in pages}


def _with_parts(found: Found, parts: Mapping[str, SoundFile]) -> Found:
    """Hold a merged file against its parts: each is there whole or not at all, and its stamps are on its pages."""
    cores = [digest.core for digest in found.digests.pages]
    first = {core: rank for rank, core in reversed(list(enumerate(cores)))}
    before: dict[str, str] = {}
    torn = []
    for path, part in parts.items():
        pages = part.pages
        whole = [page.digest for page in pages]
        start = next((first[digest] - rank for rank, digest in enumerate(whole) if digest in first), None)
        if start is None:
            continue
        before |= {page.digest: page.stamps for page in pages}
        if start < 0 or cores[start : start + len(whole)] != whole:
            message = f"les pages de {PurePosixPath(path).name} n’y sont pas toutes, ou pas dans leur ordre"
            torn.append(Failure("composition", "parts", message))
    texts = tuple(
        # A page that was not abridged shows the stamps of its part already.
        f"{text}\n{before[core]}" if rank in found.abridged else text
        for rank, (text, core) in enumerate(zip(found.texts, cores, strict=True))
    )
    return replace(found, failures=(*found.failures, *torn), texts=texts)


def _sound(found: Found) -> SoundFile:
    pages = zip(found.digests.pages, found.texts, found.digests.marks, strict=True)
    shown = tuple(VerifiedPage(digest.whole, stamp_lines(text), marks) for digest, text, marks in pages)
    return SoundFile.of(shown, found.digests.tags)


def _against_manifest(folder: Path, file: FileRecord) -> Iterator[Failure]:
    if not (folder / file.path).is_file():
        yield Failure("manifest", "missing", "le fichier manque", "lancez « conventions build » pour le refaire")
    elif not file.intact(folder):
        yield Failure("manifest", "sha256", "le fichier a été modifié depuis sa fabrication")


def _composition(record: DocumentRecord, manifest: Manifest, found: int) -> Iterator[Failure]:
    """Check that a pack holds the pages of the annexes that the manifest says to be in it, and no others."""
    if record.kind != PACK:
        return
    joined = [one for one in manifest.dossier(record.number) if one.annexe and one.place != BESIDE]
    awaited = sum(one.files[0].pages or 0 for one in joined)
    if found != awaited:
        message = f"{plural(found, 'page', 'pages')} d’annexes au lieu de {awaited}"
        yield Failure("composition", "annexes", message, "lancez « conventions build »")
