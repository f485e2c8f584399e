"""Where each commune's dossier stands, what to do next and by when, and who has not answered."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from generator.avenants.deadlines import deadlines
from generator.avenants.situations import Circumstances
from generator.dossiers.freshness import Freshness
from generator.dossiers.manifest import Manifest
from generator.dossiers.members import Member, members_of, select_members
from generator.dossiers.mergers import read_known
from generator.dossiers.nextaction import PATIENCE as PATIENCE
from generator.dossiers.nextaction import Action, next_action, next_actions
from generator.dossiers.resends import Resend, titles, worded
from generator.errors import ConventionsError, Problem
from generator.inputs.communes import slug
from generator.language.dates import date_longue
from generator.law.acts import Act, executory_on
from generator.law.answers import Answer
from generator.law.recourse import recourse_of
from generator.progress import Progress
from generator.project import Project
from generator.register.answers import pending
from generator.register.database import open_register
from generator.register.endings import Ending
from generator.register.journal import today_in_france
from generator.register.notes import Notes, read_notes
from generator.register.standings import AvenantStanding, Standing
from generator.register.states import STATES as STATES
from generator.register.states import DossierState


@dataclass(frozen=True, slots=True)
class AvenantStatus:
    """One avenant of a commune, the cancelled ones too, with what to do next on it."""

    standing: AvenantStanding
    late: bool
    resend: bool
    action: Action | None

    def as_json(self) -> dict[str, Any]:
        """Return it, dates as YYYY-MM-DD."""
        standing, signature = self.standing, self.standing.signature
        return {
            "rank": standing.rank,
            "sent_on": _iso(standing.sent_on),
            "reminders": [_iso(one.sent_on) for one in standing.reminders],
            "resend": self.resend,
            "signed_on": _iso(signature.signed_on if signature else None),
            "notified_on": _iso(signature.notified_on if signature else None),
            **_next(self.action),
            "late": self.late,
        }


@dataclass(frozen=True, slots=True)
class DossierStatus:
    """One commune's dossier: its convention and its avenants; ``convention`` is None before the first build.

    ``commune`` says too why it takes no part, if so. ``term`` is the last day of the period in course, ``notice_by``
    the last one to denounce it, None when nothing follows. ``late`` tells that the commune has not answered, on the
    convention or an avenant. ``actions`` are what to do next, ``resend`` what changed in the convention's dossier since
    it was prepared or sent, under the ``titles`` of its documents. ``into`` is the commune that goes on after a merger,
    "" without any. ``notes`` are the service's own words on it.
    """

    commune: Member
    convention: Standing | None
    avenants: tuple[AvenantStatus, ...]
    late: bool
    term: datetime.date
    notice_by: datetime.date | None = None
    ended: bool = False
    into: str = ""
    actions: tuple[Action, ...] = ()
    resend: Resend | None = None
    titles: Mapping[str, str] = field(default_factory=dict)
    notes: Notes = field(default_factory=Notes)

    @property
    def state(self) -> DossierState | Literal["ended"]:
        """That of the convention, once it has ended too; a dossier that was never made is a draft."""
        if self.ended:
            return "ended"
        return self.convention.state if self.convention else "draft"

    @property
    def to_check(self) -> bool:
        """Tell whether what the council decided was never read in a deliberation on which somebody is to sign."""
        return any(one.act.unread and not one.signature for one in self.documents if one.act)

    @property
    def documents(self) -> tuple[Standing, ...]:
        """The convention and its avenants, as they stand."""
        return (*((self.convention,) if self.convention else ()), *(one.standing for one in self.avenants))

    @property
    def slug(self) -> str:
        """How the commune is named in a command."""
        return slug(self.commune.nom)

    @property
    def action(self) -> Action | None:
        """What to do first, None when nothing is to be done."""
        return next(iter(self.actions), None)

    @property
    def actionable(self) -> bool:
        """Tell whether there is something to do on it, other than wait."""
        return self.action is not None and not self.action.waiting

    @property
    def urgency(self) -> datetime.date:
        """The last day of the next action, the end of time without any."""
        return self.action.by if self.action and self.action.by else datetime.date.max

    @property
    def ending(self) -> Ending | None:
        """How the convention ends, once that is recorded."""
        return self.convention.ending if self.convention else None

    @property
    def merger(self) -> Ending | None:
        """The last merger of its commune, with the commune nouvelle as ``into``."""
        return self.convention.mergers[-1] if self.convention and self.convention.mergers else None

    def worded(self, project: Project, manifest: Manifest | None) -> DossierStatus:
        """Return it with what changed since it was sent told in words. Raises RegisterError."""
        if self.resend is None:
            return self
        return replace(self, resend=worded(self.resend, manifest, project.output, project.register))

    def as_json(self) -> dict[str, Any]:
        """Return the dossier, dates as YYYY-MM-DD."""
        convention = self.convention
        act = convention.deliberation if convention else None
        signature, prepared = (convention.signature, convention.prepared) if convention else (None, None)
        told = self.ending or self.merger
        return {
            "insee": self.commune.insee,
            "commune": self.commune.nom,
            "number": convention.number if convention else None,
            "state": self.state,
            "absent": self.commune.absence or None,
            "sent_on": _iso(convention.sent_on if convention else None),
            "deliberation": {
                "number": act.number,
                "date": _iso(act.decided_on),
                "transmitted_on": _iso(act.transmitted_on),
                "executory_on": _iso(executory_on(act)),
            }
            if act
            else None,
            "signed_on": _iso(signature.signed_on if signature else None),
            "notified_on": _iso(signature.notified_on if signature else None),
            "in_force_since": _iso(signature.notified_on if signature else None),
            "recourse_until": _iso(_recourse_until(act) if act else None),
            "term": _iso(self.term),
            "notice_by": _iso(self.notice_by),
            "renewals": [
                {"start": _iso(period.start), "end": _iso(period.end)}
                for period in (convention.renewals if convention else ())
            ],
            "ending": {"cause": told.cause, "ends_on": _iso(told.ends_on)} if told else None,
            "into": {"insee": self.merger.into_insee, "commune": self.into} if self.merger else None,
            "former": self.commune.former or None,
            "prepared_on": _iso(prepared.prepared_on if prepared else None),
            "reminders": [_iso(one.sent_on) for one in (convention.reminders if convention else ())],
            **_next(self.action),
            "resend": self.resend is not None,
            "changed": [self.titles.get(kind, kind) for kind in self.resend.kinds] if self.resend else [],
            "changes": [change.text for change in self.resend.words] if self.resend else [],
            "avenants": [
                {"rank": one.standing.rank, "number": one.standing.number, "state": one.standing.state}
                for one in self.avenants
            ],
            "avenants_follow_up": [avenant.as_json() for avenant in self.avenants],
            "late": self.late,
            "to_check": self.to_check,
            **self.notes.as_json(),
        }


def _recourse_until(act: Act) -> datetime.date | None:
    """Return the last day on which anybody can contest an act, None while one of the delays has not begun."""
    recourse = recourse_of(act)
    if recourse.third_parties is None or recourse.prefect is None:
        return None
    return max(recourse.third_parties, recourse.prefect)


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
class StatusReport:
    """Where the dossiers stand on the day ``on``, in the order of communes.csv, then those that have no row there.

    What is to do comes the most urgent first. ``campaign`` is the title of the convention; ``data`` are the warnings of
    the inputs, which ``problems`` leaves to the commands that make documents.
    """

    dossiers: tuple[DossierStatus, ...]
    campaign: str
    on: datetime.date
    problems: tuple[Problem, ...] = ()
    data: tuple[Problem, ...] = ()
    error: type[ConventionsError] | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the dossiers, dates as YYYY-MM-DD."""
        return {"dossiers": [dossier.as_json() for dossier in self.dossiers]}


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
    with open_register(project.register) as connection:
        answers, notes = pending(connection, sources.campaign.name), read_notes(connection, sources.campaign.name)
    named = titles(sources.campaign.pieces)
    dossiers = tuple(_status(now, commune, named, notes.get(commune.insee, Notes())) for commune in chosen)
    if request.words:
        dossiers = tuple(dossier.worded(project, manifest) for dossier in dossiers)
    asked = tuple(_asked(dossier, answers) for dossier in dossiers)
    if request.todo:
        dossiers = tuple(sorted((one for one in dossiers if one.actionable), key=lambda one: one.urgency))
    problems = (*deadlines(project, sources, standings, request.today), *(one for found in asked for one in found))
    return StatusReport(dossiers, sources.campaign.convention.titre, request.today, problems, sources.problems)


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


def _next(action: Action | None) -> dict[str, str | None]:
    """Return what to do next, in words, and its last day."""
    return {
        "next": action.text if action else None,
        "next_by": _iso(action.by if action else None),
        "next_code": action.code if action else None,
    }


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None
