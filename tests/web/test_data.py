"""The data as a sheet: read with their problems, changed by several, compared, taken from files."""

from __future__ import annotations

import datetime
import io
import re
import shutil
from collections.abc import Callable
from html import unescape

import pikepdf
from playwright.sync_api import Dialog, Page, expect

from generator.progress import Silence
from generator.project import VERSIONS, Project, open_project
from generator.register.standings import read_standings
from generator.runs.communes import edit
from generator.runs.communes.rowchanges import RowChange
from generator.runs.making import build
from generator.runs.making.build import BuildRequest
from tests.cases import cases
from tests.web.conftest import Visitor, shown, told, violations

_HIDDEN = re.compile(r'name="(vu-\d+|changements|accord|vu|version|vers|veille|raison)" value="([^"]*)"')


def hidden(page: str) -> dict[str, str]:
    """Return what the forms of a page send back unseen."""
    return {name: unescape(value) for name, value in _HIDDEN.findall(page)}


def endings(project: Project) -> dict[str, tuple[str, datetime.date]]:
    """Return the mergers that the register has, by commune: into which one, and the last day."""
    found = read_standings(project.register, project.campaign.name).documents
    return {one.insee: (end.into_insee, end.ends_on) for one in found for end in one.mergers}


def line_of(project: Project, insee: str) -> int:
    """Return the line of a commune."""
    lines = project.communes.read_text(encoding="utf-8").splitlines()
    return next(rank for rank, line in enumerate(lines, 1) if line.startswith(insee))


def change(visitor: Visitor, project: Project, insee: str, column: str, value: str, group: str) -> str:
    """Change a cell as a clerk does; return the words of the page that answers."""
    line = line_of(project, insee)
    page = visitor.get(f"/donnees/?groupe={group}")
    form = {f"vu-{line}": hidden(page.text)[f"vu-{line}"], f"c-{line}-{column}": value}
    return told(visitor.post("/donnees/", form))


def test_what_nobody_sees_is_not_written(visit: Callable[[Project], Visitor], small_project: Project) -> None:
    """A copy from Word brings hyphens at which a line may end, marks of direction, spaces without width."""
    before, visitor = small_project.communes.read_bytes(), visit(small_project)
    for column, value, group in (("insee", "59292\u200e", "identite"), ("nom_maire", "RYCKE\u00adLYNCK", "maire")):
        assert "Rien n’a changé" in change(visitor, small_project, "59292", column, value, group)
    assert small_project.communes.read_bytes() == before


@cases("more, warned", ({}, True), ({"maire_depuis": "28/03/2026"}, False))
def test_another_mayor_since_the_same_day_is_told(
    visit: Callable[[Project], Visitor], small_project: Project, more: dict[str, str], *, warned: bool
) -> None:
    """The form of a new mayor holds the former one's day: an act would pass for signed by a mayor in office."""
    visitor, line = visit(small_project), line_of(small_project, "59292")
    cells = {"prenom_maire": "Anne", "nom_maire": "DUVAL", **more}
    form = hidden(visitor.get(f"/donnees/maire/{line}").text)
    answer = told(visitor.post("/donnees/", form | {f"c-{line}-{name}": cell for name, cell in cells.items()}))
    assert ("Autre maire, depuis le même jour que l’ancien : Haveluy." in answer) is warned
    assert "Enregistré dans communes.csv : Haveluy" in answer


def test_a_change_is_written_and_every_other_byte_stays(
    visit: Callable[[Project], Visitor], small_project: Project
) -> None:
    """One cell changes in the file; what was there before is kept as a version."""
    before = small_project.communes.read_bytes()
    said = change(visit(small_project), small_project, "59292", "nom_maire", "DUVAL", "maire")
    assert "Enregistré dans communes.csv : Haveluy. Fabrication" in said  # the way on
    assert small_project.communes.read_bytes() == before.replace(b"RYCKELYNCK", b"DUVAL")
    (kept,) = (small_project.root / VERSIONS).glob("*/communes.csv")
    assert kept.read_bytes() == before


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(
    visit: Callable[[Project], Visitor], small_project: Project
) -> None:
    """The second clerk is told both versions, and nothing is written until they decide."""
    visitor, line = visit(small_project), line_of(small_project, "59292")
    seen = hidden(visitor.get("/donnees/?groupe=maire").text)[f"vu-{line}"]
    change(visitor, small_project, "59292", "nom_maire", "DUVAL", "maire")
    answer = visitor.post("/donnees/", {f"vu-{line}": seen, f"c-{line}-nom_maire": "MARTIN"})
    assert answer.status_code == 409
    assert "vous aviez vu « RYCKELYNCK », c’est maintenant « DUVAL », et vous avez écrit « MARTIN »" in told(answer)
    assert b"DUVAL" in small_project.communes.read_bytes()
    again = {f"vu-{line}": hidden(answer.text)[f"vu-{line}"], f"c-{line}-nom_maire": "MARTIN"}
    assert "Enregistré" in told(visitor.post("/donnees/", again))
    assert b"MARTIN" in small_project.communes.read_bytes()


def test_data_with_errors_are_shown_with_each_error_in_its_place(
    visit: Callable[[Project], Visitor], small_project: Project
) -> None:
    """A wrong SIREN stands under its row, with what to do; other screens lead to its cell."""
    text = small_project.communes.read_text(encoding="utf-8").replace("215902925", "215902926")
    small_project.communes.write_text(text, encoding="utf-8")
    visitor, line = visit(small_project), line_of(small_project, "59292")
    page = visitor.get("/donnees/")
    assert "SIREN — Erreur : « 215902926 » a une clé de contrôle fausse" in told(page)
    assert re.search(rf'id="c-{line}-siren"[^>]*data-problem aria-invalid="true"', page.text)
    assert f"ligne={line}#c-{line}-siren" in unescape(visitor.get("/").text)


def test_a_change_tells_what_it_would_remake(visit: Callable[[Project], Visitor], small_project: Project) -> None:
    """A new mayor remakes three documents of one commune; nothing is written by looking."""
    visitor, line, before = visit(small_project), line_of(small_project, "59292"), small_project.communes.read_bytes()
    seen = hidden(visitor.get("/donnees/?groupe=creneau").text)[f"vu-{line}"]
    said = told(visitor.post("/donnees/apercu", {f"vu-{line}": seen, f"c-{line}-lieu": "Salle des fêtes"}))
    assert "Concerne Haveluy." in said
    assert "de 1 commune : Haveluy : " in said
    assert "planning" in said
    assert small_project.communes.read_bytes() == before


def test_the_last_change_is_taken_back(visit: Callable[[Project], Visitor], small_project: Project) -> None:
    """« Annuler » writes the bytes of before, then those of before that; then there is nothing left."""
    visitor, states = visit(small_project), [small_project.communes.read_bytes()]
    for name in ("DUVAL", "PETIT"):
        change(visitor, small_project, "59292", "nom_maire", name, "maire")
        states.append(small_project.communes.read_bytes())
    for before in (states[1], states[0]):
        seen = hidden(visitor.get("/donnees/").text)["vu"]
        assert "Annulé : Haveluy." in told(visitor.post("/donnees/tableaux/annuler", {"vu": seen}))
        assert small_project.communes.read_bytes() == before
    seen = hidden(visitor.get("/donnees/").text)["vu"]
    assert "rien n’est annulé" in told(visitor.post("/donnees/tableaux/annuler", {"vu": seen}))
    assert small_project.communes.read_bytes() == states[0]


def beside(here: Visitor, project: Project) -> tuple[Visitor, Project]:
    """Return another campaign of the project, with a file of communes of its own, and the visitor at it."""
    shutil.copytree(project.campaign, project.campaign.with_name("lecture"))
    other = open_project(project.root, "lecture")
    other.own_communes.write_text("insee;courriel\n59292;lecture@exemple.fr\n", encoding="utf-8")
    return Visitor(here.client, "/lecture"), other


def test_each_campaign_takes_back_its_own_last_change(
    visit: Callable[[Project], Visitor], small_project: Project
) -> None:
    """What was written meanwhile for another campaign, in a file of its own, neither hinders it nor is lost by it."""
    here = visit(small_project)
    there, other = beside(here, small_project)
    shared, own = small_project.communes.read_bytes(), other.own_communes.read_bytes()
    change(here, small_project, "59292", "nom_maire", "DUVAL", "maire")
    change(there, small_project, "59292", "courriel", "livres@exemple.fr", "mairie")
    written = other.own_communes.read_bytes()
    assert written != own
    seen = hidden(here.get("/donnees/").text)["vu"]
    assert "Annulé : Haveluy." in told(here.post("/donnees/tableaux/annuler", {"vu": seen}))
    assert (small_project.communes.read_bytes(), other.own_communes.read_bytes()) == (shared, written)
    seen = hidden(here.get("/donnees/").text)["vu"]
    assert "rien n’est annulé" in told(here.post("/donnees/tableaux/annuler", {"vu": seen}))
    assert other.own_communes.read_bytes() == written


def test_a_version_gives_back_nothing_of_another_campaign(
    visit: Callable[[Project], Visitor], small_project: Project
) -> None:
    """It was kept with the file of a campaign: come back to from another one, that file stays as it is."""
    here = visit(small_project)
    there, other = beside(here, small_project)
    shared = small_project.communes.read_bytes()
    change(there, small_project, "59292", "nom_maire", "DUVAL", "maire")
    other.own_communes.write_text("insee;courriel\n59292;depuis@exemple.fr\n", encoding="utf-8")
    (version,) = re.findall(r'<option value="([0-9a-f-]{31})">', here.get("/donnees/").text)
    for visitor, lines in ((there, 2), (here, 1)):
        compared = visitor.get(f"/donnees/tableaux/version?version={version}")
        cells = re.findall(r"<tr>.*?</tr>", compared.text)
        assert sum("<ins>" in row for row in cells) == lines
    here.post("/donnees/tableaux/version", {"version": version, "vu": hidden(compared.text)["vu"]})
    assert small_project.communes.read_bytes() == shared
    assert "depuis@exemple.fr" in other.own_communes.read_text(encoding="utf-8")


def test_what_another_program_wrote_is_compared_before_it_is_taken_back(
    visit: Callable[[Project], Visitor], small_project: Project
) -> None:
    """The page did not write it, and its last change lies under it."""
    visitor = visit(small_project)
    change(visitor, small_project, "59292", "nom_maire", "DUVAL", "maire")
    text = small_project.communes.read_bytes().replace(b"DUVAL", b"DURAND")
    small_project.communes.write_bytes(text)
    seen = hidden(visitor.get("/donnees/").text)["vu"]
    compared = told(visitor.post("/donnees/tableaux/annuler", {"vu": seen}))
    assert "communes.csv n’est pas tel que cette page l’a écrit en dernier" in compared
    assert "1 ligne changée" in compared
    assert "DURAND" in compared
    assert small_project.communes.read_bytes() == text


def test_a_version_is_come_back_to_from_what_was_seen(
    visit: Callable[[Project], Visitor], small_project: Project
) -> None:
    """A file that changed meanwhile is left alone."""
    visitor, before = visit(small_project), small_project.communes.read_bytes()
    change(visitor, small_project, "59292", "nom_maire", "DUVAL", "maire")
    page = visitor.get("/donnees/").text
    (version,) = re.findall(r'<option value="([0-9a-f-]{31})">', page)
    undo = {"version": version, "vu": hidden(page)["vu"]}
    change(visitor, small_project, "59504", "nom_maire", "PETIT", "maire")
    refused = visitor.post("/donnees/tableaux/version", undo)
    assert refused.status_code == 409
    assert "Quelqu’un a changé communes.csv entre-temps" in told(refused)
    compared = visitor.get(f"/donnees/tableaux/version?version={undo['version']}")
    assert "2 lignes changées" in told(compared)
    visitor.post("/donnees/tableaux/version", {**undo, "vu": hidden(compared.text)["vu"]})
    assert small_project.communes.read_bytes() == before


def test_an_imported_table_is_shown_before_it_is_taken(
    visit: Callable[[Project], Visitor], small_project: Project
) -> None:
    """Each row that it lacks asks for a choice; a code whose SIREN is another's is taken for a mistake."""
    visitor = visit(small_project)
    header, haveluy, sentinelle, roeulx = small_project.communes.read_text(encoding="utf-8").splitlines()
    given = "\n".join([header, haveluy.replace("59292", "59229"), sentinelle.replace("Mairie", "Médiathèque")])
    upload = {"fichier": (io.BytesIO(given.encode("cp1252")), "export.csv")}
    shown = visitor.post("/donnees/tableaux/", upload)
    assert re.findall(r'aria-current="page">([^<]+)<', shown.text) == ["Données"]
    said = told(shown)
    assert "1 ligne changée, 1 ligne ajoutée, 2 lignes absentes, 0 ligne pareille." in said
    assert "Ce code INSEE 59229 est nouveau, mais son SIREN est celui de Haveluy (59292)." in said
    path = shown.request.path.removeprefix(visitor.start)
    form = {"vu": hidden(shown.text)["vu"], "nouvelle-59229": "meme"}
    assert "Dites ce que devient la ligne absente du fichier : Rœulx." in told(visitor.post(path, form))
    visitor.post(path, {**form, "absente-59504": "quitte"})
    _, now_haveluy, now_sentinelle, now_roeulx = small_project.communes.read_text(encoding="utf-8").splitlines()
    assert now_haveluy == f"{haveluy};"
    assert "Médiathèque" in now_sentinelle
    assert now_roeulx == f"{roeulx};non"


def test_columns_of_another_use_are_ticked_to_be_taken(
    visit: Callable[[Project], Visitor], small_project: Project
) -> None:
    """Each is shown with an example; those that nobody ticked stay in the file."""
    visitor = visit(small_project)
    table = "insee;Date de naissance;Montant\n59292;1960-01-02;100\n59564;1961-01-02;200\n59504;1962-01-02;300\n"
    shown = visitor.post("/donnees/tableaux/", {"fichier": (io.BytesIO(table.encode()), "rne.csv")})
    assert "Date de naissance par exemple : 1960-01-02" in told(shown)
    path = shown.request.path.removeprefix(visitor.start)
    visitor.post(path, {"vu": hidden(shown.text)["vu"], "colonne": "montant"})
    header, haveluy, *_ = small_project.communes.read_text(encoding="utf-8").splitlines()
    assert (header.split(";")[-1], haveluy.split(";")[-1]) == ("montant", "100")
    assert "naissance" not in header


def test_a_merger_leads_to_its_record(visit: Callable[[Project], Visitor], signed_project: Project) -> None:
    """What it needs is asked beside the row; once the row is written, its reason is asked, and a sheet restates it."""
    visitor = visit(signed_project)
    header, *rows = signed_project.communes.read_text(encoding="utf-8").splitlines()
    cells = next(row for row in rows if row.startswith("59292;")).split(";")
    cells[0], cells[header.split(";").index("siren")] = "59001", "215900010"
    cells[header.split(";").index("nom")] = "Val-Nouveau"
    kept = [row for row in rows if not row.startswith("59292;")]
    upload = {"fichier": (io.BytesIO("\n".join([header, *kept, ";".join(cells)]).encode()), "export.csv")}
    shown = visitor.post("/donnees/tableaux/", upload)
    path = shown.request.path.removeprefix(visitor.start)
    assert 'name="vers-59292" type="text" value="59001"' in shown.text
    form = {"vu": hidden(shown.text)["vu"], "absente-59292": "fusion", "nouvelle-59001": "prendre"}
    unsaid = visitor.post(path, {**form, "vers-59292": "59001", "veille-59292": "31/31/26"})
    assert "Écrivez dans quelle commune nouvelle, et le dernier jour" in told(unsaid)
    assert 'value="fusion" checked' in unsaid.text
    assert 'value="31/31/26"' in unsaid.text
    sheet = visitor.post(path, {**form, "vers-59292": "59001", "veille-59292": "25.11.26"})
    assert "Confirmer le changement" in told(sheet)
    assert "la fusion d’Haveluy dans 59001, le lendemain du 25/11/2026" in told(sheet)
    agreed = {name: value for name, value in hidden(sheet.text).items() if name in ("changements", "accord")}
    opened = visitor.post("/donnees/confirmer", agreed)
    assert opened.request.path.endswith("/dossiers/59292/vie/fusion")
    assert "Enregistrez maintenant la fusion" in told(opened)
    asked = {"vers": "59001", "veille": "25/11/2026", "raison": "Arrêté préfectoral."}
    assert all(f'name="{name}" type="text" value="{asked[name]}"' in opened.text for name in ("vers", "veille"))
    opened = visitor.post("/dossiers/59292/vie/fusion", asked)
    assert "Ce qui sera enregistré" in told(opened)
    assert "Raison : Arrêté préfectoral." in told(opened)
    assert endings(signed_project) == {}
    recorded = visitor.job("/dossiers/59292/vie/fusion", {**hidden(opened.text), "raison": "Autre."})
    assert "a changé depuis que vous l’avez vu" in told(recorded)
    recorded = visitor.job("/dossiers/59292/vie/fusion", hidden(opened.text))
    assert "Val-Nouveau" in told(recorded)
    assert endings(signed_project) == {"59292": ("59001", datetime.date(2026, 11, 25))}


def test_words_in_cells_are_only_words(visit: Callable[[Project], Visitor], small_project: Project) -> None:
    """A script, a quote and a very long name in a cell are shown as they are."""
    hostile = "<script>alert(1)</script>'\" onfocus=x" + "x" * 300
    visitor = visit(small_project)
    change(visitor, small_project, "59292", "lieu", hostile, "creneau")
    page = visitor.get("/donnees/?groupe=creneau").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_a_new_mayor_is_a_form(visit: Callable[[Project], Visitor], small_project: Project) -> None:
    """Title, day and who signs are written in their columns; the day however it is typed."""
    visitor, line = visit(small_project), line_of(small_project, "59292")
    page = visitor.get(f"/donnees/maire/{line}")
    form = {f"vu-{line}": hidden(page.text)[f"vu-{line}"], f"signe-{line}": "maire"}
    cells = {"civilite_maire": "Madame", "prenom_maire": "Anne", "nom_maire": "DUVAL", "maire_depuis": "28/03/2026"}
    visitor.post("/donnees/", form | {f"c-{line}-{name}": cell for name, cell in cells.items()})
    assert b";Madame;Anne;DUVAL;2026-03-28;" in small_project.communes.read_bytes()


@cases("written", "2020-05-23", "23/05/2020")
def test_days_are_french_on_the_page_and_in_the_file_s_own_order(
    visit: Callable[[Project], Visitor], small_project: Project, written: str
) -> None:
    """Who saves without a change of a day changes nothing; a new day is written as the program writes it."""
    rows = small_project.communes.read_bytes()
    header, *lines = rows.decode("utf-8-sig").splitlines()
    rank = header.split(";").index("maire_depuis")
    was = next(line for line in lines if line.startswith("59292;")).split(";")[rank]
    small_project.communes.write_bytes(rows.replace(was.encode(), written.encode()))
    before, visitor, line = small_project.communes.read_bytes(), visit(small_project), line_of(small_project, "59292")
    page = visitor.get("/donnees/?groupe=maire")
    assert f'name="c-{line}-maire_depuis" value="23/05/2020"' in page.text
    assert "maire depuis le 23/05/2020" in told(visitor.get(f"/donnees/maire/{line}"))
    change(visitor, small_project, "59292", "maire_depuis", "23/05/2020", "maire")
    assert small_project.communes.read_bytes() == before
    change(visitor, small_project, "59292", "maire_depuis", "11/05/2026", "maire")
    assert small_project.communes.read_bytes() == before.replace(written.encode(), b"2026-05-11", 1)


def test_what_is_typed_and_not_saved_is_not_lost(browse: Callable[..., Page], small_project: Project) -> None:
    """The keys that undo take it back and nothing else, and the browser asks before another screen is opened."""
    page, asked = browse(small_project), list[str]()
    before = small_project.communes.read_bytes()

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.goto(page.url + "donnees/")
    cell = page.locator("input[name$='-siren']").first
    cell.fill("215902926")
    page.locator("h1").click()
    page.keyboard.press("Control+z")
    expect(cell).not_to_have_value("215902926")
    assert small_project.communes.read_bytes() == before
    cell.fill("215902926")
    with page.expect_event("dialog"):
        page.get_by_role("link", name="Mairie").click()
    assert asked == ["beforeunload"]
    assert cell.input_value() == "215902926"
    assert small_project.communes.read_bytes() == before
    page.keyboard.press("Control+s")
    page.get_by_text("a une clé de contrôle fausse").first.wait_for()
    assert asked == ["beforeunload"]


def test_a_clerk_changes_a_cell_by_keys(browse: Callable[..., Page], small_project: Project) -> None:
    """F8, or its button, goes to the wrong cell, the effect is told, Ctrl+S writes, Ctrl+Z undoes; axe has no word."""
    page = browse(small_project)
    text = small_project.communes.read_text(encoding="utf-8").replace("215902925", "215902926")
    small_project.communes.write_text(text, encoding="utf-8")
    before = small_project.communes.read_bytes()
    page.goto(page.url + "donnees/")
    assert violations(page) == []
    page.get_by_role("link", name="Suivant").click()
    wrong = page.evaluate("document.activeElement.name")
    page.locator("h1").click()
    page.keyboard.press("F8")
    assert page.evaluate("document.activeElement.name") == wrong
    assert wrong.endswith("-siren")
    page.keyboard.press("Control+A")
    page.keyboard.type("215902925")
    page.keyboard.press("Tab")
    page.locator("#effet .card").wait_for()
    page.keyboard.press("Control+s")
    page.get_by_text("Enregistré dans communes.csv").wait_for()
    assert b"215902925" in small_project.communes.read_bytes()
    page.locator("h1").click()
    page.keyboard.press("Control+z")
    page.get_by_text("a une clé de contrôle fausse").wait_for()
    assert small_project.communes.read_bytes() == before


def test_a_code_that_takes_another_place_is_asked_about(
    visit: Callable[[Project], Visitor], small_project: Project
) -> None:
    """The sheet names the number; its button writes, and « Annuler » leaves all as it was."""
    build.run(small_project, BuildRequest(only=("bordereau",), engine="embedded", jobs=1, verify=False), Silence())
    visitor, before = visit(small_project), small_project.communes.read_bytes()
    line = line_of(small_project, "59292")
    form = {f"vu-{line}": hidden(visitor.get("/donnees/").text)[f"vu-{line}"], f"c-{line}-insee": "59229"}
    sheet = visitor.post("/donnees/", form)
    assert "Ce changement touche 1 dossier déjà numéroté" in told(sheet)
    assert 'class="record">Écrire le changement\u00a0: Haveluy' in sheet.text
    assert small_project.communes.read_bytes() == before
    fields = hidden(sheet.text)
    forged = visitor.post("/donnees/confirmer", {**fields, "accord": "0"})
    assert "déjà numéroté" in told(forged)
    assert small_project.communes.read_bytes() == before
    assert "Enregistré" in told(visitor.post("/donnees/confirmer", fields))
    assert b"59229;" in small_project.communes.read_bytes()


def test_a_row_is_removed_once_it_is_restated(visit: Callable[[Project], Visitor], small_project: Project) -> None:
    """The first click shows what goes, the second takes the line out of the file."""
    visitor, line = visit(small_project), line_of(small_project, "59292")
    row = visitor.get(f"/donnees/ligne/{line}")
    sheet = visitor.post(f"/donnees/retirer/{line}", {"vu": hidden(row.text)["vu"]})
    assert "la ligne quitte communes.csv" in told(sheet)
    assert b"59292" in small_project.communes.read_bytes()
    visitor.post("/donnees/confirmer", hidden(sheet.text))
    assert b"59292" not in small_project.communes.read_bytes()


@cases("width", 1280, 320)
def test_all_states_can_be_used_by_all(browse: Callable[..., Page], small_project: Project, width: int) -> None:
    """Rows, mayors, new communes, imports, versions, calendars and templates: axe has no word, nothing is too wide."""
    line = line_of(small_project, "59292")
    row = edit.run(small_project, edit.EditRequest(), Silence()).rows[0]
    change = RowChange(row.line, {"insee": row.cells["insee"], "lieu": row.cells["lieu"]}, {"lieu": "Salle"})
    kept = edit.run(small_project, edit.EditRequest((change,), dry_run=False), Silence()).version
    assert kept
    page = browse(small_project, viewport={"width": width, "height": 800})
    start = page.url
    for path in (
        *(f"donnees/ligne/{line}", f"donnees/maire/{line}", "donnees/nouvelle", "donnees/tableaux/"),
        *(f"donnees/tableaux/version?version={kept.name}", "donnees/?groupe=creneau&problemes=1"),
        *("calendrier/commune/59292", "calendrier/affiche/M1", "calendrier/proposition"),
        *("calendrier/souhait?insee=59292&creneau=M1|2|jeudi|matin", "modeles/fichier/campaign.toml"),
    ):
        page.goto(start + path)
        assert violations(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0, path


def test_a_code_mistaken_in_a_spreadsheet_is_put_back(
    visit: Callable[[Project], Visitor], small_project: Project
) -> None:
    """The page says whose SIREN the new code bears, and puts the former code back in one click."""
    build.run(small_project, BuildRequest(only=("bordereau",), engine="embedded", jobs=1, verify=False), Silence())
    before = small_project.communes.read_bytes()
    small_project.communes.write_bytes(before.replace(b"59292;", b"59229;"))
    visitor, line = visit(small_project), line_of(small_project, "59229")
    page = visitor.get("/donnees/")
    assert "le SIREN de cette ligne est celui du dossier MED_NUM-2025-001 (Haveluy, 59292)" in told(page)
    seen = re.search(rf'name="vu-{line}" value="([^"]*)"><input type="hidden" name="c-{line}-insee"', page.text)
    assert seen
    assert "Faute : remettre 59292" in told(page)
    visitor.post("/donnees/", {f"vu-{line}": unescape(seen[1]), f"c-{line}-insee": "59292"})
    assert small_project.communes.read_bytes() == before


@cases(
    "came, back",
    ("http://localhost{start}/donnees/?groupe=maire&page=1", "{start}/donnees/?groupe=maire&amp;page=1"),
    ("http://localhost{start}/donnees/ligne/2", "{start}/donnees/ligne/2"),
    ("http://localhost{start}/donnees/confirmer", "{start}/donnees/"),
    ("http://localhost{start}/travaux/x", "{start}/donnees/"),
    ("http://localhost//ailleurs.example/", "{start}/donnees/"),
    ("http://ailleurs.example{start}/donnees/ligne/2", "{start}/donnees/"),
    ("", "{start}/donnees/"),
)
def test_who_does_nothing_is_where_they_were(
    visit: Callable[[Project], Visitor], small_built: Project, came: str, back: str
) -> None:
    """The screen from which the form was sent, as it was narrowed; no other site, nothing that only takes a form."""
    visitor = visit(small_built)
    seen = hidden(visitor.get("/donnees/ligne/2").text)["vu"]
    answer = visitor.client.post(
        f"{visitor.start}/donnees/retirer/2",
        data={"jeton": visitor.token(), "vu": seen},
        headers={"Referer": came.format(start=visitor.start)},
    )
    assert f'<a class="button read" href="{back.format(start=visitor.start)}">Ne rien faire</a>' in answer.text


def test_a_commune_is_added(visit: Callable[[Project], Visitor], small_project: Project) -> None:
    """Its row stands last, whatever is still missing in it told beneath."""
    visitor = visit(small_project)
    said = told(visitor.post("/donnees/nouvelle", {"n-insee": "59002", "n-nom": "Abscon"}))
    assert "Enregistré dans communes.csv : Abscon." in said
    assert "SIREN — Erreur : cellule vide" in said
    assert small_project.communes.read_text(encoding="utf-8").splitlines()[-1].startswith("59002;;Abscon")


def test_rows_of_a_spreadsheet_are_pasted_into_the_sheet(browse: Callable[..., Page], small_project: Project) -> None:
    """From the cell in which they are pasted, to the right and down; what lies beyond is left; nothing is written."""
    before = small_project.communes.read_bytes()
    page = browse(small_project)
    page.goto(page.url + "donnees/?groupe=mairie")
    page.locator(".cells tbody tr").first.locator("input:not([type=hidden])").nth(1).focus()
    page.evaluate(
        """() => { const given = new DataTransfer();
        given.setData("text/plain", "59255\\tun@exemple.invalid\\r\\n59282\\tdeux@exemple.invalid\\r\\n");
        document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: given, bubbles: true})); }"""
    )
    typed = page.locator(".cells tbody td input").evaluate_all("inputs => inputs.map(input => input.value)")
    assert typed[1:3] == ["59255", "un@exemple.invalid"]
    assert typed[5:7] == ["59282", "deux@exemple.invalid"]
    page.get_by_text("Ce changement", exact=True).wait_for()
    assert small_project.communes.read_bytes() == before


def test_sheets_are_printed_with_whole_values(browse: Callable[..., Page], small_project: Project) -> None:
    """On paper a cell is its text, which wraps, and no field; tables of many columns lie on their side."""
    page = browse(small_project)
    page.goto(page.url + "donnees/")
    page.emulate_media(media="print")
    assert not page.locator(".cells td input").first.is_visible()
    assert page.locator(".cells td .printed").first.is_visible()
    with pikepdf.open(io.BytesIO(page.pdf(prefer_css_page_size=True))) as pdf:
        box = pdf.pages[0].mediabox
        assert float(box[2]) > float(box[3])


def test_no_column_is_cut_on_a_usual_screen(browse: Callable[..., Page], small_project: Project) -> None:
    """At 1280 pixels, in every group of columns: what a change remakes is said above the sheet, not beside it."""
    page = browse(small_project, viewport={"width": 1280, "height": 800})
    page.goto("mediation-numerique/donnees/")
    for group in page.locator("ul.tabs a").all_inner_texts():
        page.get_by_role("link", name=group, exact=True).click()
        page.get_by_role("link", name=group, exact=True).and_(page.locator("[aria-current]")).wait_for()
        assert (
            page.evaluate(
                "(({scrollWidth, clientWidth}) => scrollWidth - clientWidth)(document.querySelector('.scroll'))"
            )
            == 0
        )


def test_arrows_go_from_row_to_row(browse: Callable[..., Page], small_built: Project) -> None:
    """In a sheet from cell to cell, in a list from button to button; at its end they stay."""
    page = browse(small_built)
    names = [one.inner_text() for one in page.locator("main tbody th a").all()]
    first, second = (page.locator("main tbody th a").filter(has_text=name) for name in names[:2])
    first.focus()
    page.keyboard.press("ArrowDown")
    expect(second).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(first).to_be_focused()
    page.get_by_role("link", name="Données", exact=True).click()
    shown(page, "Données")
    cells = page.locator("input[name$='-nom']")
    cells.nth(1).focus()
    page.keyboard.press("ArrowDown")
    expect(cells.nth(2)).to_be_focused()


def test_a_table_that_is_gone_is_asked_for_again(visit: Callable[[Project], Visitor], small_project: Project) -> None:
    """The program keeps none over its end: whoever comes back to what it changes chooses the file anew, there."""
    visitor = visit(small_project)
    for answer in (visitor.get(f"/donnees/tableaux/{'0' * 64}"), visitor.post(f"/donnees/tableaux/{'0' * 64}")):
        assert answer.request.path.endswith("/donnees/tableaux/")
        assert "n’est plus là ; déposez-le de nouveau" in told(answer)
