"""What an avenant costs: who pays whom how much, how often and from when, and the line of the budget that bears it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

from generator.inputs.cells import Cells
from generator.inputs.settings import Settings
from generator.language.amounts import cents, euros

COLUMNS = ("montant", "payeur", "periodicite", "a_compter_du", "imputation")
#: Which party owes the amount to the other.
PAYERS = ("commune", "epci")
PERIODICITIES = ("unique", "mensuelle", "trimestrielle", "semestrielle", "annuelle")
_DUE_FROM = "a_compter_du"
#: What may be left unsaid: who pays where an article says it, from when where it is the day of effect.
_MAY_LACK = ("payeur", _DUE_FROM)
_NAMES = {
    "montant": "montant",
    "payeur": "payeur",
    "periodicite": "périodicité",
    _DUE_FROM: "date à compter de laquelle payer",
    "imputation": "imputation budgétaire",
}
_REMEDIES = {
    "montant": "écrivez par exemple 1 200 € ou 1 200,50 €",
    "payeur": "écrivez commune ou epci : qui des deux verse cette somme à l’autre",
    "periodicite": f"écrivez {', '.join(PERIODICITIES[:-1])} ou {PERIODICITIES[-1]}",
    "imputation": "écrivez la ligne du budget de qui paie, par exemple « chapitre 011, article 6288 »",
}


@dataclass(frozen=True, slots=True)
class Finances:
    """The financial effect of an avenant; ``centimes`` is the amount in hundredths of a euro.

    ``payeur`` is one of ``PAYERS``, "" where an article says it. ``imputation`` is a line of that
    party's budget. The amount is due from ``a_compter_du`` on, by default from the day of effect.
    """

    centimes: int
    periodicite: str
    imputation: str
    payeur: str = ""
    a_compter_du: datetime.date | None = None

    @property
    def montant(self) -> str:
        """The amount as it is printed: « 1 200 € », « 1 200,50 € »."""
        return euros(Decimal(self.centimes) / 100)


def finances_of_cells(cells: Cells, *, costs: bool) -> Finances | None:
    """Return the financial effect of a row that ``costs`` something; each cell that is missing or wrong is noted.

    A row that costs nothing has none: what it then says of one is noted too.
    """
    values = {column: cells.text(column, required=False) for column in COLUMNS}
    faults = _faults(values) if costs else _idle(values)
    for column, message, remedy in faults:
        cells.note("error", column, message, remedy)
    due = cells.date(_DUE_FROM) if costs else None
    return None if faults or not costs else _finances(values, due)


def finances_of_settings(settings: Settings) -> Finances | None:
    """Return the financial effect that a table of TOML says; each key that is missing or wrong is noted."""
    costs = settings.flag("incidence_financiere")
    due = settings.day(_DUE_FROM)
    values = {key: settings.text(key, "") for key in COLUMNS if key != _DUE_FROM} | {_DUE_FROM: str(due or "")}
    faults = _faults(values) if costs else _idle(values)
    for key, message, remedy in faults:
        settings.note(key, message, remedy)
    return None if faults or not costs else _finances(values, due)


def _faults(values: dict[str, str]) -> list[tuple[str, str, str]]:
    found = []
    for name, value in values.items():
        if not value:
            if name not in _MAY_LACK:
                found.append((name, f"l’incidence financière est sans {_NAMES[name]}", _REMEDIES[name]))
        elif name == "montant" and not _cents(value):
            found.append((name, f"« {value} » n’est pas un montant", _REMEDIES[name]))
        elif name == "payeur" and value.lower() not in PAYERS:
            found.append((name, f"« {value} » n’est ni la commune ni l’EPCI", _REMEDIES[name]))
        elif name == "periodicite" and value.lower() not in PERIODICITIES:
            found.append((name, f"« {value} » n’est pas une périodicité", _REMEDIES[name]))
    return found


def _idle(values: dict[str, str]) -> list[tuple[str, str, str]]:
    remedy = f"dites-la dans incidence_financiere, ou videz {', '.join(COLUMNS[:-1])} et {COLUMNS[-1]}"
    return [(name, f"{_NAMES[name]} sans incidence financière", remedy) for name, value in values.items() if value][:1]


def _finances(values: dict[str, str], due: datetime.date | None) -> Finances:
    payer, period = values["payeur"].lower(), values["periodicite"].lower()
    return Finances(_cents(values["montant"]), period, values["imputation"], payer, due)


def _cents(text: str) -> int:
    """Return an amount in hundredths of a euro, 0 for what is none or is owed the other way."""
    return max(cents(text) or 0, 0)
