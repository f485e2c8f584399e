"""evaluation.csv: what the service did in each commune during a period, and slots that change after it, as models."""

from __future__ import annotations

import calendar
import dataclasses
import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass

from generator.files import plain_name
from generator.inputs.communes import Slot
from generator.inputs.finances import Finances
from generator.inputs.table import Table, column_name
from generator.language.calendar import MONTHS, is_plausible

_PLAIN_MONTHS = tuple(column_name(month) for month in MONTHS)
_MONTH = re.compile(rf"({'|'.join(_PLAIN_MONTHS)})(?![a-z])(?:_(\d{{4}}))?")


@dataclass(frozen=True, slots=True)
class Figures:
    """What is counted: persons helped, workshops, half-days held and half-days planned."""

    accompagnements: int
    ateliers: int
    permanences_tenues: int
    permanences_prevues: int


@dataclass(frozen=True, slots=True)
class EvaluationRow(Figures):
    """One commune's evaluation; ``row`` holds every cell as text, unknown columns included; ``line`` is its line.

    ``slot`` is the slot that the row asks for from ``date_effet`` on, whole, or None. It may be the slot in force
    already; when it is another, ``date_effet`` is there. ``finances`` are there when ``incidence_financiere`` is, but
    in a past evaluation.
    """

    insee: str
    periode: str
    observations: str
    slot: Slot | None
    date_effet: datetime.date | None
    incidence_financiere: bool
    row: Mapping[str, str]
    line: int
    finances: Finances | None = None


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The evaluation of a period, one row a commune in the order of the file; ``periode`` is as most rows write it."""

    table: Table
    periode: str
    rows: tuple[EvaluationRow, ...]

    @property
    def name(self) -> str:
        """The file's name, as it can be kept: its bytes may be no letters."""
        return plain_name(self.table.path.name)

    @property
    def by_insee(self) -> Mapping[str, EvaluationRow]:
        """The rows by INSEE code."""
        return {row.insee: row for row in self.rows}

    @property
    def totals(self) -> Figures:
        """The sums of all rows."""
        names = [field.name for field in dataclasses.fields(Figures)]
        return Figures(**{name: sum(getattr(row, name) for row in self.rows) for name in names})


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
