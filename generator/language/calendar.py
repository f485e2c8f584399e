"""The French names of months, weekdays and holidays, which no locale of the machine may change."""

from __future__ import annotations

import datetime
import importlib.util
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress

from generator.language.lists import enumeration

# In the order of ``date.month - 1``.
MONTHS = (
    *("janvier", "février", "mars", "avril", "mai", "juin"),
    *("juillet", "août", "septembre", "octobre", "novembre", "décembre"),
)
# In the order of ``date.weekday()``.
WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
#: What the holidays library calls the days of Code du travail, article L. 3133-1, and of local law; how an act says it.
_HOLIDAYS = {
    "Jour de l'an": "jour de l’An",
    "Vendredi saint": "vendredi saint",
    "Lundi de Pâques": "lundi de Pâques",
    "Fête du Travail": "fête du Travail",
    "Fête de la Victoire": "8 mai 1945",
    "Lundi de Pentecôte": "lundi de Pentecôte",
    "Fête nationale": "fête nationale",
    "Armistice": "11 novembre",
    "Abolition de l'esclavage": "abolition de l’esclavage",
    "Fête de la Citoyenneté": "fête de la citoyenneté",
    "Fête de l'autonomie": "fête de l’autonomie",
    "Fête du Territoire": "fête du Territoire",
    "Arrivée de l'Évangile": "arrivée de l’Évangile",
}

#: The years that an act can name; far from the ends of the calendar, so that any delay can be counted from them.
FIRST_YEAR, LAST_YEAR = 1900, 2100


def is_plausible(day: datetime.date, last: int = LAST_YEAR) -> bool:
    """Tell whether an act can name a day, of the year ``last`` at most."""
    return FIRST_YEAR <= day.year <= last


def holiday_name(name: str) -> str:
    """Return how an act names a public holiday, from its name in the holidays library; two may fall on one day."""
    return enumeration([_HOLIDAYS.get(one, one) for one in name.split("; ")])


def french_holidays(years: Iterable[int], subdivision: str | None = None) -> Mapping[datetime.date, str]:
    """Return the public holidays of France, or of a part of it (ISO 3166-2), by day, as the library names them."""
    # Here, not above: the library takes a noticeable time to load.
    import holidays

    _load_france()
    return holidays.country_holidays("FR", subdiv=subdivision, years=years, language="fr")


def _load_france() -> None:
    """Load what the library knows of France, alone: with its package of countries it loads all 250 in 0.1 seconds."""
    package = "holidays.countries"
    found = importlib.util.find_spec(package)
    if found is None or package in sys.modules:
        return
    sys.modules[package] = importlib.util.module_from_spec(found)
    try:
        with suppress(ImportError):  # the library then loads it where it is
            importlib.import_module(f"{package}.france")
    finally:
        sys.modules.pop(package, None)
