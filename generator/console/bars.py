"""The progress of a run on a terminal: a bar a stage, a line a stage elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from generator.console.terminal import drawn_on, say
from generator.progress import Progress, Silence, Stage

if TYPE_CHECKING:  # where it draws, below, it is loaded: most of what is said needs none of it
    from rich.progress import Progress as Bar, TaskID


class Lines:
    """One line per stage, for a journal or a pipe."""

    def stage(self, stage: Stage, steps: int) -> None:
        say(f"{stage.value}{f' ({steps})' if steps else ''}…", error=True)

    def step(self, name: str) -> None:
        """Say nothing: a line per document would hide the rest."""

    def check(self) -> None:
        """Let the run go on: Ctrl-C is what stops it."""


class Bars:
    """A progress bar per stage, with the document at hand."""

    def __init__(self, bar: Bar) -> None:
        self._bar = bar
        self._task: TaskID | None = None

    def stage(self, stage: Stage, steps: int) -> None:
        """Begin a bar; finish the one before."""
        if self._task is not None:
            self._bar.remove_task(self._task)
        self._task = self._bar.add_task(stage.value, total=steps or None, doing="")

    def step(self, name: str) -> None:
        if self._task is not None:
            self._bar.update(self._task, advance=1, doing=name)

    def check(self) -> None:
        """Let the run go on: Ctrl-C is what stops it."""


@contextmanager
def progress(*, silent: bool) -> Iterator[Progress]:
    """Yield what shows the progress of a run: bars on a terminal, lines elsewhere, nothing when ``silent``."""
    if silent:
        yield Silence()
    elif not sys.stderr.isatty():
        yield Lines()
    else:
        from rich.progress import BarColumn, MofNCompleteColumn, Progress as Bar, TextColumn

        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[doing]}"),
        )
        with Bar(*columns, console=drawn_on(stderr=True), transient=True) as bar:
            yield Bars(bar)
