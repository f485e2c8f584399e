"""The public holidays of a commune, by its département: those of all France, of Alsace-Moselle, and overseas."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import lru_cache

from generator.language.calendar import french_holidays, holiday_name
from generator.law.prefectures import departement_code

#: Where public holidays are those of a law of its own, and the subdivision that the holidays library gives it.
_HOLIDAY_SUBDIVISIONS = {"57": "57", "67": "6AE", "68": "6AE", "986": "WF", "987": "PF", "988": "NC"}
#: The month and the day on which the abolition of slavery is commemorated.
_ABOLITION = {
    "971": (5, 27),
    "972": (5, 22),
    "973": (6, 10),
    "974": (12, 20),
    "976": (4, 27),
    "977": (10, 9),
    "978": (5, 27),
}


def public_holidays(insee: str, first: int, last: int) -> Mapping[datetime.date, str]:
    """Return the public holidays of a commune's département, whole years (Code du travail, art. L. 3133-1).

    Moselle, Bas-Rhin and Haut-Rhin also have 26 December and, in the communes with a Protestant temple or a mixed
    church, which nothing tells here, Good Friday (art. L. 3134-13); overseas, the day of the abolition of slavery is
    one (art. L. 3422-2), and no other local feast.
    """
    return _holidays(departement_code(insee), first, last)


@lru_cache(64)
def _holidays(departement: str, first: int, last: int) -> Mapping[datetime.date, str]:
    years = range(first, last + 1)
    found = dict(french_holidays(years, _HOLIDAY_SUBDIVISIONS.get(departement)))
    if departement in _ABOLITION:
        for day in (datetime.date(year, *_ABOLITION[departement]) for year in years):
            found[day] = "; ".join(name for name in (found.get(day, ""), "Abolition de l'esclavage") if name)
    return {day: holiday_name(name) for day, name in found.items()}
