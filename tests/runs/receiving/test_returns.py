"""The folder of what came back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from generator.errors import UsageError
from generator.project import Project
from generator.register.database import open_register, transaction
from generator.register.originals import keep
from generator.runs.receiving.returns import receive, returned_file, set_aside, waiting
from tests.cases import cases


def test_files_wait_are_kept_or_set_aside(signed_project: Project) -> None:
    """What the register has is told by its content, whatever its name; hidden files and links are no files."""
    receive(signed_project, "a.pdf", b"un")
    receive(signed_project, "b.pdf", b"deux")
    (signed_project.returns / ".cache").write_bytes(b"x")
    (signed_project.returns / "lien.pdf").symlink_to("/etc/hostname")
    with open_register(signed_project.register, writing=True) as connection, transaction(connection):
        keep(connection, signed_project.register, b"deux", "pdf")
    set_aside(signed_project, "a.pdf", "mis-de-cote")
    found = [(one.name, one.kept, one.aside) for one in waiting(signed_project)]
    assert found == [("b.pdf", True, ""), ("a.pdf", False, "mis-de-cote")]
    set_aside(signed_project, "a.pdf", "")
    assert [one.aside for one in waiting(signed_project)] == ["", ""]


def test_what_is_set_aside_under_a_name_that_is_taken_stands_beside(small_project: Project) -> None:
    """Neither is lost."""
    for data in (b"un", b"deux"):
        receive(small_project, "a.pdf", data)
        set_aside(small_project, "a.pdf", "autres")
    assert sorted(path.name for path in (small_project.returns / "autres").iterdir()) == ["a (2).pdf", "a.pdf"]
    assert waiting(small_project)[0].aside == "autres"


@cases("name", "../communes.csv", "mis-de-cote/a.pdf", "/etc/passwd", "absent.pdf", "")
def test_a_name_leads_nowhere_else(small_project: Project, name: str) -> None:
    """Only files of the folder itself have one."""
    receive(small_project, "a.pdf", b"un")
    with pytest.raises(UsageError):
        returned_file(small_project, name)


def test_without_a_folder_nothing_waits(small_project: Project) -> None:
    """It is made with its first file."""
    assert waiting(small_project) == ()


def test_a_file_replaced_within_the_tick_of_a_clock_is_another_one(
    small_project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its date and its size tell nothing then: what was changed just now is read each time."""
    monkeypatch.setattr("generator.inputs.remembered.SETTLED", 60.0)
    path = receive(small_project, "a.pdf", b"un")
    stat, tick = Path.stat, path.stat()
    monkeypatch.setattr(Path, "stat", lambda self, **options: tick if self == path else stat(self, **options))
    first = waiting(small_project)
    path.write_bytes(b"de")
    assert waiting(small_project)[0].sha256 != first[0].sha256


def test_a_file_that_stands_is_read_once(small_project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of hundreds of scans is listed by each screen."""
    monkeypatch.setattr("generator.inputs.remembered.SETTLED", 0.0)
    receive(small_project, "a.pdf", b"un")
    first = waiting(small_project)

    def unread(*_: Any) -> bytes:
        raise AssertionError

    monkeypatch.setattr("generator.runs.returns.read_regular", unread)
    assert waiting(small_project) == first
