"""The French names of months and weekdays, which no locale of the machine may change."""

from __future__ import annotations

# In the order of ``date.month - 1``.
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
# In the order of ``date.weekday()``.
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
