"""The end of a convention: denounced, terminated, agreed, merged; recorded, with its letter and its cut planning."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.avenants.inforce import InForce, in_force
from generator.avenants.occasions import lacks_letter
from generator.dossiers.members import find_member, members_of
from generator.dossiers.mergers import with_mergers, with_standings
from generator.errors import RefusedError, UsageError
from generator.inputs.communes import Commune, slug
from generator.inputs.kinds import ENDING
from generator.inputs.sources import Sources
from generator.inputs.table import read_file
from generator.language.dates import date_longue
from generator.law.duration import Duration
from generator.law.ending import examine_ending, last_day
from generator.law.endingfacts import (
    CAUSE_NAMES as CAUSE_NAMES,
    CAUSES as CAUSES,
    Author as Author,
    Cause as Cause,
    EndingFacts as EndingFacts,
    options_beside as options_beside,
)
from generator.law.findings import Finding
from generator.progress import Clock, Progress, Stage
from generator.project import Project
from generator.register.database import open_register
from generator.register.endings import Ending, EndingRequest, endings, undo_ending
from generator.register.journal import today_in_france
from generator.register.originals import Source
from generator.register.standings import Standings, read_standings
from generator.runs.life.endreport import EndReport, given_up, in_place_of, letters_left, said, unchanged
from generator.runs.making.build import BuildRequest, build, read
from generator.runs.reasons import reason
from generator.runs.report import accept, told_as_recorded
from generator.stages.letters import make_letters
from generator.stages.workspace import open_workspace
from generator.workers import LocalWorkers


@dataclass(frozen=True, slots=True)
class EndRequest:
    """What the caller asks: the facts of the end and why; ``undo`` takes back the last one, without any.

    ``replaces`` puts it in the place of the end that is recorded, which the register keeps. ``file`` is the letter or
    the decision, to keep; ``confirms`` is shown what is about to be recorded.
    """

    commune: str
    facts: EndingFacts | None
    why: str = ""
    file: Path | None = None
    undo: bool = False
    replaces: bool = False
    build: BuildRequest = field(default_factory=BuildRequest)
    confirms: Callable[[EndReport], bool] = accept


def run(project: Project, request: EndRequest, progress: Progress) -> EndReport:
    """Record the end of a commune's convention, or take it back, and make its documents.

    Raises RefusedError with all that the clauses or the law forbid, and what a build raises.
    """
    clock = Clock(progress)
    with clock.stage(Stage.READING):
        sources = read(project, request.build)
        standings = read_standings(project.register, sources.campaign.name)
        commune = find_member(request.commune, members_of(sources, standings)).known
        force = _force(project, sources, standings, commune)
    request = replace(request, why=reason(request.why, "Dites pourquoi (--why) : le registre garde cette raison."))
    if request.undo:
        return _undo(project, sources, request, commune, force, clock)
    if request.facts is None:
        raise UsageError("Dites pourquoi la convention prend fin (--cause).")
    stopped = sources.campaign.suites.fin is not None and lacks_letter(force.convention, ENDING)
    letter = " Sa lettre n’est pas faite : lancez « conventions build »." if stopped else ""
    facts, duration, former = _with_code(request.facts, sources), force.duration, _former(request, force, letter)
    if former:
        duration = duration.without_end()
    today = today_in_france()
    findings, end = _examined(facts, duration, sources, standings, force, today), last_day(facts, duration)
    refusals = [finding.as_problem(commune=commune.nom) for finding in findings if finding.level == "error"]
    if refusals or end is None:
        raise RefusedError(f"{commune.nom}, {force.convention.number} : fin refusée ; rien n’a été écrit.", refusals)
    ending = Ending(facts.cause, facts.author, end, request.why, facts.received_on, facts.notice_on, facts.into, today)
    if former:
        if replace(ending, why=former.why, recorded_on=former.recorded_on) == former:
            number = force.convention.number
            raise RefusedError(f"{commune.nom}, {number} : c’est la fin qui est déjà enregistrée.{letter}")
        findings = (*findings, *in_place_of(former, ending, standings, force.convention, today))
    into = sources.name_of(facts.into)
    if ending.merges and into == force.signatory.nom:
        findings = (*findings, unchanged(into))
    report = EndReport(commune.nom, commune.insee, force.convention.number, ending, findings, into, replaced=former)
    if not request.confirms(report):
        return replace(report, recorded=False)
    if ending.merges:
        sources = with_mergers(sources, standings.merged(force.convention.number, ending))
    source = Source(request.file.name, read_file(request.file)) if request.file else None
    wanted = EndingRequest(force.convention.number, ending, source, former)
    made = build(project, sources, request.build, clock, wanted)
    return replace(report, build=made, recorded=not request.build.dry_run)


def _former(request: EndRequest, force: InForce, letter: str) -> Ending | None:
    """Return the end that the one asked for replaces, None for a first one; a merger leaves the end as it is.

    ``letter`` says that the letter of the end that is recorded is still to be made, "" when it is not.
    Raises RefusedError when an end is recorded and nobody said that it is replaced, or none is.
    """
    known, name = force.convention.ending, force.convention.number
    if known is None and request.replaces:
        raise RefusedError(f"{name} : aucune fin n’est enregistrée ; il n’y a rien à remplacer.")
    if known is None or (request.facts and request.facts.cause == "fusion"):
        return None
    if not request.replaces:
        raise RefusedError(
            f"{name} : une fin est déjà enregistrée, le {said(known)}.{letter} Si une autre prend sa place, demandez-le"
            " (--replace) ; à tort, ou si l’on y renonce, elle s’annule (conventions end COMMUNE --undo --why)."
        )
    return known


def _examined(
    facts: EndingFacts, duration: Duration, sources: Sources, standings: Standings, force: InForce, today: datetime.date
) -> tuple[Finding, ...]:
    known = facts.into in {one.insee for one in sources.table.communes}
    since, pending = _since(force, standings), standings.pending(force.convention.insee)
    waiting = (f"l’avenant n° {pending.rank} ({pending.number})", pending.record.content.effect) if pending else None
    return examine_ending(facts, duration, force.notified_on, today, known=known, since=since, pending=waiting)


def _since(force: InForce, standings: Standings) -> tuple[tuple[str, datetime.date], ...]:
    """Return what was signed or renewed on the convention, and from when it has effect."""
    signed = [
        (
            f"l’avenant n° {one.rank}, signé le {date_longue(one.signature.signed_on)}, prend effet",
            max(one.record.content.effect, one.signature.notified_on or one.signature.signed_on),
        )
        for one in standings.avenants(force.convention.insee)
        if one.signature
    ]
    periods = [period.start for period in force.convention.renewals if period.start]
    renewed = [("une reconduction enregistrée commence", start) for start in periods]
    return (*signed, *renewed)


def _undo(
    project: Project, sources: Sources, request: EndRequest, commune: Commune, force: InForce, clock: Clock
) -> EndReport:
    """Take back the end of a convention; its letter and its planning leave the output."""
    convention = force.convention
    with open_register(project.register) as connection:
        recorded = endings(connection, sources.campaign.name).get(convention.number)
    if not recorded:
        raise RefusedError(f"{commune.nom}, {force.convention.number} : aucune fin n’est enregistrée.")
    ending = recorded[-1]
    before = read_standings(project.register, sources.campaign.name)
    told = (*given_up(ending, today_in_france()), *letters_left(before, convention, ending))
    report = EndReport(commune.nom, commune.insee, force.convention.number, ending, told, undone=True)
    if request.build.dry_run or not request.confirms(report):
        return replace(report, recorded=False)
    with open_register(project.register, writing=True) as connection:
        undo_ending(connection, force.convention.number, ending, request.why)
    known, _ = with_standings(project, sources)
    # A merger of a commune nouvelle was that of its other conventions too: their letters leave as well.
    for insee in (commune.insee, *(one.insee for one in before.documents if ending in one.inherited)):
        with (
            told_as_recorded(),
            LocalWorkers(1, clock.check) as workers,
            open_workspace(project, clock, workers, sources.campaign.date) as space,
        ):
            make_letters(known, insee, space)
    return report


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
