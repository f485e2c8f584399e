"""What a restored register would not know: numbers given since, which are carried over as void, and what was done."""

from __future__ import annotations

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.dossiers.manifest import Manifest
from generator.inputs.kinds import AVENANT, CONVENTION
from generator.register.database import open_copy, open_register, transaction
from generator.register.journal import EVENTS, note, now
from generator.register.rows import insert

_COLUMNS = ("number", "campaign", "insee", "kind", "rank", "year", "seq", "state")
_RANK = re.compile(r"(\d{4})\D+(\d+)$")


@dataclass(frozen=True, slots=True)
class Void:
    """A number that was given since the backup: its row in the register, when it was given and by whom."""

    number: str
    campaign: str
    insee: str
    kind: str
    rank: int
    year: int
    seq: int
    state: str
    given_at: str
    author: str


@dataclass(frozen=True, slots=True)
class Loss:
    """What a restored register would not know: numbers ``given`` since, and events ``undone`` of older ones, by number.

    ``doubled`` are numbers that the backup gives to another document than the present register.
    """

    given: tuple[Void, ...] = ()
    undone: tuple[tuple[str, str, tuple[str, ...]], ...] = ()
    doubled: tuple[str, ...] = ()

    @property
    def signed(self) -> tuple[str, ...]:
        """The numbers given since that are signed: acts that exist."""
        return tuple(one.number for one in self.given if one.state == "signed")


def compare_registers(present: Path, restored: Path, outputs: Iterable[Path] = ()) -> Loss:
    """Return what the present register knows and the restored one does not.

    ``outputs`` are campaigns' outputs: their manifests tell numbers too, if the register was lost. Raises RegisterError
    when one of the two can't be read.
    """
    with open_copy(restored) as there:
        known = {row["number"]: row for row in there.execute("SELECT * FROM documents")}
        before = _events(there)
    with open_copy(present) as here:  # not inside the other: the one that can't be read is named
        rows = here.execute("SELECT * FROM documents ORDER BY year, seq").fetchall()
        given = {row["number"]: _void(here, row) for row in rows if row["number"] not in known}
        same = ("campaign", "insee", "kind", "rank")
        doubled = [
            row["number"]
            for row in rows
            if row["number"] in known and any(row[name] != known[row["number"]][name] for name in same)
        ]
        after = _events(here)
    for void in _printed(outputs):
        if void.number not in known:
            given.setdefault(void.number, void)
    undone: dict[tuple[str, str], list[str]] = {}
    for number, insee, what, *_ in (after - before).elements():
        if number in known:
            undone.setdefault((number, insee), []).append(EVENTS.get(what, what))
    lost = tuple((*key, tuple(dict.fromkeys(whats))) for key, whats in undone.items())
    return Loss(tuple(given.values()), lost, tuple(doubled))


def carry_over(restored: Path, loss: Loss, why: str) -> None:
    """Write into the restored register the numbers given since, void for ever, and that it was restored."""
    with open_register(restored, writing=True) as connection, transaction(connection):
        for void in loss.given:
            insert(connection, "documents", {name: getattr(void, name) for name in _COLUMNS} | {"state": "cancelled"})
            event = {"happened_at": void.given_at, "number": void.number, "what": "numbered", "before": ""}
            insert(connection, "events", event | {"after": void.insee, "author": void.author})
            note(connection, void.number, "cancelled", void.state, why)
        for number, _, whats in loss.undone:
            note(connection, number, "restored", ", ".join(whats), why)


def _void(connection: sqlite3.Connection, row: sqlite3.Row) -> Void:
    given = connection.execute(
        "SELECT happened_at, author FROM events WHERE number = ? AND what = 'numbered'", (row["number"],)
    ).fetchone()
    return Void(*(row[name] for name in _COLUMNS), *(given or (now(), "")))


def _events(connection: sqlite3.Connection) -> Counter[Sequence[str]]:
    rows = connection.execute(
        "SELECT number, insee, what, happened_at, before, after FROM events JOIN documents USING (number) "
        "ORDER BY events.id"
    )
    return Counter(tuple(row) for row in rows)


def _printed(outputs: Iterable[Path]) -> Iterable[Void]:
    """Yield the numbers that manifests tell, if the form of the number tells its year and its rank."""
    for output in outputs:
        manifest = Manifest.read(output / "manifest.json")
        for record in manifest.documents if manifest else ():
            found = _RANK.search(record.number)
            if manifest and found and int(found[2]):
                kind = AVENANT if record.rank else CONVENTION
                year, seq = int(found[1]), int(found[2])
                yield Void(
                    record.number, manifest.campaign, record.insee, kind, record.rank, year, seq, "draft", now(), ""
                )
