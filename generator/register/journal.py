"""The journal: what happened to each document, in order, for ever."""

from __future__ import annotations

import datetime
import sqlite3
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from generator import clock
from generator.actor import actor
from generator.language.dates import date_longue

#: What happened, as the register writes it, and as a screen says it.
EVENTS = {
    "numbered": "numéro donné",
    # « sent » is what versions wrote that could not tell a draft that was prepared from one that left.
    "sent": "courriel préparé",
    "prepared": "courriel préparé",
    "mailed": "dossier envoyé",
    "reminder prepared": "relance préparée",
    "reminded": "relance envoyée",
    "letter prepared": "courriel d’une lettre préparé",
    "letter sent": "lettre envoyée",
    "sending undone": "envoi annulé, noté par erreur",
    "act recorded": "délibération enregistrée",
    "act replaced": "délibération remplacée",
    "act read again": "délibération relue",
    "act acknowledged": "délibération complétée par l’accusé de réception",
    "act published": "publication de la délibération notée",
    "prefecture answered": "réponse de la préfecture enregistrée",
    "prefecture settled": "demande de la préfecture réglée",
    "prefecture open again": "demande de la préfecture à régler de nouveau",
    "act withdrawn": "délibération retirée",
    "act withdrawn after signature": "retrait de la délibération signalé après la signature",
    "act withdrawn no more": "retrait de la délibération annulé",
    "act irregular": "délibération irrégulière enregistrée malgré tout",
    "completed": "dossier complété",
    "reopened": "dossier à compléter de nouveau",
    "signed": "signé",
    "notified": "notifié",
    "dates corrected": "dates de signature corrigées",
    "signature undone": "signature annulée, enregistrée par erreur",
    "scan kept": "scan ajouté",
    "revised": "avenant corrigé",
    "cancelled": "annulé",
    "reinstated": "rétabli, la fin qui l’annulait était une erreur",
    "left": "a quitté la campagne",
    "returned": "de retour dans la campagne",
    "renewed": "reconduit",
    "ended": "fin enregistrée",
    "merged": "réunie à une commune nouvelle",
    "end undone": "fin annulée",
    "end replaced": "fin remplacée par une autre",
    "note written": "note du service",
    "set aside": "mis de côté",
    "taken up": "repris, n’est plus mis de côté",
    "restored": "registre restauré d’une sauvegarde ; ce qui suivait est à enregistrer de nouveau",
}
FRANCE = ZoneInfo("Europe/Paris")
#: How many events are looked at to know whether the clock is right.
_LATELY = 100
#: What to do when it is not.
MEND_CLOCK = "remettez-la à l’heure avant d’enregistrer : échéances et retards dépendent du jour"


def note(connection: sqlite3.Connection, number: str, what: str, before: str = "", after: str = "") -> None:
    """Add an event to the journal, in the caller's transaction: what it was before, what it became, and who did it."""
    connection.execute(
        "INSERT INTO events (happened_at, number, what, before, after, author) VALUES (?, ?, ?, ?, ?, ?)",
        (now(), number, what, before, after, actor().name),
    )


def now() -> str:
    """Return the present moment, UTC, as the register writes it: ``2025-04-07T09:30:00+00:00``."""
    return clock.now().astimezone(datetime.UTC).isoformat(timespec="seconds")


def belated(connection: sqlite3.Connection) -> str:
    """Say that this machine's clock is a day or more behind what was recorded lately, in a sentence; "" when it is not.

    The last events only: a clock that was ahead for a day is not held against the following years.
    """
    query = "SELECT max(happened_at) AS last FROM (SELECT happened_at FROM events ORDER BY id DESC LIMIT ?)"
    last = connection.execute(query, (_LATELY,)).fetchone()["last"]
    if not last or datetime.datetime.fromisoformat(last) - clock.now() < datetime.timedelta(days=1):
        return ""
    today, recorded = date_longue(today_in_france()), date_longue(day_of(last) or today_in_france())
    return f"l’horloge de cet ordinateur dit le {today}, alors que le registre a été écrit le {recorded}"


def day_of(moment: str) -> datetime.date | None:
    """Return the day, in France, of a moment as the register writes it; None for "", which is not known."""
    return datetime.datetime.fromisoformat(moment).astimezone(FRANCE).date() if moment else None


def today_in_france() -> datetime.date:
    """Return today's date where the parties are, whatever the zone of the machine."""
    return clock.now().astimezone(FRANCE).date()


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the journal; ``happened_at`` is UTC, ``before`` and ``after`` what the event changed.

    ``author`` is who did it, "" of what was noted before the register kept it; ``insee`` whose document it was.
    """

    happened_at: str
    number: str
    insee: str
    what: str
    before: str
    after: str
    author: str


@dataclass(frozen=True, slots=True)
class Extract:
    """Which part of a journal: of ``communes`` (INSEE codes) only when any is given, between two days of France.

    ``author`` is who did it, "" for everybody. ``newest`` begins with the last event, ``size`` of them after ``skip``;
    all of them without a size.
    """

    communes: tuple[str, ...] = ()
    since: datetime.date | None = None
    until: datetime.date | None = None
    newest: bool = False
    size: int | None = None
    skip: int = 0
    author: str = ""


def read_journal(connection: sqlite3.Connection, campaign: str, extract: Extract = Extract()) -> tuple[Event, ...]:
    """Return the events of a campaign's documents that are asked for."""
    where, values = _where(campaign, extract)
    rows = connection.execute(
        f"SELECT events.*, insee {where} ORDER BY events.id {'DESC' if extract.newest else ''} LIMIT ? OFFSET ?",
        (*values, -1 if extract.size is None else extract.size, extract.skip),
    )
    return tuple(map(_event, rows))


def last_event(connection: sqlite3.Connection, number: str, what: str) -> Event | None:
    """Return what happened last of this sort to a document, None when it never did."""
    row = connection.execute(
        "SELECT events.*, insee FROM events JOIN documents USING (number) WHERE number = ? AND what = ? "
        "ORDER BY events.id DESC LIMIT 1",
        (number, what),
    ).fetchone()
    return _event(row) if row else None


def _event(row: sqlite3.Row) -> Event:
    values = {name: row[name] for name in Event.__slots__}
    if None in values.values():
        raise ValueError("a value is missing")
    day_of(values["happened_at"])
    return Event(**values)


def count_journal(connection: sqlite3.Connection, campaign: str, extract: Extract) -> int:
    """Return how many events are asked for, whatever the size of the extract."""
    where, values = _where(campaign, extract)
    return int(connection.execute(f"SELECT count(*) {where}", values).fetchone()[0])


def authors_of(connection: sqlite3.Connection, campaign: str) -> tuple[str, ...]:
    """Return who did what a campaign's journal tells, in the order of their names."""
    where, values = _where(campaign, Extract())
    found = connection.execute(f"SELECT DISTINCT author {where} AND author != '' ORDER BY author", values)
    return tuple(row["author"] for row in found)


def _where(campaign: str, extract: Extract) -> tuple[str, tuple[str, ...]]:
    """Return the query of an extract, after its columns, and its values."""
    clauses, values = ["campaign = ?"], [campaign]
    if extract.communes:
        clauses.append(f"insee IN ({', '.join('?' * len(extract.communes))})")
        values += extract.communes
    if extract.since:
        clauses.append("happened_at >= ?")
        values.append(_midnight(extract.since))
    if extract.until:
        clauses.append("happened_at < ?")
        values.append(_midnight(extract.until + datetime.timedelta(days=1)))
    if extract.author:
        clauses.append("author = ?")
        values.append(extract.author)
    return f"FROM events JOIN documents USING (number) WHERE {' AND '.join(clauses)}", tuple(values)


def _midnight(day: datetime.date) -> str:
    """Return the moment at which a day begins in France, as the register writes it."""
    return (
        datetime.datetime.combine(day, datetime.time(), FRANCE).astimezone(datetime.UTC).isoformat(timespec="seconds")
    )
