"""Évaluer et modifier: figures typed or handed in, articles edited, what would be done, and what was."""

from __future__ import annotations

import io
import os
import re
import shutil
import tomllib
from collections.abc import Callable
from html import unescape
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import render_template
from playwright.sync_api import FilePayload, Page, expect
from werkzeug.test import TestResponse

from generator.cli import run as run_command
from generator.project import VERSIONS, Project, open_project
from generator.register.standings import read_standings
from generator.web.screens.amending import CARDS, names
from tests.cases import cases
from tests.runs.amending import signed_campaign
from tests.web import conftest
from tests.web.conftest import Visitor, told, violations

Visit = Callable[[Project], Visitor]
PERIOD = "mai 2026 – octobre 2026"
_AREA = re.compile(r'<textarea[^>]* name="([^"]+)"[^>]*>([^<]*)</textarea>')


def hidden(answer: TestResponse) -> dict[str, str]:
    """Return what a page's forms hold without showing it, but the token, and their texts."""
    return conftest.hidden(answer) | {name: unescape(value) for name, value in _AREA.findall(answer.text)}


@pytest.fixture(scope="module")
def once(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Have Haveluy and Abscon vote and sign."""
    return signed_campaign(tmp_path_factory.mktemp("signes"), ("59292", "59002"))


@pytest.fixture
def pair(once: Project, tmp_path: Path) -> Project:
    """Return a copy of it, which a test may change."""
    return open_project(shutil.copytree(once.root, tmp_path / "projet"))


def revise(visitor: Visitor, **changes: str) -> TestResponse:
    """Edit articles as a clerk does, and see what changes."""
    form = visitor.get("/evaluer/articles")
    data = {"effet": "01/01/2027", "motif": "Simplifier.", **changes, "geste": "voir"}
    return visitor.post("/evaluer/articles", {**hidden(form), **data})


def test_files_of_one_moment_are_in_the_order_of_their_names(tmp_path: Path) -> None:
    """As those of an archive, or of a copy: the folder's own order is chance."""
    for name in reversed("abcdefgh"):
        (tmp_path / f"{name}.csv").touch()
        os.utime(tmp_path / f"{name}.csv", (1_800_000_000, 1_800_000_000))
    assert names(tmp_path) == [f"{name}.csv" for name in "abcdefgh"]


def test_an_article_is_edited_like_a_text_and_kept_as_a_revision(visit: Visit, pair: Project) -> None:
    """Old and new are shown before; the file says the article alone that changed."""
    visitor = visit(pair)
    form = visitor.get("/evaluer/articles")
    before = hidden(form)["article-8"]
    seen = revise(visitor, **{"article-8": before + '\n\nUn alinéa \\ de "plus".'}, qui="Haveluy")
    assert "<ins>" in seen.text
    assert "Un alinéa" in seen.text
    assert not pair.revisions.exists()
    kept = visitor.post("/evaluer/articles", {**hidden(seen), "geste": "garder"})
    assert "Révision gardée" in told(kept)
    (path,) = pair.revisions.iterdir()
    revision = tomllib.loads(path.read_text(encoding="utf-8"))
    assert [one["article"] for one in revision["articles"]] == ["8"]
    assert revision["articles"][0]["texte"].strip().endswith('Un alinéa \\ de "plus".')
    assert revision["communes"] == ["Haveluy"]


def test_a_revision_takes_the_place_of_no_other_unseen(visit: Visit, pair: Project) -> None:
    """Two clerks who give the same name, or none: the second is told, sees that it would, and the first is kept."""
    visitor = visit(pair)
    first, second = (
        revise(visitor, **{"article-8": hidden(visitor.get("/evaluer/articles"))["article-8"] + f"\n\n{words}"})
        for words in ("Premier alinéa.", "Second alinéa.")
    )
    assert "s’appelle déjà" not in told(first) + told(second)
    visitor.post("/evaluer/articles", {**hidden(first), "geste": "garder"})
    (path,) = pair.revisions.iterdir()
    before = path.read_bytes()
    late = visitor.post("/evaluer/articles", {**hidden(second), "geste": "garder"})
    assert f"Rien n’a été gardé. Une révision s’appelle déjà {path.name}" in told(late)
    assert path.read_bytes() == before
    assert "Révision gardée" in told(visitor.post("/evaluer/articles", {**hidden(late), "geste": "garder"}))
    assert "Second alinéa." in path.read_text(encoding="utf-8")
    (kept,) = pair.root.glob(f"{VERSIONS}/*/revisions/{path.name}")
    assert kept.read_bytes() == before


@cases(
    "changes, words",
    ({"effet": ""}, "Écrivez la date d’effet"),
    ({"effet": "01/01/2020"}, "Cette date est passée"),
    ({"motif": " "}, "Écrivez pourquoi"),
    ({"terme": "jamais"}, "n’est pas compris"),
)
def test_what_a_revision_lacks_is_told_at_its_field(
    visit: Visit, signed_project: Project, changes: dict[str, str], words: str
) -> None:
    """What was edited stays in the form."""
    answer = revise(visit(signed_project), **{"article-8": "Autre texte.", **changes})
    assert words in told(answer)
    assert "Autre texte." in answer.text


def test_a_day_of_effect_is_held_against_the_term_on_the_form(visit: Visit, signed_project: Project) -> None:
    """Beyond the last day of a convention it is refused with its reason, in the articles, the sheet and the choice."""
    visitor = visit(signed_project)
    leave(visitor)
    refused = "Haveluy : la convention prend fin le 31 décembre 2026, comme cela est enregistré"
    late = revise(visitor, **{"article-8": "Autre texte."}, effet="01/02/2027")
    assert refused in told(late)
    assert "avancez la date d’effet" in told(late)
    assert "Autre texte." in late.text
    assert "Garder cette révision" in told(revise(visitor, **{"article-8": "Autre."}, effet="01/12/2026"))
    assert "commune inconnue" in told(revise(visitor, **{"article-8": "Autre."}, qui="Nulle-Part"))
    (chosen,) = re.findall(r'(?s)id="c-effet".*?>', visitor.post("/evaluer/examiner", {"effet": "01/02/2027"}).text)
    assert 'value="01/02/2027"' in chosen
    assert refused in told(visitor.post("/evaluer/examiner", {"effet": "01/02/2027"}))
    cells = {"accompagnements": "12", "ateliers": "1", "permanences_tenues": "6", "permanences_prevues": "6"}
    for day, words in (
        ("01/02/2027", "la convention prend fin le 31 décembre 2026"),
        ("01/11/2026", "le 1er novembre 2026 est déjà passé : un avenant n’a d’effet qu’une fois notifié"),
    ):
        sheet = visitor.get(f"/evaluer/feuille?periode={PERIOD}")
        typed = {**cells, "semaine": "4", "jour": "lundi", "date_effet": day}
        form = {**hidden(sheet), **{f"59292.{column}": text for column, text in typed.items()}}
        assert words in told(visitor.post("/evaluer/feuille", form))


def test_a_day_of_effect_that_is_past_is_remarked_before_the_review(visit: Visit, signed_project: Project) -> None:
    """It is refused unless it is ticked, and said all the same; a revision in Word has no box to tick."""
    visitor = visit(signed_project)
    words = "est déjà passé : un avenant n’a d’effet qu’une fois notifié"
    assert words in told(revise(visitor, **{"article-8": "Autre."}, effet="01/11/2026", passee="oui"))
    assert words in told(visitor.job("/evaluer/examiner", {"effet": "01/11/2026"}))


def leave(visitor: Visitor) -> None:
    """Have Haveluy leave at the end of the year."""
    sheet = visitor.post("/dossiers/59292/vie/retrait", {"fin": "31/12/2026", "raison": "quitte la communauté"})
    visitor.job("/dossiers/59292/vie/retrait", {**hidden(sheet), "nom": "Haveluy"})


def test_figures_are_typed_in_a_sheet_and_faults_are_in_their_cells(visit: Visit, signed_project: Project) -> None:
    """The figures of the period before stand beside; a wrong cell is written and told; two clerks see each other."""
    visitor = visit(signed_project)
    first = visitor.get(f"/evaluer/feuille?periode={PERIOD}")
    assert "novembre 2025 – avril 2026" in told(first)
    cells = {"accompagnements": "12", "ateliers": "deux", "permanences_tenues": "6", "permanences_prevues": "6"}
    data = {**hidden(first), **{f"59292.{column}": text for column, text in cells.items()}}
    saved = visitor.post("/evaluer/feuille", data)
    assert 'aria-describedby="f-59292-ateliers"' in saved.text
    assert "1 défaut Suivant F8" in told(saved)
    assert "Ouvrir le dossier" not in told(saved)  # the fault is in its cell, and nowhere else
    path = signed_project.evaluations / "evaluation-mai-2026-octobre-2026.csv"
    assert f"59292;Haveluy;{PERIOD};12;deux;6;6" in path.read_text(encoding="utf-8-sig")
    late = visitor.post("/evaluer/feuille", {**data, "59292.accompagnements": "99"})
    assert "Quelqu’un a enregistré cette feuille entre-temps" in told(late)
    assert "vous : 99" in told(late)
    assert ";99;" not in path.read_text(encoding="utf-8-sig")


def test_a_sheet_on_paper_has_room_for_a_hand(browse: Callable[..., Page], signed_project: Project) -> None:
    """On an A4 on its side, what is still to be written has a column in which it can be, and nothing is cut."""
    page = browse(signed_project, viewport={"width": 1047, "height": 700})
    page.goto(f"{page.url}evaluer/feuille?periode={PERIOD}")
    page.emulate_media(media="print")
    millimetre = 96 / 25.4
    for column, wanted in (("Jour", 18), ("Demi-journée", 18), ("Lieu", 28), ("Date d’effet", 18)):
        box = page.get_by_role("columnheader", name=column, exact=True).bounding_box()
        assert box, column
        assert round(box["width"] / millimetre, 1) >= wanted, column
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@cases("cost", "", "&cout=oui")
def test_the_sheet_holds_on_a_usual_screen(browse: Callable[..., Page], signed_project: Project, cost: str) -> None:
    """At 1280 pixels no column is cut: half-days and money are two sights of it, and what one does not show stays."""
    page = browse(signed_project, viewport={"width": 1280, "height": 800})
    page.goto(f"{page.url}evaluer/feuille?periode={PERIOD}{cost}")
    assert page.get_by_label("Observations, Haveluy").is_visible()
    shown = "Montant, Haveluy" if cost else "Date d’effet, Haveluy"
    hidden_one = "Date d’effet, Haveluy" if cost else "Montant, Haveluy"
    assert page.get_by_label(hidden_one).count() == 0
    page.get_by_label(shown).fill("01/01/2027")
    said = page.get_by_label("Observations, Haveluy")
    said.fill("Très fréquenté ; deux permanences reportées pour cause de vacances scolaires.")
    assert said.evaluate("one => one.scrollHeight - one.clientHeight") <= 2  # all of it is read
    width = "(({scrollWidth, clientWidth}) => scrollWidth - clientWidth)(document.querySelector('.scroll'))"
    assert page.evaluate(width) == 0
    page.get_by_role("button", name="Enregistrer la feuille").click()
    page.get_by_role("link", name="Créneaux" if cost else "Incidence financière", exact=True).click()
    page.get_by_label(hidden_one).wait_for()
    page.get_by_role("button", name="Enregistrer la feuille").click()
    page.get_by_role("link", name="Incidence financière" if cost else "Créneaux", exact=True).click()
    expect(page.get_by_label(shown)).to_have_value("01/01/2027")


def test_faults_of_a_table_that_was_handed_in_are_mended_in_the_sheet(visit: Visit, signed_project: Project) -> None:
    """The review tells them; the sheet has the table's cells, each fault in its own, and keeps them once saved."""
    visitor = visit(signed_project)
    columns = "accompagnements;ateliers;permanences_tenues;permanences_prevues"
    table = f"insee;nom;periode;{columns}\n\n59292;Haveluy;{PERIOD};12;deux;x;6\n".encode()
    visitor.post("/evaluer/deposer", {"fichiers": (io.BytesIO(table), "tableau.csv")})
    told_of = visitor.job("/evaluer/examiner", {"evaluation": "tableau.csv"})
    assert told_of.status_code == 200
    assert "À corriger avant l’examen" in told(told_of)
    assert "Haveluy tableau.csv ligne 3, Ateliers (ateliers)" in told(told_of)
    assert "Haveluy tableau.csv ligne 3, Permanences tenues (permanences_tenues)" in told(told_of)
    (link,) = re.findall(r'href="[^"]*(/evaluer/feuille[^"]+)"', told_of.text)
    sheet = visitor.get(unescape(link))
    assert 'value="deux"' in sheet.text
    assert 'aria-describedby="f-59292-ateliers"' in sheet.text
    path = signed_project.evaluations / "evaluation-mai-2026-octobre-2026.csv"
    assert not path.exists()
    saved = visitor.post("/evaluer/feuille", {**hidden(sheet), "59292.ateliers": "2", "59292.permanences_tenues": "6"})
    assert "aria-invalid" not in saved.text
    assert f"59292;Haveluy;{PERIOD};12;2;6;6" in path.read_text(encoding="utf-8-sig")


def test_a_slot_wished_in_the_calendar_is_in_the_sheet(visit: Visit, signed_project: Project) -> None:
    """A signed commune that was dragged elsewhere: its row has the slot, nothing is written yet."""
    visitor = visit(signed_project)
    place = {"insee": "59292", "creneau": "M2|4|mardi|après-midi", "vu": ""}
    wish = visitor.post("/calendrier/deplacer", place)
    (link,) = re.findall(r'href="[^"]*(/evaluer/\?[^"]+)"', wish.text)
    asked = visitor.get(unescape(link))
    assert "Créneau souhaité pour Haveluy : mardi après-midi, semaine 4, M2." in told(asked)
    form = {name: value for name, value in hidden(asked).items() if name in ("insee", "mediateur", "semaine", "jour")}
    sheet = visitor.get("/evaluer/feuille", query_string={**form, "periode": PERIOD})
    assert re.search(r'name="59292.mediateur" value="M2"', sheet.text)
    assert re.search(r'name="59292.semaine" value="4"', sheet.text)
    assert not signed_project.evaluations.exists()


def test_a_period_without_months_is_refused(visit: Visit, signed_project: Project) -> None:
    """What names no months is no period."""
    assert "ne dit pas une période" in told(visit(signed_project).get("/evaluer/feuille?periode=bientôt"))


def test_a_review_groups_the_communes_and_writes_nothing(visit: Visit, signed_project: Project) -> None:
    """One waits for its avenant, one has nothing, one is to be written in the template."""
    visitor = visit(signed_project)
    revision = b'motif = "Essai."\ndate_effet = 2026-12-15\nnouveau_terme = 2027-06-30\n'
    kept = visitor.post("/evaluer/deposer", {"fichiers": (io.BytesIO(revision), "../terme.toml")})
    assert "Gardé : terme.toml" in told(kept)
    assert (signed_project.root / "revisions" / "terme.toml").read_bytes() == revision
    before = signed_project.register.read_bytes()
    page = told(visitor.job("/evaluer/examiner", {"revision": "terme.toml"}))
    assert "En attente d’un avenant précédent (1)" in page
    assert "Modèle à changer (1)" in page
    assert "Rien (1)" in page
    assert "Fabriquer" not in page
    assert signed_project.register.read_bytes() == before
    assert visitor.job("/evaluer/examiner", {"revision": "../communes.csv"}).status_code == 400
    voted = visitor.job("/evaluer/examiner", {"revision": "terme.toml", "delibere": "oui"})
    assert "se demande ainsi pour une révision faite dans Word" in told(voted)


def test_avenants_are_made_and_cancelled_by_a_corrected_revision(visit: Visit, pair: Project) -> None:
    """What was reviewed is done, with the numbers that it told; what is asked for no more is ticked one by one."""
    visitor = visit(pair)
    text = hidden(visitor.get("/evaluer/articles"))["article-8"]
    kept = revise(visitor, **{"article-8": text + "\n\nUn alinéa de plus."}, nom="essai")
    visitor.post("/evaluer/articles", {**hidden(kept), "geste": "garder"})
    seen = visitor.job("/evaluer/examiner", {"revision": "essai.toml"})
    assert "Avenant (2)" in told(seen)
    assert "2 numéros seront donnés" in told(seen)
    before = pair.register.read_bytes()
    pages = visitor.job("/evaluer/pages", {**hidden(seen), "voir": "59292"})
    assert "Haveluy : ce que l’avenant serait" in told(pages)
    shown = re.findall(r"<summary>([^(<]+)", pages.text)
    assert {"Avenant", "Convention consolidée", "Modifications"} <= {one.strip() for one in shown}
    assert visitor.client.get(re.findall(r'src="([^"]+/image/[^"]+)"', pages.text)[0]).data.startswith(b"\x89PNG")
    assert pair.register.read_bytes() == before
    assert not list(pair.output.rglob("avenant-*"))
    folder = pair.root / "pages"
    words = ["amend", "haveluy", "--revision", str(pair.revisions / "essai.toml"), "--pages", str(folder)]
    assert run_command([*words, "--engine", "embedded", "--project", str(pair.root)]) == 0
    assert {path.name.partition("-00")[2][2:] for path in folder.iterdir()} >= {"avenant.pdf", "modifications.pdf"}
    for code in (0, 2):  # over the pages of another rehearsal, and not over what somebody made of them
        assert run_command([*words, "--engine", "embedded", "--project", str(pair.root)]) == code
        one = next(folder.glob("*-avenant.pdf"))
        one.write_bytes(one.read_bytes() + b"startxref")
    assert run_command([*words[:-1], str(pair.campaign), "--project", str(pair.root)]) == 2
    assert pair.register.read_bytes() == before
    stale = visitor.job("/evaluer/fabriquer", {**hidden(seen), "vu": "autre"})
    assert "rien n’a été fait" in told(stale)
    made = visitor.job("/evaluer/fabriquer", hidden(seen))
    assert "<h1>Avenants fabriqués</h1>" in made.text
    assert "2 numéros donnés" in told(made)
    fewer = revise(visitor, **{"article-8": text + "\n\nUn alinéa de plus."}, nom="essai", qui="Haveluy")
    visitor.post("/evaluer/articles", {**hidden(fewer), "geste": "garder"})
    again = visitor.job("/evaluer/examiner", {"revision": "essai.toml"})
    assert "Avenant annulé (1)" in told(again)
    refused = visitor.job("/evaluer/fabriquer", hidden(again))
    assert "sans que vous l’ayez confirmé" in told(refused)
    assert "Avenant annulé (1)" in told(refused)
    (number,) = re.findall(r'name="annule" value="([^"]+)"', again.text)
    cancelled = visitor.job("/evaluer/fabriquer", {**hidden(again), "annule": number})
    assert "<h2>Avenant annulé" in cancelled.text
    states = {one.number: one.state for one in read_standings(pair.register, pair.campaign.name).documents}
    assert states[number] == "cancelled"


@cases("done, title", ({"cancelled"}, "Avenants annulés"), ({"cancelled", "amended"}, "Avenants fabriqués"))
def test_what_was_only_cancelled_has_its_own_title(
    visit: Visit, small_project: Project, done: set[str], title: str
) -> None:
    """Nothing was made then."""
    visitor = visit(small_project)
    app = visitor.client.application
    one = SimpleNamespace(commune=SimpleNamespace(nom="Haveluy", insee="59292"), reason="n’est plus demandé")
    report = SimpleNamespace(build=SimpleNamespace(failed=(), outcomes=()), numbers=(), problems=())
    with app.test_request_context(f"{visitor.start}/evaluer/"):
        app.preprocess_request()
        cards = {name: [one] if name in done else [] for name in CARDS}
        page = render_template("amending_made.html", cards=cards, report=report, given={}, labels=CARDS)
    assert f"<h1>{title}</h1>" in page


def test_a_clerk_edits_an_article_in_a_browser(browse: Callable[..., Page], signed_project: Project) -> None:
    """In Chromium, each state without a violation of WCAG."""
    page = browse(signed_project)
    page.get_by_role("link", name="Évaluer et modifier", exact=True).click()
    page.get_by_role("heading", name="Évaluer et modifier", level=1).wait_for()
    found = violations(page)
    page.get_by_role("link", name="Modifier des articles").click()
    page.locator("summary", has_text="Article 8").click()
    page.get_by_label(re.compile("^Article 8")).fill("Tout change.")
    page.get_by_label("Date d’effet", exact=False).first.fill("010127")
    page.get_by_label("Pourquoi").fill("Simplifier.")
    found += violations(page)
    page.get_by_role("button", name="Voir ce qui change").click()
    page.get_by_role("heading", name="Ce qui change", level=1).wait_for()
    found += violations(page)
    page.get_by_role("button", name="Garder cette révision").click()
    page.get_by_text("Révision gardée").wait_for()
    page.get_by_label("Ou saisir les chiffres d’une période").fill(PERIOD)
    page.get_by_role("button", name="Ouvrir la feuille").click()
    page.get_by_role("heading", name=f"Évaluation : {PERIOD}").wait_for()
    found += violations(page)
    page.get_by_role("link", name="Évaluer et modifier", exact=True).click()
    figures = "accompagnements;ateliers;permanences_tenues;permanences_prevues"
    table = f"insee;nom;periode;{figures}\n59292;Haveluy;{PERIOD};deux;1;6;6\n".encode()
    page.get_by_label("Déposez le tableau").set_input_files(
        FilePayload(name="a.csv", mimeType="text/csv", buffer=table)
    )
    page.get_by_role("button", name="Déposer").click()
    page.get_by_role("button", name="Examiner").click()
    page.get_by_role("heading", name="À corriger avant l’examen").wait_for()
    assert found + violations(page) == []


def test_the_forms_of_an_evaluation_are_printed_and_its_days_typed_freely(visit: Visit, pair: Project) -> None:
    """A page a commune, with its slot and an empty column; a day is written in the table as documents write it."""
    visitor = visit(pair)
    assert "Imprimer les fiches à remplir" in told(visitor.get(f"/evaluer/feuille?periode={PERIOD}"))
    made = visitor.job("/evaluer/fiches", {"periode": PERIOD})
    assert "Les fiches sont faites : 2 pages A4" in told(made)
    pdf = visitor.get("/evaluer/fiches.pdf")
    assert pdf.data.startswith(b"%PDF-")
    sheet = visitor.get(f"/evaluer/feuille?periode={PERIOD}")
    cells = {"59292.accompagnements": "12", "59292.date_effet": "010127"}
    visitor.post("/evaluer/feuille", {**hidden(sheet), **cells})
    (table,) = (pair.root / "evaluations").glob("*.csv")
    assert "01/01/2027" in table.read_text("utf-8-sig")
