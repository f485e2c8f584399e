"""A real cluster on this machine, as `cluster start` opens it: a scheduler and processes, ended by their numbers."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

#: Seconds within which whatever must happen has happened, on a busy machine.
SOON = 60.0


@contextmanager
def started(workers: int, **environment: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Open a cluster, whose processes can import these tests; yield its address and its process, and end it."""
    command = [sys.executable, "-m", "generator", "cluster", "start", "--workers", str(workers), "--json"]
    paths = os.pathsep.join([str(Path(__file__).parents[2]), *sys.path])
    with subprocess.Popen(
        command, env={**os.environ, "PYTHONPATH": paths, **environment}, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            assert process.stdout is not None
            opened = json.loads("".join(iter(process.stdout.readline, "}\n")) + "}")
            assert opened["workers"] == workers
            yield opened["address"], process
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(SOON)
            finally:
                process.kill()


def children(pid: int) -> set[int]:
    """Return the processes that a process started, and those that these did."""
    found = set()
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in map(int, task.read_text(encoding="ascii").split()):
            found |= {child} | children(child)
    return found


def wait_for(condition: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + SOON
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)
