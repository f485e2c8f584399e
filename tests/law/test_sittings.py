"""Delays and seats of municipal councils, at both sides of each step of the law."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from hypothesis import given, settings, strategies as st

from generator.law.sittings import (
    clear_days,
    convocation_delay,
    council_seats,
    needs_summary_note,
    publishes_online,
    quorum,
)
from tests.cases import cases

_DATES = st.dates(datetime.date(1900, 1, 1), datetime.date(2200, 1, 1))


@cases("population, days", (0, 3), (3_222, 3), (3_499, 3), (3_500, 5), (20_665, 5))
def test_the_delay_grows_at_3500_inhabitants(population: int, days: int) -> None:
    """Three clear days below 3 500 inhabitants (L. 2121-11), five from 3 500 (L. 2121-12)."""
    assert convocation_delay(population) == days


@cases(
    "below, seats",
    *((100, 7), (500, 11), (1_500, 15), (2_500, 19), (3_500, 23), (5_000, 27), (10_000, 29), (20_000, 33)),
    *((30_000, 35), (40_000, 39), (50_000, 43), (60_000, 45), (80_000, 49), (100_000, 53), (150_000, 55)),
    *((200_000, 59), (250_000, 61), (300_000, 65)),
)
def test_seats_on_both_sides_of_each_step(below: int, seats: int) -> None:
    """The last population below a step of L. 2121-2 has the seats of its row; one inhabitant more has not."""
    assert council_seats(below - 1) == seats
    assert council_seats(below) > seats


def test_seats_of_the_smallest_and_the_largest() -> None:
    """Seven seats in the smallest commune, 69 from 300 000 inhabitants; Haveluy has 23."""
    assert [council_seats(n) for n in (0, 3_222, 300_000, 2_000_000)] == [7, 23, 69, 69]


@cases("rule", convocation_delay, council_seats)
def test_a_negative_population_is_refused(rule: Callable[[int], int]) -> None:
    """A negative population is a mistake of the caller, not a small commune."""
    with pytest.raises(ValueError, match="négative : -1"):
        rule(-1)


def test_the_days_of_sending_and_sitting_do_not_count() -> None:
    """Haveluy: sent on 27 March, held on 2 April, five clear days, a week-end among them."""
    assert clear_days(datetime.date(2025, 3, 27), datetime.date(2025, 4, 2)) == 5


@settings(derandomize=True)
@given(_DATES, st.integers(0, 400))
def test_clear_days_are_the_days_strictly_between(sent: datetime.date, distance: int) -> None:
    """Each day is counted that is after the one date and before the other."""
    held = sent + datetime.timedelta(distance + 1)
    between = [sent + datetime.timedelta(n) for n in range(500) if sent < sent + datetime.timedelta(n) < held]
    assert clear_days(sent, held) == len(between)


@settings(derandomize=True)
@given(st.integers(1, 69))
def test_the_quorum_is_the_least_number_above_half(in_office: int) -> None:
    """More than half of those in office, and one less is not."""
    assert 2 * quorum(in_office) > in_office >= 2 * (quorum(in_office) - 1)


@cases("population, expected", (0, False), (3_499, False), (3_500, True), (20_000, True))
def test_both_duties_begin_with_three_thousand_five_hundred_inhabitants(population: int, expected: bool) -> None:
    """The explanatory note (CGCT, article L. 2121-12) and electronic publication (article L. 2131-1, III)."""
    assert needs_summary_note(population) is expected
    assert publishes_online(population) is expected
