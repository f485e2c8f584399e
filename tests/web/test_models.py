"""The templates on the page: their text with its faults, replaced, previewed; new campaigns."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import docx
from playwright.sync_api import Page

from generator.project import VERSIONS, Project
from tests.web.conftest import Visitor, told, violations

_SEAL = re.compile(r'name="vu" value="([0-9a-f]{64})"')


def with_fault(project: Project) -> bytes:
    """Return the planning's template with a tag that names nothing."""
    document = docx.Document(str(project.campaign / "planning.docx"))
    document.add_paragraph("Le maire, {{ comune.nom }}, est là.")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_a_replaced_template_shows_its_fault_in_its_sentence(
    visit: Callable[[Project], Visitor], small_project: Project
) -> None:
    """The file is written, the former one kept, the wrong sentence lit up; one that changed meanwhile is refused."""
    visitor, path = visit(small_project), small_project.campaign / "planning.docx"
    before, data = path.read_bytes(), with_fault(small_project)
    page = visitor.get("/modeles/fichier/planning.docx")
    assert "Aucun défaut." in told(page)
    seal = _SEAL.findall(page.text)[0]
    upload = {"vu": seal, "fichier": (io.BytesIO(data), "planning (1).docx")}
    answer = visitor.post("/modeles/fichier/planning.docx", upload)
    assert "remplacé ; sa version précédente est gardée" in told(answer)
    assert "<mark>Le maire, {{ comune.nom }}, est là.</mark>" in answer.text
    assert path.read_bytes() == data
    (kept,) = (small_project.root / VERSIONS).rglob("planning.docx")
    assert kept.read_bytes() == before
    late = {"vu": seal, "fichier": (io.BytesIO(before), "planning.docx")}
    refused = visitor.post("/modeles/fichier/planning.docx", late)
    assert refused.status_code == 409
    version = re.findall(r'<option value="(\d{8}-[^"]+)"', answer.text)[0]
    visitor.post("/modeles/fichier/planning.docx", {"vu": _SEAL.findall(answer.text)[0], "version": version})
    assert path.read_bytes() == before


def test_what_is_no_word_document_is_refused(visit: Callable[[Project], Visitor], small_project: Project) -> None:
    """The template stays as it was; files outside the campaign are none of its own."""
    visitor, path = visit(small_project), small_project.campaign / "planning.docx"
    before = path.read_bytes()
    seal = _SEAL.findall(visitor.get("/modeles/fichier/planning.docx").text)[0]
    upload = {"vu": seal, "fichier": (io.BytesIO(b"du texte"), "planning.docx")}
    assert "rien n’a été écrit" in told(visitor.post("/modeles/fichier/planning.docx", upload))
    assert path.read_bytes() == before
    assert visitor.get("/modeles/telecharger/../../communes.csv").status_code in (400, 404)
    assert visitor.get("/modeles/telecharger/planning.docx").data == before


def test_a_preview_shows_the_pages_of_a_commune(visit: Callable[[Project], Visitor], small_project: Project) -> None:
    """Its pages are pictures; an unknown commune is told."""
    visitor = visit(small_project)
    page = visitor.get("/modeles/apercu/planning?commune=Haveluy")
    assert "Haveluy, numéro provisoire MED_NUM-2025-PROVISOIRE : 1 page" in told(page)
    picture = visitor.client.get(re.findall(r'src="([^"]+/image/[^"]+)"', page.text)[0])
    assert picture.data.startswith(b"\x89PNG")
    assert "commune inconnue" in told(visitor.get("/modeles/apercu/planning?commune=Rien"))


def test_a_new_campaign_says_what_is_left_to_write(visit: Callable[[Project], Visitor], small_project: Project) -> None:
    """It is made, and its page lists the keys that keep it from being built."""
    visitor = visit(small_project)
    said = told(visitor.post("/modeles/campagne", {"nom": "pret-de-salles", "suite_de": ""}))
    assert "Campagne créée : pret-de-salles." in said
    assert "À compléter avant toute fabrication" in said
    refused = visitor.post("/modeles/campagne", {"nom": "Prêt", "suite_de": ""})
    assert "ne peut pas nommer une campagne" in told(refused)


def test_a_template_is_looked_at_beside_its_page(browse: Callable[..., Page], small_project: Project) -> None:
    """The page of a commune appears by itself; axe has no word against it."""
    page = browse(small_project)
    page.goto(page.url + "modeles/fichier/planning.docx")
    page.locator("#apercu figure").first.wait_for()
    assert violations(page) == []
