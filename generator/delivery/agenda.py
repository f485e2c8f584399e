"""The agenda of a mediator as an iCalendar file (RFC 5545), which any mail program opens and subscribes to.

An event keeps its name for ever, one a commune and month: an agenda that is imported again moves what moved. A commune
may have two in the month in which an avenant takes effect.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event

from generator.inputs.communes import Commune
from generator.law.prefectures import departement_code
from generator.register.journal import FRANCE
from generator.rendering.planning import Planning

_PROGRAM = "-//conventions//FR"
#: The time overseas, by the code of what the INSEE code begins with (IANA): hours are those of the town hall's clock.
_ZONES = {
    **dict.fromkeys(("971", "977", "978"), "America/Guadeloupe"),
    **{"972": "America/Martinique", "973": "America/Cayenne", "974": "Indian/Reunion", "975": "America/Miquelon"},
    **{"976": "Indian/Mayotte", "986": "Pacific/Wallis", "987": "Pacific/Tahiti", "988": "Pacific/Noumea"},
}


@dataclass(frozen=True, slots=True)
class Attendance:
    """The half-days of a mediator in one commune, under the number of its convention."""

    commune: Commune
    number: str
    planning: Planning


def agenda(
    mediator: str, name: str, campaign: str, stamp: datetime.datetime, attendances: Iterable[Attendance]
) -> bytes:
    """Return the agenda of a mediator: the same bytes for the same planning. ``stamp`` is the date it bears."""
    calendar = Calendar.new(name=name, prodid=_PROGRAM, uid=f"{mediator}-{campaign}@conventions", last_modified=stamp)
    known: Counter[str] = Counter()
    events = [event for one in attendances for event in _events(one, campaign, stamp, known)]
    for event in sorted(events, key=lambda event: (event.start, event.uid)):
        calendar.add_component(event)
    if events:
        years = [event.start.year for event in events]
        calendar.add_missing_timezones(datetime.date(min(years), 1, 1), datetime.date(max(years), 12, 31))
    return bytes(calendar.to_ical())


def is_agenda(data: bytes) -> bool:
    """Tell whether a file is an agenda that was made here, and not one that another program wrote again."""
    return data.startswith(b"BEGIN:VCALENDAR\r\n") and f"\r\nPRODID:{_PROGRAM}\r\n".encode() in data


def _events(one: Attendance, campaign: str, stamp: datetime.datetime, known: Counter[str]) -> Iterable[Event]:
    commune, planning = one.commune, one.planning
    place = commune.slot.lieu if commune.slot else ""
    address = ", ".join(part for part in (place, commune.row.get("adresse_mairie", ""), commune.nom) if part)
    if planning.accueil_debut is None or planning.rendez_vous_fin is None:
        return
    code = departement_code(commune.insee)
    zone = ZoneInfo(_ZONES[code]) if code in _ZONES else FRANCE
    for session in planning.seances:
        told = f" : {session.ferie}, à reporter" if session.ferie else ""
        name = f"{commune.insee}-{session.date:%Y-%m}"
        known[name] += 1
        again = f"-{known[name]}" if known[name] > 1 else ""
        yield Event.new(
            uid=f"{name}{again}-{campaign}@conventions",
            stamp=stamp,
            start=datetime.datetime.combine(session.date, planning.accueil_debut, zone),
            end=datetime.datetime.combine(session.date, planning.rendez_vous_fin, zone),
            summary=f"Permanence {commune.nom}{told}",
            location=address,
            description=f"Convention {one.number}" if one.number else None,
            status="TENTATIVE" if session.ferie else "CONFIRMED",  # type: ignore[arg-type]  # a text is taken for its STATUS
        )
