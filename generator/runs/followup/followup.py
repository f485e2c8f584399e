"""The follow-up of a campaign as a PDF, for the Bureau: what status says, on A4 landscape pages."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.delivery.followup import NOTHING, FollowUp, FollowUpLine, render_follow_up
from generator.inputs.sources import read_sources
from generator.language.dates import date_chiffres
from generator.progress import Progress
from generator.project import Project
from generator.runs.followup.dossierstatus import DossierStatus
from generator.runs.followup.printing import print_on
from generator.runs.followup.status import StatusReport, StatusRequest, run as read_status
from generator.runs.followup.statustable import avenant_states, state_told, states_counted
from generator.runs.report import Done


@dataclass(frozen=True, slots=True)
class FollowUpRequest:
    """Which dossiers, and on which day: those of ``status``."""

    status: StatusRequest
    engine: str = "auto"


@dataclass(frozen=True, slots=True)
class FollowUpReport(Done):
    """The PDF that was made, and what it tells."""

    path: Path
    pages: int
    status: StatusReport

    def as_json(self) -> dict[str, Any]:
        """Return the dossiers, and where the PDF is."""
        return self.status.as_json() | {"pdf": str(self.path), "pages": self.pages}


def run(project: Project, request: FollowUpRequest, progress: Progress) -> FollowUpReport:
    """Write the follow-up in the output, over the last one, once it has passed verification.

    The same dossiers on the same day give the same bytes. Raises what a status raises, EngineError, VerificationError,
    OutputError.
    """
    status = read_status(project, request.status, progress)
    sources = read_sources(project)
    docx = render_follow_up(sources, _follow_up(status))
    pages = print_on(project.follow_up, docx, status.on, request.engine, progress)
    return FollowUpReport(project.follow_up, pages, status, problems=status.problems)


def _follow_up(status: StatusReport) -> FollowUp:
    told = [states_counted(status.dossiers)]
    late = sum(dossier.late for dossier in status.dossiers)
    again = sum(dossier.resend is not None for dossier in status.dossiers)
    told += [f"dont {late} en retard"] if late else []
    told += [f"{again} à renvoyer"] if again else []
    return FollowUp(status.on, f"{', '.join(told)}.", tuple(_line(dossier, status.on) for dossier in status.dossiers))


def _line(dossier: DossierStatus, today: datetime.date) -> FollowUpLine:
    known, action = dossier.known, dossier.action
    act, by = known.deliberation, dossier.due
    avenants = [f"avenant {told}" for told in avenant_states(dossier)]
    marks = (("à renvoyer", dossier.resend is not None), ("en retard", dossier.late))
    told = [state_told(dossier), *(mark for mark, holds in marks if holds), *avenants]
    return FollowUpLine(
        dossier.commune.nom,
        known.number or NOTHING,
        ", ".join(told),
        action.text if action else NOTHING,
        _day(by) + (" (passé)" if by and by < today else ""),
        _day(known.sent_on),
        f"{act.number} du {_day(act.decided_on)}" if act else NOTHING,
        _day(known.signed_on),
        _day(dossier.term),
    )


def _day(day: datetime.date | None) -> str:
    return date_chiffres(day) or NOTHING
