"""Evaluations told again for ever: as the register kept them, with the slots of that time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.avenants.assessed import Assessed, assess, facts_of
from generator.avenants.facts import Facts
from generator.errors import RegisterError
from generator.inputs.communes import Slot
from generator.inputs.sources import Sources, read_sources
from generator.project import Project
from generator.register.ledger import Entries, Ledger, reserve
from generator.register.originals import original_path
from generator.rendering.fields import as_seen
from tests.rendering.templates import printed

HAVELUY, ESCAUDAIN = "59292", "59205"


@pytest.fixture
def sources(signed_project: Project) -> Sources:
    """Return the three communes of the register."""
    return read_sources(signed_project)


@pytest.fixture
def ledger(signed_project: Project, sources: Sources) -> Ledger:
    """Return the register, with two evaluations."""
    return reserve(signed_project.register, Entries(sources.campaign.name, sources.campaign.numbering, sources.codes))


@pytest.fixture
def assessed(signed_project: Project, sources: Sources, ledger: Ledger) -> list[Assessed]:
    """Return both evaluations."""
    return list(assess(signed_project, sources, ledger))


def slots(found: Assessed) -> dict[str, Slot | None]:
    """Return the slot of each commune when the evaluation was made."""
    return {commune.insee: commune.slot for commune in found.communes}


def test_every_evaluation_has_its_report(assessed: list[Assessed]) -> None:
    """In the order of the periods, one document each, of no commune and without a number."""
    periods = ["mai 2025 – octobre 2025", "novembre 2025 – avril 2026"]
    assert [found.planned.period for found in assessed] == periods
    assert [found.planned.kind for found in assessed] == [
        "evaluation-mai-2025-octobre-2025",
        "evaluation-novembre-2025-avril-2026",
    ]
    assert {(found.planned.insee, found.planned.number) for found in assessed} == {("", "")}


def test_slots_are_those_of_the_time(assessed: list[Assessed]) -> None:
    """The first evaluation moved Haveluy: its report says from what, the next one starts from there."""
    first, second = assessed
    assert slots(first)[HAVELUY] == Slot("M1", 1, "jeudi", "après-midi", "Mairie")
    assert slots(second)[HAVELUY] == Slot("M2", 4, "jeudi", "matin", "Médiathèque")


def test_a_report_tells_the_avenants_that_its_own_evaluation_gave(assessed: list[Assessed]) -> None:
    """Those that move a slot, with their number and day of effect."""
    first, second = assessed
    assert {insee: change.avenant for insee, change in first.changes.items()} == {HAVELUY: "MED_NUM-2026-001"}
    assert {insee: change.avenant for insee, change in second.changes.items()} == {ESCAUDAIN: "MED_NUM-2026-002"}


def test_a_kept_evaluation_that_is_lost_is_refused(signed_project: Project, sources: Sources, ledger: Ledger) -> None:
    """Its report cannot be told from anything else."""
    path: Path = original_path(signed_project.register, ledger.evaluations[0].original)
    path.unlink()
    with pytest.raises(RegisterError, match=path.name):
        list(assess(signed_project, sources, ledger))


def test_what_was_kept_of_an_evaluation_is_what_its_report_says(
    signed_project: Project, sources: Sources, ledger: Ledger
) -> None:
    """The names, the President and the slots of that time, whatever they are today."""
    facts = facts_of(signed_project, sources, ledger.standings, ledger.evaluations, ledger.evaluations[1].period)
    kept = replace(ledger, evaluations=(ledger.evaluations[0], replace(ledger.evaluations[1], facts=facts)))
    epci = sources.campaign.epci
    later = replace(epci, president=replace(epci.president, titre="Présidente"))
    row = {**sources.table.communes[0].row, "nom": "Nouveau nom"}
    renamed = replace(sources.table.communes[0], nom="Nouveau nom", row=row)
    table = replace(sources.table, communes=(renamed, *sources.table.communes[1:]))
    changed = replace(sources, campaign=replace(sources.campaign, epci=later), table=table)
    first, second = assess(signed_project, changed, kept)
    assert (first.facts.epci["president"]["titre"], first.communes[0].nom) == ("Présidente", "Nouveau nom")
    assert (second.facts.epci["president"]["titre"], second.communes[0].nom) == ("Président", "Escaudain")
    assert slots(second)[HAVELUY] == Slot("M2", 4, "jeudi", "matin", "Médiathèque")
    again = list(assess(signed_project, sources, kept))[1]
    assert (again.facts, again.communes, again.changes) == (second.facts, second.communes, second.changes)


def test_facts_are_taken_until_a_later_period_is_evaluated(
    signed_project: Project, sources: Sources, ledger: Ledger
) -> None:
    """A past evaluation that is corrected keeps those of its time."""
    first, last = ledger.evaluations
    known = (replace(first, facts="{}"), last)
    assert facts_of(signed_project, sources, ledger.standings, known, first.period) == "{}"
    assert facts_of(signed_project, sources, ledger.standings, known, last.period) not in ("", "{}")
    assert facts_of(signed_project, sources, ledger.standings, (), first.period) not in ("", "{}")


def test_damaged_facts_name_the_period(signed_project: Project, sources: Sources, ledger: Ledger) -> None:
    """Never a traceback."""
    damaged = replace(ledger, evaluations=(replace(ledger.evaluations[0], facts="{}"),))
    with pytest.raises(RegisterError, match=f"{ledger.evaluations[0].period}.*endommagé"):
        list(assess(signed_project, sources, damaged))


def test_templates_see_kept_facts_as_they_saw_the_campaign(sources: Sources) -> None:
    """The same groups, dates and persons included."""
    facts = Facts.of(sources.campaign)
    asked = (
        "{{ epci.president.prenom }} {{ epci.deliberation.date|date_longue }} {{ convention.terme|date_longue }} "
        "{{ convention.originaux|lettres }}"
    )
    campaign = {name: as_seen(name, getattr(sources.campaign, name)) for name in ("epci", "convention")}
    assert printed(asked, facts.groups) == printed(asked, campaign)
