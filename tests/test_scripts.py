"""The scripts of the Makefile."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import REPOSITORY

#: A python that is recent enough and makes virtual environments, in no time.
PYTHON = """#!/bin/sh
case "$1" in
    -m) mkdir -p "$3/bin" && touch "$3/bin/pip" && cp "$0" "$3/bin/python" ;;
esac
"""


@pytest.mark.skipif(shutil.which("sh") is None, reason="needs a POSIX shell")
def test_an_installation_is_made_again_where_its_folder_was_moved(tmp_path: Path) -> None:
    """Once where it is; again, saying so, after a move, or when its Python is gone."""
    python = tmp_path / "python"
    python.write_text(PYTHON, encoding="utf-8")
    python.chmod(0o755)

    def create(project: Path) -> str:
        script = ["sh", str(REPOSITORY / "scripts" / "create-venv.sh"), ".venv", str(python)]
        done = subprocess.run(script, cwd=project, check=True, capture_output=True, text=True)
        return done.stderr

    project = tmp_path / "ici"
    project.mkdir()
    assert create(project) == ""
    installed = project / ".venv" / "runtime"
    installed.touch()
    assert create(project) == ""
    assert installed.exists()
    moved = project.rename(tmp_path / "là bas")
    assert "l’installation est refaite" in create(moved)
    assert not (moved / ".venv" / "runtime").exists()
    assert create(moved) == ""
    (moved / ".venv" / "bin" / "python").unlink()
    assert "l’installation est refaite" in create(moved)
