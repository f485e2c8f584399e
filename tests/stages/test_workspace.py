"""One run at a time on an output, rid of what a killed one left; a file appears there whole or not at all."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.errors import OutputError, RegisterError
from generator.files import UNFINISHED
from generator.locks import LOCK_FILES
from generator.progress import Clock, Silence
from generator.project import Project
from generator.stages.workspace import Workspace, open_workspace
from generator.workers import LocalWorkers


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Return a project that was never built."""
    return Project(tmp_path, tmp_path / "templates" / "x", tmp_path / "output" / "x")


@contextmanager
def opened(project: Project, *, dry: bool = False) -> Iterator[Workspace]:
    """Open the workspace of a run."""
    clock = Clock(Silence())
    date = datetime(2025, 2, 24, tzinfo=UTC)
    with open_workspace(project, clock, LocalWorkers(1, clock.check), date, dry=dry) as space:
        yield space


def test_an_output_is_held_by_one_run(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another one waits, then is told what to do; it gets the output once the first has ended."""
    monkeypatch.setattr("generator.stages.workspace.LOCK_SECONDS", 0)
    held = pytest.raises(RegisterError, match=r"un autre traitement.*attendez la fin")
    with opened(project), held, opened(project):
        pass
    with opened(project):
        pass


def test_a_run_that_fails_lets_the_output_go(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """And leaves nothing unfinished there."""
    monkeypatch.setattr("generator.stages.workspace.LOCK_SECONDS", 0)
    with pytest.raises(ZeroDivisionError), opened(project):
        raise ZeroDivisionError
    assert not list(project.output.glob(f"{UNFINISHED}*"))
    with opened(project):
        pass


def test_a_run_that_only_looks_holds_nothing(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the output of another run, nor a folder that is not there yet; what is unfinished stays too."""
    with opened(project, dry=True) as space:
        assert space.scratch.is_dir()
        assert not project.output.exists()
    monkeypatch.setattr("generator.stages.workspace.LOCK_SECONDS", 0)
    with opened(project) as first, opened(project, dry=True):
        assert first.scratch.is_dir()


def test_what_a_killed_run_left_is_removed(project: Project) -> None:
    """Files and folders under the name of what is unfinished, whatever they hold; nothing else."""
    folder = project.output / f"{UNFINISHED}abc"
    folder.mkdir(parents=True)
    (folder / "volume-1.pdf").write_bytes(b"half")
    (project.output / f"{UNFINISHED}12-manifest.json").write_bytes(b"half")
    (project.output / "notes.txt").write_bytes(b"of the clerk")
    with opened(project) as space:
        left = {path.name for path in project.output.iterdir()}
        assert left == {space.scratch.name, *LOCK_FILES, "notes.txt"}
    assert {path.name for path in project.output.iterdir()} <= {*LOCK_FILES, "notes.txt"}


def test_an_output_that_cannot_be_a_folder_is_told(project: Project) -> None:
    """With its path and what to do."""
    project.output.parent.mkdir()
    project.output.write_bytes(b"")
    with (
        pytest.raises(OutputError, match=r"output/x : écriture impossible \(.*\) ; vérifiez les droits"),
        opened(project),
    ):
        pass


def test_a_damaged_manifest_is_none(project: Project) -> None:
    """The output then holds nothing that is known, and everything is made again."""
    project.output.mkdir(parents=True)
    project.manifest.write_bytes(b"{")
    with opened(project) as space:
        assert (space.previous.campaign, space.previous.records) == ("x", ())


def test_a_file_is_moved_to_its_place_and_recorded(project: Project) -> None:
    """With its folder, in place of what was there; nothing of it stays in the scratch folder."""
    with opened(project) as space:
        space.write(b"old", "a/b.docx")
        record = space.write(b"new one", "a/b.docx", 3)
        assert not list(space.scratch.iterdir())
    assert (project.output / "a" / "b.docx").read_bytes() == b"new one"
    assert (record.path, record.bytes, record.pages) == ("a/b.docx", 7, 3)
    assert record.intact(project.output)


def test_a_file_that_cannot_take_its_place_is_told(project: Project) -> None:
    """As when another program holds it: here a folder has its name."""
    (project.output / "a.pdf").mkdir(parents=True)
    with (
        opened(project) as space,
        pytest.raises(OutputError, match=r"a\.pdf : écriture impossible .* fermez ce fichier"),
    ):
        space.write(b"new", "a.pdf")


def test_a_full_disk_is_told(project: Project) -> None:
    """What cannot even be written aside is no more in the output: here the scratch folder is gone."""
    with opened(project) as space:
        space.scratch.rmdir()
        with pytest.raises(OutputError, match="fichier : écriture impossible"):
            space.write(b"new", "a.pdf")
        assert not (project.output / "a.pdf").exists()
        space.scratch.mkdir()


def test_nothing_is_written_through_a_link(project: Project, tmp_path: Path) -> None:
    """A dossier's folder that leads elsewhere is refused, and so is a path that does; the output itself may be one."""
    elsewhere = tmp_path / "ailleurs"
    elsewhere.mkdir()
    project.output.parent.mkdir()
    project.output.symlink_to(elsewhere)
    (elsewhere / "59002-x").symlink_to(tmp_path)
    with opened(project) as space:
        assert space.write(b"x", "a/b.pdf").intact(project.output)
        for path in ("59002-x/a.pdf", "59002-x/c/a.pdf", "../a.pdf", str(tmp_path / "a.pdf")):
            with pytest.raises(OutputError, match="supprimez ce lien"):
                space.write(b"x", path)
    assert not (tmp_path / "a.pdf").exists()
