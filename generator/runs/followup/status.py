"""Where each commune's dossier stands, what to do next and by when, and who has not answered."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.avenants.deadlines import deadlines
from generator.avenants.situations import Circumstances
from generator.dossiers.freshness import Freshness
from generator.dossiers.manifest import Manifest
from generator.dossiers.members import Member, members_of, select_members
from generator.dossiers.mergers import read_known
from generator.dossiers.nextaction import next_action, next_actions
from generator.dossiers.resends import titles
from generator.dossiers.situation import PATIENCE as PATIENCE
from generator.errors import Problem
from generator.language.dates import date_longue
from generator.law.answers import Answer
from generator.progress import Progress
from generator.project import Project
from generator.register.database import open_register
from generator.register.integrity import kept_amiss
from generator.register.journal import MEND_CLOCK, belated, today_in_france
from generator.register.notes import Notes, read_notes
from generator.register.standing import AvenantStanding
from generator.runs.followup.dossierstatus import AvenantStatus, DossierStatus
from generator.runs.report import Done


@dataclass(frozen=True, slots=True)
class StatusRequest:
    """Which communes, all that take part or have a number when none is named; ``patience`` is in days.

    ``todo`` keeps those on which there is something to do, the most urgent first. Without ``words``, what changed since
    a dossier was sent is not told in words.
    """

    communes: tuple[str, ...] = ()
    patience: int = PATIENCE
    todo: bool = False
    words: bool = True
    today: datetime.date = field(default_factory=today_in_france)


@dataclass(frozen=True, slots=True)
class StatusReport(Done):
    """Where the dossiers stand on the day ``on``, in the order of communes.csv, then those that have no row there.

    What is to do comes the most urgent first. ``campaign`` is the title of the convention; ``data`` are the warnings of
    the inputs, which ``problems`` leaves to the commands that make documents.
    """

    TOLD = ("dossiers",)

    dossiers: tuple[DossierStatus, ...]
    campaign: str
    on: datetime.date
    data: tuple[Problem, ...] = ()


def run(project: Project, request: StatusRequest, progress: Progress) -> StatusReport:
    """Return where the dossiers of the communes named stand.

    A dossier is late ``patience`` days after it was sent, as long as the commune has not voted, or not signed. With
    ``todo``, only the dossiers on which there is something to do are told. Raises DataError, RegisterError, UsageError.
    """
    sources, standings = read_known(project)
    progress.check()
    chosen = select_members(members_of(sources, standings), request.communes)
    manifest = Manifest.read_again(project.manifest)
    fresh = Freshness.of(sources, manifest) if manifest else None
    now = Circumstances(project, sources, standings, manifest, request.today, request.patience, fresh)
    documents = manifest.documents if manifest else ()
    made = {file.sha256: record.number for record in documents for file in record.files}
    with open_register(project.register) as connection:
        notes = read_notes(connection, sources.campaign.name)
        lost = kept_amiss(connection, project.register, made)
        clock = belated(connection)
    named = titles(sources.campaign.pieces)
    dossiers = tuple(_status(now, commune, named, notes.get(commune.insee, Notes())) for commune in chosen)
    if request.words:
        dossiers = tuple(dossier.worded(project, manifest) for dossier in dossiers)
    answers = {one.number: one.answer for one in standings.documents if one.answer}
    asked = tuple(_asked(dossier, answers) for dossier in dossiers)
    if request.todo:
        dossiers = tuple(sorted((one for one in dossiers if one.actionable), key=lambda one: one.urgency))
    calendar = deadlines(project, sources, standings, request.today)
    if clock:
        lost = (Problem("warning", clock, MEND_CLOCK), *lost)
    problems = (*lost, *calendar, *(one for found in asked for one in found))
    titre = sources.campaign.convention.titre
    return StatusReport(dossiers, titre, request.today, sources.problems, problems=problems)


def _asked(dossier: DossierStatus, answers: Mapping[str, Answer]) -> tuple[Problem, ...]:
    """Return what the prefecture asked about the acts of a dossier, and was not settled since."""
    return tuple(
        Problem(
            "warning",
            f"{number} : {answer.title} ({date_longue(answer.answered_on)}, acte {answer.named})",
            answer.remedy,
            commune=dossier.commune.nom,
        )
        for number in (one.number for one in dossier.documents if one.number in answers)
        for answer in (answers[number],)
    )


def _status(now: Circumstances, commune: Member, named: Mapping[str, str], notes: Notes) -> DossierStatus:
    own = now.standings.of(commune.insee)
    conventions = [standing for standing in own if standing.rank == 0]
    convention = conventions[-1] if conventions else None
    life, today, campaign = now.life(commune), now.today, now.sources.campaign
    signed = convention.signature.dossier.term if convention and convention.signature else None
    situation = now.situation(commune, convention)
    avenants = tuple(_avenant(now, commune, one) for one in own if isinstance(one, AvenantStanding))
    return DossierStatus(
        commune,
        convention,
        avenants,
        situation.late or any(one.late for one in avenants),
        life.term_on(today) if life else signed or campaign.convention.terme,
        life.notice_by(today) if life else None,
        ended=life is not None and life.ended_before(today),
        into=now.sources.name_of(convention.mergers[-1].into_insee) if convention and convention.mergers else "",
        actions=() if commune.absence and signed is None else next_actions(situation),
        resend=now.resend(convention) if convention else None,
        titles=named,
        notes=notes,
    )


def _avenant(now: Circumstances, commune: Member, standing: AvenantStanding) -> AvenantStatus:
    situation = now.avenant(commune, standing)
    return AvenantStatus(standing, situation.late, situation.resend, next_action(situation))
