"""The end of a convention: denounced, terminated, agreed, merged; recorded, with its letter and its cut planning."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from generator.avenants.inforce import InForce, in_force
from generator.avenants.occasions import taken_back, to_end, to_merge
from generator.dossiers.members import find_member, members_of
from generator.dossiers.mergers import with_mergers
from generator.errors import ConventionsError, Problem, RefusedError, UsageError
from generator.inputs.communes import Commune, slug
from generator.inputs.sources import Sources
from generator.inputs.table import read_file
from generator.language.dates import date_longue
from generator.law.duration import ONE_DAY
from generator.law.ending import examine_ending, last_day
from generator.law.endingfacts import CAUSE_NAMES as CAUSE_NAMES
from generator.law.endingfacts import CAUSES as CAUSES
from generator.law.endingfacts import Author as Author
from generator.law.endingfacts import Cause as Cause
from generator.law.endingfacts import EndingFacts as EndingFacts
from generator.law.endingfacts import options_beside as options_beside
from generator.law.findings import Finding
from generator.progress import Clock, Progress, Stage
from generator.project import Project
from generator.register.database import open_register
from generator.register.endings import Ending, EndingRequest, undo_ending
from generator.register.journal import today_in_france
from generator.register.originals import Source
from generator.register.standings import Standing, Standings, read_standings
from generator.runs.build import BuildRequest, build, read
from generator.runs.buildreport import BuildReport
from generator.runs.report import accept
from generator.stages.letters import make_letters
from generator.stages.workspace import open_workspace
from generator.workers import LocalWorkers


@dataclass(frozen=True, slots=True)
class EndRequest:
    """What the caller asks: the facts of the end and why; ``undo`` takes back an end of the same day, without any.

    ``file`` is the letter or the decision, to keep; ``confirms`` is shown what is about to be recorded.
    """

    commune: str
    facts: EndingFacts | None
    why: str = ""
    file: Path | None = None
    undo: bool = False
    build: BuildRequest = field(default_factory=BuildRequest)
    confirms: Callable[[EndReport], bool] = accept
    today: datetime.date = field(default_factory=today_in_france)


@dataclass(frozen=True, slots=True)
class EndReport:
    """What was recorded, or would be; ``into`` is the name of the commune nouvelle, "" without a merger.

    ``build`` made its documents, None when nothing was to be made.
    """

    commune: str
    insee: str
    number: str
    ending: Ending
    findings: tuple[Finding, ...]
    into: str = ""
    undone: bool = False
    recorded: bool = True
    build: BuildReport | None = None

    @property
    def told(self) -> str:
        """What is recorded, in a sentence."""
        named, ending = f"{self.commune}, {self.number}", self.ending
        if self.undone:
            return f"{named} : la fin du {date_longue(ending.ends_on)} est annulée ; la convention continue."
        if ending.merges:
            first = date_longue(ending.ends_on + ONE_DAY)
            return (
                f"{named} : la convention continue ; la commune nouvelle ({self.into}) y prend la place de la commune "
                f"le {first} (CGCT, art. L. 2113-2)."
            )
        return f"{named} : la convention prend fin le {date_longue(ending.ends_on)} ({CAUSE_NAMES[ending.cause]})."

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The warnings of law, then those of the build."""
        found = tuple(finding.as_problem(commune=self.commune) for finding in self.findings)
        return (*found, *(self.build.problems if self.build else ()))

    @property
    def error(self) -> type[ConventionsError] | None:
        """What it ends with: what the build does."""
        return self.build.error if self.build else None

    def as_json(self) -> dict[str, Any]:
        """Return the end, dates as YYYY-MM-DD, with the manifest of the build if there was one."""
        ending = self.ending
        item = {
            "commune": self.commune,
            "insee": self.insee,
            "number": self.number,
            "cause": ending.cause,
            "by": ending.author,
            "received_on": ending.received_on and ending.received_on.isoformat(),
            "notice_on": ending.notice_on and ending.notice_on.isoformat(),
            "ends_on": ending.ends_on.isoformat(),
            "into": ending.into_insee,
            "why": ending.why,
            "undone": self.undone,
            "recorded": self.recorded,
        }
        return (self.build.as_json() if self.build else {}) | item


def run(project: Project, request: EndRequest, progress: Progress) -> EndReport:
    """Record the end of a commune's convention, or take it back the same day, and make its documents.

    Raises RefusedError with all that the clauses or the law forbid, and what a build raises.
    """
    clock = Clock(progress)
    with clock.stage(Stage.READING):
        sources = read(project, request.build)
        standings = read_standings(project.register, sources.campaign.name)
        commune = find_member(request.commune, members_of(sources, standings)).known
        force = _force(project, sources, standings, commune)
    if not request.why.strip():
        raise UsageError("Dites pourquoi (--why) : le registre garde cette raison.")
    if request.undo:
        return _undo(project, sources, request, commune, force, clock)
    if request.facts is None:
        raise UsageError("Dites pourquoi la convention prend fin (--cause).")
    if known_end := force.convention.ending:
        raise RefusedError(
            f"{commune.nom}, {force.convention.number} : une fin est déjà enregistrée, le"
            f" {date_longue(known_end.ends_on)} ({CAUSE_NAMES[known_end.cause]}). Le jour de son enregistrement, et ce"
            " jour-là seulement, elle s’annule (conventions end COMMUNE --undo --why)."
        )
    facts, duration = _with_code(request.facts, sources), force.duration
    known = facts.into in {one.insee for one in sources.table.communes}
    pending = standings.pending(commune.insee)
    findings = examine_ending(
        facts,
        duration,
        force.notified_on,
        request.today,
        known=known,
        since=_since(force),
        pending=(f"l’avenant n° {pending.rank} ({pending.number})", pending.record.content.effect) if pending else None,
    )
    refusals = [finding.as_problem(commune=commune.nom) for finding in findings if finding.level == "error"]
    end = last_day(facts, duration)
    if refusals or end is None:
        raise RefusedError(f"{commune.nom}, {force.convention.number} : fin refusée ; rien n’a été écrit.", refusals)
    ending = Ending(
        facts.cause, facts.author, end, request.why, facts.received_on, facts.notice_on, facts.into, request.today
    )
    into = sources.name_of(facts.into)
    report = EndReport(commune.nom, commune.insee, force.convention.number, ending, findings, into)
    if not request.confirms(report):
        return replace(report, recorded=False)
    if ending.merges:
        sources = with_mergers(sources, standings.merged(force.convention.number, ending))
    source = Source(request.file.name, read_file(request.file)) if request.file else None
    wanted = EndingRequest(force.convention.number, ending, source)
    made = build(project, sources, request.build, clock, wanted)
    return replace(report, build=made, recorded=not request.build.dry_run)


def _since(force: InForce) -> tuple[tuple[str, datetime.date], ...]:
    """Return what was signed or renewed on the convention, and from when."""
    signed = [(f"l’avenant n° {one.standing.rank} a été signé", one.signature.signed_on) for one in force.avenants]
    periods = [period.start for period in force.convention.renewals if period.start]
    renewed = [("une reconduction enregistrée commence", start) for start in periods]
    return (*signed, *renewed)


def _undo(
    project: Project, sources: Sources, request: EndRequest, commune: Commune, force: InForce, clock: Clock
) -> EndReport:
    """Take back the end of a convention, on the day it was recorded; its letter and its planning leave the output."""
    convention = force.convention
    own = [merger for merger in convention.mergers if merger not in convention.inherited]
    recorded = [*own, *([convention.ending] if convention.ending else [])]
    if not recorded:
        raise RefusedError(f"{commune.nom}, {force.convention.number} : aucune fin n’est enregistrée.")
    ending = recorded[-1]
    before = read_standings(project.register, sources.campaign.name)
    told = tuple(_taken_back(before, convention, ending))
    report = EndReport(commune.nom, commune.insee, force.convention.number, ending, told, undone=True)
    if request.build.dry_run or not request.confirms(report):
        return replace(report, recorded=False)
    with open_register(project.register, writing=True) as connection:
        undo_ending(connection, force.convention.number, request.why, request.today)
    now = read_standings(project.register, sources.campaign.name)
    known = with_mergers(sources, now)
    # A merger of a commune nouvelle was that of its other conventions too: their letters leave as well.
    for insee in (commune.insee, *(one.insee for one in before.documents if ending in one.inherited)):
        with (
            LocalWorkers(1, clock.check) as workers,
            open_workspace(project, clock, workers, sources.campaign.date) as space,
        ):
            make_letters(known, insee, space)
    return report


def _taken_back(standings: Standings, convention: Standing, ending: Ending) -> Iterator[Finding]:
    """Find the letters about an end that left: of its convention and of those that took the same merger over."""
    concerned = [one for one in standings.documents if one.number == convention.number or ending in one.inherited]
    for one in concerned:
        yield from taken_back(one, to_merge(one)[ending] if ending.merges else to_end(ending))


def _with_code(facts: EndingFacts, sources: Sources) -> EndingFacts:
    """Return the facts with the code of the commune nouvelle, which may be given by its name."""
    found = [one.insee for one in sources.table.communes if slug(one.nom) == slug(facts.into)]
    return replace(facts, into=found[0] if len(found) == 1 else facts.into.upper())


def _force(project: Project, sources: Sources, standings: Standings, commune: Commune) -> InForce:
    """Return what is in force for a commune; raises RefusedError when nothing is."""
    force = in_force(project, sources.campaign, standings, commune.insee)
    if force is None:
        convention = standings.convention(commune.insee)
        remedy = "pour ne plus lui proposer la convention, écrivez « non » dans sa colonne participe"
        if convention and convention.signature:
            remedy = "la sienne est signée : enregistrez d’abord sa notification (conventions sign COMMUNE --notified)"
        raise RefusedError(
            f"{commune.nom} : aucune convention n’est en vigueur, et ce qui n’est pas signé et notifié n’a pas de fin ;"
            f" {remedy}."
        )
    return force
