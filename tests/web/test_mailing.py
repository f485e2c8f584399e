"""Envois: what is to leave, its drafts, and what left."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from html import unescape

import pytest
from playwright.sync_api import Page

from generator.progress import Silence
from generator.project import Project
from generator.register.standings import read_standings
from generator.runs.mailing.mail import MailReport, MailRequest
from generator.web import paging
from generator.web.screens import mailing
from tests.cases import cases
from tests.runs.conftest import edit
from tests.web.conftest import Visitor, hidden, shown, told, violations

Visit = Callable[[Project], Visitor]
HAVELUY, HELESMES = "MED_NUM-2025-001", "MED_NUM-2025-002"


def state(project: Project, number: str) -> str:
    """Return where a document stands."""
    found = read_standings(project.register, project.campaign.name).documents
    return next(one.state for one in found if one.number == number)


@pytest.fixture
def visitor(visit: Visit, small_built: Project) -> Visitor:
    """Return a clerk before three dossiers that were just made."""
    return visit(small_built)


def seal(text: str) -> str:
    """Return the seal of what a sheet shows."""
    found = re.search(r'name="vu" value="([0-9a-f]{64})"', text)
    assert found
    return found[1]


def test_every_dossier_waits_for_its_first_letter(visitor: Visitor) -> None:
    """The list names each commune, to whom, for what; the one without an address is told so."""
    page = told(visitor.get("/envois/"))
    assert page.count("premier envoi") >= 3
    assert "mairie.haveluy@wanadoo.fr" in page or "@" in page
    assert "pas d’adresse" in page
    assert "à préparer" in page


def test_what_each_would_be_is_said_before_it_is_prepared(visitor: Visitor, small_built: Project) -> None:
    """Its subject, files and their sizes come into the list, and nothing is written; a dossier to remake is told."""
    awaited = {"headers": {"HX-Request": "true"}}
    for _ in range(100):
        part = visitor.get("/envois/attendus", **awaited)
        if "hx-trigger" not in part.text:
            break
    haveluy = part.text.partition('id="o-MED_NUM-2025-001-haveluy"')[2].partition("</div>")[0]
    assert re.search(r"MED_NUM-2025-001-pack\.pdf \(\d+\Wko\)", haveluy)
    assert "convention" in haveluy
    assert not list(small_built.output.glob("courriels/*"))
    assert visitor.get("/envois/attendus?genre=vote").request.path.endswith("/envois/")
    edit(small_built, "RYCKELYNCK", "AUTRE")
    for _ in range(100):
        part = visitor.get("/envois/attendus", **awaited)
        if "hx-trigger" not in part.text:
            break
    assert "Un dossier n’est pas à jour (Haveluy)" in told(part)
    assert "Fabrication" in part.text


def test_drafts_are_prepared_seen_and_opened(visitor: Visitor, small_built: Project) -> None:
    """The job writes the drafts of the communes ticked; the page shows them as the mayor will, and hands them out."""
    done = told(visitor.job("/envois/preparer", {"acte": [HAVELUY, HELESMES], "archives": "oui"}))
    assert "2 brouillons préparés" in done
    assert "Rien n’est envoyé" in done
    name = next(path.name for path in small_built.output.glob("courriels/*-haveluy.eml"))
    seen = told(visitor.get(f"/envois/apercu/{name.removesuffix('.eml')}"))
    assert "Pièces jointes" in seen
    assert re.search(r"MED_NUM-2025-001-pack\.pdf \(\d+ ko\)", seen)
    assert visitor.get(f"/envois/brouillon/{name}").data == (small_built.output / "courriels" / name).read_bytes()
    archive = visitor.get(f"/envois/brouillon/{name.replace('.eml', '.zip')}").data
    assert any(one.endswith("-pack.pdf") for one in zipfile.ZipFile(io.BytesIO(archive)).namelist())
    assert "prêt" in told(visitor.get("/envois/"))


@cases("name", "../manifest.json", "..%2Fmanifest.json", "secret.eml", "MED_NUM-2025-001.eml")
def test_nothing_but_drafts_is_handed_out(visitor: Visitor, small_built: Project, name: str) -> None:
    """A file beside the drafts, or that no e-mail of the register has, is not there."""
    visitor.job("/envois/preparer", {"toutes": "oui"})
    (small_built.output / "courriels" / "secret.eml").write_text("secret")
    assert visitor.get(f"/envois/brouillon/{name}").status_code == 404


def test_what_left_is_noted_once_it_was_restated(visitor: Visitor, small_built: Project) -> None:
    """The first request only shows a sheet, whose button names the commune; its seal records, and is good once."""
    visitor.job("/envois/preparer", {"toutes": "oui"})
    sheet = visitor.post("/envois/partis", {"acte": HAVELUY, "date": "100325"})
    assert state(small_built, HAVELUY) == "prepared"
    assert "Marquer comme envoyé : Haveluy" in told(sheet)
    assert "envoyé le 10 mars 2025" in told(sheet)
    form = {"acte": HAVELUY, "date": "100325", "vu": seal(sheet.text)}
    assert "Noté comme envoyé : Haveluy" in told(visitor.post("/envois/partis", form))
    assert state(small_built, HAVELUY) == "sent"
    assert visitor.post("/envois/partis", form).status_code == 400
    assert visitor.post("/envois/partis", {**form, "acte": "MED_NUM-2025-999"}).status_code == 400


def test_another_day_than_the_one_seen_is_shown_again(visitor: Visitor, small_built: Project) -> None:
    """A seal agrees to what was seen, to nothing else."""
    visitor.job("/envois/preparer", {"toutes": "oui"})
    sheet = visitor.post("/envois/partis", {"acte": HAVELUY, "date": "10/03/2025"})
    form = {"acte": HAVELUY, "date": "11/03/2025", "vu": seal(sheet.text)}
    assert "envoyé le 11 mars 2025" in told(visitor.post("/envois/partis", form))
    assert state(small_built, HAVELUY) == "prepared"


def test_a_sending_noted_by_mistake_is_undone_the_same_day(visitor: Visitor, small_built: Project) -> None:
    """What was noted today is listed, and taken back by a sheet as well."""
    visitor.job("/envois/preparer", {"toutes": "oui"})
    data = {"acte": HAVELUY, "date": "10/03/2025"}
    visitor.post("/envois/partis", {**data, "vu": seal(visitor.post("/envois/partis", data).text)})
    assert "parti le 10/03/2025" in told(visitor.get("/envois/"))
    sheet = visitor.post("/envois/annuler", {"acte": HAVELUY})
    assert state(small_built, HAVELUY) == "sent"
    visitor.post("/envois/annuler", {"acte": HAVELUY, "vu": seal(sheet.text)})
    assert state(small_built, HAVELUY) == "prepared"


def test_what_was_noted_today_comes_page_by_page(visitor: Visitor, monkeypatch: pytest.MonkeyPatch) -> None:
    """Thousands that left the same day are not one page."""
    monkeypatch.setattr(paging, "ROWS", 2)
    visitor.job("/envois/preparer", {"toutes": "oui"})
    data = {"acte": [f"MED_NUM-2025-{rank:03}" for rank in (1, 2, 3)], "date": "10/03/2025"}
    visitor.post("/envois/partis", {**data, "vu": seal(visitor.post("/envois/partis", data).text)})
    first, second = (visitor.get(f"/envois/?notes={page}") for page in (1, 2))
    assert "notes=2" in first.text
    assert "?page=2" not in first.text  # the list itself has one page
    assert [told(one).count("parti le 10/03/2025") for one in (first, second)] == [2, 1]
    assert 'aria-label="Pages des envois notés"' in first.text


def test_a_commune_without_an_address_is_ticked_by_hand(visitor: Visitor) -> None:
    """« Cocher tout » says whom it leaves out, and how it leaves; in a list of those alone it ticks them."""
    page = visitor.get("/envois/?coches=oui")
    ticked = re.findall(r'name="acte" value="([^"]+)" aria-label="([^"]+)" checked', page.text)
    assert [name for _, name in ticked] == ["Haveluy", "La Sentinelle"]
    assert "Hélesmes : sans adresse électronique, à cocher à part, ou « Parti par courrier… »" in told(page)
    alone = visitor.get("/envois/?genre=unaddressed&coches=oui")
    assert 'aria-label="Hélesmes" checked' in alone.text
    assert "à cocher à part" not in told(alone)


def test_the_drafts_that_are_ready_are_one_archive(visitor: Visitor, small_built: Project) -> None:
    """All of the list, as they are in the output; offered once there are several, and nothing else is in it."""
    assert "brouillons prêts (ZIP)" not in told(visitor.get("/envois/"))
    assert visitor.get("/envois/brouillons.zip").status_code == 404
    visitor.job("/envois/preparer", {"toutes": "oui"})
    assert "Télécharger les 3 brouillons prêts (ZIP)" in told(visitor.get("/envois/"))
    with zipfile.ZipFile(io.BytesIO(visitor.get("/envois/brouillons.zip").data)) as archive:
        held = {name: archive.read(name) for name in archive.namelist()}
    assert held == {path.name: path.read_bytes() for path in small_built.output.glob("courriels/*.eml")}
    assert len(held) == 3


def test_of_several_groups_the_one_that_is_not_prepared_is_named(small_built: Project) -> None:
    """With its communes; the other one is done."""
    edit(small_built, "RYCKELYNCK", "DUVAL")
    asked = (MailRequest(("59292",)), MailRequest(("59297",), remind=True))
    names = {"59292": "Haveluy", "59297": "Hélesmes"}
    refused, made = mailing._outcomes(small_built, asked, names, Silence())
    assert isinstance(made, MailReport)
    assert str(refused).startswith("dossiers et lettres non préparés (Haveluy) : un dossier n’est pas à jour")


def test_without_a_day_it_left_on_the_day_on_which_that_is_said(visitor: Visitor) -> None:
    """The page may be open since yesterday: it holds no day of its own."""
    visitor.job("/envois/preparer", {"toutes": "oui"})
    page = visitor.get("/envois/").text
    assert 'name="date" type="text" value=""' in page
    assert "26/11/2026" not in page.partition('name="date"')[2].partition("</fieldset>")[0]
    assert "26 novembre 2026" in told(visitor.post("/envois/partis", {"acte": HAVELUY, "date": ""}))


@cases("typed, words", ("31/02/2025", "n’est pas compris"), ("12525", "n’est pas compris"))
def test_a_day_that_is_none_is_asked_again(visitor: Visitor, typed: str, words: str) -> None:
    """What was ticked is kept, and the field says what is wrong."""
    visitor.job("/envois/preparer", {"toutes": "oui"})
    answer = visitor.post("/envois/partis", {"acte": HAVELUY, "date": typed})
    assert words in told(answer)
    assert f'name="acte" value="{HAVELUY}"' in answer.text


def test_labels_are_those_of_the_communes_without_an_address(visitor: Visitor) -> None:
    """Hélesmes has no e-mail: its label and its archive are offered."""
    labels = told(visitor.get("/imprimer/etiquettes?genre=unaddressed"))
    assert "Mairie d’Hélesmes" in labels
    assert "Haveluy" not in labels
    assert "ZIP" in told(visitor.job("/envois/preparer", {"seul": HELESMES}))


def test_a_hostile_cell_stays_text(visit: Visit, small_built: Project) -> None:
    """Script in a cell of communes.csv is shown, never run."""
    edit(small_built, "Haveluy;1", "<script>alert(1)</script>;1")
    assert "<script>alert" not in visit(small_built).get("/envois/").text


def test_a_clerk_prepares_and_marks_in_a_browser(browse: Callable[..., Page], small_built: Project) -> None:
    """In Chromium: see, add words, prepare, see, mark as sent; each state without a violation of WCAG."""
    page = browse(small_built)
    page.get_by_role("link", name="Envois").click()
    page.get_by_text("MED_NUM-2025-001-pack.pdf").wait_for()
    page.get_by_role("button", name="Aperçu du courriel pour Haveluy").click()
    page.get_by_role("heading", name="Courriel pour Haveluy").wait_for()
    found = violations(page)
    page.get_by_label("Quelques mots, pour cette fois").fill("Comme convenu.")
    page.get_by_role("button", name="Préparer le brouillon").click()
    page.get_by_role("heading", name="1 brouillon préparé").wait_for()
    found += violations(page)
    page.get_by_role("link", name="Voir le courriel pour Haveluy").click()
    page.get_by_role("heading", name="Courriel pour Haveluy").wait_for()
    found += violations(page)
    page.get_by_role("link", name="Revenir aux envois").click()
    shown(page, "Envois")
    page.get_by_label("Haveluy", exact=True).check()
    page.get_by_label("Partis le").fill("100325")
    page.get_by_label("Partis le").press("Enter")
    page.get_by_role("heading", name="Envois", level=1).wait_for()
    page.get_by_role("button", name="Marquer comme envoyés…").click()
    page.get_by_role("heading", name="Marquer comme envoyés").wait_for()
    found += violations(page)
    page.get_by_role("button", name="Marquer comme envoyé : Haveluy").click()
    page.get_by_text("Noté comme envoyé : Haveluy").wait_for()
    assert state(small_built, HAVELUY) == "sent"
    assert found + violations(page) == []


def test_an_e_mail_is_seen_before_it_is_prepared_and_words_are_added(visitor: Visitor, small_built: Project) -> None:
    """As the mayor will see it; the words come after the greeting, are kept with the draft, and asked for once."""
    seen = visitor.job("/envois/voir", {"seul": HAVELUY})
    assert "Courriel pour Haveluy Tel que la mairie le verra. Rien n’est encore écrit." in told(seen)
    assert re.search(r"MED_NUM-2025-001-pack\.pdf \(\d+ ko\)", told(seen))
    assert not (small_built.output / "courriels").exists()
    assert state(small_built, HAVELUY) == "draft"
    added = "Comme convenu au téléphone :\r\nle planning change."
    again = visitor.job("/envois/voir", {"acte": HAVELUY, "ajout": added})
    assert "Comme convenu au téléphone : le planning change." in told(again).split("Ajouter à ce courriel")[0]
    visitor.job("/envois/preparer", {"acte": HAVELUY, "ajout": added})
    preview = f"/envois/apercu/{next(small_built.output.glob('courriels/*.eml')).stem}"
    assert "Comme convenu au téléphone : le planning change." in told(visitor.get(preview))
    visitor.job("/envois/preparer", {"acte": HAVELUY})
    assert "Comme convenu au téléphone" in told(visitor.get(preview))
    for data in ({"ajout": ""}, {}):
        visitor.job("/envois/preparer", {"acte": HAVELUY, **data})
        assert "Comme convenu au téléphone" not in told(visitor.get(preview))


def test_words_are_added_to_several_at_once(visitor: Visitor) -> None:
    """Each is shown with them; nothing is written."""
    page = told(visitor.job("/envois/voir", {"toutes": "oui", "ajout": "À rendre avant l’été {{ 1 }}."}))
    assert "3 courriels avant de les préparer" in page
    assert page.split("Ajouter à ces 3 courriels")[0].count("À rendre avant l’été {{ 1 }}.") == 3
    assert "à préparer" in told(visitor.get("/envois/"))


def test_what_left_by_post_is_noted_in_one_step(visitor: Visitor, small_built: Project) -> None:
    """It was not prepared: what the register keeps of it is what the dossier was; then the sheet, as ever."""
    assert "Parti par courrier… pour Hélesmes" in told(visitor.get("/envois/"))
    sheet = visitor.job("/envois/partis", {"poste": HELESMES, "date": "10/03/2025"})
    assert "Hélesmes, MED_NUM-2025-002 (dossier, sans adresse) : envoyé le 10 mars 2025" in told(sheet)
    assert state(small_built, HELESMES) == "prepared"
    form = {"acte": HELESMES, "date": "10/03/2025", "vu": seal(sheet.text), "remis": "oui"}
    assert "Noté comme envoyé : Hélesmes" in told(visitor.post("/envois/partis", form))
    assert state(small_built, HELESMES) == "sent"
    found = read_standings(small_built.register, small_built.campaign.name).convention("59297")
    assert found
    assert found.sending
    assert "convention" in found.sending.files


def test_the_way_from_a_dossier_leads_to_its_own_e_mails(visit: Visit, small_built: Project) -> None:
    """The list is of one commune, and « all of the list » prepares no other; without any left, it says so."""
    visitor = visit(small_built)
    (address,) = re.findall(
        r'href="/mediation-numerique(/envois/[^"]*)">Courriel…', visitor.get("/dossiers/59292/").text
    )
    page = visitor.get(unescape(address))
    assert "Pour Haveluy seulement. Tout montrer" in told(page)
    assert re.findall(r'name="acte" value="([^"]+)"', page.text) == ["MED_NUM-2025-001"]
    (action,) = re.findall(r'action="/mediation-numerique(/envois/preparer[^"]*)"', page.text)
    done = visitor.job(unescape(action), hidden(page) | {"toutes": "oui"})
    assert "1 brouillon préparé" in told(done)
