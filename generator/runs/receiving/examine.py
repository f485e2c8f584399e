"""What the law says of the deliberations of a file; nothing is recorded."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.errors import RefusedError, count_errors
from generator.papers.received import read_bytes, read_contents
from generator.progress import Clock, Progress, Stage
from generator.project import Project
from generator.register.journal import today_in_france
from generator.runs.receiving.reception import Reception
from generator.runs.report import Done
from generator.workers import LocalWorkers


@dataclass(frozen=True, slots=True)
class ExamineRequest:
    """What the caller asks; ``jobs`` is None for one a processor."""

    file: Path
    jobs: int | None = None


@dataclass(frozen=True, slots=True)
class ExamineReport(Done):
    """What is irregular (errors) and what deserves a look (warnings) in the deliberations of ``file``."""

    FAILS = RefusedError

    file: str

    @property
    def irregularities(self) -> int:
        """How many of the problems make a deliberation unlawful."""
        return count_errors(self.problems)


def run(project: Project, request: ExamineRequest, progress: Progress) -> ExamineReport:
    """Examine every deliberation of a file. Raises DataError, EngineError, RegisterError, Cancelled."""
    with LocalWorkers(request.jobs, progress.check) as workers:
        workers.warm(read_contents)
        reception, clock = Reception(project, workers, today_in_france()), Clock(progress)
        with clock.stage(Stage.RECOGNISING):
            found = reception.read(request.file.name, read_bytes(request.file), clock.step).deliberations
    problems = tuple(problem for returned in found for problem in returned.problems)
    return ExamineReport(request.file.name, problems=problems)
