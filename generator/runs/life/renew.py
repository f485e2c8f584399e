"""The tacit renewals that the law made: recorded, with the planning and the letter of each new period."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from generator.avenants.deadlines import duration_of
from generator.avenants.occasions import lacks_letter
from generator.dossiers.members import members_of, select_members
from generator.errors import ConventionsError
from generator.inputs.kinds import RENEWAL
from generator.language.agreement import plural
from generator.language.dates import date_longue
from generator.law.duration import Period
from generator.progress import Clock, Progress, Stage
from generator.project import Project
from generator.register.endings import RenewalRequest
from generator.register.journal import today_in_france
from generator.register.standings import read_standings
from generator.runs.making.build import BuildRequest, build, read
from generator.runs.making.buildreport import BuildReport
from generator.runs.report import Done, accept, as_object, as_plain


@dataclass(frozen=True, slots=True)
class RenewRequest:
    """Which communes, all when none is named, and how the build is made.

    ``confirms`` is shown what is about to be recorded.
    """

    communes: tuple[str, ...] = ()
    build: BuildRequest = field(default_factory=BuildRequest)
    confirms: Callable[[RenewReport], bool] = accept


@dataclass(frozen=True, slots=True)
class Renewed:
    """A convention and the periods for which it was renewed and that the register did not hold.

    ``called`` is its commune in a list, with the former one whose convention it is.
    """

    insee: str
    commune: str
    number: str
    periods: tuple[Period, ...]
    called: str

    def as_json(self) -> dict[str, Any]:
        """Return the convention and its periods, days as YYYY-MM-DD."""
        periods = [{"start": period.start, "end": period.end} for period in self.periods]
        told = {"insee": self.insee, "commune": self.commune, "number": self.number, "periods": periods}
        return as_object(told)


@dataclass(frozen=True, slots=True)
class RenewReport(Done):
    """What was recorded, or would be, then what the build did; None when there was nothing to renew.

    ``unwritten`` are then the communes of renewals that are recorded and without their letter: a run was stopped.
    """

    renewed: tuple[Renewed, ...]
    build: BuildReport | None = None
    recorded: bool = True
    unwritten: tuple[str, ...] = ()

    @property
    def told(self) -> tuple[str, ...]:
        """What is recorded, in sentences, the same for several communes once."""
        if not self.renewed:
            letters = (
                f"Reconduction enregistrée, mais sa lettre n’est pas faite ({', '.join(self.unwritten)}) : lancez "
                "« conventions build »."
            )
            return ("Aucune reconduction à enregistrer : rien n’a été écrit.", *([letters] if self.unwritten else ()))
        groups: dict[tuple[str, ...], list[str]] = {}
        for one in self.renewed:
            groups.setdefault(tuple(date_longue(period.end) for period in one.periods), []).append(one.called)
        return tuple(
            f"{plural(len(communes), 'convention reconduite', 'conventions reconduites')} jusqu’au "
            f"{', puis au '.join(ends)} : {', '.join(communes)}"
            for ends, communes in groups.items()
        )

    @property
    def error(self) -> type[ConventionsError] | None:
        """What it ends with: what the build does."""
        return self.build.error if self.build else None

    def as_json(self) -> dict[str, Any]:
        """Return the manifest with states and reasons, and the periods of each convention renewed."""
        return (self.build.as_json() if self.build else {}) | {"renewed": as_plain(self.renewed)}


def run(project: Project, request: RenewRequest, progress: Progress) -> RenewReport:
    """Record every period for which a convention was renewed up to today, and make its planning and its letter.

    The slot stays: another one is an avenant. Nothing else is looked at when nothing was renewed. Raises what a build
    raises.
    """
    clock = Clock(progress)
    with clock.stage(Stage.READING):
        sources = read(project, request.build)
        standings = read_standings(project.register, sources.campaign.name)
        renewed, unwritten, today = [], [], today_in_france()
        for commune in select_members(members_of(sources, standings), request.communes):
            convention = standings.convention(commune.insee)
            life = duration_of(project, sources, standings, commune.insee)
            if convention is None or life is None:
                continue
            known = {period.start for period in convention.renewals}
            periods = tuple(period for period in life.renewals(today) if period.start not in known)
            if periods:
                renewed.append(Renewed(commune.insee, commune.nom, convention.number, periods, commune.called))
            if sources.campaign.suites.reconduction and lacks_letter(convention, RENEWAL, today):
                unwritten.append(commune.called)
    if not renewed:
        return RenewReport((), unwritten=tuple(unwritten))
    proposed = RenewReport(tuple(renewed), recorded=False)
    if not request.confirms(proposed):
        return proposed
    wanted = RenewalRequest({one.number: one.periods for one in renewed})
    made = build(project, sources, request.build, clock, wanted)
    return RenewReport(tuple(renewed), made, problems=made.problems)
