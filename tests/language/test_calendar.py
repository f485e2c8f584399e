"""How acts name public holidays."""

from __future__ import annotations

import holidays
import pytest

from generator.language.calendar import holiday_name

METROPOLITAN = [
    *("jour de l’An", "lundi de Pâques", "fête du Travail", "8 mai 1945", "Ascension", "lundi de Pentecôte"),
    *("fête nationale", "Assomption", "Toussaint", "11 novembre", "Noël"),
]


def test_the_holidays_of_the_code_du_travail_have_their_usual_names() -> None:
    """The eleven days of article L. 3133-1, in the order of a year, whatever the library calls them."""
    found = holidays.country_holidays("FR", years=2025, language="fr")
    assert [holiday_name(found[day]) for day in sorted(found)] == METROPOLITAN


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Abolition de l'esclavage; Ascension", "abolition de l’esclavage et Ascension"),
        ("Vendredi saint", "vendredi saint"),
        ("Saint-Étienne", "Saint-Étienne"),
    ],
)
def test_two_holidays_on_one_day_and_those_of_local_law_are_named(name: str, said: str) -> None:
    """An unknown name is kept."""
    assert holiday_name(name) == said
