"""What the files of one parcel may cost together: what is over is left aside unread, and told."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from generator.papers.received import MOST_LETTERS, unreadable

#: Seconds of the clock in which all but scans is read, and how many pages of these: each is told as it is read.
_MOST_SECONDS, _MOST_SCANS = 60.0, 300


@dataclass(slots=True)
class Allowance:
    """What the files of one parcel have cost: pages that were recognised, seconds without theirs, letters."""

    scans: int = 0
    letters: int = 0
    _seconds: float = 0.0

    def check(self, name: str) -> None:
        """Raise DataError when there is nothing left for the file ``name``."""
        if self._seconds > _MOST_SECONDS or self.scans > _MOST_SCANS or self.letters > MOST_LETTERS:
            message = "les fichiers qui le précèdent sont déjà longs à lire, et il ne l’a pas été"
            raise unreadable(name, message, "donnez-le à part")

    @contextmanager
    def spent(self) -> Iterator[None]:
        """Count the seconds that pass here, unless pages are recognised meanwhile."""
        begun, scans = time.monotonic(), self.scans
        try:
            yield
        finally:
            self._seconds += time.monotonic() - begun if self.scans == scans else 0.0
