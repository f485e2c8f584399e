"""What a convention says of its planning in figures, and what the planning annexed to it has."""

from __future__ import annotations

import dataclasses
import datetime

from generator.inputs.campaign import PlanningRules
from generator.rendering.plannedfigures import contradictions
from generator.rendering.planning import Session
from tests.cases import cases

RULES = PlanningRules(datetime.date(2025, 5, 1), {"M1": "un", "M2": "deux"}, (), {}, 120, 60)
#: Fourteen half-days, one of them on a public holiday.
SESSIONS = tuple(Session(datetime.date(2025, 5, day), "fête du Travail" if day == 1 else "") for day in range(1, 15))


def planned(text: str) -> list[str]:
    """Return what the planning has instead of what a paragraph says."""
    return [one.planned.replace("\xa0", " ") for one in contradictions([text], RULES, SESSIONS)]


@cases(
    "text",
    "Il est proposé une demi-journée de 3 h par mois (mardi et jeudi), soit douze demi-journées par an.",
    "2 h pour l’accueil sans rendez-vous ;",
    "une heure pour des rendez-vous individuels.",
    "120 minutes d'accueil, de 14 h à 16 h pour l’accueil",
    "une demi-journée mensuelle, d’une durée de trois heures",
    "14 demi-journées au total, dont 13 demi-journées sur la durée de la convention hors jours fériés",
    "Deux médiateurs numériques interviennent ; le médiateur numérique affecte deux équivalents temps plein.",
    "La demi-journée du mercredi est réservée ; une intervention par an présente le bilan.",
    "{{ planning.demi_journees }}, 3 réunions par an",
)
def test_what_agrees_is_not_told(text: str) -> None:
    """In figures or in words; nor is what is no figure of the planning."""
    assert planned(text) == []


@cases(
    "text, instead",
    ("une demi-journée de 4 h par mois", "3 h"),
    ("une demi-journée de 3\xa0h\xa030 par mois", "3 h"),
    ("deux demi-journées par mois", "une par mois"),
    ("Deux permanences mensuelles", "une par mois"),
    ("une demi-journée chaque semaine", "une par mois"),
    ("24 demi-journées par an", "une par mois, soit 12"),
    ("vingt demi-journées sur toute la durée", "14 demi-journées"),
    ("trois médiateurs numériques", "2 médiateurs"),
    ("1 h 30 pour l'accueil", "2 h d’accueil"),
    ("90 minutes de rendez-vous", "1 h de rendez-vous"),
)
def test_what_differs_is_told_with_what_is_planned(text: str, instead: str) -> None:
    """Whichever way it is written."""
    assert planned(text) == [instead]


def test_a_total_is_not_judged_without_a_slot() -> None:
    """Nothing is planned yet; the same words in two paragraphs are told once."""
    assert list(contradictions(["vingt demi-journées au total"], RULES)) == []
    assert len(list(contradictions(["deux demi-journées par mois"] * 2, RULES))) == 1


@cases(
    "text, offered",
    ("Les médiateurs viennent, excepté le lundi toute la journée (réunion) et le mercredi matin (bus).", [0, 1, 2]),
    ("chaque jour, sauf les lundis et mercredis matin", [0, 1, 2]),
    ("tous les jours hormis le lundi matin, le mardi étant réservé aux ateliers", [0]),
    ("excepté le samedi et le dimanche, sauf accord, le lundi compris", []),
)
def test_a_half_day_that_is_offered_although_an_article_excepts_it_is_told(text: str, offered: list[int]) -> None:
    """Each of them; what follows the exception is none."""
    halves = (("lundi", "matin"), ("lundi", "après-midi"), ("mercredi", "matin"), ("mardi", "matin"))
    found = list(contradictions([text], dataclasses.replace(RULES, demi_journees=halves)))
    assert [one.planned for one in found] == [f"le {' '.join(halves[rank])}" for rank in offered]
    assert all("demi_journees, sous [planning] de campaign.toml, propose le " in one.message for one in found)
