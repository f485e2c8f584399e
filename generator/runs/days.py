"""A day as a person types it, read in the same way by every screen."""

from __future__ import annotations

from generator.intake.writtendates import typed_date

__all__ = ["typed_date"]
