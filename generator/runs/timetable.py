"""The half-days of all communes together: who has which, who has none, when they fall, and the agenda of a mediator."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.avenants.inforce import in_force
from generator.delivery.agenda import Attendance, agenda, is_agenda
from generator.dossiers.mergers import read_known
from generator.errors import ConventionsError, Problem, UsageError
from generator.exports import write_exports
from generator.inputs.campaign import Campaign, PlanningRules
from generator.inputs.communes import Commune, Slot, slug
from generator.inputs.sources import Sources
from generator.progress import Progress
from generator.project import Project
from generator.register.journal import today_in_france
from generator.register.standings import Standings
from generator.rendering.planning import Planning, day_of, make_planning, public_holidays
from generator.runs.slots import planning_rules


@dataclass(frozen=True, slots=True)
class Resident:
    """A commune and its half-days, as they are in force once it has signed, as the data say before.

    ``coming`` is the slot that an avenant would give it, which is not signed yet.
    """

    commune: Commune
    number: str
    signed: bool
    planning: Planning
    coming: Slot | None = None

    @property
    def slot(self) -> Slot | None:
        """Its slot."""
        return self.commune.slot


@dataclass(frozen=True, slots=True)
class Half:
    """A half-day that the campaign offers, on one day: ``ferie`` names its public holiday."""

    day: datetime.date
    week: int
    weekday: str
    half: str
    ferie: str


@dataclass(frozen=True)
class TimetableReport:
    """The residents in the order of communes.csv, those without a slot too, until the ``end`` of the last planning."""

    residents: tuple[Resident, ...]
    end: datetime.date
    rules: PlanningRules
    campaign: Campaign
    problems: tuple[Problem, ...] = ()
    files: tuple[Path, ...] = ()
    error: type[ConventionsError] | None = None

    @property
    def mediators(self) -> Mapping[str, str]:
        """The mediators' names by code."""
        return self.rules.mediateurs

    @property
    def start(self) -> datetime.date:
        """The first day of all plannings."""
        return self.rules.debut

    @cached_property
    def unplaced(self) -> tuple[Resident, ...]:
        """Those that have no slot."""
        return tuple(one for one in self.residents if one.slot is None)

    @cached_property
    def taken(self) -> dict[tuple[str, int, str, str], Resident]:
        """Who has each slot."""
        return {one.slot.when: one for one in self.residents if one.slot}

    @cached_property
    def coming(self) -> dict[tuple[str, int, str, str], Resident]:
        """Who is to have each slot by an avenant."""
        return {one.coming.when: one for one in self.residents if one.coming}

    def find(self, insee: str) -> Resident:
        """Return a commune by its code; raises UsageError when it takes no part."""
        for one in self.residents:
            if one.commune.insee == insee:
                return one
        raise UsageError(f"{insee} : cette commune ne participe pas ; choisissez-en une autre.")

    def month(self, year: int, month: int) -> tuple[Half, ...]:
        """Return the half-days that a month offers, in their order."""
        code = self.residents[0].commune.insee if self.residents else "59"
        public = public_holidays(code, year, year)
        found = []
        for week in (1, 2, 3, 4):
            for weekday, half in self.rules.demi_journees:
                day = day_of(year, month, week, weekday)
                found.append(Half(day, week, weekday, half, public.get(day, "")))
        return tuple(sorted(found, key=lambda one: (one.day, one.half != "matin")))

    def agenda(self, mediator: str) -> bytes:
        """Return the agenda of a mediator as an iCalendar file. Raises UsageError for one that there is not."""
        if mediator not in self.mediators:
            raise UsageError(f"« {mediator} » : médiateur inconnu ; choisissez parmi {', '.join(self.mediators)}.")
        own = [one for one in self.residents if one.slot and one.slot.mediateur == mediator]
        attendances = [Attendance(one.commune, one.number, one.planning) for one in own]
        return agenda(mediator, self.mediators[mediator], self.campaign.name, self.campaign.date, attendances)

    def as_json(self) -> dict[str, Any]:
        """Return the slots, and the days on which they fall."""
        return {
            "mediators": dict(self.mediators),
            "files": [str(path) for path in self.files],
            "slots": [
                {
                    "insee": one.commune.insee,
                    "commune": one.commune.nom,
                    "number": one.number or None,
                    "signed": one.signed,
                    "slot": asdict(one.slot) if one.slot else None,
                    "days": [session.date.isoformat() for session in one.planning.seances],
                }
                for one in self.residents
            ],
        }


@dataclass(frozen=True, slots=True)
class TimetableRequest:
    """The day on which is asked what is in force; the agendas of all mediators are written in a ``folder``, if any."""

    folder: Path | None = None
    today: datetime.date = field(default_factory=today_in_france)


def run(project: Project, request: TimetableRequest, progress: Progress) -> TimetableReport:
    """Return the half-days of the communes that take part and have not ended.

    Raises DataError, RegisterError, UsageError, OutputError.
    """
    sources, standings = read_known(project)
    progress.check()
    rules = planning_rules(sources)
    residents = tuple(_residents(project, sources, standings, rules, request.today))
    end = max((one.planning.fin for one in residents), default=sources.campaign.convention.terme)
    report = TimetableReport(residents, end, rules, sources.campaign, sources.problems)
    if request.folder is None:
        return report
    agendas = {f"{slug(mediator)}.ics": report.agenda(mediator) for mediator in rules.mediateurs}
    return replace(report, files=write_exports(project.root, request.folder, agendas, lambda _, data: is_agenda(data)))


def _residents(
    project: Project, sources: Sources, standings: Standings, rules: PlanningRules, today: datetime.date
) -> Iterator[Resident]:
    for commune in sources.participants:
        standing = standings.convention(commune.insee)
        number = standing.number if standing else ""
        end = sources.campaign.convention.terme
        force = in_force(project, sources.campaign, standings, commune.insee)
        if force:
            end = force.duration.term_on(today)
            if force.duration.ended_before(today):
                continue
            commune = commune.with_slot(force.slot)
        elif standing and standing.signature:
            commune = commune.with_slot(standing.signature.dossier.slot)
        pending = standings.pending(commune.insee)
        coming = pending.record.content.slot if pending else None
        signed = bool(standing and standing.signature)
        yield Resident(commune, number, signed, make_planning(commune, rules, end), coming)
