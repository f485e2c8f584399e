"""Draw the page's pictures of the guide: the screens of a demonstration, as Chromium shows them."""

from __future__ import annotations

import io
import tempfile
import threading
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from generator.progress import Silence
from generator.runs.demo import CAMPAIGN, DemoRequest, run
from generator.web.server import Server

IMAGES = Path(__file__).parent / "images"
_CHROMIUM = "/usr/bin/chromium"
_OPTIONS = ("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")
#: The screens that an address alone shows, by the name of their picture.
_SCREENS = {
    "page-tableau-de-bord": "",
    "page-donnees": "donnees/?groupe=maire",
    "page-fabrication": "fabrication/",
    "page-dossier": "dossiers/98950/",
    "page-envois": "envois/",
    "page-signer": "signer/",
    "page-calendrier": "calendrier/",
    "page-registre": "registre/",
}
_SIZE = {"width": 1180, "height": 860}


def main() -> None:
    """Make a demonstration, serve it, and draw its screens."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        project = run(Path(folder, "demo"), DemoRequest(), Silence()).project
        with Server(project.root, engine="embedded") as server:
            threading.Thread(target=server.serve, daemon=True).start()
            browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=list(_OPTIONS))
            context = browser.new_context(viewport=_SIZE, locale="fr-FR", base_url=f"{server.address}{CAMPAIGN}/")
            page = context.new_page()
            context.add_cookies([{"name": "nom", "value": "Service%20juridique", "url": server.address}])
            for name, address in _SCREENS.items():
                page.goto(address)
                page.wait_for_load_state("networkidle")
                page.locator("[hx-trigger^=every]").wait_for(state="detached", timeout=120_000)
                _draw(page, name)
            page.goto("retours/")
            page.get_by_role("button", name="Lire 1 fichier qui attend").click()
            page.get_by_role("heading", level=1).filter(has_text="délibération n°").wait_for(timeout=120_000)
            _draw(page, "page-retours")
            browser.close()


def _draw(page: Page, name: str) -> None:
    picture = Image.open(io.BytesIO(page.screenshot()))
    picture.convert("P", palette=Image.Palette.ADAPTIVE, colors=64).save(IMAGES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
