"""What happened to each document of a campaign, in order."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from generator.dossiers.members import members_of, select_members
from generator.errors import ConventionsError, Problem
from generator.inputs.sources import read_sources
from generator.progress import Progress
from generator.project import Project
from generator.register.database import existing_register, open_register
from generator.register.journal import EVENTS as EVENTS
from generator.register.journal import Event, read_journal
from generator.register.standings import read_standings


@dataclass(frozen=True, slots=True)
class JournalRequest:
    """Of which communes, all when none is named."""

    communes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class JournalReport:
    """The events, the oldest first."""

    events: tuple[Event, ...]
    problems: tuple[Problem, ...] = ()
    error: type[ConventionsError] | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the events as the register writes them."""
        return {"events": [asdict(event) for event in self.events]}


def run(project: Project, request: JournalRequest, progress: Progress) -> JournalReport:
    """Return what the register's journal says. Raises UsageError before the first build, DataError, RegisterError."""
    register = existing_register(project.register)
    sources = read_sources(project)
    progress.check()
    campaign, chosen = sources.campaign.name, []
    if request.communes:
        members = members_of(sources, read_standings(register, campaign))
        chosen = [member.insee for member in select_members(members, request.communes)]
    with open_register(register) as connection:
        return JournalReport(read_journal(connection, campaign, chosen))
