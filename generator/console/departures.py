"""The dossiers that leave a campaign, arrive or change code, as they are told before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from generator.console.terminal import say
from generator.dossiers.movements import Movement, movement_lines


def teller(*, silent: bool) -> Callable[[Sequence[Movement]], None]:
    """Return what tells the movements of a run on standard error; it says nothing when ``silent``."""

    def tell(found: Sequence[Movement]) -> None:
        for line in () if silent else movement_lines(found):
            say(f"  {line}", error=True)

    return tell
