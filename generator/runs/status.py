"""Where each commune's dossier stands, and who has not answered."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from generator.errors import ConventionsError, Problem
from generator.inputs.communes import Commune
from generator.inputs.sources import read_sources, select_communes
from generator.law.acts import executory_on
from generator.progress import Progress
from generator.project import Project
from generator.register.standings import Standing, read_standings
from generator.register.states import STATES as STATES
from generator.register.states import DossierState

#: Days without an answer after which a commune is late.
PATIENCE = 60


@dataclass(frozen=True, slots=True)
class DossierStatus:
    """One commune's dossier: its convention and its avenants; ``convention`` is None before the first build."""

    commune: Commune
    convention: Standing | None
    avenants: tuple[Standing, ...]
    late: bool

    @property
    def state(self) -> DossierState:
        """That of the convention; a dossier that was never made is a draft."""
        return self.convention.state if self.convention else "draft"

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
            "in_force_since": _iso(signature.notified_on if signature else None),
            "avenants": [
                {"rank": avenant.rank, "number": avenant.number, "state": avenant.state} for avenant in self.avenants
            ],
            "late": self.late,
        }


@dataclass(frozen=True, slots=True)
class StatusRequest:
    """Which communes, all that participate or are signed when none is named; ``patience`` is in days."""

    communes: tuple[str, ...] = ()
    patience: int = PATIENCE
    today: datetime.date = field(default_factory=datetime.date.today)


@dataclass(frozen=True, slots=True)
class StatusReport:
    """Where the dossiers stand, in the order of communes.csv."""

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
    signed = {standing.insee for standing in standings.signed.values()}
    known = tuple(commune for commune in sources.table.communes if commune.participe or commune.insee in signed)
    return StatusReport(
        tuple(
            _status(commune, [one for one in standings.documents if one.insee == commune.insee], request)
            for commune in select_communes(known, request.communes)
        )
    )


def _status(commune: Commune, standings: list[Standing], request: StatusRequest) -> DossierStatus:
    conventions = [standing for standing in standings if standing.rank == 0]
    convention = conventions[-1] if conventions else None
    waiting = convention.sent_on if convention and convention.state == "sent" else None
    return DossierStatus(
        commune,
        convention,
        tuple(standing for standing in standings if standing.rank > 0),
        waiting is not None and (request.today - waiting).days > request.patience,
    )


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None
