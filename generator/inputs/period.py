"""The period of an evaluation, as people write it: « mai 2025 – octobre 2025 », « de mai à octobre 2025 »."""

from __future__ import annotations

import calendar
import datetime
import re

from generator.inputs.table import column_name
from generator.language.calendar import MONTHS, is_plausible

_PLAIN_MONTHS = tuple(column_name(month) for month in MONTHS)
_MONTH = re.compile(rf"({'|'.join(_PLAIN_MONTHS)})(?![a-z])(?:_(\d{{4}}))?")


def period_bounds(text: str) -> tuple[datetime.date, datetime.date] | None:
    """Return the first day of the first month that ``text`` names and the last day of the last one.

    A month without a year is of the next one's, or of the year before when it comes later in the calendar:
    « novembre à avril 2026 » begins in 2025. None when no month is named, or the last one has no year.
    """
    found = [(_PLAIN_MONTHS.index(name) + 1, year) for name, year in _MONTH.findall(column_name(text))]
    months: list[tuple[int, int]] = []
    for month, written in reversed(found):
        if written:
            months.append((int(written), month))
        elif months:
            year, following = months[-1]
            months.append((year - (month > following), month))
        else:
            return None
    if not months or not all(is_plausible(datetime.date(max(year, 1), 1, 1)) for year, _ in months):
        return None
    (first_year, first), (last_year, last) = min(months), max(months)
    end = calendar.monthrange(last_year, last)[1]
    return datetime.date(first_year, first, 1), datetime.date(last_year, last, end)
