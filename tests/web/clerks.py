"""How a clerk acts on the page: with the mouse, by keys alone, or in a browser that runs no script."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import ElementHandle, Locator, Page, expect

#: How long a run takes at most while other tests run beside it, in milliseconds.
PATIENCE = 600_000
#: How often a page is asked where its focus is while it moves, a tenth of a second apart.
_SETTLED = 50
#: In the address of each page's last link, after which Tab leaves the page and comes back to its beginning.
_LAST = "/raccourcis"
#: Whether the page's focus is on an element, whether it is shown there, and what it is, to be told when it is not.
#: A heading, a target or the page's own part may have it without a ring; nothing may lie over it.
_FOCUS = """target => {
  const focused = document.activeElement, style = getComputedStyle(focused), box = focused.getBoundingClientRect();
  const ringed = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 && box.width > 0;
  const over = document.elementFromPoint(
    Math.min(Math.max(box.x + box.width / 2, 0), innerWidth - 1), Math.min(Math.max(box.y + 4, 0), innerHeight - 1));
  const seen = box.bottom > 0 && box.y < innerHeight && over && (focused.contains(over) || over.contains(focused)
    || over.closest("label") !== null);
  const shown = focused.matches("main, [tabindex='-1']") || (ringed && seen);
  return [focused === target, shown, focused.outerHTML.slice(0, 200)];
}"""


@dataclass(frozen=True, slots=True)
class Clerk:
    """Acts with the mouse, in a browser that runs the page's scripts."""

    page: Page

    def go(self, screen: str) -> None:
        """Open a screen of the menu."""
        self.page.get_by_role("navigation", name="Écrans").get_by_role("link", name=screen, exact=True).click()
        self.sees(screen)

    def find(self, commune: str) -> None:
        """Open a commune's dossier by the search box."""
        self.page.get_by_role("searchbox").first.fill(commune)
        self.page.keyboard.press("Enter")
        self.sees(commune)

    def press(self, target: Locator) -> None:
        """Press a button, follow a link, open or close what is folded."""
        target.click()

    def tick(self, target: Locator) -> None:
        """Tick a box."""
        target.check()

    def write(self, target: Locator, text: str) -> None:
        """Write in a field in place of what it holds."""
        target.fill(text)

    def mend(self, target: Locator, text: str) -> None:
        """Write in a field in which something is wrong."""
        self.write(target, text)

    def add(self, target: Locator, text: str) -> None:
        """Write at the end of a field."""
        target.fill(target.input_value() + text)

    def hand_in(self, target: Locator, file: Path) -> None:
        """Choose a file."""
        target.set_input_files(file)

    def save(self) -> None:
        """Save what was written in a form."""
        self.page.keyboard.press("Control+s")

    def sees(self, heading: str | re.Pattern[str]) -> None:
        """Wait until a screen or the result of a run is there."""
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(heading, timeout=PATIENCE)


class Keys(Clerk):
    """Acts by keys alone, and sees at each step where the focus is."""

    __slots__ = ()

    def __init__(self, page: Page) -> None:
        super().__init__(page)
        # The window in which files are chosen is caught from the first key on, not only once it was asked for.
        page.on("filechooser", lambda _: None)

    def to(self, target: Locator) -> None:
        """Go to an element by Tab."""
        expect(target).to_be_visible()
        element, before = target.element_handle(), ""
        for _ in range(300):
            self.page.keyboard.press("Tab")
            there, what = self._focus(element, before)
            if there:
                return
            before = what
        raise AssertionError(f"Tab never comes to {target}")

    def _focus(self, element: ElementHandle, before: str) -> tuple[bool, str]:
        """Return whether the focus is on an element, and where it is: shown, as soon as the page has settled."""
        for _ in range(_SETTLED):
            there, shown, what = element.evaluate(_FOCUS)
            if shown or (what.startswith("<body") and _LAST in before):
                return there, what
            self.page.wait_for_timeout(100)
        raise AssertionError(f"The focus is not shown: {what}")

    def go(self, screen: str) -> None:
        """Open a screen by its letter."""
        link = self.page.get_by_role("navigation", name="Écrans").get_by_role("link", name=screen, exact=True)
        self._shortcut("g", link.get_attribute("data-key") or "")
        self.sees(screen)

    def find(self, commune: str) -> None:
        """Open a commune's dossier by the shortcut of the search box."""
        self._shortcut("/")
        expect(self.page.get_by_role("searchbox").first).to_be_focused()
        self.page.keyboard.type(commune)
        self.page.keyboard.press("Enter")
        self.sees(commune)

    def press(self, target: Locator) -> None:
        """Go to it, and press Enter."""
        self.to(target)
        self.page.keyboard.press("Enter")

    def tick(self, target: Locator) -> None:
        """Go to it, and press Space."""
        self.to(target)
        self.page.keyboard.press("Space")
        expect(target).to_be_checked()

    def write(self, target: Locator, text: str) -> None:
        """Go to it, and type over what it holds."""
        self.to(target)
        self._type(text)

    def mend(self, target: Locator, text: str) -> None:
        """Have the key of the next problem lead there, and type over it."""
        for _ in range(50):
            self._shortcut("F8")
            if target.evaluate("element => element === document.activeElement"):
                self._type(text)
                return
        raise AssertionError(f"F8 never comes to {target}")

    def add(self, target: Locator, text: str) -> None:
        """Go to its end, and type."""
        self.to(target)
        self.page.keyboard.press("Control+End")
        self.page.keyboard.type(text)

    def hand_in(self, target: Locator, file: Path) -> None:
        """Open by a key the window in which files are chosen."""
        self.to(target)
        with self.page.expect_file_chooser() as opened:
            self.page.keyboard.press("Space")
        opened.value.set_files(file)

    def _type(self, text: str) -> None:
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def _shortcut(self, *keys: str) -> None:
        self.page.wait_for_load_state()  # the shortcuts are there once the page's scripts are
        for key in keys:
            self.page.keyboard.press(key)


class Plain(Clerk):
    """Acts with the mouse, in a browser that runs no script: forms and links are all there is."""

    __slots__ = ()

    def save(self) -> None:
        """Press the button, since no key does."""
        self.page.get_by_role("button", name="Enregistrer", exact=True).click()

    def sees(self, heading: str | re.Pattern[str]) -> None:
        """Ask again by the link that the progress of a run has, until it has ended."""
        again = self.page.get_by_role("link", name="Actualiser")
        wanted = self.page.get_by_role("heading", level=1).filter(has_text=heading)
        for _ in range(PATIENCE // 200):
            expect(again.or_(wanted).first).to_be_visible()
            if again.is_visible():
                self.page.wait_for_timeout(200)
                again.click()
            elif wanted.is_visible():
                return
        raise AssertionError(f"{heading} never comes")
