"""A planning given to a campaign that has none."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from generator.errors import DataError, UsageError
from generator.inputs.campaignfile import read_campaign
from generator.inputs.tomledit import without_tables
from generator.progress import Silence
from generator.project import Project, open_project
from generator.runs.campaigns import new, newplanning
from generator.runs.campaigns.answers import Answers
from generator.runs.campaigns.new import NewRequest
from generator.runs.campaigns.newplanning import NewPlanningReport, NewPlanningRequest
from generator.safekeeping.versions import versions_of
from tests.days import on_day
from tests.edits import replace as edit, set_cells
from tests.runs.conftest import run

TODAY = datetime.date(2026, 11, 26)
_PIECE = 'type = "planning"'
_PLANNING = {"planning": None, "planning.mediateurs": None, "pack.pieces": _PIECE, "avenant.pieces": _PIECE}


def begin(project: Project) -> NewPlanningReport:
    """Give the campaign of a project a planning."""
    return on_day(TODAY, newplanning.run, project, NewPlanningRequest(), Silence())


def without_planning(project: Project) -> None:
    """Take all that makes a planning out of a campaign, and the slots of its communes."""
    for insee in ("59292", "59504", "59564"):
        set_cells(project, insee, **dict.fromkeys(("mediateur", "semaine", "jour", "demi_journee", "lieu"), ""))
    settings = project.campaign / "campaign.toml"
    settings.write_text(without_tables(settings.read_text("utf-8"), _PLANNING), encoding="utf-8")
    (project.campaign / "planning.docx").unlink()


def test_a_campaign_without_planning_gets_that_of_another(small_project: Project) -> None:
    """It is what it would have been with one from the beginning, but for the place among the documents."""
    asked = NewRequest("pret", today=TODAY, answers=Answers(planning=False))
    new.run(small_project.root, asked, Silence())
    new.run(small_project.root, replace(asked, name="temoin", answers=Answers()), Silence())
    pret, temoin = (open_project(small_project.root, name) for name in ("pret", "temoin"))
    assert read_campaign(pret.campaign)[0].planning is None
    assert begin(pret) == NewPlanningReport("planning.docx", "mediation-numerique")
    campaign, wanted = (read_campaign(one.campaign)[0] for one in (pret, temoin))
    assert campaign.planning == wanted.planning
    assert (pret.campaign / "planning.docx").read_bytes() == (temoin.campaign / "planning.docx").read_bytes()
    assert [piece.kind for piece in campaign.pieces] == [piece.kind for piece in wanted.pieces]
    assert versions_of(small_project.root, "templates/pret/campaign.toml")
    with pytest.raises(UsageError, match="déjà un planning"):
        begin(pret)


def test_its_documents_are_made_by_the_next_build(small_project: Project) -> None:
    """Where no campaign has one, it has the rules of the starter."""
    without_planning(small_project)
    edit(small_project.campaign / "campaign.toml", "terme = 2026-06-30", "terme = 2036-06-30")
    assert begin(small_project).model == ""
    run(small_project, engine="embedded", communes=("59292",))
    assert len(list(small_project.output.glob("59292-*/*-planning.pdf"))) == 1


def test_a_planning_after_the_term_is_refused(small_project: Project) -> None:
    """Nothing is written: the term is to be changed first."""
    without_planning(small_project)
    before = sorted((one.name, one.stat().st_size) for one in small_project.campaign.iterdir())
    with pytest.raises(DataError, match="avec un planning") as caught:
        begin(small_project)
    assert [one.message for one in caught.value.problems] == ["le planning commence après le terme"]
    assert sorted((one.name, one.stat().st_size) for one in small_project.campaign.iterdir()) == before
