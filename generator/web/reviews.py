"""What was read of files that came back, kept by the server until it is recorded: correcting never reads again."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass

from generator.intake.fields import ReadDeliberation
from generator.runs.receiving.readings import Reading
from generator.runs.receiving.reception import Reception
from generator.runs.receiving.returned import Returned

#: How many files are kept as read; those that were read first go, and are read again when they are looked at.
_MOST = 1000


@dataclass
class Review:
    """One deliberation under review: as it was read, then as a person corrected it or confirmed what was in doubt.

    ``kept`` is what was recorded of it from here, ``clerk`` who corrected it last.
    """

    returned: Returned
    kept: ReadDeliberation | None = None
    clerk: str = ""
    _placed: Reception | None = None

    def place(self, reception: Reception) -> None:
        """Place it in the register as a reception knows it."""
        if self._placed is not reception:
            self.returned, self._placed = reception.corrected(self.returned, {}), reception

    @property
    def recorded(self) -> str:
        """The document for which the register has it as it is here, "" when it has another one or none.

        What a receipt of the prefecture completed since is no difference.
        """
        same = self.returned.recorded or (self.returned.known and self.kept == self.returned.deliberation)
        return self.returned.document if same else ""


@dataclass
class Read:
    """One file as it was read, with its deliberations under review."""

    reading: Reading
    reviews: tuple[Review, ...]

    @property
    def key(self) -> str:
        """How an address names it."""
        return key_of(self.reading.sha256)

    @property
    def awaited(self) -> tuple[int, ...]:
        """The ranks of the deliberations about the campaign that are not recorded."""
        return tuple(rank for rank, one in enumerate(self.reviews) if one.returned.ours and not one.recorded)


class Reviews:
    """The files that were read, by campaign and content."""

    def __init__(self) -> None:
        self._read: OrderedDict[tuple[str, str], Read] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, campaign: str, reading: Reading) -> None:
        """Keep a file that was read, in the place of an earlier reading of the same."""
        found = reading.delivered.deliberations if reading.delivered else ()
        with self._lock:
            self._read[(campaign, key_of(reading.sha256))] = Read(reading, tuple(map(Review, found)))
            while len(self._read) > _MOST:
                self._read.popitem(last=False)

    def find(self, campaign: str, key: str) -> Read | None:
        """Return a file by its key, None when it was not read, or too long ago."""
        with self._lock:
            return self._read.get((campaign, key))


def key_of(sha256: str) -> str:
    """Return how an address names a file."""
    return sha256[:16]
