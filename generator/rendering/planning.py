"""The planning annexed to a convention: the half-days a commune gets, and the proposal of a slot."""

from __future__ import annotations

import calendar
import datetime
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from generator.errors import DataError
from generator.inputs.campaign import PlanningRules
from generator.inputs.communes import Commune, Slot
from generator.language.agreement import plural
from generator.language.calendar import WEEKDAYS
from generator.language.lists import enumeration
from generator.law.holidays import public_holidays


@dataclass(frozen=True, slots=True)
class Session:
    """One half-day of the term: ``ferie`` is the public holiday's name, empty on a working day."""

    date: datetime.date
    ferie: str


@dataclass(frozen=True, slots=True)
class Planning:
    """The annex: no session and no hours when the slot is not settled.

    ``demi_journees`` says which half-days the campaign offers to all communes.
    """

    debut: datetime.date
    fin: datetime.date
    demi_journees: str
    seances: tuple[Session, ...] = ()
    accueil_debut: datetime.time | None = None
    accueil_fin: datetime.time | None = None
    rendez_vous_debut: datetime.time | None = None
    rendez_vous_fin: datetime.time | None = None


def make_planning(commune: Commune, rules: PlanningRules, end: datetime.date) -> Planning:
    """Compute every session from ``rules.debut`` to ``end``, both included, and the hours of the half-day."""
    slot = commune.slot
    if slot is None:
        return Planning(rules.debut, end, half_days_offered(rules))
    public = public_holidays(commune.insee, rules.debut.year, end.year)
    start = rules.debuts[slot.demi_journee]
    change = _later(start, rules.accueil)
    return Planning(
        rules.debut,
        end,
        half_days_offered(rules),
        tuple(Session(day, public.get(day, "")) for day in half_days(slot, rules.debut, end)),
        accueil_debut=start,
        accueil_fin=change,
        rendez_vous_debut=change,
        rendez_vous_fin=_later(change, rules.rendez_vous),
    )


def propose_slots(
    communes: Sequence[Commune], rules: PlanningRules, kept: Collection[tuple[str, int, str, str]] = ()
) -> dict[str, Slot]:
    """Return a free slot for each commune without one, by INSEE code; settled slots are never moved.

    ``kept`` are slots that nobody is given, whatever the communes have (``Slot.when``).
    Half-days are given in the order of the campaign, week by week, each mediator in turn, to the communes in
    the order of the file: the same input gives the same proposal. Raises DataError when there are not enough.
    """
    taken = {*kept, *(commune.slot.when for commune in communes if commune.slot)}
    free = (slot for slot in _all_slots(rules) if slot.when not in taken)
    waiting = [commune for commune in communes if commune.slot is None and commune.participe]
    proposal = {commune.insee: slot for commune, slot in zip(waiting, free, strict=False)}
    left = [commune.nom for commune in waiting if commune.insee not in proposal]
    if left:
        raise DataError(
            f"Il n’y a plus de créneau libre pour {plural(len(left), 'commune')} : {', '.join(left)} ; "
            "ajoutez une demi-journée ou un médiateur dans [planning] de campaign.toml."
        )
    return proposal


def half_days_offered(rules: PlanningRules) -> str:
    """Say which half-days a campaign offers, in its order: « Les mardis après-midi ainsi que les mardis matin »."""
    days: dict[str, list[str]] = {}
    for day, half in rules.demi_journees:
        days.setdefault(half, []).append(f"{day}s")
    said = " ainsi que ".join(f"les {enumeration(names)} {half}" for half, names in days.items())
    return said[:1].upper() + said[1:]


def _all_slots(rules: PlanningRules) -> Iterator[Slot]:
    for day, half in rules.demi_journees:
        for week in (1, 2, 3, 4):
            for mediator in rules.mediateurs:
                yield Slot(mediator, week, day, half, "Mairie")


def half_days(slot: Slot, start: datetime.date, end: datetime.date) -> Iterator[datetime.date]:
    """Yield the ``semaine``-th weekday ``jour`` of each month between two dates."""
    for month in range(start.year * 12 + start.month - 1, end.year * 12 + end.month):
        year, month0 = divmod(month, 12)
        date = day_of(year, month0 + 1, slot.semaine, slot.jour)
        if start <= date <= end:
            yield date


def day_of(year: int, month: int, week: int, weekday: str) -> datetime.date:
    """Return the day of a month that is its ``week``-th of a weekday: every month has four of each."""
    first, _ = calendar.monthrange(year, month)
    return datetime.date(year, month, 1 + (WEEKDAYS.index(weekday) - first) % 7 + 7 * (week - 1))


def _later(time: datetime.time, minutes: int) -> datetime.time:
    return (datetime.datetime.combine(datetime.date.min, time) + datetime.timedelta(minutes=minutes)).time()
