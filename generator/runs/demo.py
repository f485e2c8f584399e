"""A demonstration: a campaign in mid-life of communes that do not exist, to look at every screen of the program."""

from __future__ import annotations

import datetime
from contextvars import copy_context
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.actor import act_as
from generator.clock import go_by
from generator.errors import UsageError
from generator.files import write_whole
from generator.inputs.tomledit import with_settings
from generator.progress import Progress, Silence
from generator.project import Project, open_project, refuse_own
from generator.refusals import writing
from generator.register.journal import FRANCE, today_in_france
from generator.runs.campaigns.new import NewRequest, run as make_campaign
from generator.runs.fictions import COMMUNES, SIGNED, before, code, communes, evaluation, marked, settings, vote
from generator.runs.life import amend, sign
from generator.runs.mailing import mail, sending
from generator.runs.making import build
from generator.runs.receiving import receive
from generator.runs.receiving.questions import Unattended
from generator.runs.report import Done
from generator.word.controls import fill_controls

#: The campaign's folder.
CAMPAIGN = "demonstration"
#: How far each dossier has come, in the order of the communes.
_VOTED, _SENT = (0, 1, 2, 3, 4, 5), tuple(range(10))


@dataclass(frozen=True, slots=True)
class DemoRequest:
    """How the demonstration is made; its dates are told from ``today`` backwards."""

    engine: str = "embedded"
    jobs: int | None = None
    today: datetime.date = field(default_factory=today_in_france)

    @property
    def building(self) -> build.BuildRequest:
        """How its dossiers are made."""
        return build.BuildRequest(engine=self.engine, jobs=self.jobs, verify=False, today=self.today)

    def before(self, days: int) -> datetime.date:
        """Return the day that was so many days ago."""
        return before(self.today, days)

    def go_back(self, days: int) -> None:
        """Have what is recorded from here on bear the day that was so many days ago."""
        noon = datetime.datetime.combine(self.before(days), datetime.time(10, 30), FRANCE)
        go_by(lambda: noon)


@dataclass(frozen=True, slots=True)
class DemoReport(Done):
    """The project that was made, and its campaign."""

    project: Project
    communes: int

    def as_json(self) -> dict[str, Any]:
        """Return where it is."""
        return {"folder": str(self.project.root), "campaign": self.project.campaign.name, "communes": self.communes}


def run(start: Path, request: DemoRequest, progress: Progress) -> DemoReport:
    """Make the demonstration in ``start``, a folder that is empty or not there yet.

    It has inputs, a build, e-mails, deliberations that came back, signatures, an evaluation and a new mayor.
    Every commune, person and act in it is made up. Raises UsageError for a folder that holds something, OutputError
    when it cannot be written.
    """
    return copy_context().run(_live, _begin(start, request), request, progress)


def _live(project: Project, request: DemoRequest, progress: Progress) -> DemoReport:
    """Have a campaign live for a while; the journal names the service of the demonstration, and has its days."""
    act_as(name="Service de démonstration")
    quiet = Silence(progress.check)
    request.go_back(155)
    build.run(project, request.building, progress)
    request.go_back(150)
    mail.run(project, mail.MailRequest(jobs=request.jobs, today=request.before(150)), quiet)
    request.go_back(148)
    _note_sent(project, request, _SENT[:8], 148)
    _receive(project, request, quiet)
    request.go_back(85)
    build.run(project, request.building, progress)
    request.go_back(60)
    for rank in SIGNED:
        signature = sign.SignRequest(
            code(rank), request.before(70), notified_on=request.before(66 - rank), today=request.before(60)
        )
        sign.run(project, signature, quiet)
    request.go_back(25)
    _evaluate(project, request, progress)
    request.go_back(20)
    _note_sent(project, request, _SENT[8:], 20)
    request.go_back(9)
    write_whole(project.communes, communes(request.today, elected=True))
    build.run(project, request.building, progress)
    return DemoReport(project, len(COMMUNES))


def _begin(folder: Path, request: DemoRequest) -> Project:
    """Write the inputs of the demonstration."""
    refuse_own(folder)
    with writing(folder, "choisissez un autre dossier"):
        folder.mkdir(parents=True, exist_ok=True)
        if any(folder.iterdir()):
            raise UsageError(
                f"{folder} : ce dossier n’est pas vide ; donnez le nom d’un dossier qui n’existe pas encore."
            )
        write_whole(folder / "communes.csv", communes(request.today))
        (folder / "templates").mkdir()  # a project of its own, though it may lie in the folder of another
        made = make_campaign(folder, NewRequest(CAMPAIGN, today=request.today), Silence())
        toml = made.folder / "campaign.toml"
        write_whole(toml, with_settings(toml.read_text(encoding="utf-8"), settings(request.today)).encode())
        for template in made.folder.glob("*.docx"):
            write_whole(template, marked(template.read_bytes()))
    return open_project(folder)


def _note_sent(project: Project, request: DemoRequest, ranks: tuple[int, ...], days: int) -> None:
    asked = sending.SendingRequest(request.before(days), tuple(map(code, ranks)), today=request.before(days))
    sending.run(project, asked, Silence())


def _receive(project: Project, request: DemoRequest, progress: Progress) -> None:
    """Have councils vote, and take in what they send back."""
    for rank in _VOTED:
        request.go_back(103 - 2 * rank)
        (draft,) = project.output.glob(f"{code(rank)}-*/*-deliberation.docx")
        returned = project.root / "retours" / f"deliberation-{rank + 1:02d}.docx"
        write_whole(returned, fill_controls(draft.read_bytes(), vote(request.today, rank)))
        asked = receive.ReceiveRequest((returned,), Unattended(), jobs=1, today=request.today)
        report = receive.run(project, asked, progress)
        if [one.recorded for one in report.deliberations] != [True]:
            raise AssertionError(f"the demonstration's deliberation is doubted: {report.as_json()}")
    (draft,) = project.output.glob(f"{code(6)}-*/*-deliberation.docx")
    waiting = fill_controls(draft.read_bytes(), {**vote(request.today, 6), "vote.pour": "19"})
    write_whole(project.root / "retours" / "a-lire.docx", waiting)


def _evaluate(project: Project, request: DemoRequest, progress: Progress) -> None:
    """Evaluate the communes that signed, and give the avenants that it asks for their numbers."""
    path = project.root / "evaluations" / "premier-semestre.csv"
    write_whole(path, evaluation(request.today))
    amend.run(project, amend.AmendRequest(path, None, request.building), progress)
