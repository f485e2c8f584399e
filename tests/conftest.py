"""Projects to try things on: copies of the repository's own, in a temporary folder."""

from __future__ import annotations

import gc
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Protocol

import pytest

from generator.inputs.sources import Sources, read_sources
from generator.project import Project, open_project
from generator.stages import proofs
from generator.workers import available
from tests import prints
from tests.sealing import seal

REPOSITORY = Path(__file__).parents[1]
#: Haveluy: an avenant signed, another complete; Escaudain: its convention signed; La Sentinelle: nothing signed.
REGISTER = REPOSITORY / "tests" / "resources" / "register-1"


@cache
def shipped_sources() -> Sources:
    """Read the inputs of the repository's own campaign, once for all who ask."""
    return read_sources(open_project(REPOSITORY, "mediation-numerique"))


@pytest.fixture
def shipped() -> Sources:
    """Return the inputs of the repository's own campaign."""
    return shipped_sources()


class MakeProject(Protocol):
    """Makes a project of the communes named by INSEE code, of all when none is."""

    def __call__(self, *insee: str) -> Project: ...


@pytest.fixture
def project(tmp_path: Path) -> MakeProject:
    """Make copies of the repository's communes.csv and templates/."""

    def make(*insee: str) -> Project:
        root = tmp_path / "projet"
        shutil.copytree(REPOSITORY / "templates", root / "templates")
        header, *rows = (REPOSITORY / "communes.csv").read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [row for row in rows if not insee or row.split(";")[0] in insee]
        (root / "communes.csv").write_text("".join([header, *kept]), encoding="utf-8")
        return open_project(root)

    return make


@pytest.fixture
def small_project(project: MakeProject) -> Project:
    """Three communes with slots and without warnings: Haveluy, La Sentinelle and Rœulx."""
    return project("59292", "59504", "59564")


def copy_signed(root: Path) -> Project:
    """Make a project with signed dossiers, of which the output holds nothing."""
    shutil.copytree(REGISTER / "register", root / "register")
    shutil.copy(REGISTER / "communes.csv", root)
    shutil.copytree(REPOSITORY / "templates", root / "templates")
    return open_project(root)


@pytest.fixture
def signed_project(tmp_path: Path) -> Project:
    """Return a project with signed dossiers, of which the output holds nothing."""
    return copy_signed(tmp_path / "projet")


@pytest.fixture
def unproved(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have checks print nothing, where what they say is not of prints: the proofs have tests of their own."""
    monkeypatch.setattr("generator.runs.making.check.prove", lambda *_: proofs.Proofs((), ()))


@pytest.fixture
def light_seals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have passphrases tried at once, where the work that age makes of each is not what is tested."""
    monkeypatch.setattr("pyrage.passphrase.encrypt", seal)


@pytest.fixture(scope="session")
def kept_prints(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return the folder of what is printed once for all processes that run tests."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "prints"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="module", autouse=True)
def _prints(request: pytest.FixtureRequest, kept_prints: Path, worker_id: str) -> Iterator[None]:
    """Print the same document once, where neither the engine nor its bytes are what is tested."""
    prints.recall_proofs(kept_prints)
    with pytest.MonkeyPatch.context() as patch:
        if request.path.parent.name in prints.ROOMS and request.path.name not in prints.PRINT_EACH_TIME:
            prints.remember(kept_prints, patch)
        yield
    prints.keep_proofs(kept_prints, worker_id)


#: The files that take longest, forty seconds and more.
LONGEST = (
    *("test_verify.py", "test_avenants.py", "test_terms.py", "test_kills.py", "test_life.py", "test_morning.py"),
    *("test_accessibility.py", "test_journey.py", "test_keyboard.py", "test_data.py"),
)


def pytest_xdist_auto_num_workers() -> int:
    """Run one process more than there are processors: a test of the page waits for its browser a third of its time."""
    return available() + 1


def pytest_collection_finish() -> None:
    """Search for garbage more rarely, and never among the thousands of tests: it took a twentieth of the time."""
    gc.freeze()
    gc.set_threshold(50_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the fast tests first; then those of whole runs and of the page in turns, the longest files before the others.

    So all processes end at about the same time, and while one waits for a browser another one has a run to work on.
    """
    ranks = {name: rank for rank, name in enumerate(LONGEST, -len(LONGEST))}
    turns: dict[Path, int] = {}
    for room in ("runs", "web"):
        files = dict.fromkeys(item.path for item in items if item.path.parent.name == room)
        turns |= {file: turn for turn, file in enumerate(sorted(files, key=lambda file: ranks.get(file.name, 0)))}
    items.sort(key=lambda item: turns.get(item.path, -1))
