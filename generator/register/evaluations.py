"""The evaluations that were acted on: the last file of each period, kept so that its report can be made again."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from generator.register.journal import now
from generator.register.originals import Original, Source, note_original


@dataclass(frozen=True, slots=True)
class EvaluationFile:
    """The evaluation of a period: ``name`` as the file was called."""

    period: str
    name: str
    original: Original


def record_evaluation(connection: sqlite3.Connection, campaign: str, period: str, source: Source) -> Original:
    """Record the file of a period's evaluation, in the caller's transaction, which stores it before it ends.

    The same again changes nothing.
    """
    original = note_original(connection, source.data, Path(source.name).suffix or ".csv")
    known = {found.period: found.original for found in evaluation_files(connection, campaign)}
    if known.get(period) != original:
        connection.execute(
            "INSERT INTO evaluations (campaign, period, source, source_sha256, recorded_at) VALUES (?, ?, ?, ?, ?)",
            (campaign, period, source.name, original.sha256, now()),
        )
    return original


def evaluation_files(connection: sqlite3.Connection, campaign: str) -> tuple[EvaluationFile, ...]:
    """Return the last evaluation of each period, in the order in which the periods were first evaluated."""
    rows = connection.execute(
        "SELECT period, source, sha256, extension FROM evaluations JOIN originals ON sha256 = source_sha256 "
        "WHERE campaign = ? ORDER BY evaluations.id",
        (campaign,),
    )
    last = {
        row["period"]: EvaluationFile(row["period"], row["source"], Original(row["sha256"], row["extension"]))
        for row in rows
    }
    return tuple(last.values())
