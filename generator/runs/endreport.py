"""What is recorded of an end, or would be, in a sentence and in JSON."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from generator.errors import ConventionsError, Problem
from generator.language.dates import date_longue
from generator.law.duration import ONE_DAY
from generator.law.endingfacts import CAUSE_NAMES
from generator.law.findings import Finding
from generator.register.endings import Ending
from generator.runs.buildreport import BuildReport


@dataclass(frozen=True, slots=True)
class EndReport:
    """What was recorded, or would be; ``into`` is the name of the commune nouvelle, "" without a merger.

    ``replaced`` is the end whose place it takes, None for a first one. ``build`` made its documents, None when nothing
    was to be made.
    """

    commune: str
    insee: str
    number: str
    ending: Ending
    findings: tuple[Finding, ...]
    into: str = ""
    undone: bool = False
    replaced: Ending | None = None
    recorded: bool = True
    build: BuildReport | None = None

    @property
    def told(self) -> str:
        """What is recorded, in a sentence."""
        named, ending = f"{self.commune}, {self.number}", self.ending
        if self.undone:
            what = f"la {'fusion' if ending.merges else 'fin'} du {date_longue(ending.ends_on)}"
            return f"{named} : {what} est annulée ; la convention continue."
        if ending.merges:
            first = date_longue(ending.ends_on + ONE_DAY)
            return (
                f"{named} : la convention continue ; la commune nouvelle ({self.into}) y prend la place de la commune "
                f"le {first} (CGCT, art. L. 2113-2)."
            )
        instead = f", et non plus le {said(self.replaced)}" if self.replaced else ""
        return f"{named} : la convention prend fin le {said(ending)}{instead}."

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The warnings of law, then those of the build."""
        found = tuple(finding.as_problem(commune=self.commune) for finding in self.findings)
        return (*found, *(self.build.problems if self.build else ()))

    @property
    def error(self) -> type[ConventionsError] | None:
        """What it ends with: what the build does."""
        return self.build.error if self.build else None

    def as_json(self) -> dict[str, Any]:
        """Return the end, dates as YYYY-MM-DD, with the manifest of the build if there was one."""
        ending = self.ending
        item = {
            "commune": self.commune,
            "insee": self.insee,
            "number": self.number,
            "cause": ending.cause,
            "by": ending.author,
            "received_on": ending.received_on and ending.received_on.isoformat(),
            "notice_on": ending.notice_on and ending.notice_on.isoformat(),
            "ends_on": ending.ends_on.isoformat(),
            "into": ending.into_insee,
            "why": ending.why,
            "undone": self.undone,
            "replaced": self.replaced and self.replaced.ends_on.isoformat(),
            "recorded": self.recorded,
        }
        return (self.build.as_json() if self.build else {}) | item


def said(ending: Ending) -> str:
    """Return the last day of an end, and its cause."""
    return f"{date_longue(ending.ends_on)} ({CAUSE_NAMES[ending.cause]})"
