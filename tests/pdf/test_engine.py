"""Which engine is chosen, and what is said when there is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import EngineError
from generator.pdf import soffice
from generator.pdf.engine import select_engine
from tests.cases import cases


@pytest.fixture
def no_libreoffice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Make a machine without LibreOffice, neither on the path nor in the usual places."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(soffice, "_USUAL_PLACES", ())


def test_auto_prefers_libreoffice() -> None:
    """LibreOffice is the reference layout: where it is installed, auto means it."""
    assert select_engine("auto").info == select_engine("libreoffice").info
    assert select_engine("auto").info.name == "libreoffice"


@pytest.mark.usefixtures("no_libreoffice")
def test_auto_falls_back_on_the_embedded_engine() -> None:
    """Without LibreOffice the embedded engine prints."""
    assert select_engine("auto").info.name == "embedded"


@pytest.mark.usefixtures("no_libreoffice")
def test_missing_libreoffice_says_how_to_install_it() -> None:
    """Asked for by name, LibreOffice is not replaced silently."""
    with pytest.raises(EngineError, match="apt install libreoffice-writer-nogui"):
        select_engine("libreoffice")


def test_unknown_engine_is_refused() -> None:
    """A misspelt name is an error that lists the choices."""
    with pytest.raises(EngineError, match="auto, libreoffice ou embedded"):
        select_engine("word")


@cases("name", "libreoffice", "embedded")
def test_an_engine_knows_its_version(name: str) -> None:
    """The version is the program's own, in numbers: it goes into the manifest."""
    version = select_engine(name).info.version
    assert all(part.isdigit() for part in version.split("."))
    assert "." in version


def test_libreoffice_without_writer_is_refused(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A LibreOffice installed for spreadsheets only would fail on every document."""
    for name in ("soffice", "soffice.bin"):
        (tmp_path / name).write_text("#!/bin/sh\necho LibreOffice 7.4.7.2\n", encoding="utf-8")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(EngineError, match="Writer"):
        select_engine("libreoffice")
