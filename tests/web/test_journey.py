"""A dossier's whole life in a real browser, from a fault in the data to the end of a convention."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Locator, Page, expect

from generator.project import Project
from tests.conftest import MakeProject
from tests.intake.papers import photograph, print_pdf
from tests.web import lives
from tests.web.clerks import PATIENCE, Clerk
from tests.web.conftest import violations


class Examiner(Clerk):
    """A clerk with axe-core at hand: each result of a run, each sheet and the progress of a run satisfy it."""

    __slots__ = ()

    def press(self, target: Locator) -> None:
        """Look at the page before what ends its state."""
        if target.evaluate("one => one.matches('.sheet .record, form[action$=arret] button')"):
            assert violations(self.page) == []
        super().press(target)

    def sees(self, heading: str | re.Pattern[str]) -> None:
        """Look at the page that a run led to."""
        super().sees(heading)
        if re.search("/(resultat|prepares|faites|examen|vie)/", self.page.url):
            assert violations(self.page) == []


def scan_of(project: Project, folder: Path) -> bytes:
    """Return what Haveluy's council voted, as a scan: pictures of pages, without a word of text."""
    printed = print_pdf(lives.voted(project), folder)
    with pypdfium2.PdfDocument(printed) as document:
        pages = [photograph(printed, dpi=200, page=rank, noise=4.0) for rank in range(len(document))]
    stream = io.BytesIO()
    pages[0].save(stream, "PDF", resolution=200, save_all=True, append_images=pages[1:])
    return stream.getvalue()


def test_a_dossier_lives_on_the_page(
    browse: Callable[..., Page], project: MakeProject, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Data, making, sending, a scan that came back, signature, evaluation, articles, avenants: without a terminal.

    Three communes are made, and Tesseract reads the scan alone; with ``WHOLE=1`` in the environment all of the campaign
    are, their progress is seen, and both readers read.
    """
    whole = bool(os.environ.get("WHOLE"))
    if not whole:
        monkeypatch.setattr("generator.papers.received.find_rapidocr", lambda: None)
    made = project(*([] if whole else ["59292", "59504", "59564"]))
    lives.spoil(made)
    clerk = Examiner(browse(made))
    lives.correct_data(clerk, made)
    lives.stop_making(clerk, made)
    lives.begin_making(clerk)
    if whole:  # three are made before one can look
        expect(clerk.page.get_by_role("progressbar")).to_be_visible(timeout=PATIENCE)
    clerk.sees("Fabrication terminée")
    expect(clerk.page.get_by_role("link", name="recueil")).to_be_visible()
    lives.send(clerk, made)
    returned = tmp_path / "retour.pdf"
    returned.write_bytes(scan_of(made, tmp_path))
    lives.receive(clerk, made, returned)
    lives.begin_making(clerk, "Haveluy")
    clerk.sees("Fabrication terminée")
    lives.sign(clerk, made)
    lives.evaluate(clerk, made)
    lives.revise(clerk, made)
    lives.look_at_avenant(clerk, made)
    lives.end(clerk, made)
