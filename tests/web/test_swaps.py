"""Parts of a page that are swapped alone: who goes by keys keeps the focus, and a screen reader is told."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Response, expect

from generator.project import Project
from generator.web import jobs
from generator.web.application import create_app
from generator.web.settings import Serving
from tests.runs.receiving.test_readings import ACT

_PAGES = Path(__file__).parents[2] / "generator" / "web" / "pages"
_PART = re.compile(r"hx-(?:get|post)=\"\{\{ url_for\('([\w.]+)'")

#: Parts whose focus and whose region tests/web/test_signing.py looks at: they want a dossier that is complete.
_ELSEWHERE = {"signing.judge"}


class _Watch:
    """What a page asks of the server by itself: the endpoints, by their names."""

    def __init__(self, page: Page, project: Project) -> None:
        self._ways = create_app(Serving(project.root)).url_map.bind("127.0.0.1")
        self.asked: set[str] = set()
        page.on("response", self._note)

    def _note(self, response: Response) -> None:
        if response.request.headers.get("hx-request"):
            path = response.url.split("//")[1].partition("/")[2].partition("?")[0]
            self.asked.add(str(self._ways.match("/" + path, response.request.method)[0]))


def swaps(page: Page, address: re.Pattern[str], times: int = 1) -> None:
    """Wait until something was swapped."""
    for _ in range(times):
        with page.expect_response(address):
            pass
    page.wait_for_function("() => !document.querySelector('.htmx-request')")


def announced(page: Page) -> Locator:
    """Return the region in which a page says what was swapped."""
    return page.locator("#annonces")


@pytest.fixture
def watched(browse: Callable[..., Page], small_built: Project) -> tuple[Page, _Watch]:
    """Open a page with dossiers that are made, and watch what it asks."""
    page = browse(small_built)
    return page, _Watch(page, small_built)


@pytest.fixture
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have jobs take their time over each step, so that they are still there to be looked at."""
    step = jobs._Watched.step

    def slowly(watched: jobs._Watched, name: str) -> None:
        time.sleep(0.4)
        step(watched, name)

    monkeypatch.setattr(jobs._Watched, "step", slowly)


@pytest.mark.usefixtures("unhurried")
def test_the_focus_stays_and_something_is_said(watched: tuple[Page, _Watch], small_built: Project) -> None:
    """Of each part that any page swaps."""
    page, watch = watched
    home = page.url

    filtered = page.get_by_label("Commune, numéro, maire", exact=True)
    filtered.press_sequentially("havel")
    expect(announced(page)).to_have_text("1 dossier")
    expect(filtered).to_be_focused()

    page.goto(f"{home}fabrication/")
    page.keyboard.press("/")
    expect(announced(page)).to_have_text(re.compile("^Ce qui sera fait"), timeout=120_000)
    expect(page.locator("[aria-live] [role=status]", has_text="moteur intégré")).to_be_visible()
    expect(page.get_by_role("searchbox").first).to_be_focused()

    page.locator("summary", has_text="quelques communes").click()
    page.get_by_label(re.compile("tout refaire")).check()
    page.get_by_role("button", name="Fabriquer ainsi").click()
    stop = page.get_by_role("button", name="Arrêter")
    stop.focus()
    swaps(page, re.compile("/travaux/"))
    expect(stop).to_be_focused()
    expect(announced(page)).to_have_text(re.compile("^(Lecture|Rédaction|Conversion|Reliure|Recueil|Vérification)"))
    page.keyboard.press("Enter")
    expect(page.get_by_text(re.compile("Arrêté à votre demande"))).to_be_visible(timeout=120_000)

    page.goto(f"{home}donnees/?groupe=mairie")
    cell = page.get_by_label("Courriel, Haveluy")
    cell.fill("accueil@haveluy.fr")
    page.keyboard.press("Tab")
    expect(page.locator("#effet[aria-live]")).to_contain_text("Haveluy")
    expect(page.locator("body:focus")).to_have_count(0)

    small_built.returns.mkdir(exist_ok=True)
    (small_built.returns / "retour.txt").write_bytes(ACT.read_bytes())
    page.goto(f"{home}envois/")
    expect(page.get_by_text(re.compile("MED_NUM-2025-001.*pdf")).first).to_be_visible()
    page.goto(f"{home}retours/")
    handed = page.get_by_label(re.compile("Déposez ici"))
    handed.focus()
    swaps(page, re.compile("/retours/"))
    expect(handed).to_be_focused()
    page.get_by_role("button", name=re.compile("^Lire 1 fichier")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Haveluy : délibération")
    votes = page.get_by_label("Votants").first
    votes.focus()
    expect(announced(page)).to_have_text(re.compile("^Votants : lu dans « .*otants : 20"))
    expect(votes).to_be_focused()

    page.goto(f"{home}modeles/")
    page.get_by_role("link", name=re.compile("convention.docx")).first.click()
    page.wait_for_load_state()  # before its scripts a form is sent as a whole
    chosen = page.get_by_label("Aperçu pour")
    chosen.fill("Haveluy")
    page.keyboard.press("Enter")
    expect(page.locator("#apercu[aria-live]")).to_contain_text("Haveluy")
    expect(chosen).to_be_focused()
    page.goto(f"{page.url}?ouvert=oui")
    chosen.focus()
    swaps(page, re.compile("/etat/"))
    expect(chosen).to_be_focused()

    parts = {name for file in _PAGES.rglob("*.html") for name in _PART.findall(file.read_text(encoding="utf-8"))}
    assert parts
    assert parts - watch.asked == _ELSEWHERE


def test_who_loses_what_had_the_focus_stays_near_it(watched: tuple[Page, _Watch]) -> None:
    """A link that a swap takes away leaves the focus to the content, not to the top of the page."""
    page, _ = watched
    page.get_by_role("link", name="Haveluy", exact=True).focus()
    page.evaluate("document.getElementById('filtre').value = 'zzz'")
    page.evaluate("document.getElementById('filtre').dispatchEvent(new Event('input', { bubbles: true }))")
    expect(announced(page)).to_have_text("0 dossier")
    expect(page.locator("#contenu")).to_be_focused()


def _place(target: Locator) -> int:
    place: float = target.evaluate("one => one.getBoundingClientRect().top")
    return round(place)


def test_what_comes_moves_nothing_under_the_pointer(browse: Callable[..., Page], small_built: Project) -> None:
    """What a build would do comes above the button that somebody is about to press, in a window that shows all."""
    page = browse(small_built, viewport={"width": 1280, "height": 1500})
    page.goto(f"{page.url}fabrication/")
    aimed = page.get_by_role("button", name="Comparer mot à mot")
    aimed.hover()
    before = _place(aimed)
    page.get_by_text(re.compile("fichiers? inchangés?")).wait_for()
    assert _place(aimed) == before
    assert aimed.evaluate("one => one.matches(':hover')")


def test_the_cell_that_is_typed_in_stays_where_it_is(browse: Callable[..., Page], small_built: Project) -> None:
    """What a change would make again is told at the foot of a window that is not wide, over no other cell."""
    page = browse(small_built, viewport={"width": 1280, "height": 720})
    page.goto(f"{page.url}donnees/?groupe=mairie")
    page.get_by_label("Courriel, Haveluy").fill("accueil@haveluy.fr")
    before = _place(page.get_by_label("Courriel, Haveluy"))
    page.keyboard.press("Tab")
    expect(page.locator("#effet")).to_contain_text("Concerne Haveluy")
    assert _place(page.get_by_label("Courriel, Haveluy")) == before
    effect, sheet = page.locator("#effet").bounding_box(), page.locator("table.cells").bounding_box()
    assert effect
    assert sheet
    assert effect["y"] >= sheet["y"] + sheet["height"]


def test_the_second_half_of_a_double_click_presses_nothing_on_the_next_page(
    browse: Callable[..., Page], small_built: Project
) -> None:
    """What it was meant for was pressed already."""
    page = browse(small_built)
    link = page.get_by_role("link", name="Données", exact=True)
    box = link.bounding_box()
    assert box
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(*middle)
    page.mouse.down(click_count=2)
    page.mouse.up(click_count=2)
    expect(page.get_by_role("heading", name="Tableau de bord")).to_be_visible()
    page.mouse.click(*middle)
    expect(page.get_by_role("heading", name="Données", level=1)).to_be_visible()
