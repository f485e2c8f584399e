"""What the stages of a build share: the folders, the clock, the workers, what was there before."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePosixPath

from generator.dossiers.fingerprints import sha256
from generator.dossiers.manifest import Manifest
from generator.dossiers.records import FileRecord
from generator.errors import OutputError, RegisterError
from generator.files import UNFINISHED, is_inside, scratch_folder, through_links, write_whole
from generator.interruptions import undisturbed
from generator.locks import Busy, held
from generator.progress import Clock
from generator.project import MADE, Project
from generator.refusals import IN_USE, not_written, reading, writing
from generator.workers import Workers

LOCK_SECONDS = 120
#: The name of the file in which documents wait.
_ASIDE = "de-cote"


@dataclass(frozen=True, slots=True)
class LaidAside:
    """Bytes that wait on the disk: so many of them, from ``start`` on in the file that a ``scratch`` folder has."""

    scratch: Path
    start: int
    size: int

    def read(self) -> bytes:
        """Return them. Raises OutputError."""
        path = self.scratch / _ASIDE
        with reading(path, "recommencez"), path.open("rb") as file:
            file.seek(self.start)
            return file.read(self.size)


@dataclass(frozen=True, slots=True)
class Workspace:
    """One run at work on an output; ``previous`` is what the output holds, ``date`` the one that its files bear.

    ``scratch`` lies in the output's file system, so that a finished file is moved whole.
    """

    project: Project
    clock: Clock
    workers: Workers
    date: datetime
    previous: Manifest
    scratch: Path

    def publish(self, source: Path, path: str, pages: int | None = None) -> FileRecord:
        """Move a finished file to its place in the output, whole, and return its record. Raises OutputError."""
        target = self.project.output / path
        if not is_inside(path) or through_links(self.project.output, PurePosixPath(path).parent.as_posix()):
            raise OutputError(
                f"{target} : ce chemin passe par un lien, qui mène ailleurs ; supprimez ce lien et recommencez."
            )
        with writing(target, IN_USE):
            target.parent.mkdir(parents=True, exist_ok=True)
            os.replace(source, target)
            return FileRecord.of(self.project.output, path, pages)

    def write(self, data: bytes, path: str, pages: int | None = None) -> FileRecord:
        """Write a file at its place in the output, whole, and return its record. Raises OutputError."""
        source = self.scratch / "fichier"
        with writing(source):
            source.write_bytes(data)
        return self.publish(source, path, pages)

    def lay_aside(self, data: bytes) -> LaidAside:
        """Keep bytes out of the memory until the end of the run. Raises OutputError."""
        path = self.scratch / _ASIDE
        with writing(path), path.open("ab") as file:
            start = file.seek(0, os.SEEK_END)
            file.write(data)
        return LaidAside(self.scratch, start, len(data))

    def keep_made(self, docx: bytes) -> None:
        """Keep a DOCX as it is made, by its hash, to tell later what a hand changed. Raises OutputError."""
        path = self.project.root / MADE / f"{sha256(docx)}.docx"
        if path.is_file():
            return
        with writing(path):
            write_whole(path, docx)


@contextmanager
def open_workspace(
    project: Project, clock: Clock, workers: Workers, date: datetime, *, dry: bool = False
) -> Iterator[Workspace]:
    """Lock the campaign's output for this process and give it a scratch folder; ``dry`` only looks.

    Raises RegisterError when another build holds the output, OutputError when it cannot be written.
    """
    with nullcontext() if dry else _locked(project.output), ExitStack() as stack:
        with undisturbed():  # or nobody would know that the folder is to be removed
            scratch = stack.enter_context(scratch_folder(None if dry else project.output))
        previous = Manifest.read(project.manifest) or Manifest(project.campaign.name, "", "")
        if previous.originals and not (project.output / previous.originals.files[0].path).exists():
            # Printed and thrown away: nothing else makes them again.
            previous = replace(previous, originals=None, copied={})
        yield Workspace(project, clock, workers, date, previous, scratch)


@contextmanager
def _locked(output: Path) -> Iterator[None]:
    """Hold the output for this process, rid of what a killed build left half done."""
    with ExitStack() as stack:
        try:
            output.mkdir(parents=True, exist_ok=True)
            stack.enter_context(held(output, LOCK_SECONDS))
            for stale in output.glob(UNFINISHED + "*"):
                shutil.rmtree(stale) if stale.is_dir() and not stale.is_symlink() else stale.unlink()
        except Busy as busy:
            raise RegisterError(f"{output} : {busy} y travaille encore ; attendez la fin et recommencez.") from busy
        except OSError as error:
            raise OutputError(f"{output} : {not_written(error)}.") from error
        yield
