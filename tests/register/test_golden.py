"""A register made by version b2ae7df is read, served and continued as it was left, by the commands alone.

Neither ``tests/resources/register-1`` nor this test may ever change: signed dossiers in the field look like that. One
name did: what is made today, and not what was signed then, is called ``convention-consolidee``.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from generator.cli import run

REPOSITORY = Path(__file__).parents[2]
GOLDEN = REPOSITORY / "tests" / "resources" / "register-1"
REVISION = GOLDEN / "revision.toml"
#: The second evaluation, as the register kept it.
EVALUATION = "f3ee99924b06e8234ce67146aebe186fe0c8688687d75ab30c7fe2c0b3d9eccd.csv"
FAST = ("--engine", "embedded", "--no-verify")
Command = Callable[..., dict[str, Any]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Return a project with the register and the communes of then, and the templates of today."""
    root = tmp_path / "projet"
    shutil.copytree(GOLDEN / "register", root / "register")
    shutil.copy(GOLDEN / "communes.csv", root)
    shutil.copytree(REPOSITORY / "templates", root / "templates")
    return root


@pytest.fixture
def command(root: Path, capsys: pytest.CaptureFixture[str]) -> Command:
    """Type commands in the project, and return their JSON."""

    def typed(*arguments: str) -> dict[str, Any]:
        capsys.readouterr()
        code = run([*arguments, "--json", "--project", str(root)])
        out, err = capsys.readouterr()
        assert code == 0, out + err
        result: dict[str, Any] = json.loads(out)
        return result

    return typed


def hashes(root: Path) -> dict[str, str]:
    """Return the SHA-256 of every file of the output, by path."""
    output = root / "output" / "mediation-numerique"
    found = [path for path in output.rglob("*") if path.is_file()]
    return {path.relative_to(output).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


def test_the_status_is_what_it_was(command: Command) -> None:
    """States, dates, deliberations, avenants: all that was said then is still said."""
    then = json.loads((GOLDEN / "status.json").read_text(encoding="utf-8"))["dossiers"]
    now = command("status")["dossiers"]
    assert [{name: dossier[name] for name in before} for dossier, before in zip(now, then, strict=True)] == then


def test_what_was_signed_comes_back_byte_for_byte(root: Path, command: Command) -> None:
    """The output is gone: a build puts every signed file back, and the register is in order."""
    command("build", *FAST)
    recorded = json.loads((GOLDEN / "files.json").read_text(encoding="utf-8"))
    assert len(recorded) == 31
    back = hashes(root)
    assert {path: back[path] for path in recorded} == recorded
    assert command("register", "check") == {"problems": []}


def test_the_same_evaluation_again_changes_nothing(root: Path, command: Command) -> None:
    """Nothing is corrected, cancelled or numbered."""
    before = command("register", "journal"), (root / "communes.csv").read_bytes()
    evaluation = root / "register" / "originals" / EVALUATION
    report = command("amend", str(evaluation), "--revision", str(REVISION), *FAST)
    assert {decision["commune"]: decision["verdict"] for decision in report["decisions"]} == {
        "Escaudain": "amended",
        "Haveluy": "amended",
        "La Sentinelle": "unsigned",
    }
    assert (command("register", "journal"), (root / "communes.csv").read_bytes()) == before


def test_life_goes_on_from_there(root: Path, command: Command) -> None:
    """The waiting avenant is signed on the basis of what was signed then, which stays as it was."""
    command("build", *FAST)
    before = hashes(root)
    command("sign", "Haveluy", "--date", "2026-05-20", "--avenant", "2", "--yes")
    command("build", *FAST)
    after = hashes(root)
    assert {path: after[path] for path in before if path.startswith("59292")} == {
        path: digest for path, digest in before.items() if path.startswith("59292")
    }
    consolidated = (
        root / "output/mediation-numerique/59292-haveluy/avenant-2/MED_NUM-2026-003-convention-consolidee.docx"
    )
    text = " ".join(" ".join(paragraph.text.split()) for paragraph in Document(str(consolidated)).paragraphs)
    assert "Le mardi, le jeudi et le vendredi toute la journée" in text  # avenant 2
    assert "jusqu’au 30 juin 2027" in text  # avenant 1
    (haveluy,) = command("status", "Haveluy")["dossiers"]
    assert [(avenant["rank"], avenant["state"]) for avenant in haveluy["avenants"]] == [(1, "signed"), (2, "signed")]
    assert command("register", "check") == {"problems": []}
