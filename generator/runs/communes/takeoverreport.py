"""Another table of the communes beside communes.csv: what differs, and what somebody chose to take of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.errors import UsageError
from generator.runs.communes.foreigntable import code_of, says_the_same
from generator.runs.communes.rowchanges import DataRow, RowChange
from generator.runs.report import Done

#: What becomes of a commune that the other table does not have: its row stays in any case, for its number is kept.
LEAVES, MISTAKE, MERGED = "quitte", "erreur", "fusion"
#: What becomes of one that it has more: taken, left, or the commune of the same SIREN under its code.
TAKEN, LEFT, SAME = "prendre", "laisser", "meme"


@dataclass(frozen=True, slots=True)
class Addition:
    """A row that the other table has more; ``same`` is the row of communes.csv that bears its SIREN, if it has one.

    ``official`` are the columns that the table left empty and that the Code officiel géographique gives.
    """

    cells: Mapping[str, str]
    same: DataRow | None
    official: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TakeoverReport(Done):
    """What differs, row by row; ``file`` is the other table as messages call it.

    ``unknown`` are its columns of its own, by name: the title, and what the first row with something there has.
    ``titles`` are those under which it has columns that the program knows by another name, ``numbers`` those of the
    conventions, by INSEE code.
    """

    file: str
    changed: tuple[RowChange, ...]
    added: tuple[Addition, ...]
    removed: tuple[DataRow, ...]
    unchanged: int
    unknown: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)

    def taken(
        self, removed: Mapping[str, str], added: Mapping[str, str]
    ) -> tuple[tuple[RowChange, ...], tuple[Mapping[str, str], ...]]:
        """Return the changes and the new rows once somebody chose, by INSEE code; see the choices above.

        Raises UsageError as long as a choice is missing.
        """
        same = {one.same.line for one in self.added if one.same and added.get(code_of(one.cells)) == SAME}
        gone = [row for row in self.removed if row.line not in same]
        chosen = {row.line: removed.get(code_of(row.cells), "") for row in gone}
        missing = [row.cells.get("nom", "") for row in gone if chosen[row.line] not in (LEAVES, MISTAKE, MERGED)]
        if missing:
            asked = "deviennent les lignes absentes" if missing[1:] else "devient la ligne absente"
            raise UsageError(f"Dites ce que {asked} du fichier : {', '.join(missing)}.")
        changes = [*self.changed, *(_leaving(row) for row in gone if chosen[row.line] != MISTAKE)]
        rows = []
        for one in self.added:
            choice = added.get(code_of(one.cells), TAKEN)
            if choice == SAME and one.same:
                changes.append(change_of(one.same, {name: cell for name, cell in one.cells.items() if name != "insee"}))
            elif choice == TAKEN:
                rows.append(one.cells)
        return tuple(change for change in changes if change.cells), tuple(rows)


def change_of(row: DataRow, cells: Mapping[str, str]) -> RowChange:
    """Return what another table says otherwise of a row."""
    differs = {name: cell for name, cell in cells.items() if not says_the_same(name, cell, row.cells.get(name, ""))}
    seen = {name: row.cells.get(name, "") for name in ("insee", "nom", *differs)}
    return RowChange(row.line, seen, differs)


def _leaving(row: DataRow) -> RowChange:
    seen = {name: row.cells.get(name, "") for name in ("insee", "nom", "participe")}
    return RowChange(row.line, seen, {"participe": "non"})
