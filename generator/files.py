"""Files written whole or not at all: a reader, or a run that was killed, never meets half of one."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

#: How the name of what is being written begins; what a killed process left under it is of no use to anybody.
UNFINISHED = ".en-cours-"


def write_whole(path: Path, data: bytes) -> None:
    """Write a file in its place, with its folder if need be: on the disk before it has its name.

    Raises OSError, and what was there before is then still there.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{UNFINISHED}{os.getpid()}-{path.name}")
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
    except BaseException:
        with suppress(OSError):
            temporary.unlink()
        raise
