"""One reading of the register, and what a build writes there: numbers and avenants, kept only if its drafts are."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from generator.inputs.campaign import Numbering
from generator.register.avenants import AvenantChange, revise
from generator.register.database import open_register, transaction
from generator.register.deliberations import Source
from generator.register.evaluations import EvaluationFile, evaluation_files, record_evaluation
from generator.register.numbering import give_numbers, numbers_of
from generator.register.standings import Standings, standings


@dataclass(frozen=True, slots=True)
class Ledger:
    """The register as a build sees it: numbers of conventions by INSEE code, standings, an evaluation a period."""

    numbers: Mapping[str, str]
    standings: Standings
    evaluations: tuple[EvaluationFile, ...] = ()


@dataclass(frozen=True, slots=True)
class AvenantRequest:
    """An evaluation to record: what it asks of each commune, its period, and its file."""

    changes: tuple[AvenantChange, ...]
    period: str
    source: Source


@contextmanager
def allocation(
    path: Path, campaign: str, numbering: Numbering, communes: Sequence[str], amending: AvenantRequest | None = None,
    *, keep: bool = True,
) -> Iterator[Ledger]:  # fmt: skip
    """Yield the register with a number for each commune (INSEE codes) and with the avenants brought up to date.

    Everything is given in one transaction, kept when the block ends well, given up when it raises or when ``keep``
    is false (then nothing is written at all). Raises RegisterError, RefusedError.
    """
    with open_register(path if keep or path.is_file() else None) as connection:
        numbers = numbers_of(connection, campaign)
        if not amending and all(code in numbers for code in communes):
            yield _read(connection, campaign)
            return
        with transaction(connection, commit=keep):
            give_numbers(connection, campaign, numbering, communes)
            if amending:
                revise(connection, campaign, numbering, amending.changes)
                if keep:
                    record_evaluation(connection, path, campaign, amending.period, amending.source)
            yield _read(connection, campaign)


def _read(connection: sqlite3.Connection, campaign: str) -> Ledger:
    return Ledger(
        dict(numbers_of(connection, campaign)), standings(connection, campaign), evaluation_files(connection, campaign)
    )
