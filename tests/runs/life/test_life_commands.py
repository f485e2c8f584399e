"""The commands that follow a dossier: sign, status, register, as a clerk types them."""

from __future__ import annotations

import csv
import datetime
import io
import itertools
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import clock
from generator.cli import run as command
from generator.project import Project
from generator.register.database import open_register, transaction
from generator.register.image import read_image
from generator.register.journal import FRANCE, note
from tests.annexes import untagged
from tests.cases import cases
from tests.intake.papers import completed, print_pdf
from tests.law.samples import plain
from tests.pdf.signing import AUTHORITY, MAYOR, PRESIDENT, sign as signed
from tests.runs.conftest import run
from tests.runs.life.test_signed import vote

Type = Callable[..., tuple[int, str, str]]


@pytest.fixture
def types(capsys: pytest.CaptureFixture[str]) -> Type:
    """Run a command in a project and return its exit code, what it printed and its messages."""

    def act(project: Project, *arguments: str) -> tuple[int, str, str]:
        capsys.readouterr()
        code = command([*arguments, "--project", str(project.root)])
        out, err = capsys.readouterr()
        return code, out, err

    return act


@pytest.fixture
def complete(small_built: Project) -> Project:
    """Return a project whose first commune has voted and whose dossier is complete."""
    vote(small_built)
    run(small_built)
    return small_built


def test_sign_says_what_it_kept(complete: Project, types: Type, tmp_path: Path) -> None:
    """A date as people write it, the scan, and the list of what is kept."""
    scan = tmp_path / "signé.pdf"
    scan.write_bytes(untagged())
    code, out, _ = types(complete, "sign", "haveluy", "--date", "12/05/2025", "--file", str(scan), "--yes")
    assert code == 0
    assert "Haveluy, MED_NUM-2025-001" in out
    assert "signé.pdf" in out
    assert "-convention.docx" in out


def test_the_signatures_of_an_act_that_came_back_are_listed(small_built: Project, types: Type, tmp_path: Path) -> None:
    """Who, when and what came after, on the screen and in JSON; the register keeps the very bytes."""
    data = signed(print_pdf(completed(), tmp_path))
    (act := tmp_path / "acte.pdf").write_bytes(data)
    code, out, _ = types(small_built, "intake", "--dry-run", str(act))
    assert code == 0
    assert f"acte.pdf — signature électronique : {MAYOR} (certificat émis par « {AUTHORITY} »), le " in plain(out)
    assert "porte sur tout le fichier ; confiance non vérifiée." in plain(out)
    code, out, _ = types(small_built, "intake", "--json", "--yes", str(act), "--set", "publie_le=2025-04-08")
    (found,) = json.loads(out)["deliberations"]
    (signature,) = found["signatures"]
    assert (code, found["recorded"]) == (0, True)
    told = {name: signature[name] for name in ("who", "whole", "changed_after", "intact", "timestamp", "trust")}
    assert told == {
        "who": MAYOR,
        "whole": True,
        "changed_after": False,
        "intact": True,
        "timestamp": False,
        "trust": "unverified",
    }
    assert data in [path.read_bytes() for path in (small_built.register.parent / "originals").iterdir()]


def test_a_signed_convention_is_kept_with_its_signatures_told(complete: Project, types: Type, tmp_path: Path) -> None:
    """Two parties signed it one after the other: the first did not sign what the second added."""
    scan = tmp_path / "convention.pdf"
    scan.write_bytes(signed(signed(untagged()), PRESIDENT))
    code, out, _ = types(complete, "sign", "haveluy", "--date", "12/05/2025", "--file", str(scan), "--yes")
    assert code == 0
    first, second = [line for line in plain(out).splitlines() if "signature électronique" in line]
    assert MAYOR in first
    assert "ne porte pas sur ce qui a été ajouté depuis, sans changer les pages" in first
    assert PRESIDENT in second
    assert "porte sur tout le fichier" in second
    assert scan.read_bytes() in [path.read_bytes() for path in (complete.register.parent / "originals").iterdir()]


@cases("words", ("sign", "haveluy", "--date", "2025-05-12"), ("sign", "haveluy", "--date", "2025-05-12", "--json"))
def test_nothing_is_recorded_where_nobody_can_confirm(complete: Project, types: Type, words: tuple[str, ...]) -> None:
    """Without a terminal, and without ``--yes``."""
    code, out, err = types(complete, *words)
    assert code == 2
    assert "ajoutez --yes" in err + out
    assert "59292 | Haveluy | MED_NUM-2025-001 | complet" in types(complete, "status")[1]
    assert types(complete, *words, "--yes")[0] == 0


def test_a_refused_signature_ends_with_7_and_every_reason(complete: Project, types: Type) -> None:
    """Exit code 7, each reason on its line with the article, nothing kept."""
    code, out, err = types(complete, "sign", "59292", "--date", "2025-04-03")
    assert (code, out) == (7, "")
    assert "CE, avis, 10 juin 1996" in plain(err)
    assert "cette signature ne peut pas être enregistrée" in err
    assert not list((complete.register.parent / "originals").glob("*.docx"))


@cases(
    "arguments, words",
    (("sign", "59292", "--date", "12 floréal"), "il faut une date"),
    (("sign", "59292", "--date", "30/02/2026"), "30/02/2026\u00a0» n’est pas un jour du calendrier"),
    (("sign", "59292", "--date", "0001-01-01"), "d’une année de 1900 à 2100"),
    (("sign", "59292", "--date", "31/12/2205"), "d’une année de 1900 à 2100"),
    (("sign", "59292"), "--date"),
    (("sign", "Nulle-Part", "--date", "2025-05-12"), "commune inconnue"),
    (("status", "--days", "-1"), "--days"),
    (("register", "journl"), "journal"),
)
def test_slips_are_usage_errors(complete: Project, types: Type, arguments: tuple[str, ...], words: str) -> None:
    """Exit code 2 and what to write."""
    code, _, err = types(complete, *arguments)
    assert code == 2
    assert words in err


def test_status_as_a_table_as_json_and_as_csv(complete: Project, types: Type) -> None:
    """The same three dossiers each time; the CSV opens in French Excel."""
    code, out, _ = types(complete, "status")
    assert code == 0
    assert "59292 | Haveluy | MED_NUM-2025-001 | complet" in out
    assert "3 dossiers" in out
    _, out, _ = types(complete, "status", "--json")
    dossiers = json.loads(out)["dossiers"]
    assert [dossier["state"] for dossier in dossiers] == ["complete", "draft", "draft"]
    assert dossiers[0]["deliberation"]["date"] == "2025-04-02"
    assert dossiers[0]["avenants"] == []
    _, out, _ = types(complete, "status", "--csv")
    assert out.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(out.removeprefix("\ufeff")), delimiter=";"))
    assert [row[1] for row in rows] == ["Commune", "Haveluy", "Hélesmes", "La Sentinelle"]


def test_a_clock_that_is_behind_the_register_is_told(complete: Project, types: Type) -> None:
    """By what tells the late ones, and by what writes a day into the register; an hour is no matter."""
    told = "l’horloge de cet ordinateur dit le 15 janvier 2025, alors que le registre a été écrit le"
    hour_ago, battery_dead = clock.now() - datetime.timedelta(hours=1), datetime.datetime(2025, 1, 15, 9, tzinfo=FRANCE)
    for moment, behind in ((hour_ago, False), (battery_dead, True)):
        before = clock.go_by(itertools.repeat(moment).__next__)
        for typed in (("status",), ("status", "--todo"), ("note", "Haveluy", "bonjour")):
            code, out, err = types(complete, *typed)
            assert (code, told in plain(out + err)) == (0, behind)
        clock.go_on(before)


def test_the_register_is_told_exported_and_checked(complete: Project, types: Type, tmp_path: Path) -> None:
    """Journal of one commune, export to a folder, check in order; then a lost original, and exit code 6."""
    code, out, _ = types(complete, "register", "journal", "Haveluy")
    assert code == 0
    assert {line.split(" | ")[2] for line in out.splitlines()[1:]} == {"Haveluy"}
    assert [line.split(" | ")[3] for line in out.splitlines()] == [
        "Quoi",
        "numéro donné",
        "délibération enregistrée",
        "dossier complété",
    ]
    code, out, _ = types(complete, "register", "export", str(tmp_path / "export"))
    assert code == 0
    assert (tmp_path / "export" / "registre.json").is_file()
    code, out, _ = types(complete, "register", "check")
    assert (code, out.strip()) == (0, "Le registre est en ordre.")
    manifest = complete.manifest.read_text(encoding="utf-8")
    complete.manifest.write_text(manifest.replace('"MED_NUM-2025-001"', '"MED_NUM-2025-009"'), encoding="utf-8")
    code, out, _ = types(complete, "register", "check", "--json")
    assert code == 6
    assert [problem["message"] for problem in json.loads(out)["problems"]] == [
        "MED_NUM-2025-009 : fabriqué, et inconnu du registre, qui a été perdu ou remplacé"
    ]
    for path in (complete.register.parent / "originals").iterdir():
        path.unlink()
    code, out, _ = types(complete, "register", "check", "--json")
    assert code == 6
    assert [problem["message"] for problem in json.loads(out)["problems"]] == ["cet original manque"]


def test_a_copy_of_the_register_that_knows_more_is_told(complete: Project, types: Type) -> None:
    """As a folder that two machines share gets it; one that knows no more, or is none, is nobody's trouble."""
    copy = complete.register.with_name("register (conflit de PC-2).sqlite")
    copy.write_bytes(read_image(complete.register))
    copy.with_suffix(".tmp").write_bytes(b"SQLite")
    assert types(complete, "register", "check")[0] == 0
    with open_register(copy, writing=True) as connection, transaction(connection):
        note(connection, "MED_NUM-2025-001", "sent", "draft", "sent")
    code, out, _ = types(complete, "register", "check", "--json")
    (problem,) = json.loads(out)["problems"]
    assert (code, problem["file"]) == (6, copy.name)
    assert problem["message"].endswith("qui en sait plus sur MED_NUM-2025-001")


def test_there_is_no_register_before_the_first_build(small: Callable[..., Project], types: Type) -> None:
    """Said in words; and the status of a project never built is that of drafts without numbers."""
    project = small()
    code, _, err = types(project, "register", "check")
    assert code == 2
    assert "conventions build" in err
    _, out, _ = types(project, "status", "--json")
    assert {dossier["number"] for dossier in json.loads(out)["dossiers"]} == {None}
    assert not project.register.exists()
