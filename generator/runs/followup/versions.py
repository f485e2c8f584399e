"""Two versions of a document of a dossier compared: as it was sent or signed, and as the output holds it now."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from generator.dossiers.comparison import Change, compare
from generator.dossiers.manifest import Manifest
from generator.dossiers.records import DocumentRecord
from generator.errors import Problem, UnreadableError
from generator.files import read_regular, regular_file
from generator.pdf.conversion import ConversionJob
from generator.pdf.engine import select_engine
from generator.progress import Progress, Silence
from generator.project import Project
from generator.register.originals import Original, read_original
from generator.register.standing import Standing
from generator.runs.report import Done
from generator.workers import LocalWorkers

#: The version that the output holds.
NOW = "maintenant"


@dataclass(frozen=True, slots=True)
class DocumentVersion:
    """A version of a Word document, by its ``key``; ``told`` says which one it is, ``original`` is None for NOW."""

    key: str
    told: str
    day: datetime.date | None
    original: Original | None = None


@dataclass(frozen=True, slots=True)
class VersionsRequest:
    """Which document of a dossier, and the keys of the two versions; "" is the last that was sent, and NOW."""

    standing: Standing
    kind: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class VersionsReport(Done):
    """All versions, the oldest first, those compared, None when there are not two, and what changes in words."""

    versions: tuple[DocumentVersion, ...]
    before: DocumentVersion | None
    after: DocumentVersion | None
    changes: tuple[Change, ...]


def run(project: Project, request: VersionsRequest, progress: Progress) -> VersionsReport:
    """Compare two versions of a document word by word. Raises RegisterError when a kept one is missing or altered."""
    manifest = Manifest.read_again(project.manifest)
    record = manifest.document(request.standing.number, request.kind) if manifest else None
    found = tuple(_versions(request, record))
    progress.check()
    by_key = {one.key: one for one in found}
    after = by_key.get(request.after) or (found[-1] if found else None)
    earlier = [one for one in found if after and one.key != after.key]
    before = by_key.get(request.before) or (earlier[-1] if earlier else None)
    if before is None or after is None or before == after:
        return VersionsReport(found, None, after, ())
    try:
        changes = compare(_read(project, before, record), _read(project, after, record))
    except (UnreadableError, OSError):
        told = "une des deux versions ne se lit pas comme un document Word"
        problem = Problem("warning", told, "fabriquez de nouveau le dossier")
        return VersionsReport(found, before, after, (), problems=(problem,))
    return VersionsReport(found, before, after, changes)


def earlier_versions(standing: Standing, kind: str, record: DocumentRecord | None) -> tuple[DocumentVersion, ...]:
    """Return the versions of a document that left or were signed and that the output does not hold as they were."""
    now = record.files[0].sha256 if record else ""
    found = _versions(VersionsRequest(standing, kind), record)
    return tuple(one for one in found if one.original and one.original.sha256 != now)


def print_version(project: Project, version: DocumentVersion) -> bytes:
    """Return a version that is kept as a PDF, printed by the embedded engine, which is always there and quick.

    A page of it may begin some lines higher or lower than it did. Raises RegisterError, EngineError.
    """
    docx = _read(project, version, None)
    job, day = ConversionJob(f"{version.key}.docx", docx), version.day or datetime.date.min
    date = datetime.datetime.combine(day, datetime.time(), datetime.UTC)
    with LocalWorkers(1, Silence().check) as workers:
        (made,) = select_engine("embedded").convert([job], workers=workers, date=date)
    if made.cause:
        raise made.cause
    return made.pdf


def _versions(request: VersionsRequest, record: DocumentRecord | None) -> Iterator[DocumentVersion]:
    standing, kind = request.standing, request.kind
    last = None
    for mailing in standing.mailings:
        original = mailing.files.get(kind)
        if original and original.extension == "docx" and mailing.sent_on and original != last:
            yield DocumentVersion(f"envoi-{mailing.id}", "ce que la mairie a reçu", mailing.sent_on, original)
            last = original
    for file in standing.signature.files if standing.signature else ():
        if file.role == "output" and file.path.endswith(f"-{kind}.docx") and standing.signature:
            yield DocumentVersion("signe", "ce qui a été signé", standing.signature.signed_on, file.original)
    if record and record.files[0].path.endswith(".docx"):
        yield DocumentVersion(NOW, NOW, None)


def _read(project: Project, version: DocumentVersion, record: DocumentRecord | None) -> bytes:
    """Return the bytes of a version; raises OSError when the output no longer holds it."""
    if version.original:
        return read_original(project.register, version.original)
    path = regular_file(project.output, record.files[0].path) if record else None
    if path is None:
        raise FileNotFoundError(version.told)
    return read_regular(path)
