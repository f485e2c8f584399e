"""The evaluations and revisions that were acted on: the files, kept with what the report of a period says beside."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from generator.register.database import open_register
from generator.register.journal import now
from generator.register.originals import Original, Source, note_original
from generator.register.rows import insert


@dataclass(frozen=True, slots=True)
class EvaluationFile:
    """The evaluation of a period: ``name`` as the file was called.

    ``facts`` is what its report says beside its figures, empty for those recorded before that was kept.
    """

    period: str
    name: str
    original: Original
    facts: str = ""


def record_evaluation(
    connection: sqlite3.Connection, campaign: str, period: str, source: Source, facts: str
) -> Original:
    """Record the file of a period's evaluation, in the caller's transaction, which stores it before it ends.

    The same again changes nothing.
    """
    original = note_original(connection, source.data, Path(source.name).suffix or ".csv")
    known = {found.period: (found.original, found.facts) for found in evaluation_files(connection, campaign)}
    if known.get(period) != (original, facts):
        row = {"campaign": campaign, "period": period, "source": source.name, "source_sha256": original.sha256}
        insert(connection, "evaluations", row | {"recorded_at": now(), "facts": facts})
    return original


def record_revision(connection: sqlite3.Connection, campaign: str, occasion: str, source: Source) -> Original:
    """Record the file of a revision, in the caller's transaction, which stores it before it ends.

    ``occasion`` is what the avenants that it asks for bear: the period of the evaluation it came with, or its own. The
    same again changes nothing.
    """
    original = note_original(connection, source.data, Path(source.name).suffix or ".toml")
    last = connection.execute(
        "SELECT source_sha256 FROM revisions WHERE campaign = ? AND occasion = ? ORDER BY id DESC LIMIT 1",
        (campaign, occasion),
    ).fetchone()
    if last is None or last["source_sha256"] != original.sha256:
        row = {"campaign": campaign, "occasion": occasion, "source": source.name, "source_sha256": original.sha256}
        insert(connection, "revisions", row | {"recorded_at": now()})
    return original


def read_evaluations(path: Path, campaign: str) -> tuple[EvaluationFile, ...]:
    """Return the evaluations of a campaign, none when there is no register yet. Raises RegisterError."""
    with open_register(path) as connection:
        return evaluation_files(connection, campaign)


def evaluation_files(connection: sqlite3.Connection, campaign: str) -> tuple[EvaluationFile, ...]:
    """Return the last evaluation of each period, in the order in which the periods were first evaluated."""
    rows = connection.execute(
        "SELECT period, source, sha256, extension, facts FROM evaluations JOIN originals ON sha256 = source_sha256 "
        "WHERE campaign = ? ORDER BY evaluations.id",
        (campaign,),
    )
    last = {
        row["period"]: EvaluationFile(
            row["period"], row["source"], Original(row["sha256"], row["extension"]), row["facts"]
        )
        for row in rows
    }
    return tuple(last.values())
