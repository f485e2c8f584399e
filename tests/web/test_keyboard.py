"""A dossier's whole life by keys alone, where the focus can always be seen and is never lost; and without scripts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from generator.project import Project
from tests.conftest import MakeProject
from tests.web import lives
from tests.web.clerks import Clerk, Keys, Plain

#: Haveluy, the first in all lists, and as many others as a build takes some seconds for: it is stopped by keys.
_TEN = ("59292", "59297", "59302", "59313", "59335", "59348", "59361", "59391", "59403", "59504")


@pytest.fixture
def ten(project: MakeProject) -> Project:
    """Return a project of ten communes, with a fault in the data."""
    made = project(*_TEN)
    lives.spoil(made)
    return made


def begin(clerk: Clerk, project: Project, tmp_path: Path) -> None:
    """Correct the data, make, stop, make again, send, and record an act that came back."""
    lives.correct_data(clerk, project)
    lives.stop_making(clerk, project)
    lives.begin_making(clerk, "Haveluy")
    clerk.sees("Fabrication terminée")
    lives.send(clerk, project)
    returned = tmp_path / "retour.docx"
    returned.write_bytes(lives.voted(project))
    lives.receive(clerk, project, returned)


def finish(clerk: Clerk, project: Project) -> None:
    """Make again with the act, sign, evaluate, revise an article, and have its avenant made."""
    lives.begin_making(clerk, "Haveluy")
    clerk.sees("Fabrication terminée")
    lives.sign(clerk, project)
    lives.evaluate(clerk, project)
    lives.revise(clerk, project)


def test_a_dossier_lives_by_keys_alone(browse: Callable[..., Page], ten: Project, tmp_path: Path) -> None:
    """From the data to the end of the convention; in forced colours too the focus is always shown."""
    clerk = Keys(browse(ten, reduced_motion="reduce"))
    begin(clerk, ten, tmp_path)
    clerk.page.emulate_media(forced_colors="active")
    finish(clerk, ten)
    lives.look_at_avenant(clerk, ten)
    lives.end(clerk, ten)


def test_a_dossier_lives_without_scripts(browse: Callable[..., Page], ten: Project, tmp_path: Path) -> None:
    """Each form works as it is, and the progress of a run has a link that asks again."""
    clerk = Plain(browse(ten, java_script_enabled=False))
    begin(clerk, ten, tmp_path)
    finish(clerk, ten)
    lives.end(clerk, ten)


def test_shortcuts_of_keys_that_type_write_nothing(browse: Callable[..., Page], small_project: Project) -> None:
    """« g o » leads to the search box and is not typed there; « ? » leads to the list of shortcuts."""
    page = browse(small_project)
    page.keyboard.press("g")
    page.keyboard.press("o")
    search = page.get_by_role("searchbox").first
    expect(search).to_be_focused()
    expect(search).to_have_value("")
    page.locator("#contenu").focus()
    page.keyboard.press("?")
    Clerk(page).sees("Raccourcis clavier")


def test_a_menu_that_is_closed_gives_the_focus_back(browse: Callable[..., Page], signed_project: Project) -> None:
    """Escape leaves nobody on a link that is not shown any more."""
    page = browse(signed_project)
    page.goto(f"/{signed_project.campaign.name}/dossiers/59292/")
    menu = page.locator("summary", has_text="Vie de la convention")
    menu.press("Enter")
    page.keyboard.press("Tab")
    expect(menu).not_to_be_focused()
    page.keyboard.press("Escape")
    expect(menu).to_be_focused()
