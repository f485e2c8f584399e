"""Earlier versions of what the page changes, communes.csv above all: kept to compare and to come back, thirty of each.

They are a convenience and no part of a backup, which holds the file itself.
"""

from __future__ import annotations

import datetime
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from generator import clock
from generator.dossiers.fingerprints import sha256
from generator.errors import OutputError, UsageError
from generator.files import read_regular, sweep, write_whole
from generator.locks import Busy, held
from generator.project import VERSIONS
from generator.refusals import not_written, reading, writing

#: How many versions of a file are kept.
KEPT = 30
_NAME = re.compile(r"[0-9]{8}-[0-9]{6}(?:-[0-9]{6})?-[0-9a-f]{8}")  # without parts of a second before 2027
#: How many seconds a change waits for another one to be written.
_PATIENCE = 20.0


@dataclass(frozen=True, slots=True)
class Version:
    """What some files held until the moment ``until``; ``files`` are relative to the project, with ``/``."""

    name: str
    until: datetime.datetime
    files: tuple[str, ...]


@contextmanager
def changing(root: Path, path: Path) -> Iterator[None]:
    """Be the only one who reads and changes a file of those that people write, rid of what a killed one half wrote.

    Raises OutputError, which names it.
    """
    folder = root / VERSIONS
    with ExitStack() as stack:
        try:
            folder.mkdir(exist_ok=True)
            stack.enter_context(held(folder, _PATIENCE))
            sweep(path.parent)
        except Busy as busy:
            raise OutputError(f"{path} : {busy} y écrit ; recommencez dans un instant.") from busy
        except OSError as error:
            raise OutputError(f"{path} : {not_written(error)}.") from error
        yield


def versions_of(root: Path, file: str) -> tuple[Version, ...]:
    """Return the versions that hold a file, the newest first."""
    return tuple(one for one in _versions(root) if file in one.files)


def content_of(root: Path, version: Version) -> dict[Path, bytes]:
    """Return what the files of a version held. Raises OutputError."""
    folder = root / VERSIONS / version.name
    with reading(folder, "choisissez une autre version"):
        return {root / file: read_regular(folder / file) for file in version.files}


def find_version(root: Path, name: str, file: str) -> Version:
    """Return a version by its name; raises UsageError when it is no longer kept."""
    for one in versions_of(root, file):
        if one.name == name:
            return one
    raise UsageError("Cette version n’est plus gardée ; choisissez-en une autre.")


def keep_version(root: Path, contents: Mapping[Path, bytes]) -> Version:
    """Keep what some files of the project held until now, and let go of the oldest of the same files.

    Where the machine's clock went back, what is dated later than now counts as older. Raises OutputError: nothing is to
    be changed then.
    """
    now = clock.now()
    files = {path.relative_to(root).as_posix(): data for path, data in contents.items()}
    mark = sha256("".join(f"{name} {sha256(data)}" for name, data in sorted(files.items())).encode())[:8]
    version = Version(f"{now:%Y%m%d-%H%M%S-%f}-{mark}", now, tuple(files))
    folder = root / VERSIONS / version.name
    with writing(folder, kept="rien n’a été changé"):
        for name, data in files.items():
            write_whole(folder / name, data)
    for file in files:
        found = versions_of(root, file)
        for old in sorted(found, key=lambda one: one.until > now.replace(tzinfo=None))[KEPT:]:
            with suppress(OSError):
                shutil.rmtree(root / VERSIONS / old.name)
    return version


def _versions(root: Path) -> list[Version]:
    found = []
    with suppress(OSError):
        for folder in sorted((root / VERSIONS).iterdir(), reverse=True):
            if _NAME.fullmatch(folder.name):
                until = datetime.datetime.strptime(folder.name[:15], "%Y%m%d-%H%M%S")  # the local hour
                files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
                found.append(Version(folder.name, until, tuple(files)))
    return found
