"""The real campaign, built once per engine, and small projects, built once or again and again."""

from __future__ import annotations

import json
import pickle
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from generator.files import write_whole
from generator.inputs.sources import read_sources
from generator.locks import LOCK_FILES
from generator.progress import Silence
from generator.project import Project, open_project
from generator.runs.making.build import BuildRequest, run as build
from generator.runs.making.buildreport import BuildReport

REPOSITORY = Path(__file__).parents[2]
#: Haveluy, Hélesmes, which has no e-mail, and La Sentinelle.
SMALL = ("59292", "59297", "59564")


@dataclass(frozen=True)
class Built:
    """A project and what building it reported."""

    project: Project
    report: BuildReport

    @property
    def manifest(self) -> dict[str, Any]:
        """The manifest as written on disk."""
        data: dict[str, Any] = json.loads(self.project.manifest.read_text(encoding="utf-8"))
        return data


def copy_project(root: Path, communes: Sequence[str] = ()) -> Project:
    """Copy the repository's project to ``root``, with all communes or only those named by INSEE code."""
    root.mkdir(parents=True, exist_ok=True)
    shutil.copytree(REPOSITORY / "templates", root / "templates")
    header, *rows = (REPOSITORY / "communes.csv").read_text(encoding="utf-8").splitlines()
    kept = [row for row in rows if not communes or row.split(";")[0] in communes]
    (root / "communes.csv").write_text("\n".join([header, *kept]) + "\n", encoding="utf-8")
    return open_project(root)


def rewritten(folder: Path, *changes: tuple[str, str]) -> Path:
    """Return the real deliberation as a file of its own, some of its words changed: each must be there."""
    text = (REPOSITORY / "tests" / "resources" / "deliberations" / "haveluy.txt").read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    path = folder / "retour.txt"
    path.write_text(text, encoding="utf-8")
    return path


def noted(project: Project) -> frozenset[str]:
    """Return the communes, by INSEE code, that get the explanatory note besides the four documents that all have."""
    return frozenset(commune.insee for commune in read_sources(project).participants if commune.note_de_synthese)


def run(project: Project, **request: Any) -> BuildReport:
    """Build a project, silently; the embedded engine, no verification and no other process unless asked for.

    To start two processes takes as long as to build three communes.
    """
    options: dict[str, Any] = {"engine": "embedded", "verify": False, "jobs": 1} | request
    return build(project, BuildRequest(**options), Silence())


def made(report: BuildReport) -> set[tuple[str, str]]:
    """Return what a build made, as (commune's name, kind)."""
    return {(outcome.commune, outcome.kind) for outcome in report.outcomes if outcome.state == "built"}


def contents(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file of a folder, by relative path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in LOCK_FILES
    }


def made_once(
    name: str, factory: pytest.TempPathFactory, worker: str, make: Callable[[Path], Project], **request: Any
) -> Built:
    """Make a project and build it, once for all processes that run tests; no test may change it."""
    shared = factory.getbasetemp() if worker == "master" else factory.getbasetemp().parent
    root, report = shared / name, shared / f"{name}.report"
    with FileLock(shared / f"{name}.lock"):
        if not report.exists():
            write_whole(report, pickle.dumps(run(make(root), **request)))
    return Built(open_project(root), pickle.loads(report.read_bytes()))


@pytest.fixture(scope="session")
def embedded_campaign(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Built:
    """Return the 46 communes built on the embedded engine."""
    return made_once("embedded", tmp_path_factory, worker_id, copy_project, jobs=None)


@pytest.fixture(scope="session")
def libreoffice_campaign(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Built:
    """Return the 46 communes built and verified on LibreOffice."""
    request = {"jobs": None, "engine": "libreoffice", "verify": True}
    return made_once("libreoffice", tmp_path_factory, worker_id, copy_project, **request)


@pytest.fixture(params=["embedded", "libreoffice"])
def campaign(request: pytest.FixtureRequest) -> Built:
    """Return the 46 communes built on each engine."""
    built: Built = request.getfixturevalue(f"{request.param}_campaign")
    return built


def small_once(factory: pytest.TempPathFactory, worker: str) -> Built:
    """Build three communes on the embedded engine, once for all processes that run tests; no test may change them."""
    return made_once("small", factory, worker, partial(copy_project, communes=SMALL))


@pytest.fixture
def small(tmp_path: Path) -> Callable[..., Project]:
    """Make projects of some communes of the real campaign."""

    def make(*communes: str) -> Project:
        return copy_project(tmp_path / "projet", communes or SMALL)

    return make


@pytest.fixture
def small_built(tmp_path: Path, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Project:
    """Return what ``small()`` makes, built on the embedded engine: a copy, which a test may change."""
    once = small_once(tmp_path_factory, worker_id)
    return open_project(shutil.copytree(once.project.root, tmp_path / "projet"))


def edit(project: Project, old: str, new: str) -> None:
    """Replace one text in communes.csv, which must hold it."""
    text = project.communes.read_text(encoding="utf-8")
    assert old in text
    project.communes.write_text(text.replace(old, new), encoding="utf-8")
