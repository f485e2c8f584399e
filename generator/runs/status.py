"""Where each commune's dossier stands, and who has not answered."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any, Literal

from generator.avenants.deadlines import deadlines, duration_of
from generator.avenants.sequels import name_of
from generator.dossiers.members import Member, members_of, select_members
from generator.errors import ConventionsError, Problem
from generator.inputs.sources import Sources, read_sources
from generator.law.acts import Act, executory_on
from generator.law.recourse import recourse_of
from generator.progress import Progress
from generator.project import Project
from generator.register.endings import Ending
from generator.register.journal import today_in_france
from generator.register.standings import Standing, Standings, read_standings
from generator.register.states import STATES as STATES
from generator.register.states import DossierState

#: Days without an answer after which a commune is late.
PATIENCE = 60


@dataclass(frozen=True, slots=True)
class DossierStatus:
    """One commune's dossier: its convention and its avenants; ``convention`` is None before the first build.

    ``commune`` says too why it takes no part, if so.

    ``term`` is the last day of the period in course, ``notice_by`` the last one to denounce it, None when nothing
    follows. ``into`` is the commune that goes on after a merger, "" without any.
    """

    commune: Member
    convention: Standing | None
    avenants: tuple[Standing, ...]
    late: bool
    term: datetime.date
    notice_by: datetime.date | None = None
    ended: bool = False
    into: str = ""

    @property
    def state(self) -> DossierState | Literal["ended"]:
        """That of the convention, once it has ended too; a dossier that was never made is a draft."""
        if self.ended:
            return "ended"
        return self.convention.state if self.convention else "draft"

    @property
    def to_check(self) -> bool:
        """Tell whether what the council decided was never read in a deliberation on which somebody is to sign."""
        return any(one.act.unread and not one.signature for one in self._documents if one.act)

    @property
    def _documents(self) -> tuple[Standing, ...]:
        return (*((self.convention,) if self.convention else ()), *self.avenants)

    @property
    def ending(self) -> Ending | None:
        """How the convention ends, once that is recorded."""
        return self.convention.ending if self.convention else None

    def as_json(self) -> dict[str, Any]:
        """Return the dossier, dates as YYYY-MM-DD."""
        convention = self.convention
        act = convention.deliberation if convention else None
        signature = convention.signature if convention else None
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
            "ending": {"cause": self.ending.cause, "ends_on": _iso(self.ending.ends_on)} if self.ending else None,
            "into": {"insee": self.ending.into_insee, "commune": self.into} if self.into and self.ending else None,
            "avenants": [
                {"rank": avenant.rank, "number": avenant.number, "state": avenant.state} for avenant in self.avenants
            ],
            "late": self.late,
            "to_check": self.to_check,
        }


def _recourse_until(act: Act) -> datetime.date | None:
    """Return the last day on which anybody can contest an act, None while one of the delays has not begun."""
    recourse = recourse_of(act)
    if recourse.third_parties is None or recourse.prefect is None:
        return None
    return max(recourse.third_parties, recourse.prefect)


@dataclass(frozen=True, slots=True)
class StatusRequest:
    """Which communes, all that take part or have a number when none is named; ``patience`` is in days."""

    communes: tuple[str, ...] = ()
    patience: int = PATIENCE
    today: datetime.date = field(default_factory=today_in_france)


@dataclass(frozen=True, slots=True)
class StatusReport:
    """Where the dossiers stand, in the order of communes.csv, then those that have no row there any more."""

    dossiers: tuple[DossierStatus, ...]
    problems: tuple[Problem, ...] = ()
    error: type[ConventionsError] | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the dossiers, dates as YYYY-MM-DD."""
        return {"dossiers": [dossier.as_json() for dossier in self.dossiers]}


def run(project: Project, request: StatusRequest, progress: Progress) -> StatusReport:
    """Return where the dossiers of the communes named stand.

    A dossier is late ``patience`` days after it was sent, as long as no deliberation came back. Raises DataError,
    RegisterError, UsageError.
    """
    sources = read_sources(project)
    progress.check()
    standings = read_standings(project.register, sources.campaign.name)
    chosen = select_members(members_of(sources, standings), request.communes)
    dossiers = tuple(_status(project, sources, standings, commune, request) for commune in chosen)
    return StatusReport(dossiers, deadlines(project, sources, standings, request.today))


def _status(
    project: Project, sources: Sources, standings: Standings, commune: Member, request: StatusRequest
) -> DossierStatus:
    own = [one for one in standings.documents if one.insee == commune.insee]
    conventions = [standing for standing in own if standing.rank == 0]
    convention = conventions[-1] if conventions else None
    waiting = convention.sent_on if convention and convention.state == "sent" else None
    life, today = duration_of(project, sources, standings, commune.insee), request.today
    signed = convention.signature.dossier.term if convention and convention.signature else None
    return DossierStatus(
        commune,
        convention,
        tuple(standing for standing in own if standing.rank > 0),
        waiting is not None and (today - waiting).days > request.patience,
        life.term_on(today) if life else signed or sources.campaign.convention.terme,
        life.notice_by(today) if life else None,
        ended=life is not None and life.ended_before(today),
        into=name_of(sources, convention.ending.into_insee) if convention and convention.ending else "",
    )


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None
