"""What the prefecture answered about an act: kept as it came, and the act completed by its receipt."""

from __future__ import annotations

import dataclasses
import datetime
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.errors import RefusedError
from generator.language.dates import date_longue
from generator.law.acts import Act
from generator.law.answers import RECEIPT, Answer, settlement
from generator.register.database import transaction
from generator.register.deliberations import complete_act, current_act
from generator.register.journal import note, now
from generator.register.originals import Source, keep_received
from generator.register.recordedacts import LABELS, RecordedAct
from generator.register.rows import by_document, insert, of_campaign
from generator.register.states import state_of

_DAYS = ("decided_on", "answered_on")
#: The events by which a person says that what was asked is settled, and that it is not after all.
_SETTLED, _OPEN = "prefecture settled", "prefecture open again"
_ANSWERED = "prefecture answered"
_COLUMNS = tuple(field.name for field in dataclasses.fields(Answer))


@dataclass(frozen=True, slots=True)
class Kept:
    """What recording an answer did: whether it is ``new``, and whether it ``completes`` the act of its document."""

    new: bool
    completes: bool


def record_answer(
    connection: sqlite3.Connection,
    register: Path,
    document: str,
    answer: Answer,
    source: Source,
    parcel: Source | None,
    *,
    replace: bool,
) -> Kept:
    """Keep an answer of the prefecture with its document, and complete its act by it if it is a receipt.

    To keep the same again changes nothing; one about an act that was withdrawn or replaced completes nothing. Raises
    RefusedError when the receipt contradicts what is recorded and ``replace`` is false, or the document is signed: what
    is signed stays as it is, and its act gets only what was not known of its transmission.
    """
    with transaction(connection):
        act = current_act(connection, document)
        act = act if act and answer.is_about(act.act) else None
        differ = contradiction(act, answer)
        signed = state_of(connection, document) == "signed"
        if differ and act and (signed or not replace):
            remedy = (
                "ce document est signé, et ne change plus"
                if signed
                else "si l’accusé de réception a raison, confirmez le remplacement (--replace)"
            )
            raise RefusedError(
                f"{document} : l’accusé de réception de la préfecture contredit la délibération n° {act.act.number}, "
                f"déjà enregistrée : {differ} ; {remedy}."
            )
        new = answer not in answers_of(connection, document)
        if new:
            row: dict[str, Any] = dataclasses.asdict(answer)
            row |= {name: row[name] and row[name].isoformat() for name in _DAYS} | {"document": document}
            row |= keep_received(connection, register, source, parcel) | {"recorded_at": now()}
            insert(connection, "answers", row)
            told = f"{answer.title} ({date_longue(answer.answered_on)})"
            note(connection, document, _ANSWERED, answer.named, told)
        complete = acknowledged(act.act, answer) if act else None
        completes = act is not None and complete is not None and complete != act.act
        if act and complete and completes:
            complete_act(connection, act, complete)
            note(connection, document, "act acknowledged", act.act.number, answer.identifier)
    return Kept(new, completes)


def answers_of(connection: sqlite3.Connection, document: str) -> tuple[Answer, ...]:
    """Return what the prefecture answered about the acts of a document, in the order in which it was recorded."""
    rows = connection.execute(f"SELECT {', '.join(_COLUMNS)} FROM answers WHERE document = ? ORDER BY id", (document,))
    return tuple(map(_answer, rows))


def answers_to(connection: sqlite3.Connection, campaign: str) -> dict[str, tuple[Answer, ...]]:
    """Return what ``answers_of`` does of each document of a campaign that was answered about, by number."""
    return by_document(of_campaign(connection, "answers", campaign, "ORDER BY answers.id"), _answer)


def note_settlement(connection: sqlite3.Connection, document: str, day: datetime.date | None, why: str) -> None:
    """Note in the journal, in the caller's transaction, that what was asked is settled since a day, or no longer is."""
    note(connection, document, _SETTLED if day else _OPEN, day.isoformat() if day else "", why)


def _settlements(connection: sqlite3.Connection, campaign: str) -> dict[str, tuple[Answer, int]]:
    """Return what persons said settled, by document, and how many answers were known then.

    The last that was said of each holds.
    """
    rows = connection.execute(
        "SELECT events.number, before, (SELECT count(*) FROM events AS known WHERE known.number = events.number "
        "AND known.what = ? AND known.id < events.id) FROM events JOIN documents ON documents.number = events.number "
        "WHERE campaign = ? AND what = ? AND NOT EXISTS (SELECT 1 FROM events AS last "
        "WHERE last.number = events.number AND last.what IN (?, ?) AND last.id > events.id)",
        (_ANSWERED, campaign, _SETTLED, _SETTLED, _OPEN),
    )
    return {number: (settlement(datetime.date.fromisoformat(day)), known) for number, day, known in rows}


def answers_about(
    connection: sqlite3.Connection, campaign: str, acts: Mapping[str, RecordedAct]
) -> dict[str, tuple[Answer, ...]]:
    """Return what the prefecture answered about the act in force of each document, by number, in the order of days.

    ``acts`` are those in force, by number. What a person said settled comes after all that was known then and is not of
    a later day, before what came since: nobody had seen it.
    """
    known, settlements = answers_to(connection, campaign), _settlements(connection, campaign)
    known = {number: _in_order(own, *settlements.get(number, ())) for number, own in known.items()}
    told = {
        document: tuple(one for one in own if document not in acts or one.may_be_about(acts[document].act))
        for document, own in known.items()
    }
    return {document: answers for document, answers in told.items() if answers}


def _in_order(answers: Sequence[Answer], settled: Answer | None = None, count: int = 0) -> tuple[Answer, ...]:
    """Return answers, as they were recorded, in the order of days; ``settled`` was said once ``count`` were known.

    Of one day, what the prefecture asks comes before what tells that it has it, and a transmission that failed first,
    one that was taken back last, whatever the order in which the files were read.
    """
    day = settled.answered_on if settled else datetime.date.min
    known = [(one.answered_on, False, one) for one in (*answers[:count], *([settled] if settled else ()))]
    since = [(max(one.answered_on, day), True, one) for one in answers[count:]]
    places = sorted((*known, *since), key=lambda place: (*place[:2], place[2].code != "1-3", place[2].code))
    return tuple(one for *_, one in places)


def _answer(row: sqlite3.Row) -> Answer:
    values: dict[str, Any] = {name: row[name] for name in _COLUMNS}
    for name in _DAYS:
        values[name] = values[name] and datetime.date.fromisoformat(values[name])
    return Answer(**values)


def acknowledged(act: Act, answer: Answer) -> Act:
    """Return an act with what its receipt says of it; the act itself when the answer is no receipt."""
    if answer.code != RECEIPT:
        return act
    return dataclasses.replace(act, identifier=answer.identifier, received_on=answer.answered_on)


def contradiction(act: RecordedAct | None, answer: Answer) -> str:
    """Say in what a receipt contradicts what is recorded, "" when it only adds to it."""
    if act is None or answer.code != RECEIPT or not answer.is_about(act.act):
        return ""
    values: dict[str, str | datetime.date] = {"identifier": answer.identifier, "received_on": answer.answered_on}
    return " ; ".join(
        f"{LABELS[name]} : {_said(old)} → {_said(value)}"
        for name, value in values.items()
        if (old := getattr(act.act, name)) and old != value
    )


def _said(value: str | datetime.date) -> str:
    return value.strftime("%d/%m/%Y") if isinstance(value, datetime.date) else value
