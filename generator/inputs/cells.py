"""The cells of one row of a table, read one by one; what is wrong with each is noted with its place."""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping

from generator.errors import Level, Problem, count_errors
from generator.inputs.official import official_name
from generator.inputs.table import Row
from generator.language.calendar import FIRST_YEAR, LAST_YEAR, MONTHS, is_plausible
from generator.law.identifiers import insee_is_valid

#: The day from which spreadsheets count, so that those after February 1900 are right.
_FIRST_DAY = datetime.date(1899, 12, 30)
_MONTH = re.compile(rf"(?:{'|'.join(MONTHS)}) [0-9]{{4}}")


def day_of_number(value: str) -> datetime.date | None:
    """Return the day that a spreadsheet writes as a number, 46109 for 28 March 2026; None for another cell."""
    if re.fullmatch(r"[2-6][0-9]{4}(?:[.,]0+)?", value):
        return _FIRST_DAY + datetime.timedelta(days=int(value[:5]))
    return None


class Cells:
    """One row being read: each getter returns a value, or notes a problem and returns a neutral value.

    ``commune`` names the row in messages. A column that the file does not have reads as an empty cell.
    """

    def __init__(self, file: str, row: Row, commune: str) -> None:
        self.file = file
        self.row = row
        self.commune = commune
        self.problems: list[Problem] = []

    @property
    def wrong(self) -> bool:
        """Tell whether an error was noted."""
        return count_errors(self.problems) > 0

    def note(self, level: Level, column: str, message: str, remedy: str) -> None:
        """Note a problem about one cell."""
        self.problems.append(Problem(level, message, remedy, self.file, self.row.line, column, self.commune))

    def refuse(self, column: str, why: str, remedy: str) -> None:
        """Note an error about the content of a cell, « 5929 » n’est pas… ; that of an empty one is that it is empty."""
        value = self.cell(column)
        self.note("error", column, f"« {value} » {why}" if value else "cellule vide", remedy)

    def cell(self, column: str) -> str:
        """Return the cell as it is in the file, stripped."""
        return self.row.cells.get(column, "")

    def text(self, column: str, *, required: bool = True) -> str:
        """Return a text to be printed, not empty when it is ``required``."""
        value = self.cell(column)
        if required and not value:
            self.note("error", column, "cellule vide", "complétez-la : cette valeur figure dans les actes")
        return value

    def insee(self) -> str:
        """Return the INSEE code of the column of that name, in capitals."""
        value = self.cell("insee").upper()
        if not insee_is_valid(value):
            remedy = "écrivez ses cinq caractères, par exemple 59292"
            if official_name("0" + value):
                remedy = f"un tableur a retiré le zéro de tête : écrivez 0{value} (colonne au format Texte)"
            self.refuse("insee", "n’est pas un code INSEE de commune", remedy)
        return value

    def once(self, column: str, key: str, seen: dict[str, int]) -> bool:
        """Note an error when an earlier row has the same ``key``, empty ones aside; tell whether none has.

        ``seen`` holds each one's line.
        """
        first = seen.setdefault(key, self.row.line) if key else self.row.line
        if first != self.row.line:
            message = f"« {self.cell(column)} » figure déjà ligne {first}"
            remedy = "supprimez l’une des deux lignes, ou corrigez-la : une commune n’a qu’une ligne"
            self.note("error", column, message, remedy)
        return first == self.row.line

    def number(self, column: str, *, maximum: int | None = None, required: bool = True) -> int | None:
        """Return a whole number from 0 to ``maximum``; spaces between thousands are accepted."""
        value = self.cell(column)
        if not value and not required:
            return None
        if re.fullmatch(r"[0-9]{1,9}|[0-9]{1,3}(?: [0-9]{3}){1,2}", value):
            found = int(value.replace(" ", ""))
            if maximum is None or found <= maximum:
                return found
        expected = "un nombre entier" if maximum is None else f"un code de 0 à {maximum}"
        self.refuse(column, f"n’est pas {expected}", f"écrivez {expected}")
        return None

    def choice(self, column: str, values: Mapping[str, str], default: str) -> str:
        """Return one of ``values``, found by its key in any case; ``default`` for an empty cell."""
        value = self.cell(column)
        known = values.get(value.lower()) if value else default
        if known is None:
            allowed = " ou ".join(values)
            self.refuse(column, "n’est pas une valeur prévue", f"écrivez {allowed}")
        return known or default

    def agreed(self, column: str, *, default: bool) -> bool:
        """Return whether the cell says « oui » rather than « non »."""
        return self.choice(column, {"oui": "oui", "non": "non"}, "oui" if default else "non") == "oui"

    def date(self, column: str) -> datetime.date | None:
        """Return a date, written 2025-04-02 or 02/04/2025, at midnight if at any hour; None for an empty cell."""
        value = self.cell(column)
        if not value:
            return None
        day = re.sub(r"[ T]00:00(?::00(?:\.0+)?)?$", "", value)
        for pattern in ("%Y-%m-%d", "%d/%m/%Y"):
            try:
                found = datetime.datetime.strptime(day, pattern).date()
            except ValueError:
                continue
            if is_plausible(found):
                return found
            years = f"écrivez une date d’une année de {FIRST_YEAR} à {LAST_YEAR}"
            self.refuse(column, "n’est pas une date d’acte", years)
            return None
        remedy = "écrivez 2025-04-02 ou 02/04/2025"
        if meant := day_of_number(value):
            remedy = f"un tableur écrit ainsi le {meant:%d/%m/%Y} : mettez la colonne au format Date, ou {remedy}"
        elif _MONTH.fullmatch(value.lower()):
            remedy = f"le jour manque : mettez la colonne au format Date, ou {remedy}"
        self.refuse(column, "n’est pas une date", remedy)
        return None
