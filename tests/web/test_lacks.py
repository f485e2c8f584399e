"""What a form lacks is said at the button that was pressed, on its own screen, and loses nothing of what was typed."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from generator.project import Project
from tests.cases import cases
from tests.web.conftest import Visitor, told, violations
from tests.web.test_mailing import HAVELUY, seal
from tests.web.test_signing import (
    complete as complete,  # a fixture of these tests too
    once as once,  # as above
)

Visit = Callable[[Project], Visitor]
#: Forms that lack what they need, with what they send, the heading of their screen, and the button that was pressed.
_FORMS: tuple[tuple[str, dict[str, Any], str, str], ...] = (
    ("/envois/preparer", {"archives": "oui"}, "Envois", "Préparer les brouillons cochés"),
    ("/envois/voir", {}, "Envois", "Aperçu des courriels cochés"),
    ("/envois/partis", {"date": "100325"}, "Envois", "Marquer comme envoyés…"),
    ("/envois/annuler", {}, "Envois", "Annuler les envois cochés…"),
    ("/signer/fiche", {"date": "12.05.2025"}, "Signer", "Enregistrer les signatures…"),
    ("/signer/originaux", {"exemplaires": "0"}, "Signer", "Imprimer les originaux"),
    ("/retours/deposer", {}, "Retours", "Déposer et lire"),
    ("/retours/deposer", {"fichiers": (io.BytesIO(b""), "vide.pdf")}, "Retours", "Déposer et lire"),
    ("/donnees/tableaux/", {}, "Importer un tableau des communes", "Voir ce qui changerait"),
    ("/evaluer/deposer", {}, "Évaluer et modifier", "Déposer"),
    ("/evaluer/examiner", {"qui": "Haveluy"}, "Évaluer et modifier", "Examiner ce qui serait fait"),
    ("/modeles/fichier/campaign.toml", {}, "campaign.toml", "Remplacer"),
    ("/donnees/nouvelle", {}, "Ajouter une commune", "Ajouter la commune"),
    ("/registre/sauvegarde", {"phrase": "une", "encore": "autre"}, "Registre", "Sauvegarder maintenant"),
    ("/registre/restauration", {}, "Registre", "Voir ce qui serait perdu…"),
)


@pytest.mark.parametrize(("path", "data", "heading", "button"), _FORMS, ids=[f"{one[0]}-{one[3]}" for one in _FORMS])
def test_what_a_form_lacks_is_said_at_its_button(
    visit: Visit, complete: Project, path: str, data: dict[str, Any], heading: str, button: str
) -> None:
    """The same screen again, a sentence and the focus where the button is; what was typed is there, nothing is done."""
    visitor = visit(complete)
    if path.startswith("/envois/"):
        visitor.job("/envois/preparer", {"toutes": "oui"})
        left = {"acte": HAVELUY, "date": "10/03/2025"}
        visitor.post("/envois/partis", {**left, "vu": seal(visitor.post("/envois/partis", left).text)})
    answer = visitor.post(path, data)
    assert re.search(rf"<h1>\s*{heading}\s*</h1>", answer.text)
    sentences = re.findall(r'<p class="error" id="manque" role="alert">([^<]+)</p>', answer.text)
    assert len(sentences) == 1, sentences
    focused = re.findall(r"<button[^>]* autofocus aria-describedby=\"manque\"[^>]*>([^<]+)", answer.text)
    assert [one.replace("\u202f", " ")[: len(button)] for one in focused] == [button]
    for value in data.values():
        assert (
            not isinstance(value, str)
            or not value.strip()
            or path.startswith("/registre/")
            or f'value="{value}"' in answer.text
        )


@cases("path", "/envois/partis", "/modeles/fichier/absent.docx", "/signer/fiche")
def test_a_screen_that_cannot_be_shown_again_says_why(visit: Visit, complete: Project, path: str) -> None:
    """As when it is asked for: the row of communes.csv that is wrong, a template that is not there."""
    visitor = visit(complete)
    if path == "/modeles/fichier/absent.docx":
        assert visitor.post(path, {}).status_code == visitor.get(path).status_code == 400
        return
    rows = complete.communes.read_text(encoding="utf-8")
    complete.communes.write_text(rows.replace("59292", "5929"), encoding="utf-8")
    answer = visitor.post(path, {})
    assert answer.status_code == 422
    assert "5929" in told(answer)
    assert "Erreur imprévue" not in told(answer)


def test_what_is_wrong_leaves_the_list_as_it_was_narrowed(visit: Visit, complete: Project) -> None:
    """The filter and the page are those from which the form was sent."""
    answer = visit(complete).post("/envois/preparer?genre=unaddressed", {"genre": "unaddressed"})
    assert "Hélesmes" in told(answer)
    assert "Haveluy" not in told(answer)


def test_a_clerk_who_ticked_nothing_stays_at_the_button(browse: Callable[..., Page], complete: Project) -> None:
    """In Chromium: the button that was pressed has the focus, and its sentence is before the eyes."""
    page = browse(complete)
    page.get_by_role("link", name="Envois").click()
    page.get_by_label("Partis le").fill("10/03/2025")
    page.get_by_role("button", name="Marquer comme envoyés…").click()
    pressed = page.get_by_role("button", name="Marquer comme envoyés…")
    expect(pressed).to_be_focused()
    expect(page.get_by_role("alert")).to_be_in_viewport()
    expect(page.get_by_role("alert")).to_contain_text("Aucun courriel n’est coché")
    expect(page.get_by_label("Partis le")).to_have_value("10/03/2025")
    assert violations(page) == []
    page.get_by_role("checkbox", name="Hélesmes").check()
    pressed.click()
    page.get_by_role("heading", name="Marquer comme envoyés").wait_for()


def test_the_first_field_that_is_wrong_has_the_focus(browse: Callable[..., Page], complete: Project) -> None:
    """Who does not see the page hears at once which one, and what is wrong with it."""
    page = browse(complete)
    page.goto(f"{page.url}modeles/reglages")
    page.get_by_label("Nombre d’originaux").fill("deux")
    page.get_by_label("Terme de la convention").fill("bientôt")
    page.keyboard.press("Enter")
    wrong = page.get_by_label("Terme de la convention")
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(wrong).to_be_focused()
    expect(wrong).to_have_accessible_description(re.compile("n’est pas compris"))
    expect(page.locator("[autofocus]")).to_have_count(1)
