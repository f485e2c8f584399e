"""The half-days of a commune through the term, and the proposal of slots."""

from __future__ import annotations

import dataclasses
import datetime

import pytest

from generator.errors import DataError
from generator.inputs.campaign import PlanningRules
from generator.inputs.communes import Commune, Slot
from generator.inputs.concordance import check_slots
from generator.inputs.sources import read_sources
from generator.project import Project
from generator.rendering.planning import half_days_offered, make_planning, propose_slots
from tests.cases import cases
from tests.conftest import MakeProject

START, END = datetime.date(2025, 5, 1), datetime.date(2026, 6, 30)
RULES = PlanningRules(
    debut=START,
    mediateurs={"M1": "Médiateur n° 1", "M2": "Médiateur n° 2"},
    demi_journees=(("mardi", "après-midi"), ("jeudi", "matin")),
    debuts={"matin": datetime.time(9), "après-midi": datetime.time(14)},
    accueil=120,
    rendez_vous=60,
)


def test_what_a_campaign_offers_is_said_in_words(real: PlanningRules) -> None:
    """Half-days in the order of campaign.toml: those of the planning agree with article 4 of the convention."""
    assert half_days_offered(RULES) == "Les mardis après-midi ainsi que les jeudis matin"
    assert half_days_offered(real) == (
        "Les mardis, mercredis, jeudis et vendredis après-midi ainsi que les mardis, jeudis et vendredis matin"
    )


@pytest.fixture
def real(small_project: Project) -> PlanningRules:
    """Return what the shipped campaign offers."""
    rules = read_sources(small_project).campaign.planning
    assert rules is not None
    return rules


@pytest.fixture
def haveluy(small_project: Project) -> Commune:
    """Return Haveluy as communes.csv has it."""
    return read_sources(small_project).participants[0]


def with_slot(commune: Commune, week: int, day: str, half: str = "après-midi", mediator: str = "M1") -> Commune:
    return dataclasses.replace(commune, slot=Slot(mediator, week, day, half, "Mairie"))


@cases("week", 1, 2, 3, 4)
@cases("day, weekday", ("mardi", 1), ("vendredi", 4), ("dimanche", 6))
def test_one_session_a_month_on_the_right_weekday(haveluy: Commune, week: int, day: str, weekday: int) -> None:
    """The n-th weekday of each of the fourteen months: between the days 7(n-1)+1 and 7n."""
    sessions = make_planning(with_slot(haveluy, week, day), RULES, END).seances
    dates = [session.date for session in sessions]
    assert [(date.year, date.month) for date in dates] == [
        *((2025, month) for month in range(5, 13)),
        *((2026, month) for month in range(1, 7)),
    ]
    assert {date.weekday() for date in dates} == {weekday}
    assert {(date.day - 1) // 7 + 1 for date in dates} == {week}


def test_the_term_s_first_and_last_days_are_included(haveluy: Commune) -> None:
    """1 May 2025 is the first Thursday of its month: it counts, and a term of one day has one session."""
    thursday = with_slot(haveluy, 1, "jeudi")
    assert make_planning(thursday, RULES, END).seances[0].date == START
    assert len(make_planning(thursday, RULES, START).seances) == 1
    late = dataclasses.replace(RULES, debut=datetime.date(2025, 5, 2))
    assert make_planning(thursday, late, END).seances[0].date == datetime.date(2025, 6, 5)
    assert make_planning(thursday, late, datetime.date(2025, 6, 4)).seances == ()


def test_public_holidays_are_named(haveluy: Commune) -> None:
    """Sessions on public holidays stay in the list with the holiday's French name (Code du travail, L. 3133-1)."""
    sessions = make_planning(with_slot(haveluy, 1, "jeudi"), RULES, END).seances
    named = {session.date: session.ferie for session in sessions if session.ferie}
    assert named == {START: "fête du Travail", datetime.date(2026, 1, 1): "jour de l’An"}


@cases(
    "insee, date, expected",
    ("59292", datetime.date(2026, 4, 3), False),
    ("2A004", datetime.date(2026, 4, 3), False),
    ("67482", datetime.date(2026, 4, 3), True),
    ("68066", datetime.date(2025, 12, 26), True),
    ("57463", datetime.date(2025, 12, 26), True),
    ("97209", datetime.date(2025, 5, 22), True),
    ("97105", datetime.date(2025, 5, 27), True),
    ("97105", datetime.date(2025, 5, 22), False),
)
def test_local_holidays_depend_on_the_departement(
    haveluy: Commune, insee: str, date: datetime.date, expected: bool
) -> None:
    """Good Friday and 26 December in Alsace-Moselle, the abolition of slavery overseas."""
    day = ("lundi", "mardi", "mercredi", "jeudi", "vendredi")[date.weekday()]
    commune = dataclasses.replace(with_slot(haveluy, (date.day - 1) // 7 + 1, day), insee=insee)
    sessions = {session.date: session.ferie for session in make_planning(commune, RULES, END).seances}
    assert bool(sessions[date]) is expected


def test_the_hours_follow_the_half_day(haveluy: Commune) -> None:
    """Open house first, then appointments, from the half-day's hour."""
    afternoon = make_planning(with_slot(haveluy, 1, "mardi"), RULES, END)
    assert (afternoon.accueil_debut, afternoon.accueil_fin) == (datetime.time(14), datetime.time(16))
    assert (afternoon.rendez_vous_debut, afternoon.rendez_vous_fin) == (datetime.time(16), datetime.time(17))
    assert make_planning(with_slot(haveluy, 1, "jeudi", "matin"), RULES, END).accueil_debut == datetime.time(9)


def test_without_a_slot_there_is_no_session(haveluy: Commune) -> None:
    """The annex then gives the term alone."""
    planning = make_planning(dataclasses.replace(haveluy, slot=None), RULES, END)
    assert (planning.debut, planning.fin, planning.seances, planning.accueil_debut) == (START, END, (), None)


def without_slots(communes: tuple[Commune, ...]) -> tuple[Commune, ...]:
    return tuple(dataclasses.replace(commune, slot=None) for commune in communes)


def test_every_commune_gets_a_free_slot(project: MakeProject) -> None:
    """All communes of the real campaign: a slot that the campaign offers, and no two alike."""
    sources = read_sources(project())
    rules = sources.campaign.planning
    assert rules is not None
    communes = without_slots(sources.participants)
    proposal = propose_slots(communes, rules)
    assert set(proposal) == {commune.insee for commune in communes}
    assert len({slot.when for slot in proposal.values()}) == len(communes)
    settled = tuple(dataclasses.replace(commune, slot=proposal[commune.insee]) for commune in communes)
    assert check_slots(settled, rules) == []


def test_the_proposal_is_always_the_same(project: MakeProject) -> None:
    """Half-days in the campaign's order, week by week, each mediator in turn, in the order of the file."""
    communes = without_slots(read_sources(project("59292", "59504", "59564")).participants)
    proposal = propose_slots(communes, RULES)
    assert proposal == propose_slots(communes, RULES)
    assert [slot.when for slot in proposal.values()] == [
        ("M1", 1, "mardi", "après-midi"),
        ("M2", 1, "mardi", "après-midi"),
        ("M1", 2, "mardi", "après-midi"),
    ]


def test_settled_slots_stay_and_are_not_given_again(haveluy: Commune) -> None:
    """Only communes without a slot that take part get one; the slot of one that left stays taken."""
    settled = with_slot(haveluy, 1, "mardi")
    left = dataclasses.replace(with_slot(haveluy, 1, "mardi", mediator="M2"), insee="59002", participe=False)
    waiting = dataclasses.replace(haveluy, insee="59172", slot=None)
    absent = dataclasses.replace(waiting, insee="59504", participe=False)
    proposal = propose_slots((settled, left, waiting, absent), RULES)
    assert {insee: slot.when for insee, slot in proposal.items()} == {"59172": ("M1", 2, "mardi", "après-midi")}


def test_a_lack_of_slots_names_who_is_left(haveluy: Commune) -> None:
    """Sixteen slots for eighteen communes: an error with the two names, never a slot given twice."""
    waiting = [dataclasses.replace(haveluy, insee=f"59{100 + n}", nom=f"Commune {n}", slot=None) for n in range(1, 19)]
    proposal = propose_slots(waiting[:16], RULES).values()
    assert sorted(slot.semaine for slot in proposal) == [1] * 4 + [2] * 4 + [3] * 4 + [4] * 4
    with pytest.raises(DataError, match=r"2 commune.*Commune 17, Commune 18.*\[planning\]"):
        propose_slots(waiting, RULES)
