"""What nobody foresaw is told in French, without a traceback."""

from __future__ import annotations

import functools
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest

from generator.cli import run
from generator.console.faults import unforeseen
from generator.project import Project
from tests.cases import cases
from tests.conftest import REPOSITORY


def command(project: Project, *arguments: str, shell: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command as a clerk does, its output sent where the shell says."""
    line = f'exec "{sys.executable}" -m generator {" ".join(arguments)} --project "{project.root}" {shell}'
    return subprocess.run(["/bin/sh", "-c", line], capture_output=True, text=True, check=False, timeout=200)


@cases("option", "", "--csv", "--json")
@cases("shell", ">&-", ">/dev/full")
def test_an_output_that_is_closed_or_full_is_told(small_project: Project, option: str, shell: str) -> None:
    """With the exit code of what cannot be written, once."""
    said = command(small_project, "status", option, shell=shell)
    assert (said.returncode, said.stdout) == (2, "")
    assert said.stderr.count("ne peut pas être affiché") == 1
    assert re.search(r"\((la sortie est fermée|disque plein)\)", said.stderr)
    assert "Traceback" not in said.stderr
    assert "Exception ignored" not in said.stderr


@cases("words", "", "--help", "--version", "register", "build --help")
@cases("shell", ">&-", ">/dev/full")
def test_a_help_that_nobody_can_read_is_told(words: str, shell: str) -> None:
    """As any other result: the output is at fault, and no file."""
    line = f'exec "{sys.executable}" -m generator {words} {shell}'
    said = subprocess.run(["/bin/sh", "-c", line], capture_output=True, text=True, check=False, cwd=REPOSITORY)
    assert (said.returncode, said.stderr.count("\n")) == (2, 1)
    assert "ne peut pas être affiché" in said.stderr


def test_a_closed_output_is_taken_by_no_file() -> None:
    """What a library prints there would be written into the file that is opened next."""
    script = (
        "import os, sys; from generator.console.streams import adapt_streams; adapt_streams(); "
        "print(open(os.devnull).fileno() > 2, file=sys.stderr)"
    )
    line = f'exec "{sys.executable}" -c "{script}" >&-'
    said = subprocess.run(["/bin/sh", "-c", line], capture_output=True, text=True, check=False, cwd=REPOSITORY)
    assert (said.returncode, said.stderr) == (0, "True\n")


def test_a_folder_that_is_gone_is_told(tmp_path: Path) -> None:
    """Somebody removed it while a terminal was open there: no output is at fault."""
    line = f'mkdir "{tmp_path}/x"; cd "{tmp_path}/x"; rmdir "{tmp_path}/x"; exec "{sys.executable}" -m generator status'
    said = subprocess.run(
        ["/bin/sh", "-c", line],
        capture_output=True,
        text=True,
        check=False,
        timeout=200,
        env=os.environ | {"PYTHONPATH": str(REPOSITORY)},
    )
    assert (said.returncode, said.stderr.count("Le dossier où vous êtes n’existe plus")) == (2, 1)


@cases("shell", "2>&-", "2>/dev/full")
def test_an_error_output_that_is_closed_or_full_stops_nothing(small_project: Project, shell: str) -> None:
    """What would be said there is lost, a warning or why a command is refused: it ends with the code it has."""
    said = command(small_project, "status", shell=shell)
    assert (said.returncode, "Haveluy" in said.stdout) == (0, True)
    assert command(small_project, "status", "ailleurs", shell=shell).returncode == 2


def test_a_closed_input_is_nobody_to_answer(small_project: Project) -> None:
    """The option that answers beforehand is told; but first that the file is none."""
    for name, told in (("communes.csv", "ajoutez --yes"), ("sauvegarde.zip", "fichier introuvable")):
        said = command(small_project, "restore", name, shell="<&-")
        assert (said.returncode, said.stdout) == (2, "")
        assert told in said.stderr


def test_a_fault_of_the_program_leaves_a_report(
    small_project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the current folder, whole, with what was asked and where it failed; the screen has one sentence."""

    def fail(*_: object) -> None:
        raise ZeroDivisionError("au milieu")

    monkeypatch.setattr("generator.runs.followup.status.run", fail)
    monkeypatch.chdir(tmp_path)
    assert run(["status", "--project", str(small_project.root)]) == 1
    (report,) = tmp_path.glob("conventions-erreur-*.txt")
    said = capsys.readouterr()
    assert said.err.count("\n") == 1
    assert str(report) in said.err
    assert "Traceback" not in said.err + said.out
    text = report.read_text(encoding="utf-8")
    assert "conventions status --project" in text
    assert "ZeroDivisionError: au milieu" in text
    assert run(["status", "--json", "--project", str(small_project.root)]) == 1
    assert report.read_text(encoding="utf-8") == text  # the second fault of the same second has a file of its own
    assert len(list(tmp_path.glob("conventions-erreur-*.txt"))) == 2


@cases(
    "error",
    OSError(28, "No space left on device", "output/x"),
    MemoryError(),
    ImportError("rdocx.so: failed to map segment from shared object"),
    OSError("libpdfium.so: failed to map segment from shared object"),
)
def test_what_the_machine_refuses_is_told_in_french(
    small_project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], error: Exception
) -> None:
    """A full disk wherever it happens, a memory that does not suffice: no report, nobody can mend that."""

    def fail(*_: object) -> None:
        raise error

    monkeypatch.setattr("generator.runs.followup.status.run", fail)
    code = run(["status", "--project", str(small_project.root)])
    said = capsys.readouterr().err.replace("\u00a0", " ")
    if isinstance(error, OSError) and error.errno:
        assert (code, "output/x : lecture ou écriture impossible (disque plein)" in said) == (2, True)
    else:
        assert (code, "mémoire" in said) == (1, True)


def test_a_machine_without_a_temporary_folder_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As where all disks are full: the folder where the program is still exists."""
    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr("tempfile._candidate_tempdir_list", lambda: [str(tmp_path / "absent")])
    with pytest.raises(FileNotFoundError) as caught:
        tempfile.gettempdir()
    assert "Aucun dossier temporaire" in str(unforeseen(caught.value))


def test_a_full_disk_is_no_output_that_is_closed(
    small_project: Project, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """An error of what is written names no file: it is told as JSON where that was asked for, with what to do."""

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("generator.runs.followup.status.run", fail)
    assert run(["status", "--json", "--project", str(small_project.root)]) == 2
    said = capsys.readouterr()
    assert json.loads(said.out)["error"].startswith("lecture ou écriture impossible (disque plein) ; libérez")
    assert "ne peut pas être affiché" not in said.err


@cases("number", signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
def test_whoever_ends_a_run_is_answered_alike(small_project: Project, number: signal.Signals) -> None:
    """What was not finished is not written, and that is said; nothing is left of the scratch folder."""
    command = [sys.executable, "-m", "generator", "build", "--engine", "embedded", "--project", str(small_project.root)]
    # A suite run in the background ignores Ctrl-C, and so would the process that it starts.
    heeds = functools.partial(signal.signal, signal.SIGINT, signal.SIG_DFL)
    pipes: dict[str, Any] = {"stderr": subprocess.PIPE, "stdout": subprocess.DEVNULL}
    with subprocess.Popen(command, **pipes, text=True, preexec_fn=heeds) as run:
        while not list(small_project.root.glob("output/*/.en-cours-*")):
            assert run.poll() is None
            time.sleep(0.02)
        os.kill(run.pid, number)
        _, said = run.communicate(timeout=200)
    assert run.returncode == 1
    assert "Interrompu" in said
    assert not list(small_project.root.glob("output/*/.en-cours-*"))


@cases("words", ("build", "--engine", "embedded"), ("backup", "boucle"), ("preview", "boucle"))
def test_a_link_that_leads_to_itself_is_told(
    small_project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...]
) -> None:
    """In the place of the output, of a file to write or of a template: no fault of the program."""
    for path in (small_project.root / "output", tmp_path / "boucle"):
        path.symlink_to(path.name)
    monkeypatch.chdir(tmp_path)
    assert run([*words, "--project", str(small_project.root)]) == 2
    assert not list(tmp_path.glob("conventions-erreur-*"))


def test_a_log_that_would_be_written_to_a_pipe_is_told(small_project: Project, tmp_path: Path) -> None:
    """Nobody reads it: the program would wait for ever."""
    os.mkfifo(tmp_path / "tube")
    line = [sys.executable, "-m", "generator", "status", "--project", str(small_project.root)]
    environment = os.environ | {"CONVENTIONS_LOG": str(tmp_path / "tube")}
    said = subprocess.run(line, capture_output=True, text=True, check=False, timeout=100, env=environment)
    assert (said.returncode, said.stderr.count("ce n’est pas un fichier ordinaire")) == (2, 1)
