"""Projects to try things on: copies of the repository's own, in a temporary folder."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest

from generator.project import Project, open_project
from tests import prints

REPOSITORY = Path(__file__).parents[1]
#: Haveluy: an avenant signed, another complete; Escaudain: its convention signed; La Sentinelle: nothing signed.
REGISTER = REPOSITORY / "tests" / "resources" / "register-1"


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


@pytest.fixture(scope="session")
def kept_prints(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Return the folder of what is printed once for all processes that run tests."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "prints"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="module", autouse=True)
def _prints(request: pytest.FixtureRequest, kept_prints: Path) -> Iterator[None]:
    """Print the same document once, where neither the engine nor its bytes are what is tested."""
    with pytest.MonkeyPatch.context() as patch:
        if request.path.parent.name in prints.ROOMS and request.path.name not in prints.PRINT_EACH_TIME:
            prints.remember(kept_prints, patch)
        yield


#: The files of whole runs that take longest, a minute and more.
LONGEST = ("test_avenants.py", "test_verify.py", "test_rebuild.py", "test_kills.py", "test_boundaries.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the fast tests first; those of whole runs come last, the longest before the others.

    So all processes end at about the same time: none has a minute's file left when the others have nothing to do.
    """
    ranks = {name: rank for rank, name in enumerate(LONGEST, -len(LONGEST))}
    items.sort(key=lambda item: ("runs" in item.path.parts, ranks.get(item.path.name, 0)))
