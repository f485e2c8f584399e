"""Lives of dossiers in processes that are killed at random moments; run by test_kills.py in a process of its own.

Usage: python -m tests.runs.killing PROJECT KILLS KNOWN. Each step of a life (build, intake, build, sign) runs in a
forked child that is killed after a random part of the time the step takes, several times, and may then end by itself.
After every kill the register and the output are looked at. What is printed again is taken from the folder KNOWN: kills
fall on what writes. Prints how many kills each step received, as JSON.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pikepdf
import pytest
from docx import Document

import generator
from generator.cli import run
from generator.dossiers.manifest import Manifest
from generator.errors import RefusedError
from generator.project import Project, open_project
from generator.register.integrity import check_register
from generator.register.standings import read_standings
from generator.stages.reading import read_inspected
from generator.word.controls import fill_controls
from tests import prints

#: What a town hall writes in the draft of its deliberation.
COMPLETED = {
    "seance.date": "2 avril 2025",
    "seance.convocation": "27 mars 2025",
    "seance.affichage": "27 mars 2025",
    "seance.heure": "18 h 30",
    "seance.en_exercice": "3",
    "seance.presents": "3",
    "seance.votants": "3",
    "seance.noms_presents": "MURCIA B., MAYEUX M., LEBBADER D.",
    "seance.pouvoirs": "néant",
    "seance.noms_absents": "néant",
    "seance.secretaire": "MAYEUX M.",
    "signature.secretaire": "Mariette MAYEUX",
    "deliberation.numero": "2025-02-10",
    "vote.resultat": "l’unanimité",
    "vote.pour": "3",
    "vote.contre": "0",
    "vote.abstentions": "0",
    "transmission.date": "7 avril 2025",
    "publication.date": "8 avril 2025",
}

#: How often one step is killed before it may end, the part of all kills its kind may have, so that the long ones leave
#: enough to the others; and how long it may take when it is not killed, in seconds.
KILLS_A_STEP = 7
SHARES = {"build": 0.5, "intake": 0.25, "sign": 0.25, "build --force": 1.0}
PATIENCE = 60
Step = tuple[str, Callable[[], list[str]]]


def prepare(project: Project) -> None:
    """Import the program whole and inspect the templates, so that a forked child is killed at the work of its own."""
    for module in pkgutil.walk_packages(generator.__path__, f"{generator.__name__}."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
    read_inspected(project, "embedded")


def main(root: Path, kills: int) -> None:
    """Live lives until ``kills`` processes were killed, and print where."""
    prepare(open_project(root))
    seen: set[tuple[Path, int, int]] = set()
    chance = random.Random(20250402)
    counted: Counter[str] = Counter()
    durations: dict[str, float] = {}
    signed = 0
    for name, arguments in lives(root):
        spared = 0 if name in durations else KILLS_A_STEP
        while counted.total() < kills:
            spared += 1
            hunted = spared <= KILLS_A_STEP and counted[name] < SHARES[name] * kills
            seconds = durations[name] * chance.random() if hunted else PATIENCE
            start = time.monotonic()
            killed, code = attempt([*arguments(), "--project", str(root)], seconds)
            if killed:
                counted[name] += 1
                look(open_project(root), f"{name}, kill {counted.total()}", seen)
                continue
            # A process killed between its last write and its end had signed: doing it again is refused.
            project = open_project(root)
            signed += name == "sign"
            found = len(read_standings(project.register, project.campaign.name).signed)
            if (code != 0 and (name, code) != ("sign", RefusedError.exit_code)) or found != signed:
                raise AssertionError(f"{name} ended with {code}, {found} signed instead of {signed}")
            durations[name] = min(durations.get(name, PATIENCE), time.monotonic() - start)
            break
        if counted.total() >= kills:
            break
    print(json.dumps(counted))


def lives(root: Path) -> Iterator[Step]:
    """Yield the steps of the life of one commune after the other, then forced builds."""
    returned = root / "delibération.docx"
    for insee in ("59292", "59504", "59564", "59038", "59002", "59205", "59092", "59284"):

        def vote(insee: str = insee) -> list[str]:
            (draft,) = root.glob(f"output/*/{insee}-*/*-deliberation.docx")
            returned.write_bytes(fill_controls(draft.read_bytes(), COMPLETED))
            return ["intake", str(returned), "--yes", "--despite", "--why", "essai", "--advice", "aucun"]

        def build(*options: str, insee: str = insee) -> list[str]:
            return ["build", insee, "--engine", "embedded", "--jobs", "1", "--no-verify", *options]

        def signature(insee: str = insee) -> list[str]:
            return ["sign", insee, "--date", "2025-05-12", "--yes"]

        yield "build", build
        yield "intake", vote
        yield "build", build
        yield "sign", signature
    while True:
        yield "build --force", lambda: ["build", "--force", "--engine", "embedded", "--jobs", "1", "--no-verify"]


def attempt(arguments: list[str], seconds: float) -> tuple[bool, int]:
    """Run a command in a forked child, killed after ``seconds``; tell whether it was, and how it ended."""
    child = os.fork()
    if child == 0:
        with Path(os.devnull).open("w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
            os._exit(run(arguments))
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            return False, os.waitstatus_to_exitcode(status)
        time.sleep(0.001)
    os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    return code == -signal.SIGKILL, code


def look(project: Project, where: str, seen: set[tuple[Path, int, int]]) -> None:
    """Check what a killed process left: a sound register, a readable manifest, whole files.

    A file that is as it was when it was last looked at, by its inode and its time, is not opened again.
    """
    if project.register.is_file():
        errors = [problem for problem in check_register(project.register) if problem.level == "error"]
        if errors:
            raise AssertionError(f"{where}: {errors}")
    if project.manifest.is_file() and Manifest.read(project.manifest) is None:
        raise AssertionError(f"{where}: the manifest cannot be read")
    for path in project.output.glob("[!.]*/**/*"):
        state = (path, path.stat().st_ino, path.stat().st_mtime_ns)
        if path.is_dir() or state in seen:
            continue
        seen.add(state)
        if path.suffix == ".pdf":
            pikepdf.open(path).close()
        elif path.suffix == ".docx":
            Document(str(path))
        else:
            raise AssertionError(f"{where}: {path.name} is in the output")


if __name__ == "__main__":
    prints.remember(Path(sys.argv[3]), pytest.MonkeyPatch())
    main(Path(sys.argv[1]), int(sys.argv[2]))
