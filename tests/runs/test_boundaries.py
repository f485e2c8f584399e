"""A run that is killed, fails or is cancelled at any boundary of its stages: nothing is lost, doubled or half done."""

from __future__ import annotations

import datetime
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.dossiers.manifest import Manifest
from generator.errors import Cancelled, ConventionsError, EngineError
from generator.progress import Silence, Stage
from generator.project import Project, open_project
from generator.register.database import open_register
from generator.register.deliberations import record_act
from generator.register.export import read_register
from generator.register.integrity import check_register
from generator.register.originals import Source
from generator.register.standings import read_standings
from generator.runs.life import amend, sign
from generator.runs.life.amend import AmendRequest
from generator.runs.life.sign import SignRequest
from generator.runs.mailing import mail
from generator.runs.mailing.mail import MailRequest
from generator.runs.making import build
from generator.runs.making.build import BuildRequest
from tests import prints
from tests.cases import cases
from tests.register.conftest import ACT, SITTING
from tests.runs.conftest import REPOSITORY, contents, copy_project, run

HAVELUY, ABSCON = "59292", "59002"
EVALUATION = REPOSITORY / "docs" / "examples" / "exemple-evaluation-2025-11.csv"
TODAY = datetime.date(2026, 11, 23)
#: The verification takes long and writes nothing: only the build that is ended goes through it.
VERIFIED = BuildRequest(engine="embedded", jobs=1)
FAST = BuildRequest(engine="embedded", jobs=1, verify=False)
STAGES = {stage.name for stage in Stage}


class Boundary(Silence):
    """Ends a run at one of its boundaries: the beginning of a stage, a step of it, or its word that it may go on."""

    def __init__(self, at: int, end: Callable[[], None]) -> None:
        super().__init__()
        self.passed: list[str] = []
        self._at = at
        self._end = end

    def stage(self, stage: Stage, steps: int) -> None:
        """Pass the beginning of a stage."""
        self._pass(stage.name)

    def step(self, name: str) -> None:
        """Pass a step."""
        self._pass(name)

    def _pass(self, name: str) -> None:
        self.passed.append(name)
        if len(self.passed) == self._at:
            self._end()


def go_on() -> None:
    """End nothing."""


def cancel() -> None:
    """Cancel the run."""
    raise Cancelled("Arrêté.")


def fail() -> None:
    """Fail, as a broken engine does."""
    raise EngineError("Le moteur est en panne.")


def kill() -> None:
    """Die at once."""
    os.kill(os.getpid(), signal.SIGKILL)


@dataclass(frozen=True)
class Job:
    """A run to end at its boundaries, in a project that is ready for it."""

    name: str
    do: Callable[[Project, Silence], object]
    #: The run that ends well what was ended before, when it is another.
    again: Callable[[Project, Silence], object] | None = None


def evaluate(project: Project, progress: Silence) -> object:
    """Act on an evaluation: an avenant for Haveluy, whose convention is signed, and another slot for Abscon."""
    return amend.run(project, AmendRequest(project.root / "evaluation.csv", None, FAST), progress)


JOBS = {
    "build": Job(
        "build",
        lambda project, progress: build.run(project, VERIFIED, progress),
        lambda project, progress: build.run(project, FAST, progress),
    ),
    "mail": Job("mail", lambda project, progress: mail.run(project, MailRequest(archives=True, jobs=1), progress)),
    "sign": Job(
        "sign",
        lambda project, progress: sign.run(
            project,
            SignRequest(HAVELUY, datetime.date(2025, 5, 12), notified_on=datetime.date(2025, 5, 12), today=TODAY),
            progress,
        ),
    ),
    "amend": Job("amend", evaluate),
}


@pytest.fixture(scope="module")
def ready(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Project]:
    """Return for each job a project that is ready for it; no test may change them."""
    root = tmp_path_factory.mktemp("pret")
    projects = {"build": copy_project(root / "build", (HAVELUY, ABSCON))}

    def following(name: str, before: str) -> Project:
        projects[name] = open_project(shutil.copytree(projects[before].root, root / name))
        return projects[name]

    run(following("mail", "build"))
    voted = following("sign", "mail")
    (standing,) = [one for one in read_standings(voted.register, voted.campaign.name).documents if one.insee == HAVELUY]
    with open_register(voted.register, writing=True) as connection:
        record_act(connection, voted.register, standing.number, ACT, SITTING, Source("d.txt", b"d"), replace=False)
    run(voted)
    signed = following("amend", "sign")
    JOBS["sign"].do(signed, Silence())
    header, *rows = EVALUATION.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = {row.split(";")[0]: row for row in rows}
    other = kept[ABSCON].replace(";;;;;;;", ";M2;4;vendredi;matin;Mairie;2026-01-01;")
    (signed.root / "evaluation.csv").write_text(header + kept[HAVELUY] + other, encoding="utf-8")
    return projects


def remembered(project: Project) -> dict[str, object]:
    """Return what the register holds, without the moments at which it was written."""
    tables = read_register(project.register)
    return {
        name: [{key: value for key, value in row.items() if not key.endswith("_at")} for row in table.rows]
        for name, table in tables.items()
        if name != "journal"
    }


def made(project: Project) -> dict[str, bytes]:
    """Return the files of the output, without what a killed run leaves and the next one removes."""
    found = contents(project.output) if project.output.is_dir() else {}
    return {path: data for path, data in found.items() if ".en-cours-" not in path}


@dataclass(frozen=True)
class Ended:
    """What an undisturbed run leaves, and the boundaries that it passes."""

    files: dict[str, bytes]
    register: dict[str, object]
    communes: bytes
    boundaries: list[str]


@pytest.fixture(scope="module")
def whole(ready: dict[str, Project], tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Ended]:
    """Run each job undisturbed, once."""
    known: dict[str, Ended] = {}

    def undisturbed(name: str) -> Ended:
        if name not in known:
            project = open_project(shutil.copytree(ready[name].root, tmp_path_factory.mktemp(name) / "projet"))
            progress = Boundary(0, go_on)
            JOBS[name].do(project, progress)
            known[name] = Ended(made(project), remembered(project), project.communes.read_bytes(), progress.passed)
        return known[name]

    return undisturbed


def beginnings(boundaries: list[str]) -> list[tuple[int, str]]:
    """Return the boundaries at which a stage begins."""
    assert boundaries
    return [(at, where) for at, where in enumerate(boundaries, 1) if where in STAGES]


def steps(boundaries: list[str]) -> list[tuple[int, str]]:
    """Return the boundaries that are the last step of a stage."""
    following = [*boundaries[1:], Stage.READING.name]
    return [
        (at, where)
        for at, (where, next_) in enumerate(zip(boundaries, following, strict=True), 1)
        if where not in STAGES and next_ in STAGES
    ]


def look(project: Project, before: Project, ended: Ended, where: str) -> None:
    """Check that what a run left when it was ended is whole, and all or nothing where it must be."""
    if project.register.is_file():
        assert [problem for problem in check_register(project.register) if problem.level == "error"] == [], where
    manifest = Manifest.read(project.manifest)
    assert manifest is not None or not project.manifest.exists(), where
    for path, data in made(project).items():
        old = before.output / path
        assert data in (ended.files.get(path), old.read_bytes() if old.is_file() else None), (where, path)
    if project.communes.read_bytes() != before.communes.read_bytes():
        assert project.communes.read_bytes() == ended.communes, where
        assert remembered(project)["documents"] != remembered(before)["documents"], where


@cases("end", cancel, fail, ids=["cancelled", "failed"])
@pytest.mark.parametrize("name", list(JOBS))
def test_a_run_ended_at_any_boundary_loses_and_doubles_nothing(
    name: str, end: Callable[[], None], ready: dict[str, Project], whole: Callable[[str], Ended], tmp_path: Path
) -> None:
    """Ended at each in turn, it leaves only whole things, and run again it ends as if nothing had happened.

    It fails where a stage begins, and is cancelled at the last step of each.
    """
    ended = whole(name)
    for at, where in (steps if end is cancel else beginnings)(ended.boundaries):
        project = open_project(shutil.copytree(ready[name].root, tmp_path / f"{name}-{at}"))
        with pytest.raises(ConventionsError):
            JOBS[name].do(project, Boundary(at, end))
        look(project, ready[name], ended, f"{name}, {at}: {where}")
        finish(project, name, ended, f"{name}, {at}: {where}")
        shutil.rmtree(project.root)


@pytest.mark.parametrize("name", list(JOBS))
def test_a_run_killed_at_any_stage_loses_and_doubles_nothing(
    name: str, ready: dict[str, Project], whole: Callable[[str], Ended], kept_prints: Path, tmp_path: Path
) -> None:
    """The same when its process dies: nothing can be tidied up on the way out."""
    ended = whole(name)
    projects = [
        (at, where, open_project(shutil.copytree(ready[name].root, tmp_path / f"{name}-{at}")))
        for at, where in beginnings(ended.boundaries)
    ]
    killed = [f"{at}:{project.root}" for at, _, project in projects]
    command = [sys.executable, "-m", "tests.runs.test_boundaries", str(kept_prints), name, *killed]
    subprocess.run(command, cwd=REPOSITORY, check=True)
    for at, where, project in projects:
        look(project, ready[name], ended, f"{name}, {at}: {where}")
        finish(project, name, ended, f"{name}, {at}: {where}")


def finish(project: Project, name: str, ended: Ended, where: str) -> None:
    """Run the job again: it ends as it does undisturbed.

    A signature that was recorded already is refused; the next build makes the letter that was to follow it.
    """
    job = JOBS[name]
    if name == "sign" and read_standings(project.register, project.campaign.name).signed:
        run(project)
    else:
        (job.again or job.do)(project, Silence())
    assert made(project) == ended.files, where
    assert remembered(project) == ended.register, where
    assert project.communes.read_bytes() == ended.communes, where


def die(job: Job, at: int, root: Path) -> None:
    """Do a job in a forked process, which is killed at a boundary."""
    child = os.fork()
    if child == 0:
        job.do(open_project(root), Boundary(at, kill))
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == -signal.SIGKILL, root


if __name__ == "__main__":
    _, known, job, *places = sys.argv
    prints.remember(Path(known), pytest.MonkeyPatch())
    for place in places:
        at, _, root = place.partition(":")
        die(JOBS[job], int(at), Path(root))
