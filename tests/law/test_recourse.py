"""The end of the recourse: two full months, put off to a worked day."""

from __future__ import annotations

import datetime

import pytest

from generator.law.acts import Act
from generator.law.recourse import Recourse, last_day, recourse_of


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("start", "last"),
    [
        ("2025-04-08", "2025-06-10"),  # 9 June 2025 is Whit Monday
        ("2025-04-15", "2025-06-16"),
        ("2025-03-06", "2025-05-07"),
        ("2025-02-28", "2025-04-29"),
        ("2025-12-30", "2026-03-02"),  # the last of February, then a Sunday
        ("2025-11-12", "2026-01-13"),
        ("2025-03-10", "2025-05-12"),  # 11 May 2025 is a Sunday
        ("2025-03-07", "2025-05-09"),  # 8 May is a holiday
    ],
)
def test_the_delay_is_full_and_ends_on_a_worked_day(start: str, last: str) -> None:
    """Neither the first nor the last of its days counts; Sundays, Saturdays and holidays put it off."""
    assert last_day(day(start)) == day(last)


def test_third_parties_and_the_prefect_have_each_their_delay() -> None:
    """From the publication for the ones, from the receipt for the other; what is not known is not told."""
    act = Act("215902925", "1", received_on=day("2025-03-06"), published_on=day("2025-03-07"))
    assert recourse_of(act) == Recourse(day("2025-05-09"), day("2025-05-07"))
    assert recourse_of(Act("215902925", "1")) == Recourse(None, None)
