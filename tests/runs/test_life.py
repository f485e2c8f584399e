"""The whole life of a dossier, by the commands alone: built, sent, voted, completed, signed, and kept for ever."""

from __future__ import annotations

import email
import email.policy
import json
import subprocess
import sys
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
from pypdf import PdfReader

from generator.cli import run as command
from generator.project import Project
from generator.register.export import read_register
from generator.register.integrity import check_register
from generator.word.controls import fill_controls
from tests.annexes import untagged
from tests.cases import cases
from tests.law.samples import plain
from tests.runs.conftest import REPOSITORY, contents, edit
from tests.runs.killing import COMPLETED
from tests.runs.life.test_signed import standing_of

HAVELUY = REPOSITORY / "tests" / "resources" / "deliberations" / "haveluy.txt"


class Clerk:
    """Types commands in a project: each must end with the code expected."""

    def __init__(self, project: Project, capsys: pytest.CaptureFixture[str]) -> None:
        self.project = project
        self._capsys = capsys

    def types(self, *arguments: str, code: int = 0) -> str:
        """Run a command and return what it said, on both streams."""
        self._capsys.readouterr()
        found = command([*arguments, "--project", str(self.project.root)])
        out, err = self._capsys.readouterr()
        assert found == code, out + err
        return plain(out + err)

    def status(self) -> dict[str, object]:
        """Return Haveluy's line of ``status --json``."""
        self._capsys.readouterr()
        assert command(["status", "Haveluy", "--json", "--project", str(self.project.root)]) == 0
        (dossier,) = json.loads(self._capsys.readouterr().out)["dossiers"]
        found: dict[str, object] = dossier
        return found


@pytest.fixture
def clerk(small: Callable[..., Project], capsys: pytest.CaptureFixture[str]) -> Clerk:
    """Return somebody at work on three communes."""
    return Clerk(small(), capsys)


def sent_to(project: Project, commune: str) -> EmailMessage:
    """Return the e-mail draft of a commune."""
    (path,) = project.output.glob(f"courriels/*-{commune}.eml")
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def text_of(project: Project, kind: str) -> str:
    """Return the text of one of Haveluy's PDFs, on one line."""
    (path,) = project.output.glob(f"59292-*/*-{kind}.pdf")
    return " ".join(" ".join(page.extract_text() for page in PdfReader(path).pages).split())


def finish(clerk: Clerk, tmp_path: Path, number: str, engine: str) -> None:
    """Build, sign and change the mayor: from the recorded deliberation to the end of a life."""
    project = clerk.project
    assert f"délibération n° {number} du 2 avril 2025 enregistrée" in clerk.types("build", "--engine", engine)
    assert clerk.status()["state"] == "complete"
    convention = plain(text_of(project, "convention"))
    assert f"délibération du conseil municipal n° {number} en date du 2 avril 2025" in convention
    assert "[numéro" not in convention
    assert number in text_of(project, "pack")
    scan = tmp_path / "convention signée.pdf"
    scan.write_bytes(untagged())
    signed = clerk.types("sign", "Haveluy", "--date", "2025-05-12", "--file", str(scan), "--yes")
    assert "signée par les deux parties le 12 mai 2025 ; reste à notifier" in signed
    assert "et notifiée le 19 mai 2025" in clerk.types("sign", "Haveluy", "--notified", "2025-05-19", "--yes")
    before = contents(project.output / "59292-haveluy")
    edit(project, "Monsieur;Jean-Paul;RYCKELYNCK", "Madame;Mariette;MAYEUX")
    said = clerk.types("build", "--engine", engine)
    assert "Figé — Haveluy (bordereau, délibération, convention) : signé le 12 mai 2025" in said
    assert "nom_maire : RYCKELYNCK → MAYEUX" in said
    after = contents(project.output / "59292-haveluy")
    assert after == before
    assert {path.split("/")[0] for path in after if "/" in path} == {"notification", "certificat"}
    found = clerk.status()
    assert (found["state"], found["signed_on"], found["late"]) == ("signed", "2025-05-12", False)
    assert "déjà signé" in clerk.types("sign", "Haveluy", "--date", "2025-05-12", code=7)
    clerk.types("verify")
    assert "en ordre" in clerk.types("register", "check")
    journal = clerk.types("register", "journal", "Haveluy")
    assert [line.split(" | ")[3] for line in journal.splitlines()][-4:] == [
        "délibération enregistrée",
        "dossier complété",
        "signé",
        "notifié",
    ]


@cases("engine", "embedded", "libreoffice")
def test_a_life_with_the_draft_completed_in_word(clerk: Clerk, tmp_path: Path, engine: str) -> None:
    """The DOCX that left by e-mail comes back completed: read exactly, recorded without a question."""
    project, number = clerk.project, "deliberation.numero"
    clerk.types("build", "--engine", engine)
    assert clerk.status()["state"] == "draft"
    said = clerk.types("mail")
    assert "3 brouillons préparés" in said
    assert clerk.status()["state"] == "prepared"
    clerk.types("mail", "--sent", "2025-03-10", "haveluy")
    assert clerk.status()["state"] == "sent"
    draft, *others = sent_to(project, "haveluy").iter_attachments()
    assert draft.get_filename() == "MED_NUM-2025-001-deliberation.docx"
    assert [part.get_filename() for part in others] == [
        f"MED_NUM-2025-001-{name}.pdf" for name in ("convention", "planning", "pack")
    ]
    blank = draft.get_payload(decode=True)
    assert isinstance(blank, bytes)
    returned = tmp_path / "Délibération signée.docx"
    returned.write_bytes(fill_controls(blank, COMPLETED | {"seance.convocation": "31 mars 2025"}))
    refused = clerk.types("intake", str(returned), "--yes", code=7)
    assert "1 jour franc" in refused
    returned.write_bytes(fill_controls(blank, COMPLETED))
    said = clerk.types("intake", str(returned), "--yes")
    assert "Délibération enregistrée : MED_NUM-2025-001 (Haveluy)" in said
    assert clerk.status()["state"] == "voted"
    assert "déjà enregistrée" in clerk.types("intake", str(returned), "--yes")
    returned.write_bytes(fill_controls(blank, COMPLETED | {number: "2025-03-01"}))
    assert "2025-02-10 → 2025-03-01" in clerk.types("intake", str(returned), "--yes", code=7)
    finish(clerk, tmp_path, "2025-02-10", engine)


def test_a_life_with_the_real_deliberation(clerk: Clerk, tmp_path: Path) -> None:
    """The scan of Haveluy's deliberation, as OCR gave it: its identifier was repaired, so a person must confirm it."""
    clerk.types("build", "--engine", "embedded")
    said = clerk.types("intake", str(HAVELUY), "--yes", code=3)
    assert "il faut vérifier : identifiant de l’acte" in said
    assert clerk.status()["deliberation"] is None
    identifier = "059-215902925-20250402-DELIB20250210-DE"
    clerk.types("intake", str(HAVELUY), "--yes", "--set", f"identifiant={identifier}")
    found = clerk.status()["deliberation"]
    assert found == {"number": "2025-02-10", "date": "2025-04-02", "transmitted_on": "2025-04-07", "executory_on": None}
    (act,) = read_register(clerk.project.register)["deliberations"].rows
    assert (act["in_office"], act["present"], act["voting"], act["votes_for"]) == (21, 14, 20, 20)
    assert len(json.loads(act["proxies"])) == 6
    assert act["identifier"] == identifier
    kept = clerk.project.register.parent / "originals" / f"{act['source_sha256']}.txt"
    assert kept.read_bytes() == HAVELUY.read_bytes()
    finish(clerk, tmp_path, "2025-02-10", "embedded")


def test_a_person_confirms_what_is_doubtful(clerk: Clerk, monkeypatch: pytest.MonkeyPatch) -> None:
    """At a terminal each doubt is shown with what was read and why; Enter keeps it, « o » records."""
    clerk.types("build", "--engine", "embedded", "--no-verify")
    monkeypatch.setattr("generator.console.questions.asks", lambda: True)
    asked: list[str] = []

    def answer(question: str, default: str) -> str:
        asked.append(plain(question))
        return "o" if question.endswith("(o/n)") else default

    monkeypatch.setattr("generator.console.questions.ask", answer)
    said = clerk.types("intake", str(HAVELUY))
    assert asked == ["Identifiant de l’acte", "Enregistrer cette délibération ? (o/n)"]
    assert "« 069-215002925 » est mal lu" in said
    assert clerk.status()["state"] == "voted"


@pytest.fixture
def late(clerk: Clerk, tmp_path: Path) -> Path:
    """Return Haveluy's completed draft, its council convened too late."""
    clerk.types("build", "--engine", "embedded", "--no-verify")
    (draft,) = clerk.project.output.glob("59292-*/*-deliberation.docx")
    path = tmp_path / "tard.docx"
    path.write_bytes(fill_controls(draft.read_bytes(), COMPLETED | {"seance.convocation": "31 mars 2025"}))
    return path


def test_an_irregular_act_is_recorded_with_its_reason(clerk: Clerk, late: Path) -> None:
    """``--despite`` wants ``--why``, which the journal and the export tell; each alone is a slip."""
    assert "--why" in clerk.types("intake", str(late), "--yes", "--despite", code=2)
    assert "--despite" in clerk.types("intake", str(late), "--yes", "--why", "urgence", code=2)
    assert "--why" in clerk.types("intake", str(late), "--yes", "--despite", "--advice", "préfecture", code=2)
    assert clerk.status()["deliberation"] is None
    reason = ("--despite", "--why", "urgence", "--advice", "préfecture")
    clerk.types("intake", str(late), "--yes", *reason)
    journal = clerk.types("register", "journal", "Haveluy").splitlines()
    assert journal[-1].split(" | ")[3:-1] == [
        "délibération irrégulière enregistrée malgré tout",
        "",
        "urgence (avis : préfecture)",
    ]
    (act,) = read_register(clerk.project.register)["deliberations"].rows
    assert (act["despite_why"], act["despite_advice"]) == ("urgence", "préfecture")


def test_without_an_advice_that_nobody_was_asked_is_kept(clerk: Clerk, late: Path) -> None:
    """A script that gives a reason alone goes on."""
    clerk.types("intake", str(late), "--yes", "--despite", "--why", "urgence")
    (act,) = read_register(clerk.project.register)["deliberations"].rows
    assert (act["despite_why"], act["despite_advice"]) == ("urgence", "aucun")


@cases("options", (), ("--despite",))
def test_a_person_says_why_an_irregular_act_is_recorded(
    clerk: Clerk, late: Path, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...]
) -> None:
    """At a terminal the reason is asked for until there is one, and the advice too, of which « aucun » is one."""
    monkeypatch.setattr("generator.console.questions.asks", lambda: True)
    answers = {"Pourquoi": ["", "urgence"], "Sur quel": ["préfecture", "", "aucun"]}
    asked: list[str] = []

    def answer(question: str, default: str) -> str:
        asked.append(question)
        if question.endswith("(o/n)"):
            return "o"
        left = answers.get(question[:8], [])
        return left.pop(0) if left else default

    monkeypatch.setattr("generator.console.questions.ask", answer)
    said = clerk.types("intake", str(late), *options)
    assert "dites pourquoi" in said
    assert "sans dire sur quel avis" in said
    assert ("Elle paraît irrégulière. L’enregistrer malgré tout ? (o/n)" in asked) == (not options)
    (act,) = read_register(clerk.project.register)["deliberations"].rows
    assert (act["despite_why"], act["despite_advice"]) == ("urgence", "aucun")


def test_nothing_is_recorded_without_somebody_or_yes(clerk: Clerk) -> None:
    """No terminal, no ``--yes``: a usage error that names both ways out."""
    clerk.types("build", "--engine", "embedded", "--no-verify")
    said = clerk.types("intake", str(HAVELUY), code=2)
    assert "--yes" in said
    assert "--dry-run" in said
    clerk.types("intake", str(HAVELUY), "--dry-run")
    assert clerk.status()["deliberation"] is None


BUILD_AND_RECORD = """
import sys
from generator.cli import run
project = sys.argv[1]
for _ in range(2):
    for arguments in (["build", "--force", "--engine", "embedded", "--jobs", "1", "--no-verify"], sys.argv[2:]):
        code = run([*arguments, "--project", project])
        if code:
            sys.exit(code)
"""


def test_two_processes_lose_nothing(clerk: Clerk, tmp_path: Path) -> None:
    """Two people build and record at once, again and again: both end well, and both deliberations are there."""
    clerk.types("build", "--engine", "embedded", "--no-verify")
    commands = []
    for insee, number in (("59292", "2025-02-10"), ("59564", "12")):
        (draft,) = clerk.project.output.glob(f"{insee}-*/*-deliberation.docx")
        returned = tmp_path / f"{insee}.docx"
        returned.write_bytes(fill_controls(draft.read_bytes(), COMPLETED | {"deliberation.numero": number}))
        commands.append(["intake", str(returned), "--yes", "--despite", "--why", "essai", "--advice", "aucun"])
    running = [
        subprocess.Popen(
            [sys.executable, "-c", BUILD_AND_RECORD, str(clerk.project.root), *arguments],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )
        for arguments in commands
    ]
    told = [process.communicate()[1] for process in running]
    assert [process.returncode for process in running] == [0, 0], told
    clerk.types("build", "--engine", "embedded")
    for insee, number in (("59292", "2025-02-10"), ("59564", "12")):
        standing = standing_of(clerk.project, insee)
        assert standing.state == "complete"
        assert standing.deliberation is not None
        assert standing.deliberation.number == number
    assert check_register(clerk.project.register) == ()


def test_a_deliberation_about_something_else_is_left_aside(clerk: Clerk, tmp_path: Path) -> None:
    """Told by its object; and one of ours whose commune has no dossier is refused with what to do."""
    text = HAVELUY.read_text(encoding="utf-8")
    clerk.types("build", "La Sentinelle", "--engine", "embedded", "--no-verify")
    start = text.index("Convention relative a la mise")
    other = tmp_path / "autre.txt"
    other.write_text(
        text[:start] + "Tarifs de la cantine scolaire\n" + text[text.index(" Vu le Code") :], encoding="utf-8"
    )
    assert "elle est laissée de côté" in clerk.types("intake", str(other), "--yes")
    assert clerk.status()["deliberation"] is None


def test_a_rejected_vote_authorises_nothing(clerk: Clerk, tmp_path: Path) -> None:
    """More voices against than for what the draft approves: asked about, then refused, even despite irregularities."""
    clerk.types("build", "--engine", "embedded", "--no-verify")
    (draft,) = clerk.project.output.glob("59292-*/*-deliberation.docx")
    values = {"vote.resultat": "la majorité", "vote.pour": "1", "vote.contre": "2"}
    returned = tmp_path / "rejet.docx"
    returned.write_bytes(fill_controls(draft.read_bytes(), COMPLETED | values))
    despite = ("--yes", "--despite", "--why", "essai", "--advice", "aucun")
    assert "l’acte approuve, et compte 1 voix pour et 2 contre" in clerk.types(
        "intake", str(returned), *despite, code=3
    )
    confirmed = ("--set", "pour=1", "--set", "contre=2")
    assert "n’a pas adopté" in clerk.types("intake", str(returned), *confirmed, *despite, code=7)
    assert clerk.status()["deliberation"] is None


def test_a_sitting_is_checked_alone(clerk: Clerk, tmp_path: Path) -> None:
    """Nothing against the real one; convened too late, it is irregular, with the article; nothing is recorded."""
    assert "0 irrégularité" in clerk.types("check", "--sitting", str(HAVELUY))
    late = tmp_path / "tard.txt"
    text = HAVELUY.read_text(encoding="utf-8")
    late.write_text(text.replace("convocation : 27 MARS 2025", "convocation : 31 MARS 2025"), encoding="utf-8")
    said = clerk.types("check", "--sitting", str(late), code=7)
    assert "CGCT, art. L. 2121-11" in said
    assert not clerk.project.register.exists()
