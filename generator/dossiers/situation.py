"""What is known of one act on a day: what is asked of its commune and since when, what waits, what is out of date."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from generator.register.standing import Standing
from generator.register.states import DossierState

#: Days without an answer after which a commune is late.
PATIENCE = 60


@dataclass(frozen=True, slots=True)
class LetterDue:
    """A letter that follows a signature: ``family`` is its sort, ``by`` the last day on which it is of use.

    ``made`` tells that it is there, ``ready`` that its e-mail is prepared, ``sent`` that it left; ``written`` that the
    campaign has its template.
    """

    family: str
    by: datetime.date | None = None
    made: bool = True
    ready: bool = False
    sent: bool = False
    written: bool = False


@dataclass(frozen=True, slots=True)
class Situation:
    """What is known, on ``today``, of one act: a convention (``rank`` 0) or an avenant.

    ``limit`` is the last day for it to take effect: the term of a convention, the day of effect of an avenant.
    ``ready``: its e-mail is prepared, as the dossier is now, and has not left; ``resend``: it changed since its
    last e-mail; ``outdated``: a build would make it again, of other data, settings or templates. ``awaited_since``
    is the day from which its commune is to answer, ``answer_by`` the last one before it is reminded, ``reminders``
    how many reminders left, ``reminding`` that the next one is prepared. ``unread``, ``authorises`` and
    ``transmitted`` tell of its deliberation, ``withdrawn`` that the council withdrew the last one; ``undesignated``
    that nobody is known to sign for the commune.

    Of a convention in force: ``unrecorded`` is the first day of a renewed period that the register does not have,
    ``notice_by`` the last one to denounce it, ``ends_on`` its last day once an end is recorded, ``avenants`` those that
    are not in force. ``letters`` are those that follow the signature of the act.
    """

    rank: int
    state: DossierState
    today: datetime.date
    limit: datetime.date | None = None
    patience: int = PATIENCE
    numbered: bool = True
    ready: bool = False
    resend: bool = False
    outdated: bool = False
    awaited_since: datetime.date | None = None
    answer_by: datetime.date | None = None
    reminders: int = 0
    reminding: bool = False
    unread: bool = False
    authorises: bool = True
    transmitted: bool = True
    withdrawn: bool = False
    undesignated: bool = False
    notified: bool = False
    unrecorded: datetime.date | None = None
    notice_by: datetime.date | None = None
    ends_on: datetime.date | None = None
    letters: tuple[LetterDue, ...] = ()
    avenants: tuple[Situation, ...] = ()

    @property
    def late(self) -> bool:
        """Tell whether the commune has not answered in time."""
        return self.awaited_since is not None and (self.today - self.awaited_since).days > self.patience


def reminder_due(standing: Standing, patience: int) -> datetime.date | None:
    """Return the last day before a commune is to be reminded of a document; None while nothing is asked of it."""
    asked = standing.awaited_since
    return (standing.reminded_on or asked) + datetime.timedelta(days=patience) if asked else None
