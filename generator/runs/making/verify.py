"""The verification of the output: every file that the manifest lists, and that nothing else lies there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.dossiers.manifest import Manifest
from generator.errors import Problem, RegisterError, VerificationError
from generator.locks import LOCK_FILES
from generator.pdf.conformity import Failure
from generator.progress import LOGGER, Clock, Progress, Stage
from generator.project import MAILS, PRINTOUTS, Project
from generator.register.standings import read_standings
from generator.runs.report import Done
from generator.stages.verification import VerifiedFile as VerifiedFile, verify_files
from generator.workers import LocalWorkers

__all__ = ["VerifiedFile", "VerifyReport", "VerifyRequest", "run"]

#: What lies beside the dossiers in the output, and that no manifest lists.
_BESIDE = (f"{MAILS}/", f"{PRINTOUTS}/")
#: The check of a face in which a document was not printed, and what is said of it once nothing can change it.
_REPLACED = ("fonts", "replaced")
_FROZEN = "ce fichier est signé ou envoyé, et reste tel qu’il est"


@dataclass(frozen=True, slots=True)
class VerifyRequest:
    """How to verify: ``jobs`` files at once, by default one a processor."""

    jobs: int | None = None


@dataclass(frozen=True, slots=True)
class VerifyReport(Done):
    """Every file of the output, with what is wrong with it; ``problems`` are warnings of what is signed and stays."""

    files: tuple[VerifiedFile, ...]

    @property
    def faulty(self) -> tuple[VerifiedFile, ...]:
        """The files with which something is wrong."""
        return tuple(file for file in self.files if not file.ok)

    @property
    def error(self) -> type[VerificationError] | None:
        """What the command ends with; None when every file is sound."""
        return VerificationError if self.faulty else None

    def as_json(self) -> dict[str, Any]:
        """Return the files, sound ones too, with what each check found, and the warnings."""
        return {"files": [{"ok": file.ok, **file.as_json()} for file in self.files]} | Done.as_json(self)


def run(project: Project, request: VerifyRequest, progress: Progress) -> VerifyReport:
    """Verify all that the manifest lists, and that nothing else lies in the output.

    What is signed, or was sent as a letter, is never printed again: a face that was replaced then is only told. Raises
    VerificationError when there is no manifest to verify against, Cancelled.
    """
    manifest = Manifest.read(project.manifest)
    if manifest is None:
        raise VerificationError(
            f"{project.manifest} : manifeste absent ou illisible ; lancez « conventions build » pour le refaire."
            if project.output.is_dir()
            else f"{project.output} : rien n’y est fabriqué ; vérifiez ce nom, ou lancez « conventions build »."
        )
    clock, paths = Clock(progress), manifest.files()
    with clock.stage(Stage.VERIFYING, len(paths)), LocalWorkers(request.jobs, clock.check) as workers:
        verified = verify_files(project.output, manifest, paths, workers, clock)
    frozen = _frozen(project, manifest)
    told = [Problem("warning", failure.message, _FROZEN, path) for path, failure in _replaced(verified, frozen)]
    sound = (_without(file, _REPLACED) if file.path in frozen else file for file in verified)
    return VerifyReport((*sound, *_strangers(project, manifest)), problems=tuple(told))


def _frozen(project: Project, manifest: Manifest) -> set[str]:
    """Return the files of what is signed and of letters; none when the register cannot say it."""
    try:
        standings = read_standings(project.register, manifest.campaign)
    except RegisterError as error:
        LOGGER.warning("what is signed is not known: %s", error)
        return set()
    documents = [letter.document for one in standings.documents for letter in one.letters]
    documents += [found for one in standings.documents if one.signature for found in one.signature.dossier.documents]
    return {file.path for document in documents for file in document.files}


def _replaced(files: Sequence[VerifiedFile], frozen: set[str]) -> Iterator[tuple[str, Failure]]:
    for file in files:
        if file.path in frozen:
            yield from ((file.path, one) for one in file.failures if (one.check, one.rule) == _REPLACED)


def _without(file: VerifiedFile, rule: tuple[str, str]) -> VerifiedFile:
    return replace(file, failures=tuple(one for one in file.failures if (one.check, one.rule) != rule))


def _strangers(project: Project, manifest: Manifest) -> Iterator[VerifiedFile]:
    known = manifest.files() | {project.manifest.name, project.follow_up.name} | LOCK_FILES
    for path in sorted(project.output.rglob("*")):
        name = path.relative_to(project.output).as_posix()
        if path.is_file() and name not in known and not name.startswith(_BESIDE):
            yield VerifiedFile(name, (Failure("manifest", "unexpected", "le programme n’a pas fait ce fichier"),))
