"""Who is told how a run goes, and may stop it; and what the run writes in the log.

The log is that of the standard library, under the name ``generator``, and says nothing until somebody listens
(``--verbose``, ``CONVENTIONS_LOG``). A warning is damage that the run went round: a manifest that cannot be read, a
process that died. An info is a step of a run: a stage and its duration, a commit to the register, a program that was
started. A debug is a decision about one document. Nothing in it is needed to understand what a command says.
"""

from __future__ import annotations

import enum
import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

LOGGER = logging.getLogger("generator")
LOGGER.addHandler(logging.NullHandler())


class Stage(enum.Enum):
    """A stage of a run, and its name on a screen."""

    READING = "Lecture"
    ASSESSING = "Lecture de l’évaluation"
    RECOGNISING = "Reconnaissance"
    COMPARING_DOSSIERS = "Contrôle des dossiers"
    DRAFTING = "Rédaction"
    COMPARING = "Comparaison"
    PRINTING = "Conversion en PDF"
    BINDING = "Reliure"
    GATHERING = "Recueil"
    RECORDING = "Enregistrement"
    VERIFYING = "Vérification"
    SAVING = "Sauvegarde"


class Progress(Protocol):
    """Who is told how a run goes: each stage with the number of steps to come, then each step; all may be stopped."""

    def stage(self, stage: Stage, steps: int) -> None:
        """Say that a stage begins; ``steps`` is 0 when their number is not known."""

    def step(self, name: str) -> None:
        """Say that one step of the stage is done."""

    def check(self) -> None:
        """Raise Cancelled when whoever asked for the run wants it no more."""


def tell_nobody(told: object) -> None:
    """Leave it untold: nobody is there to be told."""


class Silence:
    """Says nothing, and stops nothing unless ``check`` does: the progress of a run whose output is for a machine."""

    def __init__(self, check: Callable[[], None] = lambda: None) -> None:
        self._check = check

    def stage(self, stage: Stage, steps: int) -> None:
        """Say nothing of a stage."""

    def step(self, name: str) -> None:
        """Say nothing of a step."""

    def check(self) -> None:
        """Let the run go on, unless whoever asked for it stops it."""
        self._check()


class Clock:
    """Announces the stages of a run and keeps how long each took: ``timings``, in seconds, in their order.

    Before each stage and after each step it asks whether the run is to stop.
    """

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self.timings: dict[Stage, float] = {}

    @contextmanager
    def stage(self, stage: Stage, steps: int = 0) -> Iterator[None]:
        """Run one stage; ``steps`` is how many times ``step`` will be called, 0 when not known."""
        self.check()
        self._progress.stage(stage, steps)
        start = time.perf_counter()
        yield
        self.timings[stage] = time.perf_counter() - start
        LOGGER.info("%s: %.3f s", stage.name.lower(), self.timings[stage])

    def step(self, name: str) -> None:
        """Say that one step of the stage is done."""
        self._progress.step(name)
        self.check()

    def check(self) -> None:
        """Raise Cancelled when the run is to stop."""
        self._progress.check()
