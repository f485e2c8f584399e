"""What happened to each document of a campaign, in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from generator.dossiers.members import members_of, select_members
from generator.errors import UsageError
from generator.inputs.sources import read_sources
from generator.progress import Progress
from generator.project import Project
from generator.register.columns import is_state, told as told
from generator.register.database import consistent, existing_register, open_register
from generator.register.journal import (
    EVENTS as EVENTS,
    FRANCE as FRANCE,
    Event,
    Extract as Extract,
    authors_of,
    count_journal,
    read_journal,
)
from generator.register.standings import read_standings
from generator.runs.report import Done

#: The events of which what they changed comes after what it became.
_CORRECTIONS = ("act replaced", "dates corrected")
#: What is wrong with a time that ends before it begins.
REVERSED = "Le dernier jour demandé vient avant le premier ; échangez-les."


@dataclass(frozen=True, slots=True)
class JournalRequest:
    """Which part, its communes named as on a command line; ``known`` are their names by INSEE code.

    Where the caller has those, the extract's communes are codes, and nothing else is read.
    """

    extract: Extract = field(default_factory=Extract)
    known: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class JournalReport(Done):
    """The events, ``total`` with those that the size of the extract leaves out; ``authors`` of the whole journal.

    ``communes`` are the names by INSEE code, of those that left too.
    """

    events: tuple[Event, ...]
    communes: Mapping[str, str]
    total: int
    authors: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Return the events as the register writes them."""
        return {"events": [asdict(event) | {"commune": self.communes.get(event.insee, "")} for event in self.events]}


def run(project: Project, request: JournalRequest, progress: Progress) -> JournalReport:
    """Return what the register's journal says.

    Raises UsageError before the first build or for a time that ends before it begins, DataError, RegisterError.
    """
    register = existing_register(project.register)
    extract = request.extract
    if extract.since and extract.until and extract.until < extract.since:
        raise UsageError(REVERSED)
    progress.check()
    names, campaign = request.known, project.campaign.name
    if names is None:
        sources = read_sources(project)
        members = members_of(sources, read_standings(register, campaign))
        chosen = select_members(members, extract.communes) if extract.communes else ()
        names = {member.insee: member.nom for member in members}
        extract = replace(extract, communes=tuple(member.insee for member in chosen))
    with open_register(register) as connection, consistent(connection):
        events = read_journal(connection, campaign, extract)
        total = count_journal(connection, campaign, extract)
        return JournalReport(events, names, total, authors_of(connection, campaign))


def event_told(event: Event, communes: Mapping[str, str]) -> str:
    """Return what happened, in words: « dossier envoyé, le 10/03/2025 »; ``communes`` are names by INSEE code."""
    what = EVENTS.get(event.what, event.what)
    before, after = (
        "" if is_state(event.what, value) else told(event.what, side, value, communes)
        for side, value in (("before", event.before), ("after", event.after))
    )
    if event.what in _CORRECTIONS and before and after:
        return f"{what} : {after} (auparavant : {before})"
    details = ", ".join(filter(None, (before, after)))
    return f"{what} : {details}" if details else what
