"""What was read last, for a process that stays: as long as no file that it comes from changed."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Generic, TypeVar

from generator.inputs.sources import Sources, read_sources
from generator.project import Project

T = TypeVar("T")
#: Seconds that must have passed since the last change: a second one, within the tick of a clock, would not be seen. A
#: disk with FAT dates by two seconds.
SETTLED = 3.0

#: The date, the size and the identity of each file.
State = Mapping[Path, tuple[int, ...]]


class Memory(Generic[T]):
    """The last thing that was read, as long as no file that it comes from changed."""

    def __init__(self) -> None:
        self._last: tuple[Hashable, State, T] | None = None

    def again(self, key: Hashable, read: Callable[[], T], state: Callable[[T], State]) -> T:
        """Return what ``read`` gives, which is not called when it was for ``key`` and nothing changed since."""
        last = self._last
        if last is not None and last[0] == key and last[1] == state(last[2]):
            return last[2]
        begun = time.time_ns()
        found = read()
        now = state(found)
        settled = all(changed < begun - SETTLED * 1e9 for changed, *_ in now.values())
        self._last = (key, now, found) if settled else None
        return found


def once(read: Callable[[Path], T], most: int) -> Callable[[Path], T]:
    """Return what reads a file as ``read`` does, once as long as it stands; ``most`` files are remembered."""
    memory = lru_cache(most)(lambda path: Memory[T]())
    return lambda path: memory(path).again(None, lambda: read(path), lambda _: stated([path]))


_SOURCES = Memory[Sources]()


def read_again(project: Project) -> Sources:
    """Return what ``read_sources`` does, which is not called when nothing changed; raises as it does."""
    return _SOURCES.again(project, lambda: read_sources(project), lambda sources: _state(project, sources))


def saved(project: Project) -> State:
    """Return the state of communes.csv and of every file of the campaign."""
    files = [project.communes]
    if project.campaign.is_dir():
        files += [path for path in project.campaign.iterdir() if not path.name.startswith((".", "~"))]
    return stated(files)


def _state(project: Project, sources: Sources) -> State:
    """Return the state of all that the sources come from: a template may lie in another folder."""
    campaign = sources.campaign
    pieces = [piece.template for piece in (*campaign.templated, *campaign.annexes)]
    return {**saved(project), **stated([*pieces, *([campaign.logo] if campaign.logo else [])])}


def stated(files: Iterable[Path]) -> dict[Path, tuple[int, ...]]:
    """Return the state of files, without those that are not there or cannot be looked at."""
    state: dict[Path, tuple[int, ...]] = {}
    for path in files:
        try:
            found = path.stat()
        except OSError:
            continue
        state[path] = max(found.st_mtime_ns, found.st_ctime_ns), found.st_mtime_ns, found.st_size, found.st_ino
    return state
