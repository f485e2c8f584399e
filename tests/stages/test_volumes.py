"""Whether a merged file is due again."""

from __future__ import annotations

import errno
import functools
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, ClassVar

import pytest

from generator.dossiers.manifest import Manifest
from generator.dossiers.outcomes import Outcome
from generator.dossiers.records import DocumentRecord, FileRecord
from generator.errors import OutputError
from generator.progress import Clock, Silence
from generator.project import Project
from generator.stages.recueil import stamp
from generator.stages.volumes import Volume, begin_binding, bind, due
from generator.stages.workspace import Workspace
from generator.workers import LocalWorkers
from tests.cases import cases


@pytest.fixture
def space(tmp_path: Path) -> Workspace:
    """Return a workspace whose output holds a pack."""
    project = Project(tmp_path, tmp_path / "templates" / "x", tmp_path / "output")
    project.output.mkdir()
    (tmp_path / "scratch").mkdir()
    (project.output / "pack.pdf").write_bytes(b"pack")
    previous = Manifest("x", "embedded", "1")
    workers = LocalWorkers(1, lambda: None)
    date = datetime(2025, 2, 24, tzinfo=UTC)
    return Workspace(project, Clock(Silence()), workers, date, previous, tmp_path / "scratch")


def member(kind: str, state: str = "unchanged") -> Outcome:
    """Return a document of the dossier."""
    record = DocumentRecord("59292", "Haveluy", kind, "N-1", "i", "e", (FileRecord(f"{kind}.pdf", kind, 1, 1),))
    return Outcome("59292", "Haveluy", kind, "N-1", state, "", record if state != "failed" else None)  # type: ignore[arg-type]  # a state


def pack(*members: Outcome) -> Volume:
    """Return the pack of the dossier."""
    titles = tuple(outcome.kind for outcome in members)
    stamped = functools.partial(stamp, "N-1")
    return Volume("59292", "Haveluy", "pack", "N-1", "pack.pdf", "N-1", "Haveluy", "EPCI", members, titles, stamped)


def holding(space: Workspace, volume: Volume) -> Workspace:
    """Return the workspace once the volume was made."""
    file = FileRecord.of(space.project.output, "pack.pdf", 1)
    record = DocumentRecord("59292", "Haveluy", "pack", "N-1", volume.inputs_sha256, "", (file,))
    return replace(space, previous=replace(space.previous, documents=(record,)))


def test_a_pack_that_was_never_made_is_due(space: Workspace) -> None:
    """And says that it is new."""
    outcome = due(pack(member("convention", "built")), space, force=False)
    assert (outcome.state, outcome.reason, outcome.record) == ("built", "nouveau", None)


def test_a_pack_of_the_same_files_stays(space: Workspace) -> None:
    """Unless it is forced, or its file was touched."""
    volume = pack(member("convention"))
    made = holding(space, volume)
    assert due(volume, made, force=False).state == "unchanged"
    assert due(volume, made, force=True).state == "built"
    (space.project.output / "pack.pdf").write_bytes(b"touched")
    assert due(volume, made, force=False).reason == "composition ou présentation modifiée"


@cases("change", {"subject": "autre"}, {"duplex": True}, {"titles": ("autre",)})
def test_another_presentation_makes_it_due(space: Workspace, change: dict[str, object]) -> None:
    """Its title, the names of its parts, two-sided printing."""
    volume = pack(member("convention"))
    other = replace(volume, **change)  # type: ignore[arg-type]  # one field at a time
    assert due(other, holding(space, volume), force=False).state == "built"


def test_a_member_made_again_is_the_reason(space: Workspace) -> None:
    """By its name."""
    made = holding(space, pack(member("convention")))
    again = pack(member("convention", "built"), member("planning"))
    assert due(again, made, force=False).reason == "Haveluy, convention"


def test_a_member_that_is_missing_fails_the_pack(space: Workspace) -> None:
    """It is never bound without it."""
    outcome = due(pack(member("convention"), member("planning", "failed")), space, force=True)
    assert (outcome.state, outcome.reason) == ("failed", "il manque : Haveluy, planning")


def test_a_pack_that_cannot_be_merged_fails_alone(space: Workspace) -> None:
    """Its member is no PDF: the reason is told, and nothing is put in the output."""
    (space.project.output / "convention.pdf").write_bytes(b"no pdf")
    (outcome,) = bind([replace(pack(member("convention", "built")), path="new.pdf")], space, force=False)
    assert outcome.state == "failed"
    assert "convention.pdf" in outcome.reason
    assert not (space.project.output / "new.pdf").exists()


def test_a_full_disk_ends_the_binding_with_what_to_do(space: Workspace) -> None:
    """No other volume could be written either: the output is named, and nothing is said of the program's own."""

    def full(*_: object, **__: object) -> Iterator[Any]:
        raise OSError(errno.ENOSPC, "No space left on device")
        yield

    with pytest.raises(OutputError, match=r"output : écriture impossible \(disque plein\) ; libérez de la place"):
        bind([pack(member("convention"))], space, force=False, share=full)


class Waiting(LocalWorkers):
    """Workers of which one process waits: what it is to begin with is written down."""

    begun: ClassVar[list[Any]] = []

    def begin(self, function: Callable[[Any], object], item: Any) -> None:
        """Write it down."""
        self.begun.append(item)


def test_members_that_stay_are_begun_by_their_numbers(space: Workspace) -> None:
    """Of the first volume that is due; those that are printed now are not there yet."""
    space = replace(space, workers=Waiting(2, lambda: None))
    printed = replace(member("deliberation", "built"), record=None)
    volume = pack(member("convention"), printed, member("planning"))
    begin_binding([pack(printed), volume, volume], space, force=False)
    ((assembly, numbers),) = Waiting.begun
    assert numbers == [1, 3]
    assert [part.title for part in assembly.parts] == ["convention", "planning"]
