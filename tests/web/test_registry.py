"""The register on the page: its journal, its check, its export, backups and the way back."""

from __future__ import annotations

import io
import re
import sqlite3
import time
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta

import pytest

from generator.progress import Silence
from generator.project import RESTORING, Project
from generator.register.standings import read_standings
from generator.runs.followup.note import NoteRequest, run as note
from generator.runs.keeping.backup import FOLDER
from generator.safekeeping import replacement
from generator.web.desk import CLERK
from tests.cases import cases
from tests.web.conftest import TODAY, Visitor, told

Visit = Callable[[Project], Visitor]
REGISTER = "/registre/"


def test_the_journal_is_told_in_sentences_and_filtered(visit: Visit, signed_project: Project) -> None:
    """By commune and days, the newest first; what is no day or no commune is said."""
    visitor = visit(signed_project)
    note(signed_project, NoteRequest("haveluy", "signed"), Silence())
    page = told(visitor.get(REGISTER))
    assert "22 événements, le plus récent d’abord." in page
    assert "dates de signature corrigées : commune le 13/05/2025, EPCI le 13/05/2025" in page
    assert page.index("note du service") < page.index("dossier complété") < page.index("courriel préparé")
    assert "délibération enregistrée : n° 2025-02-10" in page
    assert "note du service : signed" in page
    assert "7 événements pour « escaudain », le plus récent" in told(visitor.get(f"{REGISTER}?commune=escaudain"))
    assert "7 événements" in told(visitor.get(f"{REGISTER}?commune=caud"))
    assert "note du service : signed" in told(visitor.get(f"{REGISTER}?page=999999999999999999999"))
    assert "0 événement," in told(visitor.get(f"{REGISTER}?du=01/01/2020&au=31/12/2020"))
    assert "Rien n’est arrivé" in told(visitor.get(f"{REGISTER}?au=2020-01-01"))
    assert "Ce jour n’est pas compris" in told(visitor.get(f"{REGISTER}?du=hier"))
    assert "Aucune commune de ce nom" in told(visitor.get(f"{REGISTER}?commune=zzz"))
    swapped = visitor.get(f"{REGISTER}?du=2021-01-01&au=2020-01-01")
    assert "échangez-les" in told(swapped)
    assert 'name="au" value="2020-01-01"' in swapped.text


def test_the_journal_is_that_of_one_person(visit: Visit, signed_project: Project) -> None:
    """Whoever acted is to be chosen; on paper too, a part says that it is one."""
    visitor = visit(signed_project)
    visitor.client.set_cookie(CLERK, "Accueil%20%26%20cie")
    visitor.post("/dossiers/59292/note", {"texte": "rappeler lundi"})
    assert "<option>Accueil &amp; cie</option>" in visitor.get(REGISTER).text
    page = visitor.get(REGISTER, query_string={"qui": "Accueil & cie", "du": "01/01/2026", "au": "31/12/2026"})
    assert "1 événement, depuis le 01/01/2026, jusqu’au 31/12/2026, par Accueil & cie, le plus récent" in told(page)
    assert "rappeler lundi" in told(page)
    nobody = told(visitor.get(REGISTER, query_string={"qui": "personne"}))
    assert "0 événement, par personne," in nobody


def test_the_register_is_checked(visit: Visit, signed_project: Project) -> None:
    """It says when that was; what was altered is named."""
    visitor = visit(signed_project)
    assert "n’a pas été vérifié" in told(visitor.get(REGISTER))
    assert "Le registre est en ordre" in told(visitor.ended(visitor.post(f"{REGISTER}controle")))
    assert re.search(r"Le registre est en ordre — vérifié (ce|cet) \S+ à \d+ h \d\d", told(visitor.get(REGISTER)))
    original = next((signed_project.register.parent / "originals").iterdir())
    original.write_bytes(original.read_bytes() + b" ")
    assert "cet original a été modifié" in told(visitor.ended(visitor.post(f"{REGISTER}controle")))
    assert "Le registre a des défauts" in told(visitor.get(REGISTER))


def test_the_register_is_exported(visit: Visit, signed_project: Project) -> None:
    """All its tables, in one archive."""
    visitor = visit(signed_project)
    page = visitor.ended(visitor.post(f"{REGISTER}export"))
    link = re.search(r'href="/mediation-numerique(/registre/export/[^"]+)"', page.text)
    assert link
    with zipfile.ZipFile(io.BytesIO(visitor.get(link[1]).data)) as archive:
        assert {"journal.csv", "documents.csv", "notes.csv", "registre.json"} <= set(archive.namelist())


def test_the_age_of_a_backup_is_in_days_of_france(
    visit: Visit, signed_project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As its name is, wherever the machine is: where it is still yesterday, a backup of yesterday is not of today."""
    folder = signed_project.root / FOLDER
    folder.mkdir()
    (folder / f"sauvegarde-projet-{TODAY - timedelta(1)}-093000.zip").touch()
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("TZ", "Pacific/Honolulu")
        time.tzset()
        page = told(visit(signed_project).get("/"))
    time.tzset()
    assert "Dernière sauvegarde : hier" in page


def test_a_backup_is_made_and_restored(visit: Visit, signed_project: Project) -> None:
    """Its age is on every page; what was recorded since is shown as lost before anything is replaced."""
    visitor = visit(signed_project)
    assert "Dernière sauvegarde : jamais" in told(visitor.get("/"))
    saved = visitor.ended(visitor.post(f"{REGISTER}sauvegarde"))
    link = re.search(r'href="/mediation-numerique(/registre/sauvegardes/([^"]+))"', saved.text)
    assert link
    assert visitor.get(link[1]).data.startswith(b"PK")
    assert "Dernière sauvegarde : aujourd’hui" in told(visitor.get("/"))
    note(signed_project, NoteRequest("haveluy", "écrit depuis"), Silence())
    sheet = visitor.post(f"{REGISTER}restauration", {"sauvegarde": link[2]})
    assert "Sera à enregistrer de nouveau, pour 1 dossier" in told(sheet)
    assert "MED_NUM-2025-002 — Haveluy : note du service" in told(sheet)
    assert "de côté : les documents fabriqués (output/)" in told(sheet)
    seal = re.search(r'name="vu" value="([0-9a-f]+)"', sheet.text)
    assert seal
    assert "écrit depuis" in told(visitor.get("/dossiers/59292/"))
    other = visitor.ended(visitor.post(f"{REGISTER}restauration", {"sauvegarde": link[2], "vu": "autre"}))
    assert "rien n’est restauré" in told(other)
    restored = visitor.ended(visitor.post(f"{REGISTER}restauration", {"sauvegarde": link[2], "vu": seal[1]}))
    assert "est restaurée. Ce qui a été remplacé est gardé dans mis-de-cote/2026-11-26-10" in told(restored)
    assert "/fabrication/" in restored.text
    assert "écrit depuis" not in told(visitor.get("/dossiers/59292/"))
    assert len(read_standings(signed_project.register, signed_project.campaign.name).documents) == 6


@pytest.mark.usefixtures("light_seals")
def test_an_encrypted_backup_wants_its_passphrase(visit: Visit, small_project: Project) -> None:
    """Two equal ones to make it, the same one to restore it, even when it is handed in."""
    visitor = visit(small_project)
    two = {"phrase": "le chat dort", "encore": "le chat veille"}
    assert "ne sont pas les mêmes" in told(visitor.post(f"{REGISTER}sauvegarde", two))
    saved = visitor.ended(visitor.post(f"{REGISTER}sauvegarde", {**two, "encore": "le chat dort"}))
    link = re.search(r'href="/mediation-numerique(/registre/sauvegardes/([^"]+\.age))"', saved.text)
    assert link
    data = visitor.get(link[1]).data
    for phrase, answer in (("", "donnez sa phrase secrète"), ("faux", "phrase secrète"), ("le chat dort", "Rien ne")):
        handed = {"fichier": (io.BytesIO(data), "copie.zip.age"), "phrase": phrase}
        assert answer in told(visitor.post(f"{REGISTER}restauration", handed))


def _addresses(visitor: Visitor) -> list[str]:
    """Return where the screens of the menu are."""
    menu = visitor.get(REGISTER).text.partition('aria-label="Écrans"')[2].partition("</nav>")[0]
    return [link.removeprefix(visitor.start) for link in re.findall(r'href="([^"]+)"', menu)]


def _no_database(project: Project) -> None:
    project.register.write_bytes(b"ceci n'est pas une base" * 400)


def _holes(project: Project) -> None:
    with project.register.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * 40_000)


def _newer(project: Project) -> None:
    with closing(sqlite3.connect(project.register)) as connection:
        connection.execute("PRAGMA user_version = 999")


@cases(
    "spoil, wrong",
    (_no_database, "est endommagé"),
    (_holes, "est endommagé"),
    (_newer, "version plus récente du programme"),
)
def test_a_register_that_cannot_be_read_leaves_the_way_back_open(
    visit: Visit, signed_project: Project, spoil: Callable[[Project], None], wrong: str
) -> None:
    """« Registre » says what is wrong and offers the backups; every other screen opens, or leads there."""
    visitor = visit(signed_project)
    assert "Aucune sauvegarde" not in told(visitor.get(REGISTER))
    visitor.ended(visitor.post(f"{REGISTER}sauvegarde"))
    spoil(signed_project)
    answer = visitor.get(REGISTER)
    page = told(answer)
    assert answer.status_code == 200
    assert wrong in page
    assert "La sauvegarde la plus récente est du 26/11/2026 à " in page
    assert "Le journal ne peut pas être lu." in page
    for path in (*_addresses(visitor), "/dossiers/59292/"):
        other = visitor.get(path)
        assert other.status_code == 200 or "Vérifier ou restaurer le registre" in told(other), path
    found = re.search(r'<option value="([^"]+)"', answer.text)
    assert found
    sheet = visitor.post(f"{REGISTER}restauration", {"sauvegarde": found[1]})
    assert "le registre présent ne se lit pas" in told(sheet)
    assert ".en-cours-" not in told(sheet)
    seal = re.search(r'name="vu" value="([0-9a-f]+)"', sheet.text)
    assert seal
    restored = visitor.ended(visitor.post(f"{REGISTER}restauration", {"sauvegarde": found[1], "vu": seal[1]}))
    assert "est restaurée. Ce qui a été remplacé est gardé dans mis-de-cote" in told(restored)
    assert "21 événements" in told(visitor.get(REGISTER))


def test_data_that_cannot_be_read_close_the_register_no_more(visit: Visit, signed_project: Project) -> None:
    """Its journal names communes by their codes then, and leads to the data; the backups are there."""
    visitor = visit(signed_project)
    signed_project.communes.write_text("insee;nom\n", encoding="utf-8")
    page = told(visitor.get(REGISTER))
    assert "Ouvrir Données pour le corriger" in page
    assert "21 événements" in page
    assert "Sauvegarder maintenant" in page


def test_an_interrupted_restoration_is_finished_from_the_page(
    visit: Visit, signed_project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Until then no screen opens, and each offers it."""
    visitor = visit(signed_project)
    visitor.ended(visitor.post(f"{REGISTER}sauvegarde"))
    signed_project.communes.write_text(signed_project.communes.read_text("utf-8") + "\n", "utf-8")
    found = re.search(r'<option value="([^"]+)"', visitor.get(REGISTER).text)
    assert found
    sheet = visitor.post(f"{REGISTER}restauration", {"sauvegarde": found[1]})
    seal = re.search(r'name="vu" value="([0-9a-f]+)"', sheet.text)
    assert seal
    with monkeypatch.context() as patched:
        patched.setattr(replacement, "_move", lambda *_: (_ for _ in ()).throw(OSError(28, "plus de place")))
        visitor.ended(visitor.post(f"{REGISTER}restauration", {"sauvegarde": found[1], "vu": seal[1]}))
    assert (signed_project.root / RESTORING).exists()
    for answer in (visitor.get("/"), visitor.get(REGISTER), visitor.client.get("/")):
        assert "a été interrompue ; finissez-la. Finir la restauration interrompue" in told(answer)
    token = visitor.token()
    ended = visitor.client.post("/restauration", data={"jeton": token}, follow_redirects=True)
    assert "La restauration interrompue est finie ; ce qu’elle a remplacé est gardé dans mis-de-cote" in told(ended)
    assert "Tableau de bord" in told(ended)


def test_only_backups_are_handed_out_or_restored(visit: Visit, signed_project: Project) -> None:
    """No other file of the project, whatever the name that is asked for."""
    visitor = visit(signed_project)
    (signed_project.root / "sauvegardes").mkdir()
    (signed_project.root / "sauvegardes" / "autre.txt").write_text("secret", encoding="utf-8")
    for name in ("autre.txt", "..%2Fcommunes.csv", "sauvegarde-x.zip"):
        assert visitor.get(f"{REGISTER}sauvegardes/{name}").status_code == 404
    refused = visitor.post(f"{REGISTER}restauration", {"sauvegarde": "../communes.csv"})
    assert "Choisissez une sauvegarde de la liste" in told(refused)
    handed = {"fichier": (io.BytesIO(b"MZ programme"), "x.zip")}
    assert "n’est pas une sauvegarde" in told(visitor.post(f"{REGISTER}restauration", handed))


def test_a_project_without_register_says_so(visit: Visit, small_project: Project) -> None:
    """It begins with the first build."""
    assert "Le registre commence à la première fabrication" in told(visit(small_project).get(REGISTER))


def test_what_is_printed(visit: Visit, signed_project: Project) -> None:
    """Calls, labels, the receipt of a deliberation, the register of a year."""
    visitor = visit(signed_project)
    calls = told(visitor.get("/imprimer/appels?etat=signed"))
    assert "Haveluy MED_NUM-2025-002 03 27 44 20 99 · mairie@haveluy.fr" in calls
    assert "Dernier courrier : 25/11/2026. À faire : avenant n° 2 : préparer le courriel" in calls
    assert "Mairie d’Haveluy Place Auguste-Lainelle 59255 HAVELUY" in told(visitor.get("/imprimer/etiquettes"))
    receipt = told(visitor.get("/imprimer/recepisse/59292/0"))
    assert "La délibération n° 2025-02-10 du conseil municipal d’Haveluy du 2 avril 2025 a été reçue" in receipt
    assert visitor.get("/imprimer/recepisse/59292/9").status_code == 404
    year = told(visitor.get("/imprimer/registre/2025"))
    assert "3 numéros." in year
    assert (
        "MED_NUM-2025-002 convention Haveluy (59292) 2025-02-10 du 02/04/2025 07/04/2025 12/05/2025 12/05/2025" in year
    )
    assert "Aucun numéro n’a été donné en 1999." in told(visitor.get("/imprimer/registre/1999"))
