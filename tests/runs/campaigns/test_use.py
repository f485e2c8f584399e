"""The campaign that commands take when there are several."""

from __future__ import annotations

import json
import shutil

import pytest

from generator.cli import run as run_command
from generator.errors import UsageError
from generator.project import Project
from tests.runs.keeping.test_restore import give


def test_a_campaign_is_chosen_once_for_all_commands(small_project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """The error names the command; then each one says beside its output which campaign it took."""
    shutil.copytree(small_project.campaign, small_project.campaign.with_name("lecture"))
    where = ["--project", str(small_project.root)]
    assert run_command(["status", *where]) == UsageError.exit_code
    assert "conventions use NOM" in capsys.readouterr().err
    assert run_command(["use", *where]) == 0
    assert "Aucune campagne n’est choisie" in capsys.readouterr().out
    assert run_command(["use", "absente", *where]) == UsageError.exit_code
    capsys.readouterr()
    assert run_command(["use", "lecture", *where]) == 0
    assert capsys.readouterr().out == "Campagne\u00a0: lecture\nAutre campagne\u00a0: mediation-numerique\n"
    assert (small_project.root / "register" / "campagne.txt").read_text(encoding="utf-8") == "lecture\n"
    assert run_command(["status", "--json", *where]) == 0
    told = capsys.readouterr()
    assert "Campagne\u00a0: lecture" in told.err
    assert len(json.loads(told.out)["dossiers"]) == 3
    assert run_command(["status", "--campaign", "mediation-numerique", *where]) == 0
    assert "--campaign" not in capsys.readouterr().err
    assert run_command(["use", "--json", *where]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "campaign": "lecture",
        "campaigns": ["lecture", "mediation-numerique"],
    }


def test_a_dossier_without_a_number_is_not_made_yet(small_project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """It is no draft: nothing was given to it."""
    assert run_command(["status", "--project", str(small_project.root)]) == 0
    assert "3 dossiers\u00a0: 3 pas encore faits" in capsys.readouterr().out


def test_what_is_about_the_whole_register_needs_no_campaign(
    small_project: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its check and its export are of all of them, whether one is chosen or named; what is named must be one."""
    give(small_project, "59292")
    where = ["--project", str(small_project.root)]
    shutil.copytree(small_project.campaign, small_project.campaign.with_name("autre"))
    for words in (["register", "check"], ["register", "export"]):
        assert run_command([*words, *where]) == 0
        assert run_command([*words, "--campaign", "autre", *where]) == 0
        assert run_command([*words, "--campaign", "absente", *where]) == 2
        assert "absente" in capsys.readouterr().err
