"""Who ends a run is answered when no module is being loaded and no folder would be forgotten."""

from __future__ import annotations

import importlib
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.interruptions import ENDING, heed, undisturbed


@pytest.fixture(autouse=True)
def _handlers() -> Iterator[None]:
    """Have signals do what they do by themselves, also where the suite ignores them; give them back afterwards."""
    before = {number: signal.signal(number, signal.SIG_DFL) for number in ENDING}
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.mark.parametrize("number", ENDING)
def test_a_module_is_loaded_whole_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: signal.Signals
) -> None:
    """Then the signal that came meanwhile is answered."""
    name = f"interrupted_{number.name.lower()}"
    lines = ("import signal", f"signal.raise_signal({int(number)})", "WHOLE = True")
    (tmp_path / f"{name}.py").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    heed()

    def load() -> None:
        importlib.import_module(name)
        time.sleep(10)

    with pytest.raises(KeyboardInterrupt):
        load()
    assert sys.modules[name].WHOLE


def test_what_takes_no_time_is_not_disturbed() -> None:
    """The signal is answered at its end."""
    done = []

    def work() -> None:
        with undisturbed():
            signal.raise_signal(signal.SIGINT)
            done.append(True)

    heed()
    with pytest.raises(KeyboardInterrupt):
        work()
    assert done
    assert not signal.pthread_sigmask(signal.SIG_BLOCK, ()) & set(ENDING)


def test_a_run_that_is_to_go_on_without_its_terminal_goes_on() -> None:
    """As whoever started it by ``nohup`` asked."""
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    heed()
    signal.raise_signal(signal.SIGHUP)
