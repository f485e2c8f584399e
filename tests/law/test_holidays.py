"""The public holidays of a commune: those of all France, and of its département."""

from __future__ import annotations

import datetime

from generator.law.holidays import public_holidays
from tests.cases import cases


@cases(
    "insee, own",
    ("59292", {}),
    ("57463", {(4, 3): "vendredi saint", (12, 26): "Saint-Étienne"}),
    ("97105", {(5, 27): "abolition de l’esclavage"}),
    ("97209", {(5, 22): "abolition de l’esclavage"}),
    ("97302", {(6, 10): "abolition de l’esclavage"}),
    ("97411", {(12, 20): "abolition de l’esclavage"}),
    ("97502", {}),
    ("97608", {(4, 27): "abolition de l’esclavage"}),
    ("97701", {(10, 9): "abolition de l’esclavage"}),
    ("97801", {(5, 27): "abolition de l’esclavage"}),
)
def test_no_other_local_feast_is_a_holiday(insee: str, own: dict[tuple[int, int], str]) -> None:
    """Beside the eleven days of L. 3133-1: those of L. 3134-13 in Alsace-Moselle, and of L. 3422-2 overseas."""
    found = public_holidays(insee, 2026, 2026)
    national = public_holidays("59292", 2026, 2026)
    assert len(national) == 11
    assert {(day.month, day.day): name for day, name in found.items() if day not in national} == own


def test_two_holidays_on_one_day_are_both_named() -> None:
    """In 2036, 22 May is Martinique’s own day and the Ascension."""
    assert public_holidays("97209", 2036, 2036)[datetime.date(2036, 5, 22)] == "Ascension et abolition de l’esclavage"
