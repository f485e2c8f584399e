"""Dates and hours as French acts write them."""

from __future__ import annotations

import datetime

from generator.language.calendar import MONTHS, WEEKDAYS
from generator.language.dates import date_jour, date_longue, date_solennelle, heure
from tests.cases import cases

from .samples import shown


def test_the_first_of_the_month_is_an_ordinal() -> None:
    """The first day is « 1er », the others are plain numbers without a leading zero."""
    assert shown(date_longue(datetime.date(2025, 7, 1))) == "1er~juillet 2025"
    assert shown(date_longue(datetime.date(2025, 4, 2))) == "2~avril 2025"
    assert shown(date_longue(datetime.date(2025, 8, 31))) == "31~août 2025"


def test_months_and_weekdays_are_in_calendar_order() -> None:
    """Each month is the one of its number; 30 December 2024 was a Monday."""
    written = [date_longue(datetime.date(2025, month, 2)).split()[1] for month in range(1, 13)]
    assert written == list(MONTHS)
    assert (MONTHS[0], MONTHS[1], MONTHS[7], MONTHS[11]) == ("janvier", "février", "août", "décembre")
    week = [date_jour(datetime.date(2024, 12, 30) + datetime.timedelta(days)).split()[0] for days in range(7)]
    assert week == list(WEEKDAYS) == ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]


def test_the_weekday_goes_before_the_date() -> None:
    """1 July 2025 was a Tuesday."""
    assert shown(date_jour(datetime.date(2025, 7, 1))) == "mardi 1er~juillet 2025"


@cases(
    "date, words",
    (datetime.date(2025, 4, 2), "L’an deux mille vingt-cinq, le deux~avril"),
    (datetime.date(2025, 7, 1), "L’an deux mille vingt-cinq, le premier~juillet"),
    (datetime.date(1980, 5, 21), "L’an mille neuf cent quatre-vingts, le vingt et un~mai"),
    (datetime.date(2000, 12, 31), "L’an deux mille, le trente et un~décembre"),
    (datetime.date(2026, 2, 10), "L’an deux mille vingt-six, le dix~février"),
)
def test_the_solemn_date_opens_a_deliberation(date: datetime.date, words: str) -> None:
    """Year and day are in words, the first day is « premier »."""
    assert shown(date_solennelle(date)) == words


@cases(
    "time, written",
    (datetime.time(9), "9~h"),
    (datetime.time(14, 30), "14~h~30"),
    (datetime.time(14, 5), "14~h~05"),
    (datetime.time(0, 0, 59), "0~h"),
)
def test_hours_have_no_useless_zero(time: datetime.time, written: str) -> None:
    """No leading zero before the hour, no minutes when there are none, no seconds."""
    assert shown(heure(time)) == written
