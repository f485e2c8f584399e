"""What an avenant costs: an amount, how often it is due, and the line of the budget that bears it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.inputs.cells import Cells
from generator.inputs.settings import Settings
from generator.language.numbers import nombre
from generator.language.typography import NBSP

COLUMNS = ("montant", "periodicite", "imputation")
PERIODICITIES = ("unique", "mensuelle", "trimestrielle", "semestrielle", "annuelle")
_AMOUNT = re.compile(r"([0-9]{1,3}(?:\s?[0-9]{3})*)(?:[,.]([0-9]{2}))?(?:\s?€)?")
_NAMES = {"montant": "montant", "periodicite": "périodicité", "imputation": "imputation budgétaire"}
_REMEDIES = {
    "montant": "écrivez par exemple 1 200 € ou 1 200,50 €",
    "periodicite": f"écrivez {', '.join(PERIODICITIES[:-1])} ou {PERIODICITIES[-1]}",
    "imputation": "écrivez la ligne du budget, par exemple « chapitre 011, article 6288 »",
}


@dataclass(frozen=True, slots=True)
class Finances:
    """The financial effect of an avenant; ``centimes`` is the amount in hundredths of a euro."""

    centimes: int
    periodicite: str
    imputation: str

    @property
    def montant(self) -> str:
        """The amount as it is printed: « 1 200 € », « 1 200,50 € »."""
        euros, rest = divmod(self.centimes, 100)
        return f"{nombre(euros)}{f',{rest:02}' if rest else ''}{NBSP}€"


def finances_of_cells(cells: Cells, *, costs: bool) -> Finances | None:
    """Return the financial effect of a row that ``costs`` something; each cell that is missing or wrong is noted.

    A row that costs nothing has none: what it then says of one is noted too.
    """
    values = {column: cells.text(column, required=False) for column in COLUMNS}
    faults = _faults(values) if costs else _idle(values)
    for column, message, remedy in faults:
        cells.note("error", column, message, remedy)
    return None if faults or not costs else _finances(values)


def finances_of_settings(settings: Settings) -> Finances | None:
    """Return the financial effect that a table of TOML says; each key that is missing or wrong is noted."""
    costs = settings.flag("incidence_financiere")
    values = {key: settings.text(key, "") for key in COLUMNS}
    faults = _faults(values) if costs else _idle(values)
    for key, message, remedy in faults:
        settings.note(key, message, remedy)
    return None if faults or not costs else _finances(values)


def _faults(values: dict[str, str]) -> list[tuple[str, str, str]]:
    found = []
    for name, value in values.items():
        if not value:
            message = f"l’incidence financière est sans {_NAMES[name]}"
            found.append((name, message, _REMEDIES[name]))
        elif name == "montant" and not _cents(value):
            found.append((name, f"« {value} » n’est pas un montant", _REMEDIES[name]))
        elif name == "periodicite" and value.lower() not in PERIODICITIES:
            found.append((name, f"« {value} » n’est pas une périodicité", _REMEDIES[name]))
    return found


def _idle(values: dict[str, str]) -> list[tuple[str, str, str]]:
    remedy = "dites-la dans incidence_financiere, ou videz montant, periodicite et imputation"
    return [(name, f"{_NAMES[name]} sans incidence financière", remedy) for name, value in values.items() if value][:1]


def _finances(values: dict[str, str]) -> Finances:
    return Finances(_cents(values["montant"]), values["periodicite"].lower(), values["imputation"])


def _cents(text: str) -> int:
    """Return an amount in hundredths of a euro, 0 for what is none."""
    found = _AMOUNT.fullmatch(text.strip())
    return int(re.sub(r"\s", "", found[1])) * 100 + int(found[2] or 0) if found else 0
