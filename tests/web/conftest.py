"""The page as a browser without scripts asks for it, and as Chromium shows it."""

from __future__ import annotations

import datetime
import re
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from flask.testing import FlaskClient
from playwright.sync_api import Browser, Page, expect, sync_playwright
from werkzeug.test import TestResponse

from generator import clock
from generator.project import Project, open_project
from generator.web.application import create_app
from generator.web.desk import CLERK
from generator.web.server import Server
from generator.web.settings import Serving
from tests.conftest import copy_signed
from tests.runs.conftest import (
    made_once,
    small_built as small_built,  # a fixture of these tests too
)

TOKEN = re.compile(r'name="jeton" value="([^"]+)"')
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)"')
_TAG = re.compile(r"<(script|style).*?</\1>|<[^>]+>", re.DOTALL)
#: Chromium as root and without a network of its own.
_OPTIONS = (
    *("--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update"),
    *("--disable-sync", "--no-first-run"),
)
#: What day it is on the pages of these tests, whatever that of the machine.
TODAY = datetime.date(2026, 11, 26)
_BEGUN = time.monotonic()
#: How long a page is waited for on a machine that does much else, in milliseconds.
_LONG = 60_000
#: How long the work of another thread is, in seconds.
PATIENT = 600.0
expect.set_options(timeout=_LONG)


def fixed() -> datetime.datetime:
    """Return the moment by which these tests go: a morning of ``TODAY``, and the time passes."""
    passed = datetime.timedelta(seconds=time.monotonic() - _BEGUN)
    return datetime.datetime.combine(TODAY, datetime.time(9), datetime.UTC) + passed


@pytest.fixture(autouse=True)
def _day() -> Iterator[None]:
    """Have what a test does itself, beside the page, go by the same clock."""
    before = clock.go_by(fixed)
    yield
    clock.go_on(before)


@pytest.fixture
def signed_project(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Project:
    """Return a project with signed dossiers, built and verified: a copy, which a test may change."""
    once = made_once("signed", tmp_path_factory, worker_id, copy_signed, verify=True)
    return open_project(shutil.copytree(once.project.root, tmp_path / "projet"))


@dataclass(frozen=True)
class Visitor:
    """A clerk whose browser runs no script: ``start`` is the address of the campaign's screens."""

    client: FlaskClient
    start: str

    def get(self, path: str, **options: Any) -> TestResponse:
        """Open a screen by its path in the campaign, redirects followed."""
        return self.client.get(self.start + path, follow_redirects=True, **options)

    def post(self, path: str, data: dict[str, Any] | None = None, *, follow: bool = True) -> TestResponse:
        """Send a form with the token that any screen gives, and follow where it leads."""
        return self.client.post(
            self.start + path, data={"jeton": self.token(), **(data or {})}, follow_redirects=follow
        )

    def job(self, path: str, data: dict[str, Any] | None = None) -> TestResponse:
        """Send a form that begins a job, wait for its end, and open its result."""
        begun = self.post(path, data, follow=False)
        jobs = self.client.application.extensions["desk"].jobs.newest
        if begun.status_code != 303 or not jobs:
            return begun
        assert jobs[0].wait(PATIENT)
        return self.get(f"/travaux/{jobs[0].key}")

    def ended(self, answer: TestResponse) -> TestResponse:
        """Wait for the job whose progress a page shows, and open its result; any other page is returned as it is."""
        if "/travaux/" not in answer.request.path or answer.status_code != 200:
            return answer
        assert self.client.application.extensions["desk"].jobs.newest[0].wait(PATIENT)
        return self.get(answer.request.path.removeprefix(self.start))

    def token(self) -> str:
        """Return the token of this visitor's session."""
        return self._token

    @cached_property
    def _token(self) -> str:
        """The token as any form holds it."""
        found = TOKEN.search(self.client.get("/raccourcis").text)
        assert found
        return found[1]


def hidden(answer: TestResponse) -> dict[str, str]:
    """Return what a page's forms hold without showing it, but the token."""
    return {name: unescape(value) for name, value in _HIDDEN.findall(answer.text) if name != "jeton"}


def told(response: TestResponse) -> str:
    """Return the words of a page, one space between them."""
    text = unescape(_TAG.sub(" ", response.text))
    return " ".join(text.replace("\u00a0", " ").replace("\u202f", " ").replace("\u2060", "").split())


@pytest.fixture
def visit() -> Iterator[Callable[[Project], Visitor]]:
    """Open the page of a project as somebody whose name is known."""
    opened = []

    def open_page(project: Project) -> Visitor:
        app = create_app(Serving(project.root, engine="embedded", jobs=1, clock=fixed))
        opened.append(app)
        client = app.test_client()
        client.set_cookie(CLERK, "Service%20juridique")
        return Visitor(client, f"/{project.campaign.name}")

    yield open_page
    for app in opened:
        app.extensions["desk"].jobs.close()


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """Start Debian's Chromium, without a window; it ends with the file, for its loop would be in the way of others'."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=list(_OPTIONS))
        yield browser
        browser.close()


@pytest.fixture
def browse(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Serve a project on a free port, and open its dashboard in a new window; options are those of a context.

    With the hash of a password, the door is what opens.

    What a script of the page complains of, and what the policy refuses, fails the test.
    """
    servers: list[tuple[Server, threading.Thread]] = []
    complaints: list[str] = []

    def open_page(project: Project | Path, *, password: str = "", **options: Any) -> Page:
        root = project.root if isinstance(project, Project) else project
        server = Server(root, engine="embedded", jobs=1, clock=fixed, password=password)
        thread = threading.Thread(target=server.serve, daemon=True)
        thread.start()
        servers.append((server, thread))
        context = chromium.new_context(**{"base_url": server.address, "locale": "fr-FR", **options})
        context.set_default_timeout(_LONG)
        context.add_cookies([{"name": CLERK, "value": "Service%20juridique", "url": server.address}])
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console", lambda said: complaints.append(f"{said.text} {said.location}") if said.type == "error" else None
        )
        page.goto("/")
        return page

    yield open_page
    for server, thread in servers:
        server.stop()
        thread.join(10)
    assert complaints == []


#: How many pixels come after the last thing that a page shows, none in a window that is higher.
_EMPTY = """() => {
  const foot = document.querySelector("footer.bottom");
  const end = foot ? foot.getBoundingClientRect().bottom + scrollY : Infinity;
  return document.documentElement.scrollHeight - Math.max(end, innerHeight);
}"""


def beside(page: Page) -> Page:
    """Open the page that another one shows in a second browser, as somebody else."""
    browser, address = page.context.browser, "/".join(page.url.split("/", 3)[:3])
    assert browser
    context = browser.new_context(base_url=address, locale="fr-FR")
    context.set_default_timeout(_LONG)
    context.add_cookies([{"name": CLERK, "value": "Accueil", "url": address}])
    other = context.new_page()
    other.goto(page.url)
    return other


def shown(page: Page, heading: str) -> None:
    """Wait until a click has brought a page and its scripts run: before, a key does what it does without them."""
    page.get_by_role("heading", name=heading, level=1).wait_for()
    page.wait_for_load_state("domcontentloaded")


def violations(page: Page, *rules: str) -> list[str]:
    """Return what axe-core finds against some ``rules``, else WCAG 2.2 AA and its best practices, on a page as shown.

    So is a page that scrolls on where nothing is. A page that a click is leaving has no end: wait for the next first.
    """
    page.wait_for_load_state()
    options = {"resultTypes": ["violations"], **({"runOnly": list(rules)} if rules else {})}
    results = Axe().run(page, options=options)
    found = [f"{one['id']}: {node['html'][:200]}" for one in results.response["violations"] for node in one["nodes"]]
    return found if page.evaluate(_EMPTY) < 2 else [*found, f"nothing at the end of {page.url}"]
