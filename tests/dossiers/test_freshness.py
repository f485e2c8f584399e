"""What a build would make again, told without rendering anything."""

from __future__ import annotations

import datetime
from collections.abc import Callable

from generator.progress import Silence
from generator.project import Project
from generator.runs.followup.status import StatusRequest, run as status
from tests.cases import cases
from tests.edits import add_paragraph, replace, set_cells
from tests.runs.conftest import (
    run,
    small_built as small_built,  # a fixture of these tests too
)

#: A day before the term.
_TODAY = datetime.date(2026, 3, 2)


def _again(project: Project) -> list[str]:
    """Return the communes whose next action is to make their dossier."""
    report = status(project, StatusRequest(today=_TODAY), Silence())
    return [one.commune.insee for one in report.dossiers if one.action and one.action.code == "build"]


@cases(
    "change, again",
    (lambda project: replace(project.campaign / "campaign.toml", "2026-06-30", "2027-06-30"), 3),
    (lambda project: add_paragraph(project.campaign / "convention.docx", "Fait en deux exemplaires."), 3),
    (lambda project: set_cells(project, "59292", nom_maire="DURIEZ"), 1),
    (lambda project: set_cells(project, "59292", courriel="accueil@haveluy.fr"), 0),
    (lambda project: replace(project.campaign / "campaign.toml", "annee = 2025", "annee = 2027"), 0),
    ids=["the term", "a template", "a mayor", "an address", "the year of numbers"],
)
def test_what_changed_is_made_before_it_is_sent(
    small_built: Project, change: Callable[[Project], None], again: int
) -> None:
    """The dossiers of what documents say, and no other: an address changes none, nor does the year of new numbers."""
    assert _again(small_built) == []
    change(small_built)
    assert len(_again(small_built)) == again


def test_a_commune_made_alone_is_held_against_what_made_it(small_built: Project) -> None:
    """It is as campaign.toml says, the others are not; once the term is again what it was, it is the other way."""
    settings = small_built.campaign / "campaign.toml"
    replace(settings, "2026-06-30", "2027-06-30")
    run(small_built, communes=("59292",))
    assert _again(small_built) == ["59297", "59564"]
    replace(settings, "2027-06-30", "2026-06-30")
    assert _again(small_built) == ["59292"]
