"""The making of the dossiers on the page: foreseen, made, left alone where a hand was, checked."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import docx
import pytest
from playwright.sync_api import Page
from werkzeug.test import TestResponse

from generator.progress import Silence
from generator.project import EDITED, Project
from generator.register.standings import read_standings
from generator.runs.receiving import withdraw
from generator.runs.receiving.withdraw import WithdrawRequest
from generator.web.desk import Desk
from generator.web.jobs import Jobs
from tests.edits import set_cells
from tests.runs.conftest import run
from tests.runs.life.test_signed import vote
from tests.web.conftest import PATIENT, Visitor, told, violations


def jobs_of(visitor: Visitor) -> Jobs:
    """Return the jobs of the page."""
    desk: Desk = visitor.client.application.extensions["desk"]
    return desk.jobs


def ended(visitor: Visitor, answer: TestResponse) -> TestResponse:
    """Wait for the job that a form began, and return the page of its result."""
    job = jobs_of(visitor).newest[0]
    assert job.wait(PATIENT)
    return visitor.get(f"/travaux/{job.key}")


def ahead(visitor: Visitor) -> str:
    """Return what the screen says will be done, once it is worked out."""
    visitor.get("/fabrication/a-faire", headers={"HX-Request": "true"})
    assert jobs_of(visitor).newest[0].wait(PATIENT)
    return told(visitor.get("/fabrication/a-faire", headers={"HX-Request": "true"}))


def test_what_will_be_done_is_said_then_done(visit: Callable[[Project], Visitor], small_project: Project) -> None:
    """Looking writes nothing; the result leads to the pack, and says what was made of which commune."""
    visitor = visit(small_project)
    foreseen = told(ended(visitor, visitor.post("/fabrication/apercu", {"communes": "Haveluy"})))
    assert "Ce qui sera fait : 1 commune · 4 documents · 1 dossier relié" in foreseen
    assert foreseen.index("À savoir") < foreseen.index("Documents")  # what to know is not under the lines of all
    assert "Haveluy — nouveau" in foreseen
    assert "Voir mot à mot" not in foreseen  # of what is new, there is nothing to compare
    assert not small_project.manifest.exists()
    made = ended(visitor, visitor.post("/fabrication/", {"communes": "Haveluy", "recto_verso": "on"}))
    assert "1 commune · 4 documents · 1 dossier relié ; 0 échec" in told(made)
    way = re.search(r'<a class="button read" href="[^"]*/envois/">Préparer les envois</a>', made.text)
    assert way
    assert way.start() < made.text.index("<h2>")  # before the lines of all communes
    pack = re.search(r'href="([^"]*pack\.pdf)"', made.text)
    assert pack
    assert visitor.client.get(pack[1]).data.startswith(b"%PDF")
    verified = told(ended(visitor, visitor.post("/controles/fichiers")))
    assert "aucun défaut" in verified


def test_the_screen_begins_with_what_will_be_done(
    visit: Callable[[Project], Visitor], small_project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Worked out once as long as nothing changes, again once the data did; of thousands, when asked."""
    visitor = visit(small_project)
    assert "Ce qui sera fait : 3 communes" in ahead(visitor)
    assert "nouveau" in ahead(visitor)
    assert len(jobs_of(visitor).newest) == 1
    assert not small_project.manifest.exists()
    text = small_project.communes.read_text(encoding="utf-8").replace("59292;215902925", "59292;215902920")
    small_project.communes.write_text(text, encoding="utf-8")
    assert "Rien ne peut être fabriqué" in ahead(visitor)
    assert visitor.get("/fabrication/?commune=59292").status_code == 200
    assert len(jobs_of(visitor).newest) == 2
    page = visitor.get("/fabrication/a-faire")
    assert 'hx-get="/mediation-numerique/fabrication/a-faire"' in page.text
    monkeypatch.setattr("generator.web.screens.making._NAMES", 2)
    assert "a-faire" not in visitor.get("/fabrication/").text.replace('id="a-faire"', "")


def test_nothing_to_be_made_is_said_so(visit: Callable[[Project], Visitor], small_built: Project) -> None:
    """Not as noughts of everything."""
    visitor = visit(small_built)
    shown = ahead(visitor)
    assert "Ce qui sera fait : rien" in shown
    assert "Tout est à jour" in shown


def test_a_dossier_that_only_waits_to_be_complete_is_told(
    visit: Callable[[Project], Visitor], small_built: Project
) -> None:
    """Its deliberation was withdrawn, then recorded again: no document changes, and a build completes it."""
    vote(small_built)
    run(small_built)
    withdraw.run(small_built, WithdrawRequest("59292", "par erreur"), Silence())
    vote(small_built)
    visitor = visit(small_built)
    shown = ahead(visitor)
    assert "Ce qui sera fait : 1 dossier à compléter" in shown
    assert "1 dossier à compléter : Haveluy." in shown
    assert "Tout est à jour" not in shown
    assert "1 dossier complété : Haveluy." in told(ended(visitor, visitor.post("/fabrication/")))
    assert "Tout est à jour" in ahead(visitor)
    standing = read_standings(small_built.register, small_built.campaign.name).convention("59292")
    assert standing
    assert standing.state == "complete"


def test_another_engine_is_said_before_it_prints_again(
    visit: Callable[[Project], Visitor], small_built: Project
) -> None:
    """Beside the choice, and in what will be done: how many documents, and why although no word changes."""
    path = small_built.manifest
    made = json.loads(path.read_text("utf-8"))
    made["engine"] = {"name": "libreoffice", "version": "7.4"}
    for one in made["documents"]:
        one["engine_sha256"] = "0" * 64
    path.write_text(json.dumps(made), "utf-8")
    visitor = visit(small_built)
    total = len(made["documents"])
    assert f"{total} fichiers imprimés par LibreOffice 7.4 : un autre moteur les refait tous" in told(
        visitor.get("/fabrication/")
    )
    shown = told(visitor.job("/fabrication/apercu"))
    assert re.search(r"\d+ documents seront réimprimés sans qu’un mot change", shown)
    assert "un autre moteur PDF, LibreOffice 7.4." in shown
    before = path.read_bytes()
    asked = visitor.job("/fabrication/", {"communes": "Haveluy", "moteur": "embedded", "tout": "on"})  # not at once
    (again,) = re.findall(r"Fabriquer, et réimprimer (\d+) documents", told(asked))
    assert int(again) > 0
    assert path.read_bytes() == before
    form = asked.text.partition('/fabrication/" class="inline"')[2].partition("</form>")[0]
    sent = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
    assert sent["communes"] == "Haveluy"
    assert "Fabrication terminée" in told(visitor.job("/fabrication/", sent))


def test_what_changes_no_word_can_be_noted(visit: Callable[[Project], Visitor], small_built: Project) -> None:
    """A cell that no document prints: everything is up to date, and the next morning asks for nothing."""
    set_cells(small_built, "59292", population_totale="3300")
    visitor = visit(small_built)
    assert "En prendre note" in told(visitor.job("/fabrication/apercu"))
    visitor.job("/fabrication/")
    shown = told(visitor.job("/fabrication/apercu"))
    assert "Tout est à jour" in shown
    assert "En prendre note" not in shown


def test_a_hand_in_a_made_document_shows_at_once(visit: Callable[[Project], Visitor], small_built: Project) -> None:
    """Although no input changed: the screen is worked out again."""
    visitor = visit(small_built)
    assert "Ce qui sera fait : rien" in ahead(visitor)
    (path,) = small_built.output.glob("*haveluy/*-convention.docx")
    document = docx.Document(str(path))
    document.add_paragraph("Ajouté par le service.")
    document.save(str(path))
    shown = ahead(visitor)
    assert "réimprimé" not in shown  # by the same engine
    assert "Modifiés à la main" in shown
    assert "Voir mot à mot" in shown
    assert "Garder une copie puis refaire" in shown


def test_a_document_edited_by_hand_is_kept_or_left_alone(
    visit: Callable[[Project], Visitor], small_project: Project
) -> None:
    """It is told first; left aside, its commune stays as it is; else it is kept before it is made again."""
    visitor = visit(small_project)
    ended(visitor, visitor.post("/fabrication/", {"communes": "Haveluy", "seulement": "convention"}))
    (path,) = small_project.output.glob("*haveluy/*-convention.docx")
    document = docx.Document(str(path))
    document.add_paragraph("Ajouté par le service.")
    document.save(str(path))
    edited = path.read_bytes()
    asked = {"communes": "Haveluy", "seulement": "convention"}
    foreseen = ended(visitor, visitor.post("/fabrication/apercu", asked))
    assert "Modifiés à la main" in told(foreseen)
    assert 'name="laisser-1" value="59292"' in foreseen.text
    left = visitor.post("/fabrication/", asked | {"laisser-1": "59292"})
    assert (left.status_code, left.request.path.endswith("/fabrication/")) == (200, True)
    assert "Rien n’a été fabriqué : toutes les communes de la liste sont à ne pas toucher." in told(left)
    assert path.read_bytes() == edited
    made = told(ended(visitor, visitor.post("/fabrication/", asked)))
    assert "gardés dans modifie-a-la-main" in made
    assert list((small_project.root / EDITED).rglob("version-modifiee.docx"))


def test_dossiers_that_leave_are_confirmed(visit: Callable[[Project], Visitor], small_project: Project) -> None:
    """Two communes that leave at once are named with their numbers on the button that confirms it."""
    visitor = visit(small_project)
    ended(visitor, visitor.post("/fabrication/", {"seulement": "bordereau"}))
    lines = small_project.communes.read_text(encoding="utf-8").splitlines(keepends=True)
    small_project.communes.write_text("".join(lines[:2]), encoding="utf-8")
    foreseen = ended(visitor, visitor.post("/fabrication/apercu", {"seulement": "bordereau"}))
    assert "Fabriquer et confirmer : La Sentinelle, Rœulx" in told(foreseen)
    refused = ended(visitor, visitor.post("/fabrication/", {"seulement": "bordereau"}))
    assert "quitte la campagne" in told(refused)
    made = ended(visitor, visitor.post("/fabrication/", {"seulement": "bordereau", "confirmer": "oui"}))
    assert "Fabrication terminée" in told(made)


def test_the_words_that_change_are_struck_and_added(
    visit: Callable[[Project], Visitor], small_project: Project
) -> None:
    """A new mayor shows as the former name struck and the new one added."""
    visitor = visit(small_project)
    ended(visitor, visitor.post("/fabrication/", {"communes": "Haveluy", "seulement": "convention"}))
    text = small_project.communes.read_text(encoding="utf-8").replace("RYCKELYNCK", "DUVAL")
    small_project.communes.write_text(text, encoding="utf-8")
    page = ended(visitor, visitor.post("/fabrication/mot-a-mot", {"commune": "59292"})).text
    assert "<del>RYCKELYNCK</del>" in page
    assert "<ins>DUVAL</ins>" in page


@pytest.mark.usefixtures("unproved")
def test_a_check_says_its_coverage_in_sentences(visit: Callable[[Project], Visitor], small_project: Project) -> None:
    """Which passage stands in whose dossiers, and what lawyers could discuss."""
    visitor = visit(small_project)
    asked = {"couverture": "on", "juridique": "on"}
    said = told(ended(visitor, visitor.post("/controles/donnees", asked)))
    assert "Aucune erreur : les dossiers peuvent être fabriqués" in said
    assert "Dans tous les dossiers" in said
    assert "Clauses à relire avec le service juridique" in said


def test_a_build_is_followed_and_stopped(browse: Callable[..., Page], small_project: Project) -> None:
    """Its progress shows by itself, « Arrêter » ends it with nothing half done; the screens satisfy axe."""
    page = browse(small_project)
    page.goto(page.url + "fabrication/")
    page.get_by_text("police Carlito : présente").wait_for()
    assert violations(page) == []
    page.get_by_role("button", name="Fabriquer").click()
    page.get_by_role("button", name="Arrêter").click()
    page.get_by_text("Arrêté à votre demande").wait_for()
    assert violations(page) == []


def test_what_is_known_already_is_on_the_screen_at_once(
    visit: Callable[[Project], Visitor], small_built: Project
) -> None:
    """Nothing moves under the mouse then: neither what a build would do, nor what the e-mails would hold."""
    visitor, asked = visit(small_built), {"headers": {"HX-Request": "true"}}
    for screen, part, words in (
        ("/fabrication/", "a-faire", "Ce qui sera fait : rien"),
        ("/envois/", "attendus", "Délibération à soumettre"),
    ):
        assert words not in told(visitor.get(screen))
        while words not in told(visitor.get(f"{screen}{part}", **asked)):
            visitor.client.application.extensions["desk"].jobs.newest[0].wait(PATIENT)
        assert words in told(visitor.get(screen))
    path = small_built.campaign / "campaign.toml"
    path.write_text(path.read_text("utf-8") + "\n# autre", encoding="utf-8")
    assert "Délibération à soumettre" not in told(visitor.get("/envois/"))
