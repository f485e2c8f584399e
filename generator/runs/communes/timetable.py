"""The half-days of all communes together: who has which, who has none, when they fall, and the agenda of a mediator."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.avenants.inforce import in_force
from generator.delivery.agenda import Attendance, agenda, is_agenda
from generator.dossiers.mergers import read_known
from generator.errors import DataError, UsageError
from generator.exports import write_exports
from generator.inputs.campaign import Campaign, PlanningRules
from generator.inputs.communes import Commune, Slot, slug
from generator.inputs.sources import Sources
from generator.law.duration import ONE_DAY
from generator.law.holidays import public_holidays
from generator.law.prefectures import departement_code
from generator.progress import Progress
from generator.project import Project
from generator.register.journal import today_in_france
from generator.register.standings import Standings
from generator.rendering.planning import Planning, day_of, make_planning
from generator.runs.report import Done, as_object, as_plain


@dataclass(frozen=True, slots=True)
class Stay:
    """The half-days of a commune in one slot, from the first to the last day of its ``planning``."""

    slot: Slot
    planning: Planning


@dataclass(frozen=True, slots=True)
class Resident:
    """A commune and its half-days, as they are in force once it has signed, as the data say before.

    ``stays`` follow one another, each avenant from its day of effect on; ``coming`` is the one that an avenant would
    give it, which is not signed yet.
    """

    commune: Commune
    number: str
    signed: bool
    stays: tuple[Stay, ...]
    coming: Stay | None = None

    @property
    def slot(self) -> Slot | None:
        """Its slot, the last of those that are in force."""
        return self.commune.slot

    def as_json(self) -> dict[str, Any]:
        """Return its slot, and the days on which it falls."""
        whose = {"insee": self.commune.insee, "commune": self.commune.nom, "number": self.number or None}
        days = [session.date.isoformat() for stay in self.stays for session in stay.planning.seances]
        return whose | {"signed": self.signed, "slot": as_plain(self.slot), "days": days}


@dataclass(frozen=True, slots=True)
class Half:
    """A half-day that the campaign offers or that was signed, on one day.

    ``ferie`` names its public holiday, with the code of the département when it is one there alone.
    """

    day: datetime.date
    week: int
    weekday: str
    half: str
    ferie: str


@dataclass(frozen=True)
class TimetableReport(Done):
    """The residents in the order of communes.csv, those without a slot too, until the ``end`` of the last planning."""

    residents: tuple[Resident, ...]
    end: datetime.date
    rules: PlanningRules
    campaign: Campaign
    files: tuple[Path, ...] = ()

    @property
    def mediators(self) -> Mapping[str, str]:
        """The mediators' names by code."""
        return self.rules.mediateurs

    @property
    def start(self) -> datetime.date:
        """The first day of all plannings."""
        return self.rules.debut

    @property
    def months(self) -> list[datetime.date]:
        """The first day of each month, from that of the start to that of the end."""
        first, last = (day.year * 12 + day.month - 1 for day in (self.start, self.end))
        return [datetime.date(month // 12, month % 12 + 1, 1) for month in range(first, last + 1)]

    @cached_property
    def unplaced(self) -> tuple[Resident, ...]:
        """Those that have no slot."""
        return tuple(one for one in self.residents if one.slot is None)

    @cached_property
    def taken(self) -> dict[tuple[str, int, str, str], Resident]:
        """Who has each slot to the end, or is to have it by an avenant."""
        coming = {one.coming.slot.when: one for one in self.residents if one.coming}
        return coming | {one.slot.when: one for one in self.residents if one.slot}

    @cached_property
    def present(self) -> dict[tuple[str, datetime.date, str], Resident]:
        """Who has each mediator on each day and half-day."""
        return dict(_days((one, stay) for one in self.residents for stay in one.stays))

    @cached_property
    def expected(self) -> dict[tuple[str, datetime.date, str], Resident]:
        """The same, of those to whom an avenant that is not signed would give it."""
        return dict(_days((one, one.coming) for one in self.residents if one.coming))

    @cached_property
    def halves(self) -> tuple[tuple[str, str], ...]:
        """The half-days that the campaign offers in a week, then others that communes have signed."""
        signed = ((stay.slot.jour, stay.slot.demi_journee) for one in self.residents for stay in one.stays)
        return tuple(dict.fromkeys([*self.rules.demi_journees, *signed]))

    def find(self, insee: str) -> Resident:
        """Return a commune by its code; raises UsageError when it takes no part."""
        for one in self.residents:
            if one.commune.insee == insee:
                return one
        raise UsageError(f"{insee} : cette commune ne participe pas ; choisissez-en une autre.")

    def month(self, year: int, month: int) -> tuple[Half, ...]:
        """Return the half-days of a month, in their order."""
        codes = dict.fromkeys(departement_code(one.commune.insee) for one in self.residents)
        public = {code: public_holidays(code, year, year) for code in codes}
        found = []
        for week in (1, 2, 3, 4):
            for weekday, half in self.halves:
                day = day_of(year, month, week, weekday)
                found.append(Half(day, week, weekday, half, _holiday(day, public)))
        return tuple(sorted(found, key=lambda one: (one.day, one.half != "matin")))

    def stays_of(self, mediator: str) -> Iterator[tuple[Resident, Stay]]:
        """Yield the stays of a mediator, by commune."""
        for one in self.residents:
            for stay in one.stays:
                if stay.slot.mediateur == mediator:
                    yield one, stay

    def agenda(self, mediator: str) -> bytes:
        """Return the agenda of a mediator as an iCalendar file. Raises UsageError for one that there is not."""
        if mediator not in self.mediators:
            raise UsageError(f"« {mediator} » : médiateur inconnu ; choisissez parmi {', '.join(self.mediators)}.")
        attendances = [
            Attendance(one.commune.with_slot(stay.slot), one.number, stay.planning)
            for one, stay in self.stays_of(mediator)
        ]
        return agenda(mediator, self.mediators[mediator], self.campaign.name, self.campaign.date, attendances)

    def as_json(self) -> dict[str, Any]:
        """Return the slots, and the days on which they fall."""
        return as_object({"mediators": self.mediators, "files": self.files, "slots": self.residents})


@dataclass(frozen=True, slots=True)
class TimetableRequest:
    """The agendas of all mediators are written in a ``folder``, if any."""

    folder: Path | None = None


def run(project: Project, request: TimetableRequest, progress: Progress) -> TimetableReport:
    """Return the half-days of the communes that take part and have not ended.

    Raises DataError, RegisterError, UsageError, OutputError.
    """
    sources, standings = read_known(project)
    progress.check()
    rules = _planning_rules(sources)
    residents = tuple(_residents(project, sources, standings, rules))
    ends = [stay.planning.fin for one in residents for stay in one.stays]
    end = max(ends, default=sources.campaign.convention.terme)
    report = TimetableReport(residents, end, rules, sources.campaign, problems=sources.problems)
    if request.folder is None:
        return report
    agendas = {f"{slug(mediator)}.ics": report.agenda(mediator) for mediator in rules.mediateurs}
    return replace(report, files=write_exports(project.root, request.folder, agendas, lambda _, data: is_agenda(data)))


def _planning_rules(sources: Sources) -> PlanningRules:
    """Return the half-days that the campaign offers; raises DataError when it offers none."""
    if sources.campaign.planning is None:
        raise DataError(f"{sources.campaign.name}/campaign.toml : pas de section [planning] ; ajoutez-la.")
    return sources.campaign.planning


def _residents(project: Project, sources: Sources, standings: Standings, rules: PlanningRules) -> Iterator[Resident]:
    today = today_in_france()
    for commune in sources.participants:
        standing = standings.convention(commune.insee)
        number = standing.number if standing else ""
        end = sources.campaign.convention.terme
        force = in_force(project, sources.campaign, standings, commune.insee)
        slots: Sequence[tuple[Slot | None, datetime.date | None]] = [(commune.slot, None)]
        if force:
            end = force.duration.term_on(today)
            if force.duration.ended_before(today):
                continue
            commune = commune.with_slot(force.slot)
            slots = list(force.slots_until(end))
        elif standing and standing.signature:
            commune = commune.with_slot(standing.signature.dossier.slot)
            slots = [(commune.slot, None)]
        stays = tuple(_stays(commune, slots, rules, end))
        pending = standings.pending(commune.insee)
        content = pending.record.content if pending else None
        coming = _stays(commune, [(content.slot, content.effect)], rules, content.term or end) if content else ()
        signed = bool(standing and standing.signature)
        yield Resident(commune, number, signed, stays, next(iter(coming), None))


def _stays(
    commune: Commune,
    slots: Sequence[tuple[Slot | None, datetime.date | None]],
    rules: PlanningRules,
    end: datetime.date,
) -> Iterator[Stay]:
    """Yield the stays of slots that follow one another, each with its day of effect, None for the first of all."""
    firsts = [max(since or rules.debut, rules.debut) for _, since in slots]
    lasts = [*(first - ONE_DAY for first in firsts[1:]), end]
    for (slot, _), first, last in zip(slots, firsts, lasts, strict=True):
        if slot and first <= last:
            yield Stay(slot, make_planning(commune.with_slot(slot), replace(rules, debut=first), last))


def _holiday(day: datetime.date, public: Mapping[str, Mapping[datetime.date, str]]) -> str:
    """Return the public holiday that a day is, with the départements where it is one when it is not everywhere."""
    names = {code: days[day] for code, days in public.items() if day in days}
    everywhere = len(names) == len(public)
    return ", ".join(dict.fromkeys(name if everywhere else f"{name} ({code})" for code, name in names.items()))


def _days(stays: Iterable[tuple[Resident, Stay]]) -> Iterator[tuple[tuple[str, datetime.date, str], Resident]]:
    for resident, stay in stays:
        for session in stay.planning.seances:
            yield (stay.slot.mediateur, session.date, stay.slot.demi_journee), resident
