"""A dossier's whole life in a real browser, from a fault in the data to the end of a convention."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pypdfium2
from playwright.sync_api import Page, expect

from generator.project import Project
from generator.register.standings import read_standings
from generator.word.controls import fill_controls
from tests.edits import replace
from tests.intake.papers import photograph, print_pdf

Browse = Callable[..., Page]
#: What a council writes in the zones of its draft, with a slip: four are said to be present, and three are named.
_VOTE = {
    "seance.date": "2 avril 2025",
    "seance.convocation": "25 mars 2025",
    "seance.affichage": "26 mars 2025",
    "seance.en_exercice": "3",
    "seance.presents": "4",
    "seance.votants": "3",
    "seance.date_lettres": "deux mille vingt-cinq, le deux avril",
    "seance.heure": "18 heures",
    "seance.lieu": "au lieu ordinaire de ses séances",
    "seance.president": "Jean-Paul RYCKELYNCK, maire",
    "seance.mention": "",
    "seance.noms_presents": "Jean-Paul RYCKELYNCK, Eric GRANATO, Claude REGNIEZ",
    "seance.pouvoirs": "Néant",
    "seance.noms_absents": "Néant",
    "seance.secretaire": "Eric GRANATO",
    "deliberation.numero": "2025-02-10",
    "vote.ne_prennent_pas_part": "",
    "vote.resultat": "l’unanimité",
    "vote.pour": "3",
    "vote.contre": "0",
    "vote.abstentions": "0",
    "signature.secretaire": "Eric GRANATO",
    "transmission.date": "7 avril 2025",
    "publication.date": "8 avril 2025",
}


def scan_of(project: Project, folder: Path) -> bytes:
    """Return what Haveluy's council voted, as a scan: pictures of pages, without a word of text."""
    (draft,) = project.output.glob("59292-*/*-deliberation.docx")
    printed = print_pdf(fill_controls(draft.read_bytes(), _VOTE), folder)
    with pypdfium2.PdfDocument(printed) as document:
        pages = [photograph(printed, dpi=200, page=rank, noise=4.0) for rank in range(len(document))]
    stream = io.BytesIO()
    pages[0].save(stream, "PDF", resolution=200, save_all=True, append_images=pages[1:])
    return stream.getvalue()


def go(page: Page, screen: str) -> None:
    """Open a screen by its link."""
    page.get_by_role("navigation", name="Écrans").get_by_role("link", name=screen, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(screen)


def done(page: Page, heading: str | re.Pattern[str]) -> None:
    """Wait until a job has led to its result."""
    expect(page.get_by_role("heading", level=1)).to_contain_text(heading, timeout=180_000)


def test_a_dossier_lives_on_the_page(browse: Browse, small_project: Project, tmp_path: Path) -> None:
    """Data, making, sending, a scan that came back, signature, evaluation, articles, avenants: without a terminal."""
    replace(small_project.campaign / "campaign.toml", "terme = 2026-06-30", "terme = 2036-06-30")
    replace(small_project.communes, "mairie@haveluy.fr", "mairie@haveluy")
    page = browse(small_project)
    page.set_default_timeout(60_000)

    go(page, "Données")
    page.get_by_role("link", name="Mairie").click()
    cell = page.get_by_label("Courriel, Haveluy")
    cell.fill("mairie@haveluy.fr")
    page.keyboard.press("Control+s")
    expect(page.get_by_text("Aucun problème dans les données.")).to_be_visible()
    assert "mairie@haveluy.fr" in small_project.communes.read_text(encoding="utf-8")

    go(page, "Fabrication")
    page.get_by_role("button", name="Fabriquer", exact=True).click()
    page.get_by_role("button", name="Arrêter").click()
    expect(page.get_by_text(re.compile("Arrêté à votre demande"))).to_be_visible(timeout=120_000)
    assert not small_project.manifest.exists()
    go(page, "Fabrication")
    page.get_by_role("button", name="Fabriquer", exact=True).click()
    done(page, "Fabrication")
    expect(page.get_by_role("link", name="recueil")).to_be_visible(timeout=180_000)

    go(page, "Envois")
    page.get_by_label("Haveluy", exact=True).check()
    page.get_by_role("button", name="Préparer les brouillons cochés").click()
    expect(page.get_by_text("1 brouillon préparé")).to_be_visible(timeout=120_000)
    go(page, "Envois")
    page.get_by_label("Haveluy", exact=True).check()
    page.get_by_role("button", name="Marquer comme envoyés…").click()
    page.get_by_role("button", name=re.compile("Marquer comme envoyé : Haveluy")).click()
    expect(page.get_by_role("heading", name="Notés aujourd’hui")).to_be_visible()

    go(page, "Retours")
    scan = tmp_path / "retour.pdf"
    scan.write_bytes(scan_of(small_project, tmp_path))
    page.get_by_label(re.compile("Déposez ici les délibérations")).set_input_files(scan)
    page.get_by_role("button", name="Déposer et lire").click()
    done(page, "Haveluy : délibération")
    doubtful = page.locator("#c-presents[data-problem]")
    expect(doubtful).to_have_value("4")
    doubtful.fill("3")
    for box in page.get_by_label("vérifié sur la page").all():
        box.check()
    page.get_by_role("button", name="Enregistrer pour Haveluy…").click()
    page.get_by_role("button", name="Enregistrer pour Haveluy", exact=True).click()
    expect(page.get_by_text(re.compile("Délibération enregistrée pour Haveluy"))).to_be_visible()

    go(page, "Fabrication")
    page.get_by_role("button", name="Fabriquer", exact=True).click()
    expect(page.get_by_role("link", name="recueil")).to_be_visible(timeout=180_000)
    go(page, "Signer")
    page.get_by_role("link", name=re.compile("Signer….*Haveluy")).click()
    page.get_by_label(re.compile("Date de signature des deux parties")).fill("120525")
    page.get_by_label(re.compile("Notification à la commune")).fill("19/05/2025")
    page.get_by_role("button", name="Vérifier, puis enregistrer…").click()
    page.get_by_role("button", name="Enregistrer la signature d’Haveluy").click()
    done(page, "Ce qui a été enregistré")
    convention = read_standings(small_project.register, small_project.campaign.name).convention("59292")
    assert convention
    assert convention.signature
    assert str(convention.signature.notified_on) == "2025-05-19"

    go(page, "Évaluer et modifier")
    page.get_by_role("link", name="Modifier des articles").click()
    article = page.locator("details", has=page.get_by_text("Article 3")).first
    article.locator("summary").click()
    text = article.get_by_role("textbox")
    text.fill(text.input_value() + "\n\nLa Commune informe la CAPH de toute fermeture du lieu.")
    page.get_by_label(re.compile("^Communes")).fill("Haveluy")
    page.get_by_label(re.compile("Date d’effet")).fill("1er janvier 2027")
    page.get_by_label(re.compile("^Pourquoi")).fill("Mieux informer des fermetures")
    page.get_by_role("button", name="Voir ce qui change").click()
    expect(page.locator("ins").first).to_contain_text("fermeture")
    page.get_by_role("button", name="Garder cette révision").click()
    page.get_by_role("button", name="Examiner ce qui serait fait").click()
    done(page, "Ce qui serait fait")
    page.get_by_role("button", name="Fabriquer les avenants").click()
    done(page, "Avenants fabriqués")
    expect(page.get_by_text(re.compile(r"^avenant \(")).first).to_be_visible()

    page.get_by_role("searchbox").first.fill("Haveluy")
    page.keyboard.press("Enter")
    done(page, "Haveluy")
    page.goto(page.url.rstrip("/") + "/vie/accord")
    page.get_by_label(re.compile("^Dernier jour")).fill("31/12/2027")
    page.get_by_label(re.compile("^Raison")).fill("fermeture du lieu d’accueil")
    page.get_by_role("button", name="Voir ce qui serait enregistré").click()
    page.get_by_label(re.compile("écrivez le nom de la commune")).fill("Haveluy")
    page.locator("button.record").click()
    done(page, "Enregistré")
