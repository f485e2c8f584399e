"""What the calendar asks of a campaign."""

from __future__ import annotations

import datetime

from generator.avenants.deadlines import deadlines
from generator.inputs.sources import read_sources
from generator.project import Project
from generator.register.standings import read_standings


def told(project: Project, today: datetime.date) -> list[str]:
    """Return what is told on a day of plannings that have begun too soon."""
    standings = read_standings(project.register, project.campaign.name)
    found = [problem.message for problem in deadlines(project, read_sources(project), standings, today)]
    return [message.replace("\u00a0", " ") for message in found if "planning" in message]


def test_a_planning_that_has_begun_without_its_act_is_told(signed_project: Project) -> None:
    """Of the convention that is not signed, and of the avenant that changes a slot; the day itself is in time."""
    convention = "le planning commence le 1er mai 2025, avant que la convention puisse prendre effet (La Sentinelle)"
    avenant = "le planning d’un avenant commence le 1er juin 2026, avant qu’il puisse prendre effet (Escaudain)"
    days = (datetime.date(2025, 5, 1), datetime.date(2026, 6, 1), datetime.date(2026, 6, 2))
    assert [told(signed_project, day) for day in days] == [[], [convention], [convention, avenant]]
