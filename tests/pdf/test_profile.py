"""LibreOffice takes its memory from jemalloc where the system has it, and as before where it has not."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.pdf import profile
from generator.pdf.profile import faster
from generator.pdf.soffice import find_soffice


def _maps(folder: str) -> Iterator[str]:
    """Yield what LibreOffice's processes on a profile have in their memory."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            told = (process / "cmdline").read_bytes().decode(errors="replace")
            if folder in told and "soffice.bin" in told:
                yield (process / "maps").read_text(encoding="utf-8")
        except OSError:
            continue


def test_libreoffice_has_what_the_system_has(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """``scripts/system-packages.sh`` installs it, where it may."""
    monkeypatch.delenv("LD_PRELOAD", raising=False)
    monkeypatch.setattr("generator.pdf.soffice._MEMORY", tmp_path)  # whose name tells ours from others
    with find_soffice().waiting(tmp_path):
        limit = time.monotonic() + 120  # a busy machine starts LibreOffice slowly
        while not (found := list(_maps(tmp_path.name))) and time.monotonic() < limit:
            time.sleep(0.1)
    assert found
    assert {"libjemalloc" in maps for maps in found} == {bool(profile._library())}


def test_what_the_user_preloads_stays() -> None:
    """Another library, or none at all; other settings too."""
    assert faster({"LD_PRELOAD": "", "HOME": "/"}) == {"LD_PRELOAD": "", "HOME": "/"}
    assert faster({"MALLOC_CONF": "narenas:1"})["MALLOC_CONF"] == "narenas:1"


def test_a_system_without_it_does_as_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is added."""
    monkeypatch.setattr(profile, "_library", lambda: "")
    assert faster({"HOME": "/"}) == {"HOME": "/"}
