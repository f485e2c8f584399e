"""How long a convention lasts: renewed by itself, denounced in time or too late, extended, ended."""

from __future__ import annotations

import datetime
from dataclasses import replace
from datetime import date

from hypothesis import given, strategies as st

from generator.law.duration import Duration, Extension, Period, Reconduction, months_after
from tests.cases import cases

TERM = date(2026, 6, 30)
CLAUSE = Reconduction(12, 2)
LIFE = Duration(TERM, CLAUSE)


def test_a_convention_without_the_clause_ends_at_its_term() -> None:
    """On its last day it is in force, on the next it is not, and nobody has to denounce it."""
    life = Duration(TERM)
    assert not life.ended_before(TERM)
    assert life.ended_before(date(2026, 7, 1))
    assert life.last_day(date(2025, 1, 1)) == TERM
    assert life.notice_by(date(2025, 1, 1)) is None
    assert life.renewals(date(2030, 1, 1)) == ()


def test_the_law_renews_without_anyone() -> None:
    """Year after year, the day after the term; it never ends by itself."""
    assert [LIFE.term_on(date(year, 1, 1)) for year in (2026, 2027, 2028)] == [
        TERM,
        date(2027, 6, 30),
        date(2028, 6, 30),
    ]
    assert LIFE.term_on(date(2026, 7, 1)) == date(2027, 6, 30)
    assert LIFE.renewals(date(2027, 7, 1)) == (
        Period(date(2026, 7, 1), date(2027, 6, 30), 1),
        Period(date(2027, 7, 1), date(2028, 6, 30), 2),
    )
    assert LIFE.last_day(date(2040, 1, 1)) is None


@cases(
    "term, months, terms",
    (date(2026, 8, 30), 6, [date(2027, 2, 28), date(2027, 8, 30), date(2028, 2, 29), date(2028, 8, 30)]),
    (date(2026, 10, 30), 4, [date(2027, 2, 28), date(2027, 6, 30), date(2027, 10, 30)]),
    (date(2026, 8, 31), 6, [date(2027, 2, 28), date(2027, 8, 31), date(2028, 2, 29), date(2028, 8, 31)]),
    (date(2028, 2, 29), 12, [date(2029, 2, 28), date(2030, 2, 28), date(2031, 2, 28), date(2032, 2, 29)]),
    (date(2026, 6, 15), 18, [date(2027, 12, 15), date(2029, 6, 15)]),
)
def test_a_short_month_does_not_move_the_terms_that_follow(term: date, months: int, terms: list[date]) -> None:
    """The same day of each month, or its last one; those of a term on the last day of a month are last days."""
    life = Duration(term, Reconduction(months, 1))
    assert [period.end for period in life.renewals(terms[-1])] == terms


def test_the_last_day_to_denounce_is_two_months_before_the_term() -> None:
    """30 April for 30 June, in the year of the term in course."""
    assert LIFE.notice_by(date(2026, 3, 1)) == date(2026, 4, 30)
    assert LIFE.notice_by(date(2026, 6, 1)) == date(2026, 4, 30)
    assert LIFE.notice_by(date(2026, 7, 1)) == date(2027, 4, 30)


@cases(
    "received, ends",
    (date(2026, 4, 30), TERM),
    (date(2026, 5, 1), date(2027, 6, 30)),
    (date(2026, 6, 30), date(2027, 6, 30)),
    (date(2026, 7, 1), date(2027, 6, 30)),
    (date(2027, 5, 1), date(2028, 6, 30)),
)
def test_a_denunciation_too_late_ends_the_next_period(received: date, ends: date) -> None:
    """It holds all the same: nobody has to write again."""
    assert LIFE.ending(received) == ends


def test_an_end_stops_the_renewals() -> None:
    """In the middle of a period too."""
    life = replace(LIFE, end=date(2027, 3, 15))
    assert life.term_on(date(2026, 9, 1)) == date(2027, 3, 15)
    assert life.term_on(date(2026, 1, 1)) == TERM
    assert life.ended_before(date(2027, 3, 16))
    assert life.last_day(date(2026, 9, 1)) == date(2027, 3, 15)
    assert life.notice_by(date(2026, 9, 1)) is None
    assert len(life.renewals(date(2030, 1, 1))) == 1


def test_a_maximum_of_renewals_is_the_end() -> None:
    """After one, the second term is the last day of all."""
    life = Duration(TERM, Reconduction(12, 2, 1))
    assert life.last_day(date(2026, 1, 1)) is None
    assert life.last_day(date(2026, 7, 1)) == date(2027, 6, 30)
    assert life.ended_before(date(2027, 7, 1))


def test_an_avenant_moves_the_term_in_course_and_renewals_follow_it() -> None:
    """Effective in the second period, it extends that one."""
    life = Duration(TERM, CLAUSE, (Extension(date(2027, 3, 1), date(2028, 12, 31)),))
    assert life.term_on(date(2026, 1, 1)) == TERM
    assert life.period_on(date(2027, 1, 1)) == Period(date(2026, 7, 1), date(2028, 12, 31), 1)
    assert life.term_on(date(2029, 1, 1)) == date(2029, 12, 31)
    assert life.notice_by(date(2028, 1, 1)) == date(2028, 10, 31)


def test_avenants_move_the_term_in_the_order_of_their_effects() -> None:
    """The second may take effect before the first."""
    first, second = Extension(date(2026, 5, 1), date(2026, 12, 31)), Extension(date(2026, 2, 1), date(2026, 9, 30))
    life = Duration(TERM, CLAUSE, (first, second))
    assert life.term_on(date(2026, 1, 1)) == date(2026, 12, 31)


def test_the_term_that_is_written_is_the_one_that_applies_on_the_day() -> None:
    """The first, then that of the last avenant in effect in that period; a renewal writes none."""
    life = Duration(TERM, CLAUSE, (Extension(date(2027, 9, 1), date(2029, 6, 30)),))
    days = (date(2026, 1, 1), date(2026, 9, 1), date(2027, 9, 1), date(2029, 9, 1))
    assert [life.written_on(day) for day in days] == [TERM, TERM, date(2029, 6, 30), date(2029, 6, 30)]
    assert [life.term_on(day).year for day in days] == [2026, 2027, 2029, 2030]


def test_months_that_are_too_short_end_on_their_last_day() -> None:
    """29 February where there is one; the period before 1 March ends on the last of February."""
    assert months_after(date(2026, 8, 31), -2) == date(2026, 6, 30)
    assert months_after(date(2027, 12, 31), 2) == date(2028, 2, 29)
    assert Duration(date(2027, 2, 28), CLAUSE).term_on(date(2027, 3, 1)) == date(2028, 2, 29)


@given(
    st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 1, 1)),
    st.integers(1, 36),
    st.integers(0, 6),
    st.dates(datetime.date(2020, 1, 1), datetime.date(2040, 1, 1)),
)
def test_every_day_after_the_term_is_in_one_renewed_period(term: date, months: int, notice: int, day: date) -> None:
    """Periods touch and never overlap; the one of a day holds that day."""
    life = Duration(term, Reconduction(months, notice))
    period = life.period_on(day)
    assert day <= period.end
    if period.start is not None:
        assert period.start <= day
        assert life.period_on(period.start - datetime.timedelta(days=1)).renewal == period.renewal - 1
