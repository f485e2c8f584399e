"""What makes the program another one, for its documents."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import generator
from generator.dossiers.fingerprints import ROOMS, program_sha256
from tests.cases import cases


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return a copy of the program, whose digest is then asked for."""
    copy = shutil.copytree(Path(generator.__file__).parent, tmp_path / "generator")
    monkeypatch.setattr(generator, "__file__", str(copy / "__init__.py"))
    return copy


def edit(package: Path, room: str) -> None:
    """Add a comment to the first module of a room."""
    module = sorted((package / room).glob("[a-z]*.py"))[0]
    module.write_text(module.read_text(encoding="utf-8") + "# another\n", encoding="utf-8")


@cases("room", "console", "runs", "intake", "register", "inspection", "delivery", "dossiers")
def test_a_room_that_makes_no_document_reprints_none(package: Path, room: str) -> None:
    """A help text, a message, a reading of a deliberation: the PDF files stay."""
    before = program_sha256.__wrapped__()
    edit(package, room)
    assert program_sha256.__wrapped__() == before


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_that_makes_documents_makes_them_again(package: Path, room: str) -> None:
    """Any change of its code."""
    before = program_sha256.__wrapped__()
    edit(package, room)
    assert program_sha256.__wrapped__() != before
