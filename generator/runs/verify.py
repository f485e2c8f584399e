"""The verification of the output: every file that the manifest lists, and that nothing else lies there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from generator.dossiers.manifest import Manifest
from generator.errors import Problem, VerificationError
from generator.locks import LOCK_FILES
from generator.pdf.conformity import Failure
from generator.progress import Clock, Progress, Stage
from generator.project import MAILS, Project
from generator.stages.verification import VerifiedFile as VerifiedFile
from generator.stages.verification import verify_files
from generator.workers import LocalWorkers

__all__ = ["VerifiedFile", "VerifyReport", "VerifyRequest", "run"]


@dataclass(frozen=True, slots=True)
class VerifyRequest:
    """How to verify: ``jobs`` files at once, by default one a processor."""

    jobs: int | None = None


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """Every file of the output, with what is wrong with it."""

    files: tuple[VerifiedFile, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def faulty(self) -> tuple[VerifiedFile, ...]:
        """The files with which something is wrong."""
        return tuple(file for file in self.files if not file.ok)

    @property
    def error(self) -> type[VerificationError] | None:
        """What the command ends with; None when every file is sound."""
        return VerificationError if self.faulty else None

    def as_json(self) -> dict[str, Any]:
        """Return the files, sound ones too, with what each check found."""
        return {"files": [{"ok": file.ok, **asdict(file)} for file in self.files]}


def run(project: Project, request: VerifyRequest, progress: Progress) -> VerifyReport:
    """Verify all that the manifest lists, and that nothing else lies in the output.

    Raises VerificationError when there is no manifest to verify against, Cancelled.
    """
    manifest = Manifest.read(project.manifest)
    if manifest is None:
        raise VerificationError(
            f"{project.manifest} : manifeste absent ou illisible ; lancez « conventions build » pour le refaire."
        )
    clock, paths = Clock(progress), manifest.files()
    with clock.stage(Stage.VERIFYING, len(paths)), LocalWorkers(request.jobs, clock.check) as workers:
        verified = verify_files(project.output, manifest, paths, workers, clock)
    return VerifyReport((*verified, *_strangers(project, manifest)))


def _strangers(project: Project, manifest: Manifest) -> Iterator[VerifiedFile]:
    known = manifest.files() | {project.manifest.name, project.follow_up.name} | LOCK_FILES
    for path in sorted(project.output.rglob("*")):
        name = path.relative_to(project.output).as_posix()
        if path.is_file() and name not in known and not name.startswith(f"{MAILS}/"):
            yield VerifiedFile(name, (Failure("manifest", "unexpected", "le programme n’a pas fait ce fichier"),))
