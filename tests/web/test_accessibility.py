"""RGAA 4.1 and WCAG 2.2 AA, as far as a machine sees them, on each screen."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from generator.project import Project
from tests.web.conftest import violations

#: Screens that no menu leads to, and states of those to which it does, after the address of the dashboard.
STATES = (
    "?chercher=zzz&absentes=oui",
    "dossiers/59292/",
    "dossiers/59292/versions/MED_NUM-2025-002/convention",
    "dossiers/59292/vie/resiliation",
    "dossiers/59564/vie/deliberation",
    "registre/?du=hier",
    "imprimer/appels?etat=signed",
    "imprimer/etiquettes",
    "imprimer/recepisse/59292/0",
    "imprimer/registre/2025",
    "signer/?liste=signe",
    "signer/acte/59292-2",
    "retours/enregistrees",
    "retours/retirer/59564/0",
    "evaluer/articles",
    "donnees/nouvelle",
    "donnees/ligne/2",
    "donnees/maire/2",
    "travaux/",
    "calendrier/commune/59292",
    "calendrier/affiche/M1",
    "../qui",
    "../raccourcis",
    "modeles/nouvelle",
    "evaluer/feuille?periode=mai 2026 – octobre 2026",
)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_screen_has_a_violation(browse: Callable[..., Page], signed_project: Project, scheme: str) -> None:
    """axe-core finds nothing on any screen, in light and in dark."""
    page = browse(signed_project, color_scheme=scheme)
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
        overflow = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert overflow <= 0, screen
    assert found == []


def test_no_screen_is_wider_than_a_telephone(browse: Callable[..., Page], signed_project: Project) -> None:
    """At 320 pixels only tables scroll sideways; forced colours leave all their outlines, and nothing has to move."""
    options = {"viewport": {"width": 320, "height": 700}, "forced_colors": "active", "reduced_motion": "reduce"}
    page = browse(signed_project, **options)
    screens = page.locator(".screens a").evaluate_all("links => links.map(link => link.href)")
    for screen in [*screens, *(page.url + one for one in STATES)]:
        page.goto(screen)
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, screen
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
        bare = page.locator("button, .button, .state, .chip").evaluate_all(
            "all => all.filter(one => parseFloat(getComputedStyle(one).borderTopWidth) < 1).map(one => one.outerHTML)"
        )
        assert bare == [], screen
