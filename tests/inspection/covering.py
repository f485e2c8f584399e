"""Which communes exercise which branch, as ``check --coverage`` computes it."""

from __future__ import annotations

from generator.inspection.coverage import Coverage
from generator.progress import Silence
from generator.project import Project
from generator.runs.check import CheckRequest
from generator.runs.check import run as check


def cover(project: Project) -> tuple[Coverage, ...]:
    """Return the branches of the project's templates, each with its communes."""
    return check(project, CheckRequest(coverage=True), Silence()).coverage or ()
