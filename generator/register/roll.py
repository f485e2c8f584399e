"""The roll of a campaign: the communes as they last took part, and which of them are no longer there."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.register.forms import typed
from generator.register.journal import note
from generator.register.numbering import numbers_of
from generator.register.rows import insert

#: Why a commune that has a number no longer takes part, as screens and the journal say it.
REMOVED, DECLINED = "ligne retirée", "participe = non"


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A commune as it last took part: its row, empty when it is not known, and whether it still does."""

    row: Mapping[str, str]
    present: bool


@dataclass(frozen=True, slots=True)
class Roll:
    """Who takes part, by INSEE code, each with its row; ``reasons`` says why others do not, removed rows aside.

    The dossiers of ``merged`` communes stay, with the rows by which they took part.
    """

    rows: Mapping[str, Mapping[str, str]]
    reasons: Mapping[str, str] = field(default_factory=dict)
    merged: frozenset[str] = frozenset()


def read_roll(connection: sqlite3.Connection, campaign: str) -> dict[str, Enrolled]:
    """Return the communes that took part in a campaign, by INSEE code; those of older registers are not there yet."""
    found = connection.execute(
        "SELECT insee, row, present FROM communes WHERE campaign = ? ORDER BY insee", (campaign,)
    ).fetchall()
    rows = json.loads(f"[{','.join(one['row'] for one in found)}]")  # together: they share the names of their columns
    return {
        one["insee"]: Enrolled(typed(dict, row), bool(one["present"])) for one, row in zip(found, rows, strict=True)
    }


def enrolled_names(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the names of all that took part in any campaign, by INSEE code, as they last did."""
    rows = connection.execute("SELECT insee, row FROM communes ORDER BY rowid")
    names = {one["insee"]: typed(dict, json.loads(one["row"])).get("nom", "") for one in rows}
    return {insee: name for insee, name in names.items() if name}


def call_roll(connection: sqlite3.Connection, campaign: str, roll: Roll) -> None:
    """Record who takes part, in the caller's transaction; the journal tells who left and who came back."""
    numbers = numbers_of(connection, campaign)
    before = read_roll(connection, campaign)
    for insee, now in changes(connection, campaign, roll).items():
        row = {"campaign": campaign, "insee": insee, "present": now.present}
        row |= {"row": json.dumps(dict(now.row), ensure_ascii=False)}
        over = "ON CONFLICT DO UPDATE SET row = excluded.row, present = excluded.present"
        insert(connection, "communes", row, over)
        was = before[insee].present if insee in before else True
        if was and not now.present:
            note(connection, numbers[insee], "left", after=roll.reasons.get(insee, REMOVED))
        elif now.present and not was:
            note(connection, numbers[insee], "returned")


def changes(connection: sqlite3.Connection, campaign: str, roll: Roll) -> dict[str, Enrolled]:
    """Return what the roll changes of what is recorded, by INSEE code: rows, communes that left, that came back."""
    before = read_roll(connection, campaign)
    now = {insee: Enrolled(row, True) for insee, row in roll.rows.items()}
    for insee in numbers_of(connection, campaign):
        if insee not in now:
            now[insee] = Enrolled(before[insee].row if insee in before else {}, insee in roll.merged)
    return {insee: found for insee, found in now.items() if before.get(insee) != found}
