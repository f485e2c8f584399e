"""Until when an act can be contested: by third parties, and by the prefect (déféré).

Two months, which are full (francs): neither the day of the publication or of the receipt counts, nor the last day.
"""

from __future__ import annotations

import datetime
from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass

from generator.law.acts import Act
from generator.law.answers import RESTARTING, Answer, unsettled
from generator.law.holidays import public_holidays

#: CJA, article R. 421-1, from the publication; CGCT, article L. 2131-6, from the receipt.
_MONTHS = 2
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Recourse:
    """The last day on which third parties, and the prefect, can go to court; None when it cannot be told."""

    third_parties: datetime.date | None
    prefect: datetime.date | None


def recourse_of(act: Act, insee: str, answers: Iterable[Answer] = ()) -> Recourse:
    """Return until when a deliberation of a commune can be contested; ``answers`` are the prefecture's about it.

    Third parties have two months from its publication (CJA, article R. 421-1), the prefect two months from its receipt
    (CGCT, article L. 2131-6), or from that of the pieces asked for, or of what answers a letter of observations, which
    is a recourse without court, as a person said if no message did; none can be told before. That of a third party is
    not known here.
    """
    told = tuple(answers)
    begun = (one.answered_on for one in told if one.code in RESTARTING)
    received = act.received_on and max([act.received_on, *begun])
    prefect = None if unsettled(told) else received
    return Recourse(*(day and last_day(day, insee) for day in (act.published_on, prefect)))


def last_day(start: datetime.date, insee: str) -> datetime.date:
    """Return the last day of a full delay of two months that an event of ``start`` opens.

    It is the day after the same day two months later, or after the last one of a shorter month: from 7 April until
    8 June; a day that is not worked, where the commune is, is put off to the next worked one.
    """
    months = start.month - 1 + _MONTHS
    year, month = start.year + months // 12, months % 12 + 1
    day = datetime.date(year, month, min(start.day, monthrange(year, month)[1])) + datetime.timedelta(days=1)
    closed = public_holidays(insee, day.year, day.year + 1)
    while day.weekday() >= _SATURDAY or day in closed:
        day += datetime.timedelta(days=1)
    return day
