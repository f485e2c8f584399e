"""Builds on a real cluster: the same files as without it, whatever becomes of its processes."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator

import pytest
from distributed import Client

from generator.cli import run as command
from generator.errors import EngineError
from generator.progress import Silence, Stage
from generator.project import Project
from generator.runs.making.build import BuildRequest, run as build
from tests.runs.conftest import contents, run
from tests.workers.clusters import started


@pytest.fixture(scope="module")
def cluster() -> Iterator[tuple[str, int]]:
    """Open a cluster of two processes; yield its address and the process that hosts it."""
    with started(2) as (address, process):
        yield address, process.pid


@pytest.fixture(autouse=True)
def few_are_worth_sharing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the cluster write the few documents of a test too, not only print them."""
    monkeypatch.setattr("generator.rendering.templates.WORTH_PROCESSES", 2)


class Killing(Silence):
    """Kills a process once so many documents are printed."""

    def __init__(self, pid: int, after: int) -> None:
        super().__init__()
        self.left = after
        self._pid = pid
        self._printing = False

    def stage(self, stage: Stage, steps: int) -> None:
        """Note whether documents are printed."""
        self._printing = stage is Stage.PRINTING

    def step(self, name: str) -> None:
        """Kill the process in its time."""
        self.left -= self._printing
        if self._printing and self.left == 0:
            os.kill(self._pid, signal.SIGKILL)


def asked(address: str) -> BuildRequest:
    """Return the request that makes everything again on a cluster."""
    return BuildRequest(engine="embedded", verify=False, force=True, cluster=address)


def test_a_build_on_a_cluster_gives_the_same_bytes(
    cluster: tuple[str, int], small_built: Project, caplog: pytest.LogCaptureFixture
) -> None:
    """Every file of the output, the manifest too, although one of its processes is killed in the middle."""
    address, _ = cluster
    before = contents(small_built.output)
    with Client(address, set_as_default=False) as client:
        processes = list(client.run(os.getpid).values())
    killing = Killing(processes[0], after=2)
    assert not build(small_built, asked(address), killing).failed
    assert len(processes) == 2
    assert killing.left <= 0
    assert "is gone; other processes take its work" in caplog.text
    assert contents(small_built.output) == before


def test_a_cluster_that_is_lost_in_the_middle_leaves_nothing_half_made(
    cluster: tuple[str, int], small_built: Project
) -> None:
    """The build ends with a sentence, and the next one, without it, gives what there would have been."""
    address, pid = cluster
    before = contents(small_built.output)
    with pytest.raises(EngineError, match="ne répond plus"):
        build(small_built, asked(address), Killing(pid, after=1))
    assert not run(small_built).failed
    assert contents(small_built.output) == before


def test_an_address_in_clear_is_refused(
    small_built: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """With exit code 2 and the reason; one where nobody answers, with 5."""
    monkeypatch.setattr("generator.workers.roll._ANSWER", 0.5)
    build_on = ["build", "--engine", "embedded", "--project", str(small_built.root), "--cluster"]
    assert command([*build_on, "tcp://192.0.2.1:8786"]) == 2
    assert "refusé sans chiffrement" in capsys.readouterr().err
    assert command([*build_on, "tcp://127.0.0.1:1"]) == 5
    assert "ne répond pas" in capsys.readouterr().err


def test_without_dask_the_command_that_installs_it_is_told(
    small_built: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """For whoever hosts a cluster, and for whoever builds on one."""
    for name in [name for name in sys.modules if name.startswith("generator.workers.")]:
        if name.rpartition(".")[2] in ("library", "roll", "cluster", "hosting"):
            monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "dask", None)
    for arguments in (
        ["build", "--project", str(small_built.root), "--cluster", "tcp://127.0.0.1:1"],
        ["cluster", "start"],
    ):
        assert command([*arguments]) == 2
        assert 'pip install "conventions-epci[cluster]"' in capsys.readouterr().err
