"""The same inputs give the same bytes: again, elsewhere, on another day; all is printed and merged each time."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.dossiers.fingerprints import sha256
from generator.project import Project, open_project
from tests.runs.amending import codes
from tests.runs.conftest import Built, contents, copy_project, made, run

Small = Callable[..., Project]


def test_deleting_the_output_brings_the_same_bytes_back(small: Small) -> None:
    """Deleted, reordered and built with another number of workers, every file is the same to the byte."""
    project = small()
    run(project, jobs=1)
    before = contents(project.output)
    shutil.rmtree(project.output)
    header, *rows = project.communes.read_text(encoding="utf-8").splitlines()
    run(project, jobs=2)
    assert contents(project.output) == before
    project.communes.write_text("\n".join([header, *reversed(rows)]) + "\n", encoding="utf-8")
    report = run(project)
    assert made(report) == {("", "recueil")}


def test_another_day_gives_the_same_bytes(campaign: Built, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another folder, another day, another time zone: the same bytes, on both engines."""
    import time

    project = copy_project(tmp_path, ["59002", "59038"])
    shutil.copytree(campaign.project.root / "register", tmp_path / "register")
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + 40 * 86400)
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    engine = campaign.report.manifest.engine_name
    run(project, engine=engine, accept=True)  # 44 dossiers of that register are not here
    whole = contents(campaign.project.output)
    for path, data in contents(project.output).items():
        if path.endswith((".docx", ".pdf")) and path != "recueil.pdf":
            assert sha256(data) == sha256(whole[path]), path


def test_dossiers_of_the_46_built_elsewhere_are_the_same(embedded_campaign: Built, tmp_path: Path) -> None:
    """Some dossiers built alone, into another folder, are those of the whole campaign to the byte; all with WHOLE=1."""
    project = open_project(embedded_campaign.project.root, output=tmp_path)
    run(project, communes=tuple(codes()))
    whole = contents(embedded_campaign.project.output)
    for path, data in contents(project.output).items():
        if "/" in path or os.environ.get("WHOLE"):
            assert sha256(data) == sha256(whole[path]), path


def test_a_damaged_or_missing_file_is_made_again(small: Small) -> None:
    """A file changed by hand or deleted is made again, and said so."""
    project = small("59292")
    run(project)
    before = contents(project.output)
    folder = project.output / "59292-haveluy"
    (folder / "MED_NUM-2025-001-planning.pdf").write_bytes(b"x")
    (folder / "MED_NUM-2025-001-convention.docx").unlink()
    report = run(project)
    assert made(report) == {("Haveluy", "planning"), ("Haveluy", "convention")}
    assert contents(project.output) == before
    assert {outcome.reason for outcome in report.outcomes if outcome.state == "built"} == {
        "fichier absent ou modifié à la main"
    }
