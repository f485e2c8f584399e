"""How a convention ended before or at a term, whom it went on with, and the periods for which it was renewed."""

from __future__ import annotations

import datetime
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.errors import RefusedError
from generator.inputs.campaign import Numbering
from generator.language.dates import date_longue
from generator.law.duration import Period
from generator.law.endingfacts import Author, Cause
from generator.register.avenants import cancel_after, reinstate
from generator.register.database import transaction
from generator.register.forms import Shape, fields, told
from generator.register.journal import day_of, note, now
from generator.register.originals import Original, Source, note_original
from generator.register.rows import by_document, insert, of_campaign

#: What a row of the table says of an end under the names of the model.
_COLUMNS: Shape = {
    **dict.fromkeys(("cause", "author", "why", "into_insee"), str),
    **dict.fromkeys(("received_on", "notice_on"), datetime.date | None),
    "ends_on": datetime.date,
}


@dataclass(frozen=True, slots=True)
class Ending:
    """The end of a convention: ``ends_on`` is its last day, or that of its commune, which a merger took in another one.

    ``received_on`` is the day on which the other party had the denunciation or the decision; ``notice_on`` that of the
    formal notice; ``into_insee`` the commune nouvelle, with which the convention goes on; "" without a merger.
    """

    cause: Cause
    author: Author
    ends_on: datetime.date
    why: str
    received_on: datetime.date | None = None
    notice_on: datetime.date | None = None
    into_insee: str = ""
    recorded_on: datetime.date | None = None

    @property
    def merges(self) -> bool:
        """Tell whether the convention goes on, with the commune nouvelle (CGCT, art. L. 2113-2)."""
        return self.cause == "fusion"


@dataclass(frozen=True, slots=True)
class EndingRequest:
    """The end of a signed convention to record, with the letter or the decision that says so when there is a file.

    ``former`` is the end whose place it takes, None for a first one.
    """

    document: str
    ending: Ending
    source: Source | None = None
    former: Ending | None = None

    def apply(
        self, connection: sqlite3.Connection, campaign: str, numbering: Numbering
    ) -> list[tuple[Original, Source]]:
        """Record it in the caller's transaction, and cancel the avenants that would take effect after it.

        Raises RefusedError when that is recorded already, or the end that it replaces is no longer there.
        """
        source, ending = self.source, self.ending
        if self.former:
            _take_back(connection, self.document, self.former, ending.why)
            note(connection, self.document, "end replaced", self.former.ends_on.isoformat(), ending.why)
        if any(_same(ending, _ending(row)) for row in _rows(connection, self.document)):
            what = "cette fusion est déjà enregistrée" if ending.merges else "une fin est déjà enregistrée"
            raise RefusedError(f"{self.document} : {what} ; voyez où en est le dossier (conventions status).")
        kept = note_original(connection, source.data, Path(source.name).suffix) if source else None
        row = {"document": self.document, "recorded_at": now()} | told(ending, _COLUMNS)
        came = {"source": source.name, "source_sha256": kept.sha256} if source and kept else {}
        insert(connection, "endings", row | came)
        what, before = ("merged", ending.into_insee) if ending.merges else ("ended", ending.cause)
        note(connection, self.document, what, before, ending.ends_on.isoformat())
        if not ending.merges:
            cancel_after(connection, self.document, ending.ends_on)
        return [(kept, source)] if kept and source else []


@dataclass(frozen=True, slots=True)
class RenewalRequest:
    """The periods for which conventions were renewed, to record by number; what is recorded already stays."""

    periods: Mapping[str, tuple[Period, ...]]

    def apply(
        self, connection: sqlite3.Connection, campaign: str, numbering: Numbering
    ) -> list[tuple[Original, Source]]:
        """Record them in the caller's transaction."""
        for document, periods in self.periods.items():
            for period in periods:
                if period.start is None:
                    continue
                start, end = period.start.isoformat(), period.end.isoformat()
                row = {"document": document, "starts_on": start, "ends_on": end, "recorded_at": now()}
                if insert(connection, "renewals", row, "ON CONFLICT DO NOTHING").rowcount:
                    note(connection, document, "renewed", start, end)
        return []


def undo_ending(connection: sqlite3.Connection, document: str, ending: Ending, why: str) -> None:
    """Take back an end that was recorded by mistake, or that the parties gave up; the register keeps it.

    Raises RefusedError for an end that took the place of another: that one is recorded again.
    """
    with transaction(connection):
        events = connection.execute(
            "SELECT what, before FROM events WHERE number = ? AND what IN ('ended', 'end replaced', 'end undone') "
            "ORDER BY id DESC LIMIT 2",
            (document,),
        ).fetchall()
        if not ending.merges and [event["what"] for event in events] == ["ended", "end replaced"]:
            former = date_longue(datetime.date.fromisoformat(events[1]["before"]))
            raise RefusedError(
                f"{document} : cette fin a pris la place de celle du {former} ; si celle-ci était la bonne, "
                "enregistrez-la de nouveau (conventions end COMMUNE --replace)."
            )
        _take_back(connection, document, ending, why)
        note(connection, document, "end undone", ending.ends_on.isoformat(), why)
        reinstate(connection, document, ending.ends_on)


def endings(connection: sqlite3.Connection, campaign: str) -> dict[str, tuple[Ending, ...]]:
    """Return the end of each convention of a campaign and the mergers before it, by number, as they were recorded."""
    return by_document(
        of_campaign(connection, "endings", campaign, "AND undone_at IS NULL ORDER BY endings.id"), _ending
    )


def renewals(connection: sqlite3.Connection, campaign: str) -> dict[str, tuple[Period, ...]]:
    """Return the renewals recorded of each convention of a campaign, by number, in the order of time."""
    rows = of_campaign(connection, "renewals", campaign, "ORDER BY starts_on")
    known = by_document(rows, lambda row: [datetime.date.fromisoformat(row[name]) for name in ("starts_on", "ends_on")])
    return {
        document: tuple(Period(start, end, rank) for rank, (start, end) in enumerate(periods, 1))
        for document, periods in known.items()
    }


def _take_back(connection: sqlite3.Connection, document: str, ending: Ending, why: str) -> None:
    """Take back an end that is recorded; raises RefusedError when it no longer is."""
    found = [row for row in _rows(connection, document) if _ending(row) == ending]
    if not found:
        raise RefusedError(
            f"{document} : la fin du {date_longue(ending.ends_on)} n’est plus enregistrée ; voyez où en est le dossier "
            "(conventions status)."
        )
    connection.execute("UPDATE endings SET undone_at = ?, undone_why = ? WHERE id = ?", (now(), why, found[-1]["id"]))


def _rows(connection: sqlite3.Connection, document: str) -> list[sqlite3.Row]:
    """Return the ends of a document that were not taken back, as they were recorded."""
    return connection.execute(
        "SELECT * FROM endings WHERE document = ? AND undone_at IS NULL ORDER BY id", (document,)
    ).fetchall()


def _same(asked: Ending, recorded: Ending) -> bool:
    """Tell whether an end is recorded already: a convention has one, and goes on once with each commune nouvelle."""
    if asked.merges and recorded.merges:
        return asked.ends_on == recorded.ends_on or asked.into_insee == recorded.into_insee
    return asked.merges == recorded.merges


def _ending(row: sqlite3.Row) -> Ending:
    return Ending(**fields(row, _COLUMNS), recorded_on=day_of(row["recorded_at"]))
