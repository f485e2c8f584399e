"""Work that is done ahead while other work is awaited."""

from __future__ import annotations

import os
import shutil
import signal
import time
from pathlib import Path

import pytest

from generator.dossiers.manifest import Manifest
from generator.progress import Clock, Silence
from generator.stages.ahead import Ahead
from generator.stages.remembered import Remembered, key
from generator.stages.verification import verified_ahead, verify_files
from generator.workers import LocalWorkers, go_on
from tests.cases import cases
from tests.runs.conftest import copy_project, run


def square(number: int) -> int:
    return number * number


def wait_for(file: Path) -> str:
    """Wait until what is done ahead has written a file."""
    limit = time.monotonic() + 120  # another process may have to start first, on a busy machine
    while not file.exists():
        if time.monotonic() > limit:
            return "never"
        time.sleep(0.01)
    return "written"


def write(file: Path) -> bool:
    """Write a file, or die of it."""
    if file.name == "deadly":
        os.kill(os.getpid(), signal.SIGKILL)
    file.touch()
    return True


def lost(item: object) -> bool:
    return False


def test_what_is_ahead_is_done_while_the_rest_is_awaited(tmp_path: Path) -> None:
    """One process waits for what another one does ahead; each item is told once, when it is asked for."""
    files = [tmp_path / f"{number}" for number in range(6)]
    with LocalWorkers(2, go_on) as workers:
        ahead = Ahead(workers, write, lost, files)
        assert list(ahead.share(wait_for, [files[0]], lost=str)) == [(files[0], "written")]
        assert sorted(ahead.rest()) == [(file, True) for file in files]


def test_alone_a_process_does_first_what_is_awaited(tmp_path: Path) -> None:
    """What is ahead is then done when it is asked for."""
    file = tmp_path / "file"
    with LocalWorkers(1, go_on) as workers:
        ahead = Ahead(workers, write, lost, [file])
        assert list(ahead.share(square, [2, 3], lost=square)) == [(2, 4), (3, 9)]
        assert not file.exists()
        assert list(ahead.rest()) == [(file, True)]


def test_without_anything_to_await_nothing_is_done_ahead(tmp_path: Path) -> None:
    """Whoever asks for the rest does it itself."""
    ahead = Ahead(LocalWorkers(2, go_on), write, lost, [tmp_path / "file"])
    assert list(ahead.share(square, [], lost=square)) == []
    assert list(ahead.rest()) == []


def test_what_dies_ahead_is_lost_alone(tmp_path: Path) -> None:
    """The others are done, and what is awaited too."""
    files = [tmp_path / "deadly", tmp_path / "first", tmp_path / "second"]
    with LocalWorkers(2, go_on) as workers:
        ahead = Ahead(workers, write, lost, files)
        assert list(ahead.share(wait_for, [files[2]], lost=str)) == [(files[2], "written")]
        assert sorted(ahead.rest()) == [(files[0], False), (files[1], True), (files[2], True)]


@cases("spoilt, many", (False, 0), (False, 100), (True, 100))
def test_a_document_that_changes_after_it_was_verified_ahead_is_faulty(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, spoilt: bool, many: int
) -> None:
    """Its bytes are held against the manifest afterwards; nothing that is ahead is trusted for another file.

    Of many documents the Word files are not done ahead: they are verified like the others.
    """
    monkeypatch.setattr("generator.stages.verification._MANY", many)
    project = copy_project(tmp_path, ["59292"])
    report = run(project, verify=False)
    manifest, remembered = Manifest.read(project.manifest), Remembered(tmp_path / "none.json")
    assert manifest
    paths = {file.path for outcome in report.outcomes for file in outcome.files}
    documents = [outcome for outcome in report.outcomes if outcome.group == "document"]
    with LocalWorkers(2, go_on) as workers:
        ahead = verified_ahead(documents, project.output, workers, remembered)
        assert list(ahead.share(square, [2], lost=square)) == [(2, 4)]
        (planning,) = (file for file in paths if file.endswith("planning.pdf"))
        if spoilt:
            (another,) = (file for file in paths if file.endswith("convention.pdf"))
            shutil.copy(project.output / another, tmp_path / "another.pdf")
            (tmp_path / "another.pdf").replace(project.output / planning)
        found = verify_files(project.output, manifest, paths, workers, Clock(Silence()), remembered, ahead)
    rules = {file.path: {failure.rule for failure in file.failures} for file in found if not file.ok}
    assert rules.get(planning) == ({"sha256"} if spoilt else None)
    assert (not rules) == (not spoilt)
    sound = {file.path for record in manifest.records for file in record.files if key(record, file) in remembered.sound}
    assert sound == paths - set(rules)
