"""The steps of a dossier's life on the page, whoever takes them: from a fault in the data to a convention's end."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from generator.project import Project
from generator.register.standing import Standing
from generator.register.standings import read_standings
from generator.word.controls import fill_controls
from tests.edits import replace
from tests.web.clerks import Clerk

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


def voted(project: Project) -> bytes:
    """Return what Haveluy's council voted, as its Word document."""
    (draft,) = project.output.glob("59292-*/*-deliberation.docx")
    return fill_controls(draft.read_bytes(), _VOTE)


def standing(project: Project) -> Standing:
    """Return where Haveluy's convention stands."""
    found = read_standings(project.register, project.campaign.name).convention("59292")
    assert found
    return found


def spoil(project: Project) -> None:
    """Put a fault in the data, and a term far enough for an avenant of today."""
    replace(project.campaign / "campaign.toml", "terme = 2026-06-30", "terme = 2036-06-30")
    replace(project.communes, "mairie@haveluy.fr", "mairie@haveluy")


def correct_data(clerk: Clerk, project: Project) -> None:
    """Correct the address of which the sheet says that it is none."""
    page = clerk.page
    clerk.go("Données")
    clerk.press(page.get_by_role("link", name="Mairie", exact=True))
    cell = page.get_by_label("Courriel, Haveluy")
    expect(cell).to_have_attribute("aria-invalid", "true")
    clerk.mend(cell, "mairie@haveluy.fr")
    clerk.save()
    expect(cell).not_to_have_attribute("aria-invalid", "true")
    assert "mairie@haveluy.fr" in project.communes.read_text(encoding="utf-8")


def begin_making(clerk: Clerk, communes: str = "") -> None:
    """Begin to make the dossiers: those of some communes, or all."""
    page = clerk.page
    clerk.go("Fabrication")
    clerk.press(page.locator("summary", has_text="quelques communes"))
    if communes:
        clerk.write(page.get_by_label(re.compile("^Communes")), communes)
    clerk.press(page.get_by_role("button", name="Fabriquer ainsi"))


def stop_making(clerk: Clerk, project: Project) -> None:
    """Begin to make all dossiers, and stop: nothing of them is there then."""
    begin_making(clerk)
    clerk.press(clerk.page.get_by_role("button", name="Arrêter"))
    clerk.sees("Fabrication")
    expect(clerk.page.get_by_text(re.compile("Arrêté à votre demande"))).to_be_visible(timeout=120_000)
    assert not project.manifest.exists()


def send(clerk: Clerk, project: Project) -> None:
    """Prepare the draft of a mail, then note that it left."""
    page = clerk.page
    clerk.go("Envois")
    clerk.tick(page.get_by_label("Haveluy", exact=True))
    clerk.press(page.get_by_role("button", name="Préparer les brouillons cochés"))
    clerk.sees(re.compile("réparé"))
    expect(page.get_by_role("heading", name="1 brouillon préparé")).to_be_visible(timeout=120_000)
    clerk.go("Envois")
    clerk.tick(page.get_by_label("Haveluy", exact=True))
    clerk.press(page.get_by_role("button", name="Marquer comme envoyés…"))
    clerk.press(page.get_by_role("button", name=re.compile("Marquer comme envoyé : Haveluy")))
    expect(page.get_by_role("heading", name="Notés aujourd’hui")).to_be_visible()
    assert standing(project).sent_on


def receive(clerk: Clerk, project: Project, file: Path) -> None:
    """Hand in what the council voted, correct the field in doubt, and record it."""
    page = clerk.page
    clerk.go("Retours")
    clerk.hand_in(page.get_by_label(re.compile("Déposez ici les délibérations")), file)
    clerk.press(page.get_by_role("button", name="Déposer et lire"))
    clerk.sees("Haveluy : délibération")
    doubtful = page.locator("#c-presents[data-problem]")
    expect(doubtful).to_have_value("4")
    clerk.mend(doubtful, "3")
    for box in page.get_by_label("vérifié sur la page").all():
        clerk.tick(box)
    clerk.press(page.get_by_role("button", name="Enregistrer pour Haveluy…"))
    clerk.press(page.get_by_role("button", name="Enregistrer pour Haveluy", exact=True))
    expect(page.get_by_text(re.compile("Délibération enregistrée pour Haveluy"))).to_be_visible()
    assert standing(project).act


def sign(clerk: Clerk, project: Project) -> None:
    """Record the signature, each day written as people do."""
    page = clerk.page
    clerk.go("Signer")
    clerk.press(page.get_by_role("link", name=re.compile("Signer….*Haveluy")))
    clerk.write(page.get_by_label(re.compile("Date de signature des deux parties")), "120525")
    clerk.write(page.get_by_label(re.compile("Notification à la commune")), "19/05/2025")
    clerk.press(page.get_by_role("button", name="Vérifier, puis enregistrer…"))
    clerk.press(page.get_by_role("button", name="Enregistrer la signature d’Haveluy"))
    clerk.sees("Ce qui a été enregistré")
    signature = standing(project).signature
    assert signature
    assert str(signature.notified_on) == "2025-05-19"


def evaluate(clerk: Clerk, project: Project) -> None:
    """Type the figures of a period."""
    page = clerk.page
    clerk.go("Évaluer et modifier")
    clerk.write(page.get_by_label(re.compile("saisir les chiffres d’une période")), "mai 2025 – octobre 2025")
    clerk.press(page.get_by_role("button", name="Ouvrir la feuille"))
    clerk.sees("Évaluation : mai 2025 – octobre 2025")
    clerk.write(page.get_by_label("Accompagnements, Haveluy"), "41")
    clerk.write(page.get_by_label("Observations, Haveluy"), "Public fidèle.")
    clerk.press(page.get_by_role("button", name="Enregistrer la feuille"))
    expect(page.get_by_text(re.compile("^Enregistré dans evaluations/"))).to_be_visible()
    (kept,) = project.evaluations.glob("*.csv")
    assert "Public fidèle." in kept.read_text(encoding="utf-8-sig")


def revise(clerk: Clerk, project: Project) -> None:
    """Edit an article like a text, see what changes, and have its avenant made."""
    page = clerk.page
    clerk.go("Évaluer et modifier")
    clerk.press(page.get_by_role("link", name="Modifier des articles"))
    article = page.locator("details", has=page.get_by_text("Article 3")).first
    clerk.press(article.locator("summary"))
    clerk.add(article.get_by_role("textbox"), "\n\nLa Commune informe la CAPH de toute fermeture du lieu.")
    clerk.write(page.get_by_label(re.compile("^Communes")), "Haveluy")
    clerk.write(page.get_by_label(re.compile("Date d’effet")), "1er janvier 2027")
    clerk.write(page.get_by_label(re.compile("^Pourquoi")), "Mieux informer des fermetures")
    clerk.press(page.get_by_role("button", name="Voir ce qui change"))
    expect(page.locator("ins").first).to_contain_text("fermeture")
    clerk.press(page.get_by_role("button", name="Garder cette révision"))
    clerk.press(page.get_by_role("button", name="Examiner ce qui serait fait"))
    clerk.sees("Ce qui serait fait")
    clerk.press(page.get_by_role("button", name="Fabriquer les avenants"))
    clerk.sees("Avenants fabriqués")


def look_at_avenant(clerk: Clerk, project: Project) -> None:
    """Look at the pages of the avenant that was just made."""
    page = clerk.page
    clerk.press(page.get_by_role("link", name=re.compile("^voir les pages : avenant,")))
    clerk.sees("Haveluy")
    drawn = page.get_by_role("img", name=re.compile("^Avenant 1, Haveluy, page 1 ")).first
    expect(drawn).to_have_js_property("complete", True)
    expect(drawn).not_to_have_js_property("naturalWidth", 0)


def end(clerk: Clerk, project: Project) -> None:
    """End the convention by common accord: its commune's name is typed on the sheet."""
    page = clerk.page
    clerk.find("Haveluy")
    clerk.press(page.get_by_text("Vie de la convention"))
    clerk.press(page.get_by_role("link", name="Résilier d’un commun accord"))
    clerk.write(page.get_by_label(re.compile("^Dernier jour")), "31/12/2027")
    clerk.write(page.get_by_label(re.compile("^Raison")), "fermeture du lieu d’accueil")
    clerk.press(page.get_by_role("button", name="Voir ce qui serait enregistré"))
    clerk.write(page.get_by_label(re.compile("écrivez le nom de la commune")), "Haveluy")
    clerk.press(page.locator("button.record"))
    clerk.sees("Enregistré")
    assert standing(project).ending
