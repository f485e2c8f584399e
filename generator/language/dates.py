"""Dates and hours in French, in words as acts write them and in figures."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from contextlib import suppress

from generator.language.calendar import MONTHS, WEEKDAYS
from generator.language.numbers import lettres, ordinal, ordinal_lettres
from generator.language.typography import NBSP

_DAY = re.compile(
    rf"\b(?:1er|[0-3]?[0-9])\s(?:{'|'.join(MONTHS)})\s[0-9]{{4}}\b|\b[0-9]{{2}}/[0-9]{{2}}/[0-9]{{4}}\b", re.IGNORECASE
)


def days_in(text: str) -> Iterator[datetime.date]:
    """Yield the days that a text says in words or in figures: « du 3 avril 2026 », « du 03/04/2026 »."""
    for found in _DAY.finditer(text):
        day, month, year = re.split(r"[\s/]", found[0].lower().replace("1er", "1"))
        with suppress(ValueError):  # 31 February is no day
            number = MONTHS.index(month) + 1 if month in MONTHS else int(month)
            yield datetime.date(int(year), number, int(day))


def quantieme(date: datetime.date) -> str:
    """Return the day in its month: « 1er », « 2 »."""
    return ordinal(1) if date.day == 1 else str(date.day)


def date_longue(date: datetime.date) -> str:
    """Return « 1er juillet 2025 », « 2 avril 2025 »; day and month are never separated by a line break."""
    return f"{quantieme(date)}{NBSP}{MONTHS[date.month - 1]} {date.year}"


def date_jour(date: datetime.date) -> str:
    """Return the date with its weekday: « mardi 1er juillet 2025 »."""
    return f"{WEEKDAYS[date.weekday()]} {date_longue(date)}"


def date_solennelle(date: datetime.date) -> str:
    """Return the date as deliberations open: « L’an deux mille vingt-cinq, le premier juillet »."""
    day = ordinal_lettres(1) if date.day == 1 else lettres(date.day)
    return f"L’an {lettres(date.year)}, le {day}{NBSP}{MONTHS[date.month - 1]}"


def date_chiffres(date: datetime.date | None) -> str:
    """Return the date in figures, as forms and tables have it: « 07/04/2025 »; "" for none."""
    return date.strftime("%d/%m/%Y") if date else ""


def heure(time: datetime.time) -> str:
    """Return « 9 h », « 14 h 30 » or « 14 h 05 », never cut by a line break; seconds are left out."""
    minutes = f"{NBSP}{time.minute:02d}" if time.minute else ""
    return f"{time.hour}{NBSP}h{minutes}"
