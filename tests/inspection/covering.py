"""Which communes exercise which branch, as ``check --coverage`` tells it, without the prints of a check."""

from __future__ import annotations

from generator.dossiers.mergers import read_known
from generator.inspection.coverage import Coverage
from generator.project import Project
from generator.runs.making.coverages import measured


def cover(project: Project) -> tuple[Coverage, ...]:
    """Return the branches of the project's templates, each with its communes."""
    return measured(*read_known(project))
