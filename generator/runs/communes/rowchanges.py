"""The rows of communes.csv as people change them: what they saw, what they want, and what somebody else wrote since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.inputs.communes import CommuneTable
from generator.inputs.communesfile import with_cells


@dataclass(frozen=True, slots=True)
class RowChange:
    """What a person changes in the row of a line: ``seen`` are cells as that person saw them, ``cells`` the new ones.

    Once the file changed, the row is that of the INSEE code in ``seen``.
    """

    line: int
    seen: Mapping[str, str]
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell that somebody else changed meanwhile: as it was ``seen``, as it is ``now``, as it is ``wanted``."""

    line: int
    commune: str
    column: str
    seen: str
    now: str
    wanted: str


@dataclass(frozen=True, slots=True)
class DataRow:
    """A row as it holds in the campaign; ``own`` are the columns that the campaign's own file gives."""

    line: int
    cells: Mapping[str, str]
    own: frozenset[str] = frozenset()


def rows_of(table: CommuneTable) -> tuple[DataRow, ...]:
    """Return the rows as they hold in the campaign."""
    rows = []
    for row in table.table.rows:
        laid, places = table.own.laid_on(row) if table.own and "insee" in row.cells else (row, {})
        rows.append(DataRow(row.line, laid.cells, frozenset(places)))
    return tuple(rows)


def changed_files(
    table: CommuneTable, asked: Sequence[RowChange], added: Sequence[Mapping[str, str]], leaving: Sequence[RowChange]
) -> tuple[dict[Path, bytes], tuple[Conflict, ...]]:
    """Return the files with the changes, or what somebody else changed meanwhile."""
    rows = rows_of(table)
    changes: dict[int, dict[str, str]] = {}
    removed, conflicts = set[int](), list[Conflict]()
    for change in (*asked, *leaving):
        row = _row(rows, change)
        name = (row.cells if row else change.seen).get("nom", "") or change.seen.get("insee", "")
        if row is None:
            conflicts.append(Conflict(change.line, name, "insee", change.seen.get("insee", ""), "", ""))
            continue
        watched = change.cells if change in asked else change.seen
        for column in watched:
            seen, now, wanted = change.seen.get(column, ""), row.cells.get(column, ""), change.cells.get(column, "")
            if now not in (seen, wanted):
                conflicts.append(Conflict(row.line, name, column, seen, now, wanted))
        if change in asked:
            differs = {name: cell for name, cell in change.cells.items() if cell != row.cells.get(name, "")}
            changes.setdefault(row.line, {}).update(differs)
        else:
            removed.add(row.line)
    if conflicts:
        return {}, tuple(conflicts)
    return with_cells(table, changes, added, removed), ()


def _row(rows: Sequence[DataRow], change: RowChange) -> DataRow | None:
    """Return the row that a change is about: that of its line if it still is, else the only one so named."""
    code = change.seen.get("insee", "")
    same = [row for row in rows if row.cells.get("insee", "") == code]
    found = next((row for row in same if row.line == change.line), None)
    return found or (same[0] if len(same) == 1 else None)


def said(cells: Mapping[str, str] | None) -> dict[str, str] | None:
    """Return the cells that say something; None for no row."""
    return None if cells is None else {name: cell for name, cell in cells.items() if cell}
