"""RGAA 4.1 and WCAG 2.2 AA, as far as a machine sees them, on each screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from generator.project import Project
from generator.web.entrance import hash_of
from tests.web.conftest import violations

#: Screens that no menu leads to, and states of those to which it does, after the address of the dashboard.
STATES = (
    "?chercher=zzz&absentes=oui",
    "dossiers/59292/",
    "dossiers/59292/versions/MED_NUM-2025-002/convention",
    "dossiers/59292/vie/resiliation",
    "dossiers/59564/vie/deliberation?acte=0",
    "registre/?du=hier",
    "imprimer/appels?etat=signed",
    "imprimer/etiquettes",
    "imprimer/recepisse/59292/0",
    "imprimer/registre/2025",
    "signer/?liste=signe",
    "signer/acte/59292-2",
    "retours/enregistrees",
    "evaluer/articles",
    "donnees/nouvelle",
    "donnees/ligne/2",
    "donnees/maire/2",
    "travaux/",
    "calendrier/commune/59292",
    "calendrier/affiche/M1",
    "../qui",
    "../raccourcis",
    "comment-faire/",
    "comment-faire/?mots=licorne",
    "modeles/nouvelle",
    "modeles/annexes",
    "modeles/fichier/note.docx",
    "modeles/representants",
    "modeles/reglages",
    "evaluer/feuille?periode=mai 2026 – octobre 2026",
)


#: The rules of axe-core that ask of colours; the others look at what does not depend on them.
COLOURS = ("color-contrast", "link-in-text-block")


def test_no_screen_has_a_violation(browse: Callable[..., Page], signed_project: Project) -> None:
    """axe-core finds nothing on any screen, nor in its colours in the dark."""
    page = browse(signed_project)
    screens = [
        *page.locator(".screens a").evaluate_all("links => links.map(link => link.href)"),
        *(page.url + one for one in STATES),
    ]
    # A page that does not exist has a page that says so; its status alone would be an error of the console.
    page.route("**/inconnu", lambda route: route.fulfill(response=route.fetch(), status=200))
    found = []
    for screen in [*screens, f"{page.url}inconnu"]:
        page.goto(screen)
        found += [f"{screen} {one}" for one in violations(page)]
        page.emulate_media(color_scheme="dark")
        found += [f"{screen}, dark: {one}" for one in violations(page, *COLOURS)]
        page.emulate_media(color_scheme="light")
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, screen
        assert page.locator("table:not(:has(caption), [aria-label])").count() == 0, screen  # RGAA 4.1, 5.4
    assert found == []


def test_the_door_has_no_violation(browse: Callable[..., Page], signed_project: Project) -> None:
    """As it is, and once a password was wrong: the field has the focus each time."""
    page = browse(signed_project, password=hash_of("quarante-six communes"))
    found = violations(page)
    page.route("**/entrer", lambda route: route.fulfill(response=route.fetch(), status=200))  # no complaint
    page.keyboard.type("autre chose")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("Mot de passe du service")).to_be_focused()
    assert found + violations(page) == []


def test_letters_travel_with_the_page(browse: Callable[..., Page], signed_project: Project) -> None:
    """A page is written in Carlito on a machine that has not got it, and so is its door."""
    page = browse(signed_project, password=hash_of("quarante-six communes"))
    loaded = page.evaluate("document.fonts.ready.then(all => [...all].filter(one => one.status === 'loaded').length)")
    assert loaded == 2
    face = page.request.get("/polices/Carlito-Regular.ttf")
    assert face.headers["content-type"] == "font/ttf"
    assert "max-age=31536000" in face.headers["cache-control"]


#: A telephone's 320 pixels in forced colours, 1280 pixels enlarged twice, and their letters alone.
SIGHTS: dict[str, dict[str, Any]] = {
    "telephone": {"viewport": {"width": 320, "height": 700}, "forced_colors": "active", "reduced_motion": "reduce"},
    "zoom": {"viewport": {"width": 640, "height": 400}, "device_scale_factor": 2, "reduced_motion": "reduce"},
    "letters": {"viewport": {"width": 1280, "height": 800}, "reduced_motion": "reduce"},
}
#: What is cut off: words in a box that hides what does not fit into it.
_CUT = """() => [...document.querySelectorAll("main *, header *, nav *")].filter((one) => {
  const style = getComputedStyle(one);
  return one.textContent.trim() && !one.closest(".unseen, .scroll, .viewer, .aside, select, datalist")
    && ["hidden", "clip"].includes(style.overflowX) && one.scrollWidth > one.clientWidth + 1;
}).map((one) => one.outerHTML.slice(0, 200))"""
#: Words that lie over others.
_OVERLAID = """() => {
  const lines = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const one = walker.currentNode, range = new Range();
    if (!one.data.trim() || !one.parentElement.checkVisibility()
      || one.parentElement.closest(".unseen, .skip, .scroll, .viewer, .aside, select, datalist")) continue;
    range.selectNodeContents(one);
    lines.push(...[...range.getClientRects()].map((box) => [box, one.data.trim()]));
  }
  return lines.flatMap(([box, text], rank) => lines.slice(rank + 1).filter(([other]) =>
    Math.min(box.right, other.right) - Math.max(box.left, other.left) > 2
    && Math.min(box.bottom, other.bottom) - Math.max(box.top, other.top) > 2).map(([_, over]) => [text, over]));
}"""
#: What lies under something else once it has the focus, whether Tab or Shift+Tab led there.
_COVERED = """() => {
  const all = [...document.querySelectorAll("main :is(a, button, input, select, textarea, summary)")]
    .filter((one) => one.checkVisibility() && one.getClientRects().length && !one.closest(".unseen")).slice(0, 60);
  return [...all, ...all.toReversed()].filter((one) => {
    one.focus();
    const box = one.getClientRects()[0];
    const over = document.elementFromPoint(box.x + Math.min(box.width / 2, 20), box.y + box.height / 2);
    return over && !one.contains(over) && !over.contains(one) && !over.closest("label");
  }).map((one) => one.outerHTML.slice(0, 200));
}"""


@pytest.mark.parametrize("sight", SIGHTS)
def test_a_screen_holds_in_little_room(browse: Callable[..., Page], signed_project: Project, sight: str) -> None:
    """Only tables scroll sideways, no word is cut or lies over another, nothing over the focus, nothing has to move.

    Forced colours leave all outlines.
    """
    page = browse(signed_project, **SIGHTS[sight])
    screens = page.locator(".screens a").evaluate_all("links => links.map(link => link.href)")
    beside = STATES if sight == "telephone" else ()
    for screen in [*screens, *(page.url + one for one in beside)]:
        page.goto(screen)
        if sight == "letters":
            page.evaluate("document.documentElement.style.fontSize = '200%'")
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, screen
        assert page.evaluate(_OVERLAID) == [], screen
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
        assert page.evaluate(_CUT) == [], screen
        assert page.evaluate(_COVERED) == [], screen
        assert violations(page, "scrollable-region-focusable") == [], screen
        bare = page.locator("button, .button, .state, .chip").evaluate_all(
            "all => all.filter(one => parseFloat(getComputedStyle(one).borderTopWidth) < 1).map(one => one.outerHTML)"
        )
        assert bare == [], screen
