"""The intake of files that came back: every deliberation shown, confirmed in a session, and recorded."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.errors import Cancelled, ConventionsError, DataError, Problem, UsageError
from generator.intake.fields import FIELDS
from generator.language.typography import unaccented
from generator.papers.parcels import LeftAside
from generator.papers.received import read_bytes, read_contents
from generator.progress import Clock, Progress, Stage
from generator.project import Project
from generator.register.journal import today_in_france
from generator.runs.receiving.correspondence import Addressed
from generator.runs.receiving.questions import LeftError, Questions, Unattended
from generator.runs.receiving.reception import Consent, Reception
from generator.runs.receiving.returned import Delivered, Returned
from generator.workers import LocalWorkers


@dataclass(frozen=True, slots=True)
class ReceiveRequest:
    """What the caller asks: ``corrections`` are fields as a person wrote them, by name; ``dry_run`` records nothing.

    A folder among the ``files`` stands for the files in it.

    ``replace`` and ``despite`` answer before the session is asked; ``jobs`` is None for one a processor.
    """

    files: tuple[Path, ...]
    session: Unattended
    corrections: Mapping[str, str] = field(default_factory=dict)
    replace: bool = False
    despite: Consent | None = None
    dry_run: bool = False
    today: datetime.date = field(default_factory=today_in_france)
    jobs: int | None = None


@dataclass(frozen=True, slots=True)
class Received:
    """One deliberation of the intake, as it was confirmed, and whether the register holds it."""

    returned: Returned
    recorded: bool

    def as_json(self) -> dict[str, Any]:
        """Return the fields, the findings and whether it is recorded."""
        return self.returned.as_json() | {"recorded": self.recorded}


@dataclass(frozen=True, slots=True)
class Answered:
    """One answer of the prefecture, and whether the register keeps it."""

    addressed: Addressed
    recorded: bool

    def as_json(self) -> dict[str, Any]:
        """Return what it says, the document that it is about and whether it is recorded."""
        return self.addressed.as_json() | {"recorded": self.recorded}


@dataclass(frozen=True, slots=True)
class ReceiveReport:
    """The deliberations of all files, in order, without those that failed; ``failed`` has the error of each file.

    ``answers`` are the prefecture's; ``aside`` the files that lie in others and are neither.
    """

    deliberations: tuple[Received, ...]
    answers: tuple[Answered, ...]
    aside: tuple[LeftAside, ...]
    failed: tuple[tuple[Path, ConventionsError], ...]

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What the law finds, then what is wrong with the files that failed."""
        found = [problem for one in self.deliberations for problem in one.returned.problems]
        return (*found, *(problem for _, error in self.failed for problem in error.problems))

    @property
    def error(self) -> type[ConventionsError] | None:
        """The class of the first error, which the command ends with."""
        return type(self.failed[0][1]) if self.failed else None

    def as_json(self) -> dict[str, Any]:
        """Return the deliberations, the answers of the prefecture, what is left aside, and why what failed did."""
        return {
            "deliberations": [one.as_json() for one in self.deliberations],
            "answers": [one.as_json() for one in self.answers],
            "left_aside": [{"source": one.name, "why": one.why} for one in self.aside],
            "failed": [{"source": path.name, "error": str(error)} for path, error in self.failed],
        }


def parse_correction(text: str) -> tuple[str, str]:
    """Return the field and the value of « CHAMP=VALEUR »; raises UsageError, which names the fields, when it is not."""
    name, equals, value = text.partition("=")
    field = unaccented(name.strip()).casefold()
    if not equals or field not in FIELDS:
        raise UsageError(f"« {text} » (--set) : écrivez CHAMP=VALEUR ; les champs sont {', '.join(FIELDS)}.")
    return field, value.strip()


def run(project: Project, request: ReceiveRequest, progress: Progress) -> ReceiveReport:
    """Read files that came back, and record the deliberations that the session confirms.

    An error of a file ends with it, and the next ones are received all the same. Raises DataError and RegisterError of
    the project itself, Cancelled when the run is to stop: what was recorded before stays.
    """
    intake = _Intake(request)
    with LocalWorkers(request.jobs, progress.check) as workers:
        workers.warm(read_contents)
        reception = Reception(project, workers, request.today)
        for path in _files(request.files):
            try:
                with intake.failures(path):
                    clock = Clock(progress)
                    with clock.stage(Stage.RECOGNISING):
                        delivered = reception.read(path.name, read_bytes(path), clock.step)
                    intake.take(reception, path, delivered)
            except LeftError:
                break
    return intake.report


@dataclass(slots=True)
class _Intake:
    """What one run received so far."""

    request: ReceiveRequest
    received: list[Received] = field(default_factory=list)
    answered: list[Answered] = field(default_factory=list)
    aside: list[LeftAside] = field(default_factory=list)
    failed: list[tuple[Path, ConventionsError]] = field(default_factory=list)

    @property
    def report(self) -> ReceiveReport:
        return ReceiveReport(tuple(self.received), tuple(self.answered), tuple(self.aside), tuple(self.failed))

    def take(self, reception: Reception, path: Path, delivered: Delivered) -> None:
        """Have all that a file holds shown and recorded: an error of one paper ends with it. Raises LeftError."""
        for paper in delivered.papers:
            with self.failures(path):
                for returned in paper:
                    self.received.append(_receive(reception, path, returned, self.request))
        for source, answer in delivered.parcel.answers:
            with self.failures(path):
                addressed = reception.correspondence.addressed(source, answer, delivered.parcel.around(source))
                self.answered.append(_keep_answer(reception, addressed, self.request))
        for left in delivered.aside:
            self.aside.append(left)
            self.request.session.not_read(left.name, left.why)

    @contextmanager
    def failures(self, path: Path) -> Iterator[None]:
        """Let an error end what is done in the block, and nothing else."""
        try:
            yield
        except Cancelled:
            raise
        except ConventionsError as error:
            self.failed.append((path, error))
            self.request.session.failed(path, error)


def _files(paths: tuple[Path, ...]) -> Iterator[Path]:
    """Yield the files that are named, and those of the folders that are, without what systems and programs hide."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        inside = sorted(one for one in path.iterdir() if one.is_file() and not one.name.startswith((".", "~")))
        if not inside:
            raise DataError(f"{path} : ce dossier ne contient aucun fichier ; donnez celui où sont les délibérations.")
        yield from inside


def _receive(reception: Reception, path: Path, returned: Returned, request: ReceiveRequest) -> Received:
    """Have one deliberation shown and confirmed, and record it."""
    session = request.session
    if request.corrections:
        returned = reception.corrected(returned, request.corrections)
    session.show(returned)
    if request.dry_run:
        return Received(returned, recorded=False)
    if not returned.ours:
        session.left_aside(returned)
        return Received(returned, recorded=False)
    if returned.known and not (request.replace or request.corrections):
        session.recorded(returned, new=False)
        return Received(returned, recorded=True)
    if returned.past and not (request.replace or request.corrections):
        session.superseded(returned)
        return Received(returned, recorded=False)
    questions, recorded = Questions(reception, session, returned, dict(request.corrections)), False
    try:
        recorded = questions.ask() and _record(reception, questions.returned, questions.answers, request)
    finally:
        if not recorded and len(questions.answers) > len(request.corrections):
            session.kept(path, questions.answers)
    return Received(questions.returned, recorded)


def _keep_answer(reception: Reception, addressed: Addressed, request: ReceiveRequest) -> Answered:
    """Have one answer of the prefecture shown, and keep it where its dossier is known."""
    session = request.session
    session.show_answer(addressed)
    if request.dry_run or not addressed.document:
        return Answered(addressed, recorded=False)
    wanted = request.replace or session.takes(addressed)
    if not wanted and not addressed.conflict:
        return Answered(addressed, recorded=False)
    kept = reception.correspondence.record(addressed, replace=wanted)
    session.answer_kept(addressed, new=kept.new, completes=kept.completes)
    return Answered(addressed, recorded=True)


def _record(reception: Reception, returned: Returned, seen: Mapping[str, str], request: ReceiveRequest) -> bool:
    """Record a deliberation, an irregular one or one in the place of another if the session wants it; return True."""
    session = request.session
    returned = reception.recordable(returned, seen)
    consent = request.despite or (session.consents(returned) if returned.irregularities else None)
    replace = request.replace or (bool(returned.conflict) and session.replaces(returned))
    new = reception.record(returned, confirmed=seen, replace=replace, despite=consent)
    session.recorded(returned, new=new)
    return True
