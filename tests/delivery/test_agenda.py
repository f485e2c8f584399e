"""Agendas of mediators: the hours of the town hall's clock, wherever it is."""

from __future__ import annotations

import datetime
from dataclasses import replace
from pathlib import Path

from icalendar import Calendar

from generator.delivery.agenda import Attendance, agenda
from generator.inputs.campaign import PlanningRules
from generator.inputs.communerows import read_communes
from generator.inputs.communes import Slot
from generator.rendering.planning import make_planning
from tests.cases import cases
from tests.inputs.rows import HAVELUY, write

RULES = PlanningRules(
    debut=datetime.date(2026, 3, 1),
    mediateurs={"M1": "Médiateur numérique n° 1"},
    demi_journees=(("jeudi", "après-midi"),),
    debuts={"matin": datetime.time(9), "après-midi": datetime.time(14)},
    accueil=120,
    rendez_vous=60,
)


@cases(
    "insee, offsets",
    ("59292", {1, 2}),
    ("57463", {1, 2}),
    ("97411", {4}),
    ("97105", {-4}),
    ("97302", {-3}),
    ("97608", {3}),
    ("97502", {-3, -2}),
    ("98735", {-10}),
)
def test_an_afternoon_begins_at_two_on_the_town_hall_s_clock(tmp_path: Path, insee: str, offsets: set[int]) -> None:
    """Summer time included, in France; a telephone in La Réunion showed 14:00 of Paris, 16:00 or 17:00 there."""
    (commune,) = read_communes(write(tmp_path, HAVELUY | {"insee": insee})).communes
    commune = replace(commune, slot=Slot("M1", 1, "jeudi", "après-midi", "Mairie"))
    planning = make_planning(commune, RULES, datetime.date(2026, 12, 31))
    stamp = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
    made = agenda("M1", "Médiateur", "campagne", stamp, [Attendance(commune, "", planning)])
    starts = [one.start for one in Calendar.from_ical(made).events if isinstance(one.start, datetime.datetime)]
    assert [start.hour for start in starts] == [14] * 10
    assert {(start.utcoffset() or datetime.timedelta()) / datetime.timedelta(hours=1) for start in starts} == offsets
