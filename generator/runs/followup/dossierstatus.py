"""Where one commune's dossier stands, its convention and its avenants, with what is to be done next."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from generator.dossiers.manifest import Manifest
from generator.dossiers.members import Member
from generator.dossiers.nextaction import Action
from generator.dossiers.resends import Resend, worded
from generator.inputs.communes import slug
from generator.inputs.kinds import CONVENTION
from generator.law.acts import executory_on
from generator.law.recourse import recourse_of
from generator.project import Project
from generator.register.endings import Ending
from generator.register.notes import Notes
from generator.register.standing import AvenantStanding, Standing
from generator.register.states import STATES as STATES, DossierState
from generator.runs.report import as_object


@dataclass(frozen=True, slots=True)
class AvenantStatus:
    """One avenant of a commune, the cancelled ones too, with what to do next on it."""

    standing: AvenantStanding
    late: bool
    resend: bool
    action: Action | None

    def as_json(self) -> dict[str, Any]:
        """Return it, dates as YYYY-MM-DD."""
        standing = self.standing
        told = {
            "rank": standing.rank,
            "sent_on": standing.sent_on,
            "reminders": [one.sent_on for one in standing.reminders],
            "resend": self.resend,
            "signed_on": standing.signed_on,
            "notified_on": standing.notified_on,
            **_next(self.action),
            "late": self.late,
        }
        return as_object(told)


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
        return self.known.state

    @property
    def known(self) -> Standing:
        """Where the convention stands; before the first build, a draft without a number."""
        blank = Standing("", self.commune.insee, CONVENTION, 0, "draft", (), False, None, None, (), None, (), ())
        return self.convention or blank

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
    def due(self) -> datetime.date | None:
        """The last day of what to do first, None without any."""
        return self.action.by if self.action else None

    @property
    def actionable(self) -> bool:
        """Tell whether there is something to do on it, other than wait."""
        return self.action is not None and not self.action.waiting

    @property
    def urgency(self) -> datetime.date:
        """The last day of the next action, the end of time without any."""
        return self.due or datetime.date.max

    @property
    def ending(self) -> Ending | None:
        """How the convention ends, once that is recorded."""
        return self.known.ending

    @property
    def merger(self) -> Ending | None:
        """The last merger of its commune, with the commune nouvelle as ``into``."""
        return self.known.mergers[-1] if self.known.mergers else None

    def worded(self, project: Project, manifest: Manifest | None) -> DossierStatus:
        """Return it with what changed since it was sent told in words."""
        if self.resend is None:
            return self
        return replace(self, resend=worded(self.resend, manifest, project.output, project.register))

    def as_json(self) -> dict[str, Any]:
        """Return the dossier, dates as YYYY-MM-DD."""
        known = self.known
        act, prepared = known.deliberation, known.prepared
        end = self.ending or self.merger
        told = {
            "insee": self.commune.insee,
            "commune": self.commune.nom,
            "number": known.number or None,
            "state": self.state,
            "absent": self.commune.absence or None,
            "sent_on": known.sent_on,
            "deliberation": {
                "number": act.number,
                "date": act.decided_on,
                "transmitted_on": act.transmitted_on,
                "executory_on": executory_on(act),
            }
            if act
            else None,
            "signed_on": known.signed_on,
            "notified_on": known.notified_on,
            "in_force_since": known.notified_on,
            "recourse_until": _recourse_until(known),
            "term": self.term,
            "notice_by": self.notice_by,
            "renewals": [{"start": period.start, "end": period.end} for period in known.renewals],
            "ending": {"cause": end.cause, "ends_on": end.ends_on} if end else None,
            "into": {"insee": self.merger.into_insee, "commune": self.into} if self.merger else None,
            "former": self.commune.former or None,
            "prepared_on": prepared.prepared_on if prepared else None,
            "reminders": [one.sent_on for one in known.reminders],
            **_next(self.action),
            "resend": self.resend is not None,
            "changed": [self.titles.get(kind, kind) for kind in self.resend.kinds] if self.resend else [],
            "changes": [change.text for change in self.resend.words] if self.resend else [],
            "avenants": [
                {"rank": one.standing.rank, "number": one.standing.number, "state": one.standing.state}
                for one in self.avenants
            ],
            "avenants_follow_up": self.avenants,
            "late": self.late,
            "to_check": self.to_check,
            **self.notes.as_json(),
        }
        return as_object(told)


def _recourse_until(convention: Standing) -> datetime.date | None:
    """Return the last day on which anybody can contest the deliberation on a convention.

    It is None while one of the delays has not begun, or what the prefecture asks for is not settled, and of a
    deliberation that is no more.
    """
    act = convention.deliberation
    recourse = recourse_of(act, convention.insee, convention.answers) if act and not convention.revoked else None
    if recourse is None or recourse.third_parties is None or recourse.prefect is None:
        return None
    return max(recourse.third_parties, recourse.prefect)


def _next(action: Action | None) -> dict[str, Any]:
    """Return what to do next, in words, and its last day."""
    return {
        "next": action.text if action else None,
        "next_by": action.by if action else None,
        "next_code": action.code if action else None,
    }
