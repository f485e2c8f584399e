"""One dossier on one page."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from generator.progress import Silence
from generator.project import Project
from generator.register.database import open_register, transaction
from generator.register.journal import read_journal
from generator.register.mailings import record_sending
from generator.register.standings import read_standings
from generator.runs.mailing.mail import MailRequest, run as mail
from generator.web.desk import CLERK
from tests.runs.conftest import copy_project, run
from tests.runs.receiving.test_readings import ACT
from tests.web.conftest import PATIENT, Visitor, told

Visit = Callable[[Project], Visitor]
HAVELUY = "/dossiers/59292/"


@pytest.fixture
def sent_project(tmp_path: Path) -> Project:
    """Haveluy's dossier, sent, then made again for another mayor."""
    project = copy_project(tmp_path / "projet", ["59292"])
    run(project)
    mail(project, MailRequest(), Silence())
    (standing,) = read_standings(project.register, project.campaign.name).documents
    with open_register(project.register, writing=True) as connection, transaction(connection):
        record_sending(connection, standing.mailings[0], date(2026, 3, 10))
    text = project.communes.read_text(encoding="utf-8")
    project.communes.write_text(text.replace("Jean-Paul;RYCKELYNCK", "Paul;RYCKELYNCK"), encoding="utf-8")
    run(project)
    return project


def test_it_tells_a_life(visit: Visit, signed_project: Project) -> None:
    """Contact, steps with their days, what is to do, what is kept, the journal in sentences."""
    page = told(visit(signed_project).get(HAVELUY))
    assert "Haveluy (59292)" in page
    assert "MED_NUM-2025-002 · signé · Monsieur Jean-Paul RYCKELYNCK, maire · mairie@haveluy.fr" in page
    assert (
        "voté 02/04/2025 transmis 07/04/2025 publié 08/04/2025 signé 12/05/2025 notifié 14/05/2025 avenant n° 1 signé"
        in page
    )
    assert "avenant n° 2 signé à venir terme 30/06/2027" in page
    assert "Avenant n° 2 : préparer le courriel d’envoi pour signature" in page
    assert "Délibération reçue" in page
    assert "MED_NUM-2025-002 : numéro donné : Haveluy (59292)" in page
    assert "MED_NUM-2025-002 : signé : commune le 12/05/2025, EPCI le 14/05/2025" in page


def test_a_signed_document_is_shown_as_it_is_kept(visit: Visit, signed_project: Project) -> None:
    """The output holds nothing: its pages are those of the register, and so is its Word file."""
    shutil.rmtree(signed_project.output)
    visitor = visit(signed_project)
    page = visitor.get(HAVELUY).text
    picture = re.search(r'src="/mediation-numerique(/fichiers/gardes/page/1/[0-9a-f]{64})"', page)
    assert picture
    assert visitor.get(picture[1]).data.startswith(b"\x89PNG")
    word = re.search(r'href="/mediation-numerique(/fichiers/gardes/[0-9a-f]{64}/[^"]*convention.docx)"', page)
    assert word
    assert visitor.get(word[1]).data.startswith(b"PK")
    assert visitor.get("/fichiers/gardes/" + "0" * 64 + "/x.pdf").status_code == 404
    assert visitor.get("/dossiers/00000/").status_code == 404


def test_a_whole_dossier_is_handed_out_as_one_archive(visit: Visit, signed_project: Project) -> None:
    """Its documents as they are, and each file that the register keeps under what it is, none twice."""
    answer = visit(signed_project).get("/dossiers/59292/tout.zip")
    assert answer.headers["Content-Disposition"] == "attachment; filename=MED_NUM-2025-002-haveluy.zip"
    with zipfile.ZipFile(io.BytesIO(answer.data)) as archive:
        names = archive.namelist()
        signed = archive.read("gardé au registre/acte signé/MED_NUM-2025-002-convention.pdf")
        assert signed == archive.read("documents/MED_NUM-2025-002-convention.pdf")
    assert len(names) == len(set(names))
    assert any(name.startswith("gardé au registre/délibération reçue/") for name in names)


def test_what_was_sent_and_what_is_now_are_compared_word_by_word(visit: Visit, sent_project: Project) -> None:
    """Struck and added words, both ways."""
    visitor = visit(sent_project)
    page = visitor.get(HAVELUY)
    assert "à renvoyer" in told(page)
    versions = "/dossiers/59292/versions/MED_NUM-2025-001/convention"
    assert versions in page.text
    shown = visitor.get(versions)
    assert "« ce que la mairie a reçu le 10 mars 2026 »" in told(shown)
    assert "<del>Jean-</del>" in shown.text or "<del>Jean-Paul</del>" in shown.text
    swapped = visitor.get(f"{versions}?avant=maintenant&apres=envoi-1")
    assert "<ins>Jean-" in swapped.text
    assert visitor.get("/dossiers/59292/versions/AUTRE/convention").status_code == 404


def test_a_note_is_written_unless_somebody_else_wrote(visit: Visit, signed_project: Project) -> None:
    """Then both texts are shown, and nothing is lost."""
    visitor = visit(signed_project)
    assert "La note est enregistrée." in told(visitor.post(f"{HAVELUY}note", {"texte": "appeler", "lue": "0"}))
    late = visitor.post(f"{HAVELUY}note", {"texte": "écrire", "lue": "0"})
    assert "a écrit entre-temps ; rien n’a été enregistré. Ce qui est enregistré : « appeler »" in told(late)
    assert ">écrire</textarea>" in late.text
    found = re.search(r'name="lue" value="(\d+)"', late.text)
    assert found
    assert "La note est enregistrée." in told(visitor.post(f"{HAVELUY}note", {"texte": "écrire", "lue": found[1]}))


def test_a_dossier_is_put_aside_and_taken_up(visit: Visit, signed_project: Project) -> None:
    """With its reason, which the dossier and the journal tell."""
    visitor = visit(signed_project)
    page = told(visitor.post(f"{HAVELUY}note", {"texte": "fusion en vue", "cote": "oui", "lue": "0"}))
    assert "Le dossier d’Haveluy est mis de côté." in page
    assert "par Service juridique : fusion en vue" in page
    found = re.search(r'name="lue" value="([1-9]\d*)"', visitor.get(HAVELUY).text)
    assert found
    taken = visitor.post(f"{HAVELUY}note", {"texte": "", "cote": "oui", "lue": found[1]})
    assert "Le dossier d’Haveluy est repris." in told(taken)
    assert "repris, n’est plus mis de côté" in told(taken)


def test_nobody_writes_under_the_name_of_the_last_clerk(visit: Visit, signed_project: Project) -> None:
    """A request without a name that the same thread answers is not journalled as its predecessor's."""
    visitor = visit(signed_project)
    assert visitor.get(HAVELUY).status_code == 200
    token = visitor.token()
    visitor.client.delete_cookie(CLERK)
    visitor.client.post(f"{visitor.start}{HAVELUY}note", data={"jeton": token, "texte": "anonyme"})
    with open_register(signed_project.register) as connection:
        event = read_journal(connection, signed_project.campaign.name)[-1]
    assert (event.after, event.author != "Service juridique") == ("anonyme", True)


def test_what_the_town_hall_had_is_seen_as_pages_beside_what_is_now(visit: Visit, sent_project: Project) -> None:
    """Both as pictures, with their words for who does not see them; what did not change is not shown twice."""
    visitor = visit(sent_project)
    now = visitor.get(f"{HAVELUY}?document=MED_NUM-2025-001.convention")
    assert "ce que la mairie a reçu le 10/03/2026 maintenant" in told(now)
    assert "Texte des pages 1 / 5 Communauté d’Agglomération de La Porte du Hainaut Commune d’Haveluy" in told(now)
    assert "Monsieur Paul RYCKELYNCK" in told(now)
    then = visitor.get(f"{HAVELUY}?document=MED_NUM-2025-001.convention&version=envoi-1")
    assert "Ce document est ce que la mairie a reçu le 10 mars 2026" in told(then)
    assert "Monsieur Jean-Paul RYCKELYNCK" in told(then).split("Texte des pages")[1]
    image = f"{HAVELUY}versions/MED_NUM-2025-001/convention/envoi-1/1"
    assert image in then.text
    assert visitor.get(image).data.startswith(b"\x89PNG")
    assert visitor.get(image.replace("envoi-1/1", "envoi-1/99")).status_code == 404
    assert visitor.get(image.replace("envoi-1", "envoi-9")).status_code == 404
    planning = told(visitor.get(f"{HAVELUY}?document=MED_NUM-2025-001.planning"))
    assert "ce que la mairie a reçu" not in planning
    (taken,) = sent_project.output.glob("59292-*/*-convention.pdf")
    taken.unlink()
    assert visitor.get(f"{HAVELUY}?document=MED_NUM-2025-001.convention").status_code == 200


def test_what_is_done_of_one_dossier_is_done_of_it_alone(visit: Visit, small_built: Project) -> None:
    """What would be made, what came back and what is to sign are its own; each screen has the way to all of it."""
    visitor = visit(small_built)
    page = visitor.get("/dossiers/59292/").text
    assert f"{visitor.start}/signer/" not in page.partition("<main")[2]  # nothing of it is to be signed
    visitor.get("/fabrication/a-faire?commune=59292", headers={"HX-Request": "true"})
    assert visitor.client.application.extensions["desk"].jobs.newest[0].wait(PATIENT)
    making = visitor.get("/fabrication/?commune=59292")
    assert "Pour Haveluy seulement. Tout montrer" in told(making)
    assert 'type="hidden" name="communes" value="Haveluy"' in making.text
    folder = small_built.root / "retours"
    folder.mkdir(exist_ok=True)
    (folder / "une.txt").write_bytes(ACT.read_bytes())
    visitor.job("/retours/lire", {"fichier": "une.txt"})
    (folder / "autre.txt").write_text("pas encore lu", encoding="utf-8")
    assert "une.txt" in told(visitor.get("/retours/?commune=59292"))
    other = told(visitor.get("/retours/?commune=59564"))
    assert "une.txt" not in other
    assert "autre.txt" in other
