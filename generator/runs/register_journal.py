"""What happened to each document of a campaign, in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from generator.dossiers.members import members_of, select_members
from generator.errors import ConventionsError, Problem
from generator.inputs.sources import read_sources
from generator.progress import Progress
from generator.project import Project
from generator.register.columns import told as told
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
    """The events, the oldest first; ``communes`` are the names by INSEE code, of those that left too."""

    events: tuple[Event, ...]
    communes: Mapping[str, str]
    problems: tuple[Problem, ...] = ()
    error: type[ConventionsError] | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the events as the register writes them."""
        return {"events": [asdict(event) | {"commune": self.communes.get(event.insee, "")} for event in self.events]}


def run(project: Project, request: JournalRequest, progress: Progress) -> JournalReport:
    """Return what the register's journal says. Raises UsageError before the first build, DataError, RegisterError."""
    register = existing_register(project.register)
    sources = read_sources(project)
    progress.check()
    campaign = sources.campaign.name
    members = members_of(sources, read_standings(register, campaign))
    chosen = select_members(members, request.communes) if request.communes else ()
    with open_register(register) as connection:
        events = read_journal(connection, campaign, [member.insee for member in chosen])
    return JournalReport(events, {member.insee: member.nom for member in members})
