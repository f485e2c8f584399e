"""The end of the recourse: two full months, put off to a worked day."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from generator.law.acts import Act
from generator.law.answers import SETTLED, Answer
from generator.law.recourse import Recourse, last_day, recourse_of
from tests.cases import cases


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


@cases(
    "start, last",
    ("2025-04-08", "2025-06-10"),  # 9 June 2025 is Whit Monday
    ("2025-04-15", "2025-06-16"),
    ("2025-03-06", "2025-05-07"),
    ("2025-02-28", "2025-04-29"),
    ("2025-12-30", "2026-03-02"),  # the last of February, then a Sunday
    ("2025-11-12", "2026-01-13"),
    ("2025-03-10", "2025-05-12"),  # 11 May 2025 is a Sunday
    ("2025-03-07", "2025-05-09"),  # 8 May is a holiday
)
def test_the_delay_is_full_and_ends_on_a_worked_day(start: str, last: str) -> None:
    """Neither the first nor the last of its days counts; Sundays, Saturdays and holidays put it off."""
    assert last_day(day(start), "59292") == day(last)


@cases(
    "start, insee, last",
    ("2025-10-25", "57336", "2025-12-29"),  # Saint Stephen’s day, a Friday, in Moselle
    ("2025-10-25", "59292", "2025-12-26"),
    ("2026-10-19", "97416", "2026-12-21"),  # the abolition of slavery, a Sunday, in La Réunion
    ("2027-10-19", "97416", "2027-12-21"),  # a Monday
    ("2027-10-19", "59292", "2027-12-20"),
)
def test_the_holidays_are_those_of_the_commune(start: str, insee: str, last: str) -> None:
    """Alsace-Moselle and overseas have days of their own."""
    assert last_day(day(start), insee) == day(last)


def test_third_parties_and_the_prefect_have_each_their_delay() -> None:
    """From the publication for the ones, from the receipt for the other; what is not known is not told."""
    act = Act("215902925", "1", received_on=day("2025-03-06"), published_on=day("2025-03-07"))
    assert recourse_of(act, "59292") == Recourse(day("2025-05-09"), day("2025-05-07"))
    assert recourse_of(Act("215902925", "1"), "59292") == Recourse(None, None)


@cases(
    "codes, prefect",
    (("4-1",), None),
    (("4-1", "4-5"), "2025-06-12"),
    (("3-1",), None),
    (("3-1", "3-5"), "2025-06-12"),
    (("3-1", "3-5", "4-1"), None),
    (("2-1",), "2025-05-07"),
    (("4-1", SETTLED), "2025-06-12"),
    (("4-1", SETTLED, "4-1"), None),
    (("5-1", SETTLED), "2025-06-12"),
)
def test_what_the_prefect_asks_for_begins_his_delay_anew(codes: Sequence[str], prefect: str | None) -> None:
    """Pieces, or an answer to his letter; third parties gain no day by it, and nobody can tell the day before."""
    act = Act("215902925", "1", received_on=day("2025-03-06"), published_on=day("2025-03-07"))
    days = [day("2025-04-04"), day("2025-04-11"), day("2025-04-18")]
    told = [Answer(code, "", "", "1", None, on) for code, on in zip(codes, days, strict=False)]
    assert recourse_of(act, "59292", told) == Recourse(day("2025-05-09"), day(prefect) if prefect else None)
