"""Files of others read with distrust, and our own written whole or not at all.

A path that was read somewhere (a manifest, a register, a backup) stays in the folder it belongs to, and what is opened
is a regular file of a size that fits in memory. A reader, or a run that was killed, never meets half of a written file.
"""

from __future__ import annotations

import errno
import os
import re
import stat
from contextlib import suppress
from pathlib import Path, PurePosixPath

#: How the name of what is being written begins; what a killed process left under it is of no use to anybody.
UNFINISHED = ".en-cours-"
#: No file that the program reads is larger, in bytes.
MOST_BYTES = 200_000_000
_FORBIDDEN = re.compile(r'[\\:*?"<>|]')


def is_inside(path: str) -> bool:
    """Tell whether a relative path, written with ``/``, stays in its folder and can name a file on every system."""
    plain = path.isprintable() and not _FORBIDDEN.search(path)
    return plain and all(part.strip(" .") for part in path.split("/"))


def through_links(folder: Path, path: str) -> bool:
    """Tell whether a path of a folder goes through a symbolic link, which could lead anywhere."""
    place = PurePosixPath(path)
    return any((folder / part).is_symlink() for part in (*place.parents, place) if part.name)


def regular_file(folder: Path, path: str) -> Path | None:
    """Return a file of a folder by its path in it; None when it is outside, missing, a link or no regular file."""
    if not is_inside(path) or through_links(folder, path):
        return None
    return folder / path if (folder / path).is_file() else None


def read_regular(path: Path, most: int = MOST_BYTES) -> bytes:
    """Return the content of a regular file of at most so many bytes.

    Raises OSError otherwise: a device or a pipe would never end, or keep whoever opens it waiting.
    """
    found = path.stat()
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(path))
    if not stat.S_ISREG(found.st_mode):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
    if found.st_size > most:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    with path.open("rb") as file:
        return file.read(most)


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
