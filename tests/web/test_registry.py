"""The register on the page: its journal, its check, its export, backups and the way back."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

from werkzeug.test import TestResponse

from generator.progress import Silence
from generator.project import Project
from generator.register.standings import read_standings
from generator.runs.note import NoteRequest
from generator.runs.note import run as note
from tests.web.conftest import Visitor, told

Visit = Callable[[Project], Visitor]
REGISTER = "/registre/"


def done(visitor: Visitor, answer: TestResponse) -> TestResponse:
    """Wait for a job, and return its result."""
    while "/travaux/" in answer.request.path and answer.status_code == 200:
        answer = visitor.get(answer.request.path.removeprefix(visitor.start))
    return answer


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
    assert "7 événements" in told(visitor.get(f"{REGISTER}?commune=escaudain"))
    assert "0 événement," in told(visitor.get(f"{REGISTER}?du=01/01/2020&au=31/12/2020"))
    assert "Rien n’est arrivé" in told(visitor.get(f"{REGISTER}?au=2020-01-01"))
    assert "Ce jour n’est pas compris" in told(visitor.get(f"{REGISTER}?du=hier"))
    assert "Aucune commune de ce nom" in told(visitor.get(f"{REGISTER}?commune=zzz"))
    assert "échangez-les" in told(visitor.get(f"{REGISTER}?du=2021-01-01&au=2020-01-01"))


def test_the_register_is_checked(visit: Visit, signed_project: Project) -> None:
    """It says when that was; what was altered is named."""
    visitor = visit(signed_project)
    assert "n’a pas été vérifié" in told(visitor.get(REGISTER))
    assert "Le registre est en ordre" in told(done(visitor, visitor.post(f"{REGISTER}controle")))
    assert re.search(r"Le registre est en ordre — vérifié (ce|cet) \S+ à \d+ h \d\d", told(visitor.get(REGISTER)))
    original = next((signed_project.register.parent / "originals").iterdir())
    original.write_bytes(original.read_bytes() + b" ")
    assert "cet original a été modifié" in told(done(visitor, visitor.post(f"{REGISTER}controle")))
    assert "Le registre a des défauts" in told(visitor.get(REGISTER))


def test_the_register_is_exported(visit: Visit, signed_project: Project) -> None:
    """All its tables, in one archive."""
    visitor = visit(signed_project)
    page = done(visitor, visitor.post(f"{REGISTER}export"))
    link = re.search(r'href="/mediation-numerique(/registre/export/[^"]+)"', page.text)
    assert link
    with zipfile.ZipFile(io.BytesIO(visitor.get(link[1]).data)) as archive:
        assert {"journal.csv", "documents.csv", "notes.csv", "registre.json"} <= set(archive.namelist())


def test_a_backup_is_made_and_restored(visit: Visit, signed_project: Project) -> None:
    """Its age is on every page; what was recorded since is shown as lost before anything is replaced."""
    visitor = visit(signed_project)
    assert "Dernière sauvegarde : jamais" in told(visitor.get("/"))
    saved = done(visitor, visitor.post(f"{REGISTER}sauvegarde"))
    link = re.search(r'href="/mediation-numerique(/registre/sauvegardes/([^"]+))"', saved.text)
    assert link
    assert visitor.get(link[1]).data.startswith(b"PK")
    assert "Dernière sauvegarde : aujourd’hui" in told(visitor.get("/"))
    note(signed_project, NoteRequest("haveluy", "écrit depuis"), Silence())
    sheet = visitor.post(f"{REGISTER}restauration", {"sauvegarde": link[2]})
    assert "Sera à enregistrer de nouveau, pour 1 dossier" in told(sheet)
    assert "MED_NUM-2025-002 — Haveluy : note du service" in told(sheet)
    seal = re.search(r'name="vu" value="([0-9a-f]+)"', sheet.text)
    assert seal
    assert "écrit depuis" in told(visitor.get("/dossiers/59292/"))
    other = done(visitor, visitor.post(f"{REGISTER}restauration", {"sauvegarde": link[2], "vu": "autre"}))
    assert "rien n’est restauré" in told(other)
    restored = done(visitor, visitor.post(f"{REGISTER}restauration", {"sauvegarde": link[2], "vu": seal[1]}))
    assert "est restaurée. Ce qui a été remplacé est gardé dans mis-de-cote" in told(restored)
    assert "écrit depuis" not in told(visitor.get("/dossiers/59292/"))
    assert len(read_standings(signed_project.register, signed_project.campaign.name).documents) == 6


def test_an_encrypted_backup_wants_its_passphrase(visit: Visit, small_project: Project) -> None:
    """Two equal ones to make it, the same one to restore it, even when it is handed in."""
    visitor = visit(small_project)
    two = {"phrase": "le chat dort", "encore": "le chat veille"}
    assert "ne sont pas les mêmes" in told(visitor.post(f"{REGISTER}sauvegarde", two))
    saved = done(visitor, visitor.post(f"{REGISTER}sauvegarde", {**two, "encore": "le chat dort"}))
    link = re.search(r'href="/mediation-numerique(/registre/sauvegardes/([^"]+\.age))"', saved.text)
    assert link
    data = visitor.get(link[1]).data
    for phrase, answer in (("", "donnez sa phrase secrète"), ("faux", "phrase secrète"), ("le chat dort", "Rien ne")):
        handed = {"fichier": (io.BytesIO(data), "copie.zip.age"), "phrase": phrase}
        assert answer in told(visitor.post(f"{REGISTER}restauration", handed))


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
    assert "Dernier courrier : 25/11/2026. Il manque : avenant n° 2 : préparer le courriel" in calls
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
