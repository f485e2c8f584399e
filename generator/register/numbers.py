"""Numbers, given once and for ever."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from generator.inputs.campaign import Numbering
from generator.register.database import open_register, transaction
from generator.register.journal import note

CONVENTION = "convention"


@contextmanager
def allocation(
    path: Path, campaign: str, numbering: Numbering, communes: Sequence[str], *, keep: bool = True
) -> Iterator[Mapping[str, str]]:
    """Yield the convention's number of each commune, giving one to those that have none, in their order.

    ``communes`` are INSEE codes. All numbers are given in one transaction, after the highest ever given this
    year in the campaign: none is reused, even when its commune has left or its document was cancelled. They
    are kept when the block ends well, given up when it raises or when ``keep`` is false (then nothing is
    written at all). Raises RegisterError.
    """
    with open_register(path if keep or path.is_file() else None) as connection:
        numbers = dict(_numbers(connection, campaign))
        if all(code in numbers for code in communes):
            yield numbers
            return
        with transaction(connection, commit=keep):
            numbers = dict(_numbers(connection, campaign))
            for code in communes:
                if code not in numbers:
                    numbers[code] = _allocate(connection, campaign, numbering, code)
            yield numbers


def _numbers(connection: sqlite3.Connection, campaign: str) -> Mapping[str, str]:
    rows = connection.execute(
        "SELECT insee, number FROM documents WHERE campaign = ? AND kind = ? AND state <> 'cancelled'",
        (campaign, CONVENTION),
    )
    return {row["insee"]: row["number"] for row in rows}


def _allocate(connection: sqlite3.Connection, campaign: str, numbering: Numbering, insee: str) -> str:
    (seq,) = connection.execute(
        "SELECT coalesce(max(seq), 0) FROM documents WHERE campaign = ? AND year = ?", (campaign, numbering.annee)
    ).fetchone()
    while True:
        seq += 1
        number = numbering.number(seq)
        if not connection.execute("SELECT 1 FROM documents WHERE number = ?", (number,)).fetchone():
            break
    connection.execute(
        "INSERT INTO documents (number, campaign, insee, kind, rank, year, seq, state) "
        "VALUES (?, ?, ?, ?, 0, ?, ?, 'draft')",
        (number, campaign, insee, CONVENTION, numbering.annee, seq),
    )
    note(connection, number, "numbered", after=insee)
    return number
