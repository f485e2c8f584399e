"""Numbers, given once and for ever."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path

from generator.inputs.campaign import Numbering
from generator.inputs.kinds import CONVENTION
from generator.register.database import open_register
from generator.register.journal import note
from generator.register.rows import insert


def numbers_of(connection: sqlite3.Connection, campaign: str) -> Mapping[str, str]:
    """Return the number of each commune's convention, by INSEE code."""
    rows = connection.execute(
        "SELECT insee, number FROM documents WHERE campaign = ? AND kind = ? AND state <> 'cancelled'",
        (campaign, CONVENTION),
    )
    return {row["insee"]: row["number"] for row in rows}


def given_numbers(path: Path, campaign: str) -> frozenset[str]:
    """Return every number that a campaign ever gave, those that were cancelled too. Raises RegisterError."""
    with open_register(path) as connection:
        rows = connection.execute("SELECT number FROM documents WHERE campaign = ?", (campaign,))
        return frozenset(row["number"] for row in rows)


def years_of(connection: sqlite3.Connection, campaign: str) -> Mapping[str, int]:
    """Return the year of each number of a campaign, those of cancelled documents too."""
    rows = connection.execute("SELECT number, year FROM documents WHERE campaign = ?", (campaign,))
    return {row["number"]: row["year"] for row in rows}


def give_numbers(connection: sqlite3.Connection, campaign: str, numbering: Numbering, communes: Sequence[str]) -> None:
    """Give a convention's number to the communes (INSEE codes) that have none, in their order.

    Runs in the caller's transaction.
    """
    known, seq = numbers_of(connection, campaign), 0
    for insee in communes:
        if insee not in known:
            _, seq = give_number(connection, campaign, numbering, insee, CONVENTION, 0, numbering.annee, seq)


def give_number(
    connection: sqlite3.Connection,
    campaign: str,
    numbering: Numbering,
    insee: str,
    kind: str,
    rank: int,
    year: int,
    last: int = 0,
) -> tuple[str, int]:
    """Give a draft of a commune its number for ever; return it with its rank in the sequence, as ``next_number``."""
    number, seq = next_number(connection, campaign, numbering, year, last)
    row = {"number": number, "campaign": campaign, "insee": insee, "kind": kind, "rank": rank}
    insert(connection, "documents", row | {"year": year, "seq": seq, "state": "draft"})
    note(connection, number, "numbered", after=insee)
    return number, seq


def next_number(
    connection: sqlite3.Connection, campaign: str, numbering: Numbering, year: int, last: int = 0
) -> tuple[str, int]:
    """Return a number of a year that was never given, and its rank in the sequence.

    It comes after the highest ever given that year in the campaign, ``last`` where this transaction has just given
    that: none is reused, even when its commune has left or its document was cancelled.
    """
    seq = last
    if not seq:
        (seq,) = connection.execute(
            "SELECT coalesce(max(seq), 0) FROM documents WHERE campaign = ? AND year = ?", (campaign, year)
        ).fetchone()
    while True:
        seq += 1
        number = numbering.number(seq, year)
        if not connection.execute("SELECT 1 FROM documents WHERE number = ?", (number,)).fetchone():
            return number, seq
