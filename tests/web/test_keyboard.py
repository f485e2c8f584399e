"""The work of a morning by keys alone, where the focus can always be seen and is never lost; and without scripts."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from generator.project import Project
from generator.register.standings import read_standings

#: Whether something has the focus, and shows it.
_SHOWN = """() => {
  const focused = document.activeElement, style = getComputedStyle(focused);
  return focused !== document.body && (focused.matches("main") || (style.outlineStyle !== "none"
    && parseFloat(style.outlineWidth) > 0 && focused.getBoundingClientRect().width > 0));
}"""


def tab_to(page: Page, target: Locator) -> None:
    """Go to an element by Tab."""
    expect(target).to_be_visible()
    for _ in range(150):
        page.keyboard.press("Tab")
        assert page.evaluate(_SHOWN), page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        if target.evaluate("element => element === document.activeElement"):
            return
    raise AssertionError(f"Tab never comes to {target}")


def press(page: Page, target: Locator, key: str = "Enter") -> None:
    """Go to an element by Tab, and press a key on it."""
    tab_to(page, target)
    page.keyboard.press(key)


def click(page: Page, target: Locator, key: str = "") -> None:
    """Click on an element: what a browser without scripts does with forms and links."""
    target.click()


@pytest.mark.parametrize(
    ("options", "do"),
    [({}, press), ({"forced_colors": "active"}, press), ({"java_script_enabled": False}, click)],
    ids=["keys", "forced colours", "no scripts"],
)
def test_mails_leave(
    browse: Callable[..., Page], small_built: Project, options: dict[str, Any], do: Callable[..., None]
) -> None:
    """A draft is prepared, then noted as sent once a sheet restated it."""
    page = browse(small_built, **options)
    page.set_default_timeout(60_000)

    def act(name: str | re.Pattern[str]) -> None:
        page.wait_for_load_state()  # the shortcuts are there once the page's scripts are
        if do is press:
            page.keyboard.press("g")
            page.keyboard.press("e")
        else:
            page.get_by_role("navigation", name="Écrans").get_by_role("link", name="Envois").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("Envois")
        do(page, page.get_by_label("Haveluy", exact=True), "Space")
        do(page, page.get_by_role("button", name=name))

    act("Préparer les brouillons cochés")
    expect(page.get_by_text("1 brouillon préparé")).to_be_visible(timeout=120_000)
    act("Marquer comme envoyés…")
    do(page, page.get_by_role("button", name=re.compile("Marquer comme envoyé : Haveluy")))
    expect(page.get_by_role("heading", name="Notés aujourd’hui")).to_be_visible()
    sent = read_standings(small_built.register, small_built.campaign.name).convention("59292")
    assert sent
    assert sent.sent_on
