"""A project of another EPCI, begun on the page in an empty folder."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from generator.cli import run
from generator.inputs.communerows import read_communes
from generator.web.application import create_app
from generator.web.desk import CLERK
from generator.web.settings import Serving
from tests.web.conftest import Visitor, fixed, hidden, shown, told, violations

_COMMUNES = """Code INSEE;SIREN;Commune;Population municipale;E-mail;Civilité;Prénom maire;Nom maire
59313;215903139;Hordain;1500;mairie@hordain.example;Mme;Alix;MAIRE-EXEMPLE
"""


@pytest.fixture
def newcomer(tmp_path: Path) -> Iterator[Visitor]:
    """Open the page of an empty folder."""
    app = create_app(Serving(tmp_path, engine="embedded", jobs=1, clock=fixed))
    client = app.test_client()
    client.set_cookie(CLERK, "Service%20juridique")
    yield Visitor(client, "")
    app.extensions["desk"].jobs.close()


def test_a_project_begins_on_the_page(newcomer: Visitor, tmp_path: Path) -> None:
    """By the questions of a campaign, then by the communes of a spreadsheet: no line of an example is left in it."""
    asked = newcomer.get("/")
    assert "Commencer un projet" in told(asked)
    assert "Quelles communes ?" not in told(asked)
    wrong = newcomer.post("/commencer/", {"nom": "Prêt " * 9})
    assert (wrong.status_code, "ne peut pas nommer une campagne" in told(wrong)) == (422, True)
    assert list(tmp_path.iterdir()) == []
    begun = newcomer.post("/commencer/", {"nom": " Prêt", "epci-nom": "Communauté de communes d’Essai"})
    assert "Importez maintenant vos communes." in told(begun)
    assert "ROBIN" not in (tmp_path / "templates" / "pret" / "campaign.toml").read_text(encoding="utf-8")
    shown = newcomer.post("/pret/donnees/tableaux/", {"fichier": (io.BytesIO(_COMMUNES.encode()), "export.csv")})
    assert "« Commune » (Nom), « E-mail » (Courriel)" in told(shown)
    assert "Colonnes nouvelles" not in told(shown)
    newcomer.post(shown.request.path, hidden(shown))
    (only,) = read_communes(tmp_path / "communes.csv").communes
    assert (only.nom, only.tncc, only.row["courriel"]) == ("Hordain", 1, "mairie@hordain.example")
    assert newcomer.client.get("/commencer/").status_code == 302


def test_a_beginner_needs_no_mouse_and_no_wide_screen(browse: Callable[..., Page], tmp_path: Path) -> None:
    """The questions, the table and the logo: axe has no word against them, at 320 pixels."""
    page = browse(tmp_path, viewport={"width": 320, "height": 640})
    assert violations(page) == []
    page.get_by_label("Nom de la campagne").fill("pret")
    page.keyboard.press("Enter")
    shown(page, "Importer un tableau des communes")
    page.get_by_label(re.compile("^CSV, Excel")).set_input_files(
        {"name": "export.csv", "mimeType": "text/csv", "buffer": _COMMUNES.encode()}
    )
    page.get_by_role("button", name="Voir ce qui changerait").press("Enter")
    shown(page, "Ce que changerait export.csv")
    assert violations(page) == []
    page.goto("/pret/modeles/logo")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_folder_of_other_things_is_no_beginning(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nor is one that does not exist: each is told as such."""
    (tmp_path / "lettre.txt").write_text("autre chose", encoding="utf-8")
    assert run(["serve", "--no-browser", "--port", "0", "--project", str(tmp_path)]) != 0
    assert "aucun projet ici" in capsys.readouterr().err
    assert run(["serve", "--no-browser", "--port", "0", "--project", str(tmp_path / "ailleurs")]) != 0
    assert "ce dossier n’existe pas" in capsys.readouterr().err
