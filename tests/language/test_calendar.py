"""How acts name public holidays."""

from __future__ import annotations

import subprocess
import sys

import holidays

from generator.language.calendar import french_holidays, holiday_name
from tests.cases import cases

METROPOLITAN = [
    *("jour de l’An", "lundi de Pâques", "fête du Travail", "8 mai 1945", "Ascension", "lundi de Pentecôte"),
    *("fête nationale", "Assomption", "Toussaint", "11 novembre", "Noël"),
]


def test_the_holidays_of_the_code_du_travail_have_their_usual_names() -> None:
    """The eleven days of article L. 3133-1, in the order of a year, whatever the library calls them."""
    found = holidays.country_holidays("FR", years=2025, language="fr")
    assert [holiday_name(found[day]) for day in sorted(found)] == METROPOLITAN


@cases(
    "name, said",
    ("Abolition de l'esclavage; Ascension", "abolition de l’esclavage et Ascension"),
    ("Vendredi saint", "vendredi saint"),
    ("Saint-Étienne", "Saint-Étienne"),
)
def test_two_holidays_on_one_day_and_those_of_local_law_are_named(name: str, said: str) -> None:
    """An unknown name is kept."""
    assert holiday_name(name) == said


def test_france_alone_is_loaded_of_all_countries() -> None:
    """Its days are those of the whole library, everywhere; the other countries can still be asked for."""
    script = (
        "import sys; from generator.language.calendar import french_holidays; found = french_holidays([2025], 'GP')\n"
        "print(sum(name.startswith('holidays.countries.') for name in sys.modules), len(found))\n"
        "import holidays; print(len(holidays.country_holidays('BE', years=2025)) > 5)\n"
    )
    told = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert told.split() == ["1", "15", "True"]
    for part in (None, *holidays.list_supported_countries()["FR"]):
        assert french_holidays(range(2020, 2032), part) == holidays.country_holidays(
            "FR", subdiv=part, years=range(2020, 2032), language="fr"
        )
