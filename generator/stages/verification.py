"""The verification of files of the output: against the manifest, the standards, and what their pages must bear."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
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
    verified: dict[str, tuple[Failure, ...]] = {}
    works = []
    for record, file in files:
        if failures := tuple(_against_manifest(folder, file)):
            verified[file.path] = failures
            clock.step(file.path)
        else:
            works.append(_work(folder, record, file))
    due = {work.asked for work in works}
    found: dict[str, Found] = {}
    for asked, result in ahead.rest() if ahead else ():
        if asked in due:
            found[asked.name] = result
            clock.step(asked.name)
    if remembered is None:
        for name, one in _verify_all(works, workers, clock):
            found[name] = replace(one, digests=NO_DIGESTS)  # which nothing is held against
        verified.update(_concluded(works, found, manifest))
    else:
        sound = _verify_once(works, found, verified, manifest, remembered, workers, clock)
        for record, file in files:
            if not verified[file.path]:
                remembered.sound[key(record, file)] = sound[file.path]
        remembered.keep(key(record, file) for record in manifest.records for file in record.files)
    return tuple(VerifiedFile(file.path, verified[file.path]) for _, file in files)


def _concluded(
    works: Sequence[_Work], found: Mapping[str, Found], manifest: Manifest
) -> Iterator[tuple[str, tuple[Failure, ...]]]:
    """Yield all that is wrong with some files, volumes with the first of them, by path."""
    read = {work.file.path: found[work.file.path].texts for work in works if found[work.file.path].texts}
    for work in works:
        record, file, one = work.record, work.file, found[work.file.path]
        composed = _composition(record, manifest, one.foreign) if one.texts else ()
        folios = check_folios(record, file, read, manifest) if one.texts else ()
        yield file.path, (*one.failures, *folios, *composed)


def verified_ahead(
    outcomes: Sequence[Outcome], folder: Path, workers: Workers, remembered: Remembered
) -> Ahead[Checked, Found]:
    """Return the verification of the documents that were made and are not known to be sound, to be done ahead.

    The Word files of many wait for the recueil, beside which nothing else is left to do.
    """
    many = sum(outcome.state == "built" for outcome in outcomes) > _MANY
    works = [
        _work(folder, outcome.record, file)
        for outcome in outcomes
        if outcome.state == "built" and outcome.record
        for file in outcome.record.files
        if key(outcome.record, file) not in remembered.sound and not (many and file.path.endswith(".docx"))
    ]
    return Ahead(workers, verify, lost, [work.asked for work in _largest_first(works)])


@dataclass(frozen=True, slots=True)
class _Work:
    """One file to verify, and whose it is."""

    record: DocumentRecord
    file: FileRecord
    asked: Checked


def _work(folder: Path, record: DocumentRecord, file: FileRecord) -> _Work:
    contents = _depth(record) == 2 and volume_of(record.kind)[1] == 1
    return _Work(record, file, Checked(folder, file.path, record.annexe, record.place != UNCLAIMED, contents))


def _verify_all(works: Iterable[_Work], workers: Workers, clock: Clock) -> Iterator[tuple[str, Found]]:
    """Verify files among workers, the largest first, and yield each path with what is found."""
    asked = (work.asked for work in _largest_first(works))
    for one, result in workers.imap(verify, asked, lost=lost, limits=LONG):
        clock.step(one.name)
        yield one.name, result


def _largest_first(works: Iterable[_Work]) -> list[_Work]:
    return sorted(works, key=lambda work: -work.file.bytes)


def _verify_once(
    works: Sequence[_Work],
    ahead: dict[str, Found],
    verified: dict[str, tuple[Failure, ...]],
    manifest: Manifest,
    remembered: Remembered,
    workers: Workers,
    clock: Clock,
) -> dict[str, SoundFile]:
    """Verify what is not known to be sound: documents, then packs by their pages, then the volumes of all packs.

    Word files come last: they wait for nothing, and nothing waits for them. Those that were found ``ahead`` are not
    verified again. What is wrong with each is told in ``verified``; returns what is sound, by path. All else that was
    found of a file is let go once its turn is over: there are thousands.
    """
    sound = {
        file.path: remembered.sound[key(record, file)]
        for record in manifest.records
        for file in record.files
        if key(record, file) in remembered.sound
    }
    for depth in (0, 1, 2):
        due, held = [], dict[str, tuple[dict[str, SoundFile], dict[str, int]]]()
        for work in works:
            composed = _depth(work.record)
            if (2 if work.file.path.endswith(".docx") else composed) != depth:
                continue
            if work.file.path in sound:
                verified[work.file.path] = ()
                clock.step(work.file.path)
            elif composed and work.asked.claims:
                whose = work.record.number if work.record.kind == PACK else ""  # all volumes may hold the same
                if whose not in held:
                    held[whose] = _known(_parts(work.record, manifest), sound)
                parts, known = held[whose]
                due.append((replace(work, asked=replace(work.asked, known=known)), parts))
            else:
                due.append((work, {}))
        found = {work.file.path: ahead.pop(work.file.path) for work, _ in due if work.file.path in ahead}
        found.update(_verify_all([work for work, _ in due if work.file.path not in found], workers, clock))
        for work, parts in due:
            one = found[work.file.path] = _with_parts(found[work.file.path], parts)
            if not one.failures:
                sound[work.file.path] = _sound(one) if depth < 2 else SoundFile()  # which is part of no other file
        verified.update(_concluded([work for work, _ in due], found, manifest))
    return sound


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


def _known(files: Iterable[FileRecord], sound: Mapping[str, SoundFile]) -> tuple[dict[str, SoundFile], dict[str, int]]:
    """Return the sound ones of files by path, and the digests of their pages and tags as ``Checked`` takes them."""
    parts = {file.path: sound[file.path] for file in files if file.path in sound}
    known = {part.tags: -1 for part in parts.values() if part.tags}
    return parts, known | {page.digest: page.marks for part in parts.values() for page in part.pages}


def _with_parts(found: Found, parts: Mapping[str, SoundFile]) -> Found:
    """Hold a merged file against its parts: each is there whole or not at all, and its stamps are on its pages."""
    before = {page.digest: page.stamps for part in parts.values() for page in part.pages}
    cores = [digest.core for digest in found.digests.pages]
    texts = tuple(
        # A page that was not abridged shows the stamps of its part already.
        f"{text}\n{before[core]}" if rank in found.abridged else text
        for rank, (text, core) in enumerate(zip(found.texts, cores, strict=True))
    )
    first = {core: rank for rank, core in reversed(list(enumerate(cores)))}
    torn = []
    for path, part in parts.items():
        whole = [page.digest for page in part.pages]
        start = next((first[digest] - rank for rank, digest in enumerate(whole) if digest in first), None)
        if start is not None and (start < 0 or cores[start : start + len(whole)] != whole):
            message = f"les pages de {PurePosixPath(path).name} n’y sont pas toutes, ou pas dans leur ordre"
            torn.append(Failure("composition", "parts", message))
    return replace(found, failures=(*found.failures, *torn), texts=texts)


def _sound(found: Found) -> SoundFile:
    pages = zip(found.digests.pages, found.texts, found.digests.marks, strict=True)
    shown = tuple(VerifiedPage(digest.whole, stamp_lines(text), marks) for digest, text, marks in pages)
    return SoundFile(shown, found.digests.tags)


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
