"""What a clerk hands in waits for its act, no longer than the server that keeps it."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from generator.web.uploads import Handed, Keeping

#: A server that keeps a file, and is killed.
_KILLED = """
import os, signal
from generator.web.uploads import Handed, Keeping
Keeping().keep(Handed("acte.pdf", b"%PDF-"))
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_what_a_killed_server_kept_goes_with_the_next_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Acts of communes do not stay among the temporary files; what another server keeps stays, while it lives."""
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    other = Keeping()
    key = other.keep(Handed("acte.pdf", b"%PDF-1.7"))
    subprocess.run([sys.executable, "-c", _KILLED], check=False, timeout=120)
    assert len(list(tmp_path.glob("*/*/acte.pdf"))) == 2
    Keeping()
    assert list(tmp_path.glob("*/*/acte.pdf")) == [other.find(key)]
