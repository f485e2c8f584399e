"""Locks between processes: one at a time, and who waits knows for whom."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
from contextvars import copy_context
from pathlib import Path

import pytest

from generator.actor import act_as
from generator.locks import LOCK_FILES, Busy, held

HOLD = """
import sys
from pathlib import Path
from generator.actor import act_as
from generator.locks import held
act_as(name="Service juridique", command="conventions build")
with held(Path(sys.argv[1]), 5):
    print("held", flush=True)
    sys.stdin.read()
"""
WHO = r"« conventions build » \(lancé à \d+ h \d\d par Service juridique\)"


def start(folder: Path) -> subprocess.Popen[str]:
    """Start a process that holds a folder until its standard input ends."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    return holder


def test_who_waits_is_told_for_whom_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The command, its hour and its author; then it gets its turn."""
    monkeypatch.setattr("generator.locks._UNTOLD_SECONDS", 0.05)
    told: list[str] = []

    def tell(text: str) -> None:
        told.append(text)
        assert holder.stdin is not None
        holder.stdin.close()

    def wait() -> None:
        act_as(tell=tell)
        with held(tmp_path, 20):
            told.append("turn")

    with start(tmp_path) as holder:
        copy_context().run(wait)
    sentence, turn = told
    assert turn == "turn"
    assert re.fullmatch(rf"En attente : {WHO} n’a pas fini…", sentence)
    assert {path.name for path in tmp_path.iterdir()} <= LOCK_FILES


def test_who_waits_in_vain_is_told_for_whom(tmp_path: Path) -> None:
    """And nothing is told of a wait that is no wait."""
    told: list[str] = []

    def wait() -> None:
        act_as(tell=told.append)
        with pytest.raises(Busy, match=WHO), held(tmp_path, 0.05):
            pytest.fail("two at once")

    with start(tmp_path) as holder:
        copy_context().run(wait)
        assert holder.stdin is not None
        holder.stdin.close()
    assert told == []


def test_a_holder_that_cannot_be_read_is_another(tmp_path: Path) -> None:
    """What says who holds a lock is a courtesy: damaged, nothing fails for it."""
    with held(tmp_path, 0):
        (tmp_path / ".verrou-par").write_text("{", encoding="utf-8")
        failed: list[str] = []

        def wait() -> None:
            with pytest.raises(Busy, match="un autre traitement"), held(tmp_path, 0):
                failed.append("two at once")

        thread = threading.Thread(target=wait)
        thread.start()
        thread.join()
    assert failed == []
