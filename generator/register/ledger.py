"""One reading of the register, and what a build writes there: what is reserved while it makes drafts, and completed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from generator.inputs.campaign import Numbering
from generator.progress import LOGGER
from generator.register.avenants import AvenantChange, revise
from generator.register.database import open_copy, open_register, transaction
from generator.register.deliberations import current_act
from generator.register.evaluations import EvaluationFile, evaluation_files, record_evaluation, record_revision
from generator.register.journal import note
from generator.register.numbering import give_numbers, numbers_of
from generator.register.originals import Original, Source, store_original
from generator.register.recordedacts import RecordedAct
from generator.register.roll import Roll, call_roll, changes
from generator.register.standings import Standings, standings
from generator.register.states import DossierState, set_state, state_of


@dataclass(frozen=True, slots=True)
class Ledger:
    """The register as a build sees it: numbers of conventions by INSEE code, standings, an evaluation a period."""

    numbers: Mapping[str, str]
    standings: Standings
    evaluations: tuple[EvaluationFile, ...] = ()


class RegisterRequest(Protocol):
    """What is to be recorded with the numbers of a build: an evaluation and its avenants, renewals, an end."""

    def apply(
        self, connection: sqlite3.Connection, campaign: str, numbering: Numbering
    ) -> list[tuple[Original, Source]]:
        """Record it in the caller's transaction; return the files that it has to store."""
        ...


@dataclass(frozen=True, slots=True)
class AvenantRequest:
    """What an evaluation and a revision ask of each commune, to record with their files.

    ``period`` is that of the evaluation; without one, what the revision is called. ``source`` is the evaluation's file
    with the ``facts`` that its report says beside it, None without one.
    """

    changes: tuple[AvenantChange, ...]
    period: str
    source: Source | None
    revision: Source | None = None
    facts: str = ""

    def apply(
        self, connection: sqlite3.Connection, campaign: str, numbering: Numbering
    ) -> list[tuple[Original, Source]]:
        kept: list[tuple[Original, Source]] = []
        revise(connection, campaign, numbering, self.changes)
        if self.source:
            original = record_evaluation(connection, campaign, self.period, self.source, self.facts)
            kept.append((original, self.source))
        if self.revision:
            kept.append((record_revision(connection, campaign, self.period, self.revision), self.revision))
        return kept


@dataclass(frozen=True, slots=True)
class Entries:
    """What a build enters in the register: a number for each of ``communes`` (INSEE codes), and what is asked with it.

    ``roll`` is who takes part in the campaign, None to leave that as it is.
    """

    campaign: str
    numbering: Numbering
    communes: Sequence[str]
    request: RegisterRequest | None = None
    roll: Roll | None = None

    def are_there(self, connection: sqlite3.Connection) -> bool:
        """Tell whether the register holds them all."""
        known = numbers_of(connection, self.campaign)
        settled = self.roll is None or not changes(connection, self.campaign, self.roll)
        return self.request is None and settled and all(code in known for code in self.communes)

    def write(self, connection: sqlite3.Connection) -> list[tuple[Original, Source]]:
        """Write them, in the caller's transaction; return the files that it has to store."""
        give_numbers(connection, self.campaign, self.numbering, self.communes)
        if self.roll:
            call_roll(connection, self.campaign, self.roll)
        return self.request.apply(connection, self.campaign, self.numbering) if self.request else []


def reserve(path: Path, entries: Entries) -> Ledger:
    """Return what the register would hold with these entries; nothing is written: :func:`commit` does it for good.

    Raises RegisterError, RefusedError.
    """
    with open_copy(path) as connection:
        entries.write(connection)
        return _read(connection, entries.campaign)


def commit(path: Path, entries: Entries, reserved: Ledger, last: Callable[[], None] | None) -> Ledger:
    """Give for good what was reserved, if the register then holds just that: ``reserved`` itself is then returned.

    Else nothing is written, and what is returned is what it would hold now that another process has changed it.
    ``last`` is called just before the end: what it raises gives everything up. The register is locked for that moment
    only, and not at all when it holds everything already. Raises RegisterError, RefusedError.
    """
    with open_register(path) as connection:
        if entries.are_there(connection):
            ledger = _read(connection, entries.campaign)
            if ledger == reserved and last:
                last()
            return ledger
    try:
        with open_register(path, writing=True) as connection, transaction(connection):
            kept = entries.write(connection)
            ledger = _read(connection, entries.campaign)
            if ledger != reserved:
                raise _Overtaken(ledger)
            for original, source in kept:
                store_original(path, original, source.data)
            if last:
                last()
    except _Overtaken as overtaken:
        return overtaken.ledger
    LOGGER.info("numbers and avenants given for good")
    return ledger


class _Overtaken(Exception):  # noqa: N818  # no failure: it takes a transaction back
    """Another process has changed what was reserved."""

    def __init__(self, ledger: Ledger) -> None:
        super().__init__()
        self.ledger = ledger


def _read(connection: sqlite3.Connection, campaign: str) -> Ledger:
    return Ledger(
        dict(numbers_of(connection, campaign)), standings(connection, campaign), evaluation_files(connection, campaign)
    )


@dataclass(frozen=True, slots=True)
class Completion:
    """Whether a build made all that a document takes to be signed, and the deliberation of its own it made it with.

    ``act`` is None for an avenant that needs none.
    """

    number: str
    act: RecordedAct | None
    done: bool

    @property
    def state(self) -> DossierState:
        """Where the document then stands."""
        return "complete" if self.done else "voted" if self.act else "draft"


def changing(path: Path, completions: Sequence[Completion]) -> tuple[Completion, ...]:
    """Return those of which the register says something else; nothing is written."""
    with open_register(path) as connection:
        return _changing(connection, completions)


def mark_complete(path: Path, completions: Sequence[Completion]) -> tuple[Completion, ...]:
    """Note which documents a build completed, and which are no longer complete; return those that changed.

    One whose deliberation was replaced since is left alone. Nothing is written when nothing changes.
    """
    if not changing(path, completions):
        return ()
    with open_register(path, writing=True) as connection, transaction(connection):
        found = _changing(connection, completions)
        for one in found:
            before = state_of(connection, one.number)
            set_state(connection, one.number, one.state)
            note(connection, one.number, "completed" if one.done else "reopened", before, one.state)
    return found


def _changing(connection: sqlite3.Connection, completions: Sequence[Completion]) -> tuple[Completion, ...]:
    return tuple(
        one
        for one in completions
        if state_of(connection, one.number) in (("draft", "sent", "voted") if one.done else ("complete",))
        and current_act(connection, one.number) == one.act
    )
