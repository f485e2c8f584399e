"""The French names of months, weekdays and holidays, which no locale of the machine may change."""

from __future__ import annotations

import datetime

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
    "Fête de Victor Schoelcher": "fête de Victor Schœlcher",
    "Fête de la Citoyenneté": "fête de la citoyenneté",
    "Fête de l'autonomie": "fête de l’autonomie",
    "Fête du Territoire": "fête du Territoire",
    "Arrivée de l'Évangile": "arrivée de l’Évangile",
    "Mi-Carême": "mi-carême",
}

#: The years that an act can name; far from the ends of the calendar, so that any delay can be counted from them.
_FIRST_YEAR, _LAST_YEAR = 1800, 2299


def is_plausible(day: datetime.date) -> bool:
    """Tell whether an act can name a day."""
    return _FIRST_YEAR <= day.year <= _LAST_YEAR


def holiday_name(name: str) -> str:
    """Return how an act names a public holiday, from its name in the holidays library; two may fall on one day."""
    return enumeration([_HOLIDAYS.get(one, one) for one in name.split("; ")])
