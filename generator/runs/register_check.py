"""Whether the register and what it keeps are whole."""

from __future__ import annotations

from dataclasses import dataclass

from generator.errors import ConventionsError, RegisterError, count_errors
from generator.progress import Progress
from generator.project import Project
from generator.register.database import existing_register
from generator.register.integrity import check_register
from generator.runs.report import Done


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
    """Check SQLite's file, numbers, states, originals. Raises UsageError before the first build, RegisterError."""
    register = existing_register(project.register)
    progress.check()
    return RegisterCheckReport(problems=check_register(register))
