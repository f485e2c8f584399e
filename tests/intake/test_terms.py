"""What an act says of how long the convention lasts."""

from __future__ import annotations

import datetime

from generator.intake.terms import stated_terms
from tests.cases import cases

END = datetime.date(2027, 12, 31)


@cases(
    "text, stated",
    ("la convention, pour une durée de deux ans", [("duration", 24, "pour une durée de deux ans")]),
    ("la convention conclue pour trois (3) ans", [("duration", 36, "conclue pour trois (3) ans")]),
    ("durée : 36 mois", [("duration", 36, "durée : 36 mois")]),
    ("la convention, jusqu’au 31 décembre 2027", [("until", END, "jusqu’au 31 décembre 2027")]),
    ("convention de 12 mois renouvelable", [("duration", 12, "12 mois"), ("renewal", 0, "renouvelable")]),
    (
        "du 1er janvier 2025 au 31 décembre 2027",
        [("since", datetime.date(2025, 1, 1), "du 1er janvier 2025"), ("until", END, "au 31 décembre 2027")],
    ),
    ("la convention, pour les années 2025 à 2027", [("until", END, "pour les années 2025 à 2027")]),
    (
        "reconduite tacitement par périodes d’un an",
        [("period", 12, "reconduite tacitement par périodes d’un an"), ("renewal", 0, "tacitement")],
    ),
    ("la convention, jusqu’en 2027", [("year", 2027, "jusqu’en 2027")]),
    ("la convention, jusqu’en juin 2027", [("month", 202706, "jusqu’en juin 2027")]),
    ("la convention, jusqu’au 31 décembre inclus", [("day", 1231, "jusqu’au 31 décembre")]),
    (
        "la convention, jusqu’au 1er mai de la présente année",
        [("current", 501, "jusqu’au 1er mai de la présente année")],
    ),
    ("DÉSIGNE un délégué jusqu’à la fin du mandat ; une salle prêtée jusqu’au 31 mai", []),
    ("pour six mois, non renouvelable", [("duration", 6, "pour six mois")]),
    (
        "le terme de la présente convention est fixé au 31 décembre 2027",
        [("until", END, "terme de la présente convention est fixé au 31 décembre 2027")],
    ),
    ("elle cessera le 31 décembre 2027", [("until", END, "cessera le 31 décembre 2027")]),
    ("dénoncée avec un préavis de deux mois avant l’échéance", []),
    ("par délibération du 3 mars 2025 ; une demi-journée par mois", []),
    ("DIT que les crédits sont ouverts pour l’année 2025 ; recours dans un délai de deux mois", []),
)
def test_dates_and_durations_are_read_in_their_words(text: str, stated: list[tuple[str, object, str]]) -> None:
    """Those of the convention: not a notice, a vote, a budget."""
    assert [(one.kind, one.value, one.words) for one in stated_terms(text)] == stated
