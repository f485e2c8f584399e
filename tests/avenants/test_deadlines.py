"""What the calendar asks of a campaign."""

from __future__ import annotations

import datetime

from generator.avenants.deadlines import deadlines
from generator.inputs.sources import read_sources
from generator.project import Project
from generator.register.endings import Ending
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


def test_a_vote_of_before_the_commune_nouvelle_is_told(signed_project: Project) -> None:
    """As long as its convention is not signed, which would say that the new council took it."""
    standings = read_standings(signed_project.register, signed_project.campaign.name)
    found, haveluy = standings.convention("59564"), standings.convention("59292")
    assert found
    assert found.act
    assert found.act.act.decided_on
    assert haveluy
    day, days = found.act.act.decided_on, []
    for eve in (day - datetime.timedelta(1), day):
        merger = Ending("fusion", "", eve, "arrêté", None, None, "59564", eve)
        known = standings.merged(haveluy.number, merger)
        problems = deadlines(signed_project, read_sources(signed_project), known, datetime.date(2025, 5, 1))
        days.append([one.message for one in problems if "commune nouvelle, et" in one.message])
    what = "la délibération est d’avant la commune nouvelle, et la convention à signer dit qu’elle est de son conseil"
    assert days == [[], [f"{what} (La Sentinelle)"]]


def test_a_renewal_that_nobody_may_want_is_told_before_it_is_too_late(signed_project: Project) -> None:
    """From 120 days before the last one on which a denunciation is in time, to that day; Haveluy's term was moved."""
    standings = read_standings(signed_project.register, signed_project.campaign.name)
    sources, last, told = read_sources(signed_project), datetime.date(2026, 4, 30), []
    for days in (121, 120, 0, -1):
        found = deadlines(signed_project, sources, standings, last - datetime.timedelta(days))
        told.append([" ".join(one.message.split()) for one in found if "au plus tard le 30" in one.remedy])
    what = "reconduction tacite après le 30 juin 2026 (Escaudain)"
    assert told == [[], [what], [what], []]


def test_what_was_recorded_unread_is_to_be_read_until_it_is_signed(signed_project: Project) -> None:
    """A register of before the decision was read has such deliberations."""
    standings = read_standings(signed_project.register, signed_project.campaign.name)
    found = deadlines(signed_project, read_sources(signed_project), standings, datetime.date(2025, 5, 1))
    (unread,) = (one.message for one in found if one.message.startswith("délibération à vérifier"))
    assert unread.endswith("(La Sentinelle)")
