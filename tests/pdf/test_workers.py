"""Worker processes end with the run that started them."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

SCRIPT = """
import os, time
from generator.pdf.workers import worker_pool
if __name__ == "__main__":
    pool = worker_pool(1)
    print(pool.submit(os.getpid).result(), flush=True)
    time.sleep(600)
"""


def test_workers_end_when_their_run_is_killed(tmp_path: Path) -> None:
    """SIGKILL leaves the run no time to stop its workers; they see it is gone and end by themselves."""
    script = tmp_path / "run.py"
    script.write_text(SCRIPT, encoding="utf-8")
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as run:
        assert run.stdout is not None
        worker = Path("/proc") / run.stdout.readline().strip()
        assert worker.is_dir()
        run.kill()
    end = time.monotonic() + 20
    while worker.is_dir() and time.monotonic() < end:
        time.sleep(0.05)
    assert not worker.is_dir()
