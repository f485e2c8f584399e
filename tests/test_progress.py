"""Who is told how a run goes, and may stop it."""

from __future__ import annotations

import pytest

from generator.errors import Cancelled
from generator.progress import Clock, Silence, Stage
from tests.cases import cases


class Stopping(Silence):
    """Stops the run at its n-th question."""

    def __init__(self, at: int) -> None:
        super().__init__(self._ask)
        self.told: list[str] = []
        self._left = at

    def stage(self, stage: Stage, steps: int) -> None:
        """Note a stage."""
        self.told.append(f"{stage.name} {steps}")

    def step(self, name: str) -> None:
        """Note a step."""
        self.told.append(name)

    def _ask(self) -> None:
        self._left -= 1
        if self._left < 0:
            raise Cancelled("Arrêté.")


def run(progress: Stopping) -> Clock:
    """Run two stages, one of two steps."""
    clock = Clock(progress)
    with clock.stage(Stage.READING):
        pass
    with clock.stage(Stage.DRAFTING, 2):
        clock.step("un")
        clock.step("deux")
    return clock


def test_stages_are_told_and_timed() -> None:
    """In their order, with the number of steps to come."""
    progress = Stopping(99)
    assert list(run(progress).timings) == [Stage.READING, Stage.DRAFTING]
    assert progress.told == ["READING 0", "DRAFTING 2", "un", "deux"]


@cases("at, told", (0, []), (1, ["READING 0"]), (2, ["READING 0", "DRAFTING 2", "un"]))
def test_a_run_is_stopped_before_a_stage_and_after_a_step(at: int, told: list[str]) -> None:
    """What was going on is told; what would have come is not begun."""
    progress = Stopping(at)
    with pytest.raises(Cancelled):
        run(progress)
    assert progress.told == told
