"""What is about to be recorded, shown before: a person agrees to exactly what they saw, or sees it again."""

from __future__ import annotations

import json
from typing import Generic, TypeVar

from generator.dossiers.fingerprints import sha256
from generator.runs.report import Report

R = TypeVar("R", bound=Report)


class Agreement(Generic[R]):
    """Stands for a person who was shown a proposal: agrees to what has the seal of what they ``saw``, to nothing else.

    It is called by a run with what it is about to record; ``proposed`` is that, ``seal`` what the sheet sends back.
    """

    def __init__(self, saw: str = "") -> None:
        self._saw = saw
        self.proposed: R | None = None
        self.seal = ""

    def __call__(self, report: R) -> bool:
        """Tell whether this is what was seen."""
        self.proposed = report
        self.seal = seal_of(report.as_json())
        return self.seal == self._saw


def seal_of(shown: object) -> str:
    """Return the seal of what is shown: another one as soon as anything of it changes."""
    told = json.dumps(shown, ensure_ascii=False, sort_keys=True, default=str)
    return sha256(told.encode())
