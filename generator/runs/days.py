"""A day as a person types it, read in the same way by every screen."""

from __future__ import annotations

from generator.intake.writtendates import typed_date
from generator.language.calendar import FIRST_YEAR, LAST_YEAR

__all__ = ["FIRST_YEAR", "LAST_YEAR", "typed_date"]
