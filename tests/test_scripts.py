"""The scripts of the Makefile."""

from __future__ import annotations

import shutil
import subprocess
import venv
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


#: What pip leaves in an environment that it installs a project into where it stands.
PIP = """#!/bin/sh
echo "$@" >>"$(dirname "$0")/asked"
for packages in "$(dirname "$0")"/../lib/python3*/site-packages; do
    pwd >"$packages/_editable_impl_conventions_epci.pth"
done
"""


@pytest.mark.skipif(shutil.which("sh") is None, reason="needs a POSIX shell")
def test_a_folder_with_an_accent_is_no_obstacle_in_the_locale_c(tmp_path: Path) -> None:
    """Python 3.11 reads as ASCII where the program is, and does not even start."""
    project = tmp_path / "Médiation"
    (project / "generator").mkdir(parents=True)
    (project / "generator" / "__init__.py").write_text("")
    venv.create(project / ".venv", symlinks=True)
    pip = project / ".venv" / "bin" / "pip"
    pip.write_text(PIP, encoding="utf-8")
    pip.chmod(0o755)
    script = ["sh", str(REPOSITORY / "scripts" / "install.sh"), ".venv", "web", "--constraint", "requirements.lock"]
    subprocess.run(script, cwd=project, check=True)
    asked = (project / ".venv" / "bin" / "asked").read_text(encoding="utf-8")
    assert asked.endswith("--constraint requirements.lock --editable .[web]\n")
    for locale in ("C", "POSIX", "C.UTF-8"):
        said = subprocess.run(
            [project / ".venv" / "bin" / "python", "-c", "import generator; print(ascii(generator.__file__))"],
            cwd=tmp_path,
            env={"LC_ALL": locale},
            check=True,
            capture_output=True,
            text=True,
        )
        assert said.stdout == f"{str(project / 'generator' / '__init__.py')!a}\n"
