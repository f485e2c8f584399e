"""The dashboard: what is to do today, and where each dossier stands."""

from __future__ import annotations

import csv
import inspect
import io
import re
import shutil
from collections.abc import Callable
from html import unescape
from pathlib import Path

from playwright.sync_api import Page, expect

from generator.dossiers import nextaction
from generator.progress import Silence
from generator.project import Project, open_project
from generator.runs.followup.note import NoteRequest, run as note
from generator.web.gestures import GESTURES
from tests.cases import cases
from tests.conftest import REGISTER, REPOSITORY
from tests.edits import replace
from tests.runs.conftest import run
from tests.web.conftest import Visitor, told
from tests.web.test_mailing import HAVELUY, seal

Visit = Callable[[Project], Visitor]
_ROW = re.compile(r'<th scope="row"><a [^>]*>([^<]*)')


def communes(visitor: Visitor, query: str = "") -> list[str]:
    """Return the communes that the list shows, in its order."""
    return _ROW.findall(visitor.get(f"/{query}").text)


def test_it_tells_the_morning(visit: Visit, signed_project: Project) -> None:
    """What is to do is grouped, the states are counted, each row has the dates and its next gesture."""
    answer = visit(signed_project).get("/")
    page = told(answer)
    assert "Le terme du 30 juin 2026 est dépassé depuis" in page
    assert "À faire aujourd’hui 1 dossier dont le terme est passé Changer le terme" in page
    assert re.search(r"dépassé depuis \d+ jours\. Changer le terme À faire", page)
    assert "Décider" not in page
    assert "/modeles/reglages?suite=/mediation-numerique/#c-convention.terme" in answer.text
    assert "2 courriels à préparer Préparer : 2 courriels à préparer" in page
    assert "tous 3 projet 0 préparé 0 envoyé 0 voté 0 complet 1 signé 2 terminé 0" in page
    assert "Haveluy MED_NUM-2025-002 signé 25/11/2026 2025-02-10 02/04/2025 07/04/2025 12/05/2025 14/05/2025" in page
    assert "n° 1 signé, n° 2 complet Préparer" in page


def test_documents_are_made_again_before_their_e_mails(visit: Visit, small_built: Project) -> None:
    """Once the term is another, the morning asks for the dossiers first, and for no e-mail of an old one."""
    replace(small_built.campaign / "campaign.toml", "2026-06-30", "2027-06-30")
    page = told(visit(small_built).get("/"))
    assert "À faire aujourd’hui 3 dossiers à fabriquer Fabriquer" in page
    assert "à préparer" not in page


def test_what_was_never_made_is_no_draft(visit: Visit, small_project: Project) -> None:
    """It is counted and found apart, as its row says."""
    visitor = visit(small_project)
    page = told(visitor.get("/"))
    assert "tous 3 projet 0" in page
    assert "pas encore fait 3" in page
    assert len(communes(visitor, "?etat=unmade")) == 3
    assert communes(visitor, "?etat=draft") == []


def test_each_count_has_its_bar(visit: Visit, signed_project: Project) -> None:
    """As long as its part of all dossiers; the count says it in words, a screen reader hears no bar."""
    counts = visit(signed_project).get("/").text.partition('class="counts')[2].partition("</ul>")[0]
    widths = re.findall(r'(\w+ \d)<svg class="bar" [^>]*aria-hidden="true"[^>]*><rect width="([\d.]+)"', counts)
    assert {"complet 1": "33.3", "signé 2": "66.7", "voté 0": "0.0"}.items() <= dict(widths).items()


def test_the_address_filters_and_sorts(visit: Visit, signed_project: Project) -> None:
    """States, gestures, search and order are in it, each with a link."""
    visitor = visit(signed_project)
    assert communes(visitor) == ["Escaudain", "Haveluy", "La Sentinelle"]
    assert communes(visitor, "?etat=complete") == ["La Sentinelle"]
    assert communes(visitor, "?geste=prepare") == ["Escaudain", "Haveluy"]
    assert communes(visitor, "?tri=-commune") == ["La Sentinelle", "Haveluy", "Escaudain"]
    assert communes(visitor, "?tri=signe") == ["Haveluy", "Escaudain", "La Sentinelle"]
    assert communes(visitor, "?tri=rien&page=99") == ["Escaudain", "Haveluy", "La Sentinelle"]
    assert 'aria-sort="descending"' in visitor.get("/?tri=-commune").text


@cases("sought", "haveluy", "HAVELUY", "2025-002", "MED_NUM-2026-001", "ryckelynck", "59292")
def test_a_search_that_finds_one_goes_to_it(visit: Visit, signed_project: Project, sought: str) -> None:
    """By the commune, its code, any of its numbers, its mayor."""
    answer = visit(signed_project).client.get(f"/mediation-numerique/?chercher={sought}")
    assert answer.location == "/mediation-numerique/dossiers/59292/"


def test_a_search_that_finds_several_lists_them(visit: Visit, signed_project: Project) -> None:
    """And one that finds nothing says so."""
    visitor = visit(signed_project)
    assert communes(visitor, "?chercher=MED_NUM-2025") == ["Escaudain", "Haveluy", "La Sentinelle"]
    assert "Aucun dossier ne répond à ces filtres" in told(visitor.get("/?chercher=zzz"))


def test_who_left_is_hidden_unless_signed_and_told(visit: Visit, signed_project: Project) -> None:
    """A number never disappears: what is signed stays, the others are one link away, and a search finds them."""
    rows = signed_project.communes.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = [row for row in rows if "Haveluy" not in row and "La Sentinelle" not in row]
    signed_project.communes.write_text("".join(kept), encoding="utf-8")
    visitor = visit(signed_project)
    assert communes(visitor) == ["Escaudain", "Haveluy"]
    assert "1 dossier d’une commune qui ne participe plus n’est pas montré" in told(visitor.get("/"))
    assert communes(visitor, "?absentes=oui") == ["Escaudain", "Haveluy", "La Sentinelle"]
    assert "Dossier introuvable" not in told(visitor.get("/?chercher=sentinelle"))
    assert visitor.client.get("/mediation-numerique/?chercher=sentinelle").location.endswith("/59564/")


def test_what_is_put_aside_is_shown_apart(visit: Visit, signed_project: Project) -> None:
    """With its reason; it is no longer among what is to do today, and still in the list."""
    note(signed_project, NoteRequest("escaudain", "fusion en vue", aside=True), Silence())
    visitor = visit(signed_project)
    page = told(visitor.get("/"))
    assert "1 courriel à préparer" in page
    assert "1 dossier mis de côté Escaudain : fusion en vue" in page
    assert communes(visitor, "?etat=aside") == ["Escaudain"]
    assert communes(visitor, "?geste=prepare") == ["Haveluy"]


def test_every_action_has_its_gesture() -> None:
    """Each code that the rule of the next action gives is one verb on the dashboard."""
    codes = set(re.findall(r'Action\(\s*"([a-z-]+)"', inspect.getsource(nextaction)))
    assert codes | {"sign"} == GESTURES.keys()


def test_what_came_back_is_to_be_read(visit: Visit, signed_project: Project) -> None:
    """The files of retours/ that the register does not keep yet are counted."""
    folder = signed_project.root / "retours"
    folder.mkdir()
    (folder / "haveluy.txt").write_text("EXTRAIT DU REGISTRE", encoding="utf-8")
    kept = next((signed_project.register.parent / "originals").iterdir())
    shutil.copy(kept, folder)
    assert "1 fichier revenu à traiter (dossier retours/) Ouvrir" in told(visit(signed_project).get("/"))


def test_the_list_is_a_table_for_spreadsheets(visit: Visit, signed_project: Project) -> None:
    """All its pages, its filter in its name."""
    answer = visit(signed_project).get("/suivi.csv?etat=signed")
    assert answer.headers["Content-Disposition"].endswith("-signed.csv")
    header, *rows = csv.reader(io.StringIO(answer.data.decode("utf-8-sig")), delimiter=";")
    assert header[:3] == ["INSEE", "Commune", "Numéro"]
    assert [row[1] for row in rows] == ["Escaudain", "Haveluy"]


def test_the_follow_up_is_printed(visit: Visit, signed_project: Project) -> None:
    """The PDF for the Bureau is made, and handed out."""
    visitor = visit(signed_project)
    assert visitor.get("/suivi.pdf").status_code == 404
    answer = visitor.ended(visitor.post("/suivi"))
    assert "Le suivi est fait : 1 page A4 paysage, 3 dossiers" in told(answer)
    assert visitor.get("/suivi.pdf").data.startswith(b"%PDF-")


def test_data_that_cannot_be_read_is_told_in_its_place(visit: Visit, signed_project: Project) -> None:
    """The dashboard names each fault instead of the dossiers."""
    text = signed_project.communes.read_text(encoding="utf-8").replace("59292;", "5929;", 1)
    signed_project.communes.write_text(text, encoding="utf-8")
    page = told(visit(signed_project).get("/"))
    assert "Données à corriger Erreur communes.csv" in page


def test_nothing_in_a_cell_is_markup(visit: Visit, tmp_path: Path) -> None:
    """Names with tags and quotes, and very long ones, are shown as they are."""
    root = tmp_path / "projet"
    shutil.copytree(REGISTER / "register", root / "register")
    shutil.copytree(REPOSITORY / "templates", root / "templates")
    text = (REGISTER / "communes.csv").read_text(encoding="utf-8")
    hostile = "<script>alert(1)</script>"
    text = text.replace("RYCKELYNCK", f"{hostile}\"' onload=x").replace("Mairie", f"{hostile}{'é' * 300}")
    (root / "communes.csv").write_text(text, encoding="utf-8")
    visitor = visit(open_project(root))
    for path in ("/", "/?chercher=%3Cscript%3E", "/dossiers/59292/", "/?etat=%22%3E%3Cscript%3E"):
        page = visitor.get(path).text
        assert "<script>alert" not in page
        assert '"> <script>' not in page


def test_filters_swap_the_list_alone(browse: Callable[..., Page], signed_project: Project) -> None:
    """As one types, the list changes, the address with it, and the count is said; the field keeps the focus."""
    page = browse(signed_project)
    page.locator("#filtre").press_sequentially("e")
    page.wait_for_url("**/?chercher=e*")
    page.locator("#filtre").press_sequentially("sc")
    expect(page.locator("#liste tbody tr")).to_have_count(1)
    assert page.evaluate("document.activeElement.id") == "filtre"
    assert page.locator("#annonces").inner_text() == "1 dossier"


def test_a_gesture_is_a_button_and_what_only_waits_is_none(visit: Visit, small_built: Project) -> None:
    """Nothing is to be pressed of a commune that is to answer."""
    replace(small_built.campaign / "campaign.toml", "terme = 2026-06-30", "terme = 2036-06-30")
    run(small_built)
    visitor = visit(small_built)
    visitor.job("/envois/preparer", {"toutes": "oui"})
    left = {"acte": HAVELUY, "date": "26/11/2026"}
    visitor.post("/envois/partis", {**left, "vu": seal(visitor.post("/envois/partis", left).text)})
    rows = re.findall(r"<th scope=\"row\"><a [^>]*>([^<]+)</a></th>(.*?)</tr>", visitor.get("/").text, re.DOTALL)
    cells = {commune: row.rpartition("<td>")[2] for commune, row in rows}
    assert 'class="button read"' in cells["La Sentinelle"]
    assert "Attendre" in cells["Haveluy"]
    assert "<a" not in cells["Haveluy"]


def test_a_part_of_a_list_says_so_on_paper(visit: Visit, signed_project: Project) -> None:
    """What narrows it stands above it, and which of its pages it is."""
    visitor = visit(signed_project)
    assert re.search(r"\d+ dossiers? : signé, au ", told(visitor.get("/?etat=signed")))
    code = re.findall(r"geste=([a-z]+)", visitor.get("/").text)[0]
    assert re.search(r"\d+ dossiers? \(\d+ [^)]+\), au ", told(visitor.get(f"/?geste={code}")))
    for page, words in {
        "/signer/?liste=signe&chercher=haveluy": "Toutes les signatures, 2 actes pour « haveluy »",
        "/envois/?genre=signature": "à préparer et à envoyer : à signer",
        "/donnees/?chercher=haveluy": "1 ligne pour « haveluy »",
    }.items():
        (caption,) = re.findall(r'<caption class="unseen onpaper">(.*?)</caption>', visitor.get(page).text)
        assert words in " ".join(unescape(caption).replace("\u00a0", " ").split())
