"""A server that answers no longer, or not yet: what was typed stays, and a form leaves once."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from generator.project import Project
from tests.cases import cases
from tests.web.conftest import Visitor, beside, shown, told

Visit = Callable[[Project], Visitor]
_MUTE = re.compile("^La page ne répond plus")


def test_what_was_typed_outlives_a_lost_network(browse: Callable[..., Page], small_project: Project) -> None:
    """The form does not leave for a browser's own page, which would take its place; it leaves once that can be."""
    other = beside(browse(small_project))
    other.goto(f"/{small_project.campaign.name}/modeles/reglages")
    seat = other.locator("[name='epci.siege']")
    seat.fill("Place de la Mairie")
    save = other.get_by_role("button", name="Enregistrer ces réglages")
    other.context.set_offline(True)
    save.click()
    expect(other.locator("#attente")).to_have_text(_MUTE)
    expect(seat).to_have_value("Place de la Mairie")
    other.context.set_offline(False)
    save.click()
    shown(other, "campaign.toml")
    assert 'siege = "Place de la Mairie"' in (small_project.campaign / "campaign.toml").read_text(encoding="utf-8")


def test_a_part_that_cannot_come_is_told(browse: Callable[..., Page], small_project: Project) -> None:
    """A list that is filtered in vain does not pass for what was asked; the sentence goes once an answer came."""
    other = beside(browse(small_project))
    other.context.set_offline(True)
    other.locator("#filtre").fill("a")
    expect(other.locator("#attente")).to_have_text(_MUTE)
    other.context.set_offline(False)
    other.locator("#filtre").fill("ab")
    expect(other.locator("#attente")).to_be_hidden()


def test_a_button_that_is_pressed_twice_acts_once(browse: Callable[..., Page], small_project: Project) -> None:
    """Two clicks as of a double click begin one job."""
    page = browse(small_project)
    page.get_by_role("button", name="Sauvegarder").dblclick()
    shown(page, "Sauvegarde")
    page.goto(f"/{small_project.campaign.name}/travaux/")
    expect(page.locator("main tbody tr")).to_have_count(1)


def test_a_job_that_a_restart_forgot_is_told(visit: Visit, small_project: Project) -> None:
    """By a sentence of its own; its progress, which asks each second, is loaded again instead of holding a page."""
    visitor = visit(small_project)
    answer = visitor.get("/travaux/oublie")
    assert answer.status_code == 410
    assert "Ce travail n’est plus connu : le programme a redémarré depuis" in told(answer)
    polled = visitor.get("/travaux/oublie", headers={"HX-Request": "true"})
    assert (polled.headers["HX-Refresh"], polled.text) == ("true", "")


def test_what_keeps_a_form_is_told_in_french(browse: Callable[..., Page], small_project: Project) -> None:
    """Whatever the language of the browser; and the form leaves once it is filled in."""
    page = browse(small_project, locale="de-DE")
    page.goto(f"/{small_project.campaign.name}/modeles/representants")
    words = """form => [...form.elements].filter(one => !one.checkValidity()).map(one => one.validationMessage)"""
    form = page.locator("form[action$='/representants']")
    assert form.evaluate(words) == [*["Choisissez une de ces réponses."] * 2, *["Remplissez ce champ."] * 4]
    form.get_by_label("Monsieur").check()
    for name, text in (("prenom", "Anne"), ("nom", "DUVAL"), ("titre", "Vice-président"), ("debut", "12/05/2025")):
        form.locator(f"#c-{name}").fill(text)
    assert form.evaluate(words) == []
    page.goto(f"/{small_project.campaign.name}/fabrication/")
    page.locator("summary", has_text="Options").click()
    copies = page.locator("#originaux")
    copies.fill("50")
    assert copies.evaluate("one => [one.checkValidity(), one.validationMessage]") == [False, "Écrivez au plus 20."]
    copies.fill("2")
    assert copies.evaluate("one => one.checkValidity()")


@cases("path", "/modeles/fichier/absent.docx", "/nulle-part")
def test_a_part_that_fails_is_a_part(visit: Visit, small_project: Project, path: str) -> None:
    """What is asked for within a page is no page of its own: its words alone."""
    answer = visit(small_project).get(path, headers={"HX-Request": "true"})
    assert "Tableau de bord" in told(answer)
    assert "<main" not in answer.text
