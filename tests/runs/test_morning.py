"""A clerk's whole morning at a real terminal: each command is a process of its own, its questions answered by hand."""

from __future__ import annotations

import datetime
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pexpect
import pypdfium2
import pytest
from pypdf import PdfReader

from generator.language.dates import date_longue
from generator.progress import Silence
from generator.project import Project
from generator.register.journal import today_in_france
from generator.runs.followup.status import StatusRequest, run as read_status
from generator.runs.mailing.mail import MailRequest, run as prepare_mails
from generator.runs.mailing.sending import SendingRequest, run as note_sending
from generator.runs.receiving.questions import Unattended
from generator.runs.receiving.receive import ReceiveRequest, run as receive
from generator.word.controls import fill_controls
from tests.edits import replace
from tests.intake.papers import photograph, print_pdf
from tests.runs.conftest import copy_project, run
from tests.runs.killing import COMPLETED

#: How long a command may be silent, in seconds: two pages are recognised meanwhile.
PATIENCE = 120
ABSCON, HAVELUY, BELLAING, LOURCHES, LA_SENTINELLE = "59002", "59292", "59064", "59361", "59564"


def ago(days: int) -> datetime.date:
    """Return a day before today: what runs at a terminal has no other clock than the machine's, whatever its zone."""
    return today_in_france() - datetime.timedelta(days)


def deliberation(project: Project, folder: str, president: str) -> bytes:
    """Return a commune's draft as its council completes it, which sat twelve days ago."""
    (draft,) = (project.output / folder).glob("*-deliberation.docx")
    days = {"seance.date": 12, "seance.convocation": 20, "seance.affichage": 20, "transmission.date": 10}
    dates = {name: date_longue(ago(before)) for name, before in (days | {"publication.date": 9}).items()}
    present = {
        "seance.president": f"{president}, Maire",
        "seance.noms_presents": f"{president}, MURCIA B., MAYEUX M., GLORIA D.",
    }
    counts = {"seance.en_exercice": "4", "seance.presents": "4", "seance.votants": "4", "vote.pour": "4"}
    return fill_controls(draft.read_bytes(), COMPLETED | dates | present | counts)


def scanned(document: bytes, path: Path) -> None:
    """Print a DOCX and put it through a scanner, a little askew."""
    printed = print_pdf(document, path.parent)
    first, *others = [
        photograph(printed, skew=1.5, page=number) for number in range(len(pypdfium2.PdfDocument(printed)))
    ]
    first.save(path, "PDF", save_all=True, append_images=others, resolution=150)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Return a project as it was left yesterday.

    Haveluy and Bellaing have been silent for 75 days; the dossier of La Sentinelle changes after it left; Abscon has
    voted; the scan of Lourches lies in ``retours/``.
    """
    project = copy_project(
        tmp_path_factory.mktemp("matin") / "projet", (ABSCON, HAVELUY, BELLAING, LOURCHES, LA_SENTINELLE)
    )
    replace(project.campaign / "campaign.toml", "terme = 2026-06-30", f"terme = {ago(-1000)}")
    run(project)
    prepare_mails(project, MailRequest(), Silence())
    note_sending(project, SendingRequest(ago(75), (HAVELUY, BELLAING, LA_SENTINELLE)), Silence())
    note_sending(project, SendingRequest(ago(30), (ABSCON, LOURCHES)), Silence())
    returns = project.root / "retours"
    returns.mkdir()
    (returns / "abscon.docx").write_bytes(deliberation(project, "59002-abscon", "Monsieur Patrick KOWALCZYK"))
    receive(project, ReceiveRequest((returns / "abscon.docx",), Unattended(), jobs=1), Silence())
    scanned(deliberation(project, "59361-lourches", "Madame Dalila DUWEZ GUESMIA"), returns / "lourches.pdf")
    replace(project.communes, "Monsieur;Eric;BLONDIAUX", "Madame;Mariette;MAYEUX")
    return project


@contextmanager
def terminal(project: Project, *words: str) -> Iterator[pexpect.spawn[str]]:
    """Type a command at a terminal of 200 columns; it has to end well."""
    child = pexpect.spawn(
        sys.executable,
        ["-m", "generator", *words],
        cwd=str(project.root),
        env={**os.environ, "TERM": "xterm", "COLUMNS": "200"},
        dimensions=(60, 200),
        timeout=PATIENCE,
        encoding="utf-8",
    )
    yield child
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0, child.before


def told(project: Project, *words: str) -> str:
    """Return what a command that asks nothing shows, in plain spaces."""
    with terminal(project, *words) as child:
        child.expect(pexpect.EOF)
        shown = " ".join((child.before or "").split())
    return shown


def hear(child: pexpect.spawn[str], words: str) -> None:
    """Wait for words, whatever spaces French puts between them."""
    child.expect(r"\s+".join(map(re.escape, words.split())))


def answer(child: pexpect.spawn[str], question: str, said: str) -> None:
    """Wait for a question, and type an answer."""
    hear(child, question)
    child.sendline(said)


def keep_the_rest(child: pexpect.spawn[str], question: str) -> None:
    """Keep what was read of every other field, until another question comes."""
    while child.expect([r"\]\s:", r"\s+".join(map(re.escape, question.split()))]) == 0:
        child.sendline("")


def states(project: Project) -> dict[str, str]:
    """Return the state of each dossier, by INSEE code."""
    report = read_status(project, StatusRequest(), Silence())
    return {one["insee"]: one["state"] for one in report.as_json()["dossiers"]}


def test_a_whole_morning(office: Project) -> None:
    """Two reminders and a resend leave, a scan is corrected after going back, originals printed, a signature undone."""
    told(office, "build", "--engine", "embedded", "--no-verify")
    todo = told(office, "status", "--todo")
    assert todo.index("relancer la commune (relance n° 1)") < todo.index("renvoyer le dossier")
    assert "Bellaing, Haveluy" in todo

    assert "2 brouillons préparés" in told(office, "mail", "--remind")
    assert "1 brouillon préparé" in told(office, "mail", "la-sentinelle")
    with terminal(office, "mail", "--sent", f"{ago(0)}") as child:
        hear(child, "Haveluy, MED_NUM-2025-003 (relance n° 1")
        answer(child, "Noter ces envois ?", "o")
        hear(child, "La Sentinelle, MED_NUM-2025-004 (dossier, contact@lasentinelle.fr) : envoyé le")
    assert told(office, "status", "--todo").count("conventions mail") == 1

    with terminal(office, "intake", "retours/lourches.pdf") as child:
        answer(child, "GLORIA D.] :", "Dalila DUWEZ GUESMIA ; MURCIA B. ; MAYEUX M.")
        answer(child, "] :", "<")
        answer(child, "MAYEUX M.] :", "Dalila DUWEZ GUESMIA ; MURCIA B. ; MAYEUX M. ; GLORIA D.")
        keep_the_rest(child, "Enregistrer cette délibération ?")
        child.sendline("o")
        hear(child, "Délibération enregistrée")
    assert states(office)[LOURCHES] == "voted"

    told(office, "build", "--engine", "embedded", "--no-verify", "--originals", "2", "abscon")
    originals = PdfReader(office.output / "originaux.pdf")
    assert "original 2/2" in originals.pages[-1].extract_text().replace("\u00a0", " ")

    with terminal(office, "sign", "abscon", "--date", f"{ago(1)}") as child:
        hear(child, "elle n’est exécutoire qu’une fois publiée et transmise")
        answer(child, "Enregistrer ?", "o")
    assert states(office)[ABSCON] == "signed"
    with terminal(office, "sign", "abscon", "--undo", "--why", "mauvaise commune") as child:
        answer(child, "Enregistrer ?", "o")
    assert states(office) == {
        ABSCON: "complete",
        BELLAING: "sent",
        HAVELUY: "sent",
        LA_SENTINELLE: "sent",
        LOURCHES: "voted",
    }
