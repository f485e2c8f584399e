"""Killing the process at any moment loses nothing and leaves nothing half done."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from generator.register.integrity import check_register
from tests.runs.conftest import REPOSITORY, copy_project, run

#: With ``WHOLE=1`` in the environment, 200.
KILLS = 200 if os.environ.get("WHOLE") else 100
COMMUNES = ("59292", "59504", "59564", "59038", "59002", "59205", "59092", "59284")


def test_a_hundred_kills(kept_prints: Path, tmp_path: Path) -> None:
    """Over build, intake and sign: after each kill the register is sound, no file is partial, no number is lost.

    What the program was doing is then done again and ends well, and a last build finds everything in order.
    """
    project = copy_project(tmp_path / "projet", COMMUNES)
    ended = subprocess.run(
        [sys.executable, "-m", "tests.runs.killing", str(project.root), str(KILLS), str(kept_prints)],
        cwd=REPOSITORY,
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    counted = json.loads(ended.stdout)
    assert sum(counted.values()) == KILLS
    assert min(counted.get(step, 0) for step in ("build", "intake", "sign")) >= 10
    report = run(project)
    assert report.failed == ()
    numbers = [record.number for record in report.manifest.documents if record.kind == "convention"]
    assert len(set(numbers)) == len(numbers) == len(COMMUNES)
    assert [problem for problem in check_register(project.register) if problem.level == "error"] == []
    assert list(project.output.glob(".en-cours-*")) == []
