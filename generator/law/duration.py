"""How long a convention lasts: its term, moved by avenants, renewed by tacit agreement, or ended before."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace

ONE_DAY = datetime.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Reconduction:
    """The clause of tacit renewal: periods of ``duree_mois``, unless denounced ``preavis_mois`` before the term.

    A ``duree_mois`` of 0 is a convention that ends at its term. ``maximum`` is how many renewals there may be, None
    without a limit.
    """

    duree_mois: int = 0
    preavis_mois: int = 0
    maximum: int | None = None

    @property
    def renews(self) -> bool:
        """Tell whether the convention goes on after its term."""
        return self.duree_mois > 0

    def notice_by(self, term: datetime.date) -> datetime.date:
        """Return the last day on which a denunciation for ``term`` can reach the other party."""
        return months_after(term, -self.preavis_mois)

    def term_after(self, term: datetime.date, periods: int) -> datetime.date:
        """Return the last day of so many periods after ``term``: the same day of a month, the last one of a short one.

        The last day of a month is followed by those of others. Counted from the term that was written, whose day a
        short month on the way does not change.
        """
        months = periods * self.duree_mois
        if (term + ONE_DAY).day == 1:
            return months_after(term + ONE_DAY, months) - ONE_DAY
        return months_after(term, months)


#: The clause of a convention that ends at its term.
NOT_RENEWED = Reconduction()


@dataclass(frozen=True, slots=True)
class Extension:
    """A term moved by a signed avenant from its day of ``effect`` on."""

    effect: datetime.date
    term: datetime.date


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of a convention's life, both days included; ``renewal`` is 0 for the first, else which renewal it is.

    ``start`` is None for the first: the day on which the convention was notified is not the term's to say.
    """

    start: datetime.date | None
    end: datetime.date
    renewal: int = 0


@dataclass(frozen=True, slots=True)
class Duration:
    """The whole life of one convention, as the law makes it go on by itself.

    ``initial`` is the term as it was signed, ``extensions`` those of the signed avenants, ``end`` the last day when an
    end was recorded.
    """

    initial: datetime.date
    reconduction: Reconduction = NOT_RENEWED
    extensions: tuple[Extension, ...] = ()
    end: datetime.date | None = None

    def term_on(self, day: datetime.date) -> datetime.date:
        """Return the last day of the period in course on ``day``, of the last one when the convention has ended."""
        return self.period_on(day).end

    def written_on(self, day: datetime.date) -> datetime.date:
        """Return the term that the text says of the period in course on ``day``, before it was renewed."""
        term = self.term_on(day)
        moved = sorted((one for one in self.extensions if one.effect <= term), key=lambda one: one.effect)
        return moved[-1].term if moved else self.initial

    def period_on(self, day: datetime.date) -> Period:
        """Return the period in course on ``day``, the last one when the convention has ended."""
        last = Period(None, self.initial)
        for period in self._periods(day):
            last = period
            if day <= period.end:
                break
        return last

    def ended_before(self, day: datetime.date) -> bool:
        """Tell whether the convention is no longer in force on ``day``."""
        return self.term_on(day) < day

    def last_day(self, day: datetime.date) -> datetime.date | None:
        """Return the last day of all, as far as ``day`` can tell: None while a renewal may follow."""
        period = self.period_on(day)
        if self.end is not None or self.ended_before(day) or not self._may_follow(period.renewal):
            return period.end
        return None

    def notice_by(self, day: datetime.date) -> datetime.date | None:
        """Return the last day to denounce the convention for the term in course on ``day``, None when none follows."""
        if self.last_day(day) is not None:
            return None
        return self.reconduction.notice_by(self.term_on(day))

    def ending(self, received: datetime.date) -> datetime.date:
        """Return the day on which a denunciation received on ``received`` ends the convention.

        In time, the term in course; too late for it, the next one.
        """
        term = self.term_on(received)
        if received <= self.reconduction.notice_by(term):
            return term
        return self.term_on(term + ONE_DAY)

    def renewals(self, until: datetime.date) -> tuple[Period, ...]:
        """Return the periods renewed that began by ``until``, the first one first."""
        found = {period.renewal: period for period in self._periods(until) if period.renewal}
        return tuple(period for period in found.values() if period.start is not None and period.start <= until)

    def without_end(self) -> Duration:
        """Return the same convention, no end of which was recorded."""
        return replace(self, end=None)

    def _periods(self, until: datetime.date) -> Iterator[Period]:
        """Yield the periods in order, up to the one in course on ``until``."""
        extensions = sorted(self.extensions, key=lambda extension: extension.effect)
        period = Period(None, self.initial)
        written = period
        while True:
            while extensions and extensions[0].effect <= period.end:
                written = period = Period(period.start, extensions.pop(0).term, period.renewal)
            if self.end is not None and self.end <= period.end:
                yield Period(period.start, self.end, period.renewal)
                return
            yield period
            if until <= period.end or not self._may_follow(period.renewal):
                return
            follows = period.end + ONE_DAY
            renewal = period.renewal + 1
            period = Period(follows, self.reconduction.term_after(written.end, renewal - written.renewal), renewal)

    def _may_follow(self, renewals: int) -> bool:
        return self.reconduction.renews and renewals != self.reconduction.maximum


def months_after(day: datetime.date, months: int) -> datetime.date:
    """Return the same day so many months later, the last of a month that is too short."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
