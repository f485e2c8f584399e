"""What is to be verified of the acts that are still to be signed after the elections of March 2026."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

import pytest

from generator.avenants.mandates import examine_mandates
from generator.errors import Problem
from generator.inputs.sources import read_sources
from generator.progress import Silence
from generator.project import Project
from generator.register.standings import Standings, read_standings
from generator.runs.making.check import CheckRequest, run as check
from tests.cases import cases
from tests.edits import replace
from tests.law.samples import plain
from tests.signatories import NEW_PRESIDENT, add_signatory, delegate

ESCAUDAIN, HAVELUY = "Escaudain", "Haveluy"


def found(project: Project) -> list[Problem]:
    return list(examine_mandates(read_sources(project), read_standings(project.register, project.campaign.name)))


def told(problems: Iterable[Problem]) -> list[tuple[str, str]]:
    return [(problem.level, problem.commune or problem.file) for problem in problems]


def test_avenants_of_after_the_elections_ask_who_is_in_office(signed_project: Project) -> None:
    """The EPCI's Bureau and President once, and each commune whose mayor is of before; signed acts ask nothing."""
    epci, president, *mayors = found(signed_project)
    assert told([epci, president, *mayors]) == [
        ("warning", "mediation-numerique/campaign.toml"),
        ("warning", "mediation-numerique/campaign.toml"),
        ("warning", ESCAUDAIN),
        ("warning", HAVELUY),
    ]
    assert "2025 est d’un Bureau d’avant le renouvellement" in epci.message
    assert "qui signe pour l’EPCI est indiqué depuis une date antérieure" in plain(president.message)
    assert {problem.column for problem in mayors} == {"maire_depuis"}
    assert "juin 2026, après les élections de mars 2026" in mayors[1].message


def test_conventions_of_before_ask_nothing(signed_project: Project) -> None:
    """Without avenants, all that is to be signed rests on an act of 2025."""
    sources = read_sources(signed_project)
    standings = read_standings(signed_project.register, signed_project.campaign.name)
    conventions = Standings(tuple(one for one in standings.documents if not one.rank))
    assert not list(examine_mandates(sources, conventions))
    assert not list(examine_mandates(sources, Standings()))


def test_signed_acts_ask_nothing(signed_project: Project) -> None:
    """Whoever was in office then has signed."""
    standings = read_standings(signed_project.register, signed_project.campaign.name)
    signed = Standings(tuple(dataclasses.replace(one, state="signed") for one in standings.documents))
    assert not list(examine_mandates(read_sources(signed_project), signed))


@cases("since", "2026-03-22", "")
def test_a_mayor_elected_since_or_nobody_knows_when_asks_nothing(signed_project: Project, since: str) -> None:
    """What is not known is not said to be old."""
    rows = signed_project.communes.read_text(encoding="utf-8").splitlines()
    (haveluy,) = [row for row in rows if f";{HAVELUY};" in row]
    cells = haveluy.split(";")
    cells[rows[0].split(";").index("maire_depuis")] = since
    replace(signed_project.communes, haveluy, ";".join(cells))
    assert HAVELUY not in [problem.commune for problem in found(signed_project)]


def test_a_commune_with_a_signatory_of_its_own_asks_nothing_of_its_mayor(signed_project: Project) -> None:
    """It is not the mayor who signs; that person is for the clerk to keep right."""
    first = read_sources(signed_project).participants[0].nom
    assert first in [problem.commune for problem in found(signed_project)]
    add_signatory(signed_project, "Madame;Mariette;MAYEUX;Première adjointe")
    assert first not in [problem.commune for problem in found(signed_project)]


def test_a_council_s_own_deliberation_is_not_a_bureau(signed_project: Project) -> None:
    """Only the Bureau decides by delegation; a President who is said to be of the new council asks nothing either."""
    delegate(signed_project, NEW_PRESIDENT)
    replace(
        signed_project.campaign / "campaign.toml",
        '\norgane = "Bureau communautaire"',
        '\norgane = "Conseil communautaire"',
    )
    assert "mediation-numerique/campaign.toml" not in [problem.file for problem in found(signed_project)]


@pytest.mark.usefixtures("unproved")
def test_check_asks_it(signed_project: Project) -> None:
    """Once each, with the other warnings."""
    problems = check(signed_project, CheckRequest(jobs=1), Silence()).problems
    assert all(problems.count(problem) == 1 for problem in found(signed_project))
