"""The register of one year, for the archive: every number that was given, its parties, its dates."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from generator.dossiers.members import members_of
from generator.dossiers.mergers import read_known
from generator.errors import ConventionsError, Problem
from generator.progress import Progress
from generator.project import Project
from generator.register.database import existing_register, open_register
from generator.register.numbering import years_of
from generator.register.standings import Standing
from generator.register.states import STATES


@dataclass(frozen=True, slots=True)
class YearRequest:
    """Which year, that of the numbers."""

    year: int


@dataclass(frozen=True, slots=True)
class Line:
    """A number: the document that has it, and its commune as it is called now."""

    standing: Standing
    commune: str

    @property
    def what(self) -> str:
        """What it is: « convention », « avenant n° 2 »."""
        return f"avenant n° {self.standing.rank}" if self.standing.rank else "convention"

    @property
    def state(self) -> str:
        """Where it stands, in French."""
        return STATES["ended" if self.standing.ending else self.standing.state]

    def as_json(self) -> dict[str, Any]:
        """Return the line, dates as YYYY-MM-DD."""
        standing, act, signature = self.standing, self.standing.deliberation, self.standing.signature
        days: dict[str, datetime.date | None] = {
            "decided_on": act.decided_on if act else None,
            "commune_signed_on": signature.dates.commune if signature else None,
            "epci_signed_on": signature.dates.epci if signature else None,
            "notified_on": signature.notified_on if signature else None,
        }
        told = {"number": standing.number, "insee": standing.insee, "commune": self.commune, "state": standing.state}
        return told | {"rank": standing.rank} | {name: day and day.isoformat() for name, day in days.items()}


@dataclass(frozen=True, slots=True)
class YearReport:
    """The numbers of a year, in their order; ``years`` are all those of which there are numbers."""

    year: int
    years: tuple[int, ...]
    epci: str
    convention: str
    lines: tuple[Line, ...]
    problems: tuple[Problem, ...] = ()
    error: type[ConventionsError] | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the lines of the year."""
        return {"year": self.year, "lines": [line.as_json() for line in self.lines]}


def run(project: Project, request: YearRequest, progress: Progress) -> YearReport:
    """Return the register of a year. Raises UsageError before the first build, DataError, RegisterError."""
    register = existing_register(project.register)
    sources, standings = read_known(project)
    progress.check()
    with open_register(register) as connection:
        years = years_of(connection, sources.campaign.name)
    names = {member.insee: member.nom for member in members_of(sources, standings)}
    lines = tuple(
        Line(one, names.get(one.insee, one.insee))
        for one in standings.documents
        if years.get(one.number) == request.year
    )
    campaign = sources.campaign
    known = tuple(sorted(set(years.values())))
    return YearReport(request.year, known, campaign.epci.nom, campaign.convention.titre, lines)
