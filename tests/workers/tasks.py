"""Work for other processes, which find it in this light module."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path, PurePath

from generator.errors import EngineError


def alike() -> dict[str, str]:
    """Be like every other process."""
    return {"programme": "1"}


def negative(number: int) -> int:
    return -number


def where(number: int) -> tuple[int, int]:
    """Say which process of the cluster has this one at work."""
    return number, os.getppid()


def where_slowly(folder: str, number: int) -> tuple[int, int]:
    (Path(folder) / str(os.getppid())).touch()
    time.sleep(0.1)
    return where(number)


def die(number: int) -> int:
    if number == 3:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def hang(number: int) -> int:
    if number == 3:
        time.sleep(600)
    return number


def refuse(number: int) -> int:
    raise EngineError(f"{number} ne va pas")


def told(path: PurePath) -> str:
    return str(path)
