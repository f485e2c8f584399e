"""Whether the register and what it keeps are whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.dossiers.manifest import Manifest
from generator.errors import ConventionsError, Problem, RegisterError, count_errors
from generator.language.agreement import first_of
from generator.progress import Progress
from generator.project import OUTPUT, Project
from generator.register.damage import BACKUP
from generator.register.database import existing_register, open_register
from generator.register.integrity import check_register
from generator.runs.report import Done

#: How many numbers are named.
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class RegisterCheckRequest:
    """The whole register is checked."""


@dataclass(frozen=True, slots=True)
class RegisterCheckReport(Done):
    """Everything wrong; a file too many is only a warning."""

    @property
    def error(self) -> type[ConventionsError] | None:
        """What it ends with: a damaged register."""
        return RegisterError if count_errors(self.problems) else None


def run(project: Project, request: RegisterCheckRequest, progress: Progress) -> RegisterCheckReport:
    """Check SQLite's file, numbers, states, originals, and that it knows the numbers of the outputs.

    Raises UsageError before the first build, RegisterError.
    """
    register = existing_register(project.register)
    progress.check()
    problems = check_register(register)
    return RegisterCheckReport(problems=problems if count_errors(problems) else (*problems, *_forgotten(project)))


def _forgotten(project: Project) -> Iterator[Problem]:
    """Yield the numbers that were printed and are unknown: a register of before was put in the place of this one."""
    with open_register(project.register) as connection:
        known = {number for (number,) in connection.execute("SELECT number FROM documents")}
    for path in sorted((project.root / OUTPUT).glob(f"*/{project.manifest.name}")):
        manifest = Manifest.read(path)
        numbers = dict.fromkeys(one.number for one in manifest.documents if one.number not in known) if manifest else ()
        if numbers:
            message = (
                f"{first_of(tuple(numbers), _SHOWN)} : fabriqué, et inconnu du registre, qui a été perdu ou remplacé"
            )
            yield Problem("error", message, BACKUP, file=path.relative_to(project.root).as_posix())
