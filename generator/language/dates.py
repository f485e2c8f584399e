"""Dates and hours in French, in words as acts write them and in figures."""

from __future__ import annotations

import datetime

from generator.language.calendar import MONTHS, WEEKDAYS
from generator.language.numbers import lettres, ordinal, ordinal_lettres
from generator.language.typography import NBSP


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
