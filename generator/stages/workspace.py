"""What the stages of a build share: the request, the folders, the clock, what was there before."""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Literal, Protocol

from filelock import FileLock, Timeout

from generator.dossiers.manifest import Manifest
from generator.dossiers.records import DocumentRecord, FileRecord
from generator.errors import RegisterError, UsageError
from generator.project import Project

LOCK_SECONDS = 120
SCRATCH_PREFIX = ".en-cours-"
LOCK_FILE = ".verrou"
State = Literal["built", "unchanged", "frozen", "failed"]


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """What the caller asks of a build; empty ``communes`` or ``only`` mean all of them; ``originals`` are copies."""

    communes: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    engine: str = "auto"
    jobs: int = field(default_factory=lambda: len(os.sched_getaffinity(0)))
    force: bool = False
    dry_run: bool = False
    duplex: bool = False
    originals: int = 0
    strict: bool = False
    verify: bool = True


class Progress(Protocol):
    """Who is told how the build goes, in French: ``stage`` with the number of steps to come, then each step."""

    def stage(self, name: str, steps: int) -> None:
        """Say that a stage begins."""

    def step(self, name: str) -> None:
        """Say that one step of the stage is done."""


class Silence:
    """Says nothing: the progress of a run whose standard output is for a machine."""

    def stage(self, name: str, steps: int) -> None:
        """Say nothing of a stage."""

    def step(self, name: str) -> None:
        """Say nothing of a step."""


class Clock:
    """Announces the stages of a run and keeps how long each took: ``timings``, in seconds, in their order."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self.timings: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str, steps: int = 0) -> Iterator[None]:
        """Run one stage; ``steps`` is how many times ``step`` will be called, 0 when not known."""
        self._progress.stage(name, steps)
        start = time.perf_counter()
        yield
        self.timings[name] = time.perf_counter() - start

    def step(self, name: str) -> None:
        """Say that one step of the stage is done."""
        self._progress.step(name)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one document, pack or recueil; ``record`` is None when it failed or is only planned."""

    insee: str
    commune: str
    kind: str
    number: str
    state: State
    reason: str
    record: DocumentRecord | None

    @property
    def files(self) -> tuple[FileRecord, ...]:
        """Its files in the output."""
        return self.record.files if self.record else ()

    @classmethod
    def of(cls, record: DocumentRecord, state: State, reason: str) -> Outcome:
        """Say what became of a document that the output holds."""
        return cls(record.insee, record.commune, record.kind, record.number, state, reason, record)

    @property
    def name(self) -> str:
        """How messages call it: « Haveluy, convention »."""
        return f"{self.commune}, {self.kind}" if self.commune else self.kind


@dataclass(frozen=True, slots=True)
class Workspace:
    """One build at work: ``scratch`` lies in the output's file system, so that a finished file is moved whole."""

    project: Project
    request: BuildRequest
    clock: Clock
    previous: Manifest
    scratch: Path
    date: datetime

    def publish(self, source: Path, path: str, pages: int | None = None) -> FileRecord:
        """Move a finished file to its place in the output, whole, and return its record."""
        target = self.project.output / path
        target.parent.mkdir(parents=True, exist_ok=True)
        os.replace(source, target)
        return FileRecord.of(self.project.output, path, pages)

    def restore(self, data: bytes, path: str) -> None:
        """Write a file again at its place in the output, whole."""
        source = self.scratch / "restored"
        source.write_bytes(data)
        self.publish(source, path)


@contextmanager
def open_workspace(project: Project, request: BuildRequest, clock: Clock, date: datetime) -> Iterator[Workspace]:
    """Lock the campaign's output for this process and give it a scratch folder; a dry run touches nothing.

    Raises RegisterError when another build holds the output, UsageError when it cannot be written.
    """
    previous = Manifest.read(project.manifest) or Manifest(project.campaign.name, "", "")
    if request.dry_run:
        yield Workspace(project, request, clock, previous, project.output, date)
        return
    with _locked(project.output), tempfile.TemporaryDirectory(prefix=SCRATCH_PREFIX, dir=project.output) as scratch:
        previous = Manifest.read(project.manifest) or previous
        yield Workspace(project, request, clock, previous, Path(scratch), date)


@contextmanager
def _locked(output: Path) -> Iterator[None]:
    """Hold the output for this process, rid of what a killed build left half done."""
    lock = FileLock(output / LOCK_FILE, timeout=LOCK_SECONDS)
    try:
        output.mkdir(parents=True, exist_ok=True)
        lock.acquire()
        for stale in output.glob(SCRATCH_PREFIX + "*"):
            shutil.rmtree(stale)
    except Timeout as error:
        raise RegisterError(
            f"{output} : une autre fabrication est en cours ; attendez qu’elle finisse et recommencez."
        ) from error
    except OSError as error:
        raise UsageError(
            f"{output} : écriture impossible ({error.strerror}) ; vérifiez les droits, ou donnez --output."
        ) from error
    try:
        yield
    finally:
        lock.release()
