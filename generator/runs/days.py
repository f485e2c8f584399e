"""A day and an hour as a person types them, read in the same way by every screen."""

from __future__ import annotations

import datetime
import re

from generator.language.calendar import FIRST_YEAR, LAST_YEAR
from generator.minutes.writtendates import typed_date

__all__ = ["FIRST_YEAR", "LAST_YEAR", "typed_date", "typed_time"]

_TIME = re.compile(r"([01]?[0-9]|2[0-3])(?: ?(?:heures?|[h:.]) ?([0-5][0-9])?(?::00)?(?: ?min)?)?", re.IGNORECASE)


def typed_time(text: str) -> datetime.time | None:
    """Return a time of day as people write it: « 9 h », « 14h30 », « 9:05 »; None for what is none."""
    found = _TIME.fullmatch(" ".join(text.split()))
    return datetime.time(int(found[1]), int(found[2] or 0)) if found else None
