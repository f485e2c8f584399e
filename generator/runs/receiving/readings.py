"""Files that came back, read one after the other: one that fails stops no other, and nothing is recorded."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generator.errors import Cancelled, ConventionsError, DataError
from generator.language.agreement import plural
from generator.papers.received import read_bytes, read_contents
from generator.progress import LOGGER, Clock, Progress, Stage, tell_nobody
from generator.project import Project
from generator.register.journal import today_in_france
from generator.runs.receiving.correspondence import Addressed
from generator.runs.receiving.reception import Reception
from generator.runs.receiving.returned import Delivered
from generator.runs.report import Done
from generator.workers import LocalWorkers

#: How many files that could not be read are named.
_NAMED = 5


@dataclass(frozen=True, slots=True)
class Reading:
    """One file as it was read: the deliberations and the answers of the prefecture in it, or why it cannot be read."""

    name: str
    sha256: str
    delivered: Delivered | None
    answers: tuple[Addressed, ...] = ()
    failure: ConventionsError | None = None


@dataclass(frozen=True, slots=True)
class ReadingsRequest:
    """Which files, in their order; ``took`` is given each as soon as it is read.

    ``jobs`` is None for one a processor.
    """

    files: tuple[Path, ...]
    took: Callable[[Reading], None] = tell_nobody
    jobs: int | None = None


@dataclass(frozen=True, slots=True)
class ReadingsReport(Done):
    """What was read of each file, in their order; ``problems`` are what is wrong with those that failed."""

    readings: tuple[Reading, ...]

    @property
    def told(self) -> str:
        """How many files were read, and which were not: « 17 fichiers lus, 2 non lus : scan.pdf, page.jpg »."""
        failed = [one.name for one in self.readings if one.failure]
        read = plural(len(self.readings) - len(failed), "fichier lu", "fichiers lus")
        names = ", ".join((*failed[:_NAMED], *("…" for _ in failed[_NAMED : _NAMED + 1])))
        return f"{read}, {plural(len(failed), 'non lu', 'non lus')} : {names}" if failed else read

    @property
    def error(self) -> type[ConventionsError] | None:
        """The class of the first failure."""
        return next((type(one.failure) for one in self.readings if one.failure), None)


def run(project: Project, request: ReadingsRequest, progress: Progress) -> ReadingsReport:
    """Read files that came back. Raises DataError and RegisterError of the project itself, Cancelled."""
    clock = Clock(progress)
    readings = []
    with LocalWorkers(request.jobs, clock.check) as workers:
        workers.warm(read_contents)
        reception = Reception(project, workers, today_in_france())
        with clock.stage(Stage.RECOGNISING, len(request.files)):
            for path in request.files:
                readings.append(_read(reception, path, clock))
                request.took(readings[-1])
                clock.step(path.name)
    problems = (problem for one in readings if one.failure for problem in one.failure.problems)
    return ReadingsReport(tuple(readings), problems=tuple(problems))


def _read(reception: Reception, path: Path, clock: Clock) -> Reading:
    sha256 = ""
    try:
        data = read_bytes(path)
        sha256 = hashlib.sha256(data).hexdigest()
        delivered = reception.read(path.name, data, lambda page: clock.check())
        answers = tuple(
            reception.correspondence.addressed(source, answer, delivered.parcel.around(source))
            for source, answer in delivered.parcel.answers
        )
        return Reading(path.name, sha256, delivered, answers)
    except Cancelled:
        raise
    except ConventionsError as error:
        return Reading(path.name, sha256, None, failure=error)
    except Exception as error:  # a fault of the program over one file is told beside it; the others are read
        LOGGER.exception("reading %s failed", path.name)
        told = f"{path.name} : la lecture échoue par une faute du programme ({type(error).__name__}) ; signalez-la."
        return Reading(path.name, sha256, None, failure=DataError(told))
