"""communes.csv as the program writes it: new slots in their columns, every other byte as it was.

A slot is written where the campaign reads it: in its own file when that one says something of it, else in the
project's.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path

from generator.errors import DataError, OutputError
from generator.files import why, write_whole
from generator.inputs.communes import SLOT_COLUMNS, CommuneTable, Slot
from generator.inputs.overlay import Overlay
from generator.inputs.table import Table
from generator.inputs.tableedit import edit_table, edited_text


def with_slots(table: CommuneTable, slots: Mapping[str, Slot]) -> dict[Path, bytes]:
    """Return the files with the slots of some communes, by INSEE code, each in its own encoding and line ends.

    Raises DataError when an encoding lacks a letter.
    """
    cells = {insee: _cells(slot) for insee, slot in slots.items()}
    known = {row.cells["insee"].upper(): row for row in table.table.rows}
    own, here = table.own, {}
    if own:
        here = {insee: cell for insee, cell in cells.items() if _is_own(own, insee, known[insee].cells)}
    there = {known[insee].line: cell for insee, cell in cells.items() if insee not in here}
    contents = {table.table.path: _encoded(table.table, lambda: edit_table(table.table, there))}
    if own:
        lines = {own.rows[insee].line: cell for insee, cell in here.items() if insee in own.rows}
        added = [{"insee": insee, **cell} for insee, cell in here.items() if insee not in own.rows]
        contents[own.table.path] = _encoded(own.table, lambda: edit_table(own.table, lines, added))
    return contents


def as_it_holds(table: CommuneTable, slots: Mapping[str, Slot]) -> str:
    """Return communes.csv as it holds in the campaign, with the slots of some communes: what is kept of a moment."""
    changes: dict[int, dict[str, str]] = {}
    for row in table.table.rows:
        insee = row.cells["insee"].upper()
        changed = table.own.said(insee) if table.own else {}
        changed |= _cells(slots[insee]) if insee in slots else {}
        if changed:
            changes[row.line] = changed
    return edited_text(table.table, changes)


def _is_own(own: Overlay, insee: str, shared: Mapping[str, str]) -> bool:
    """Tell whether the slot of a commune belongs in the campaign's file.

    It does when that file says something of it, or has a column for it and nobody says anything.
    """
    row = own.rows.get(insee)
    if row and any(row.cells.get(column) for column in SLOT_COLUMNS):
        return True
    return not shared.get("mediateur") and "mediateur" in own.table.columns


def _cells(slot: Slot) -> dict[str, str]:
    return {name: str(value) for name, value in asdict(slot).items()}


def _encoded(table: Table, edit: Callable[[], bytes]) -> bytes:
    try:
        return edit()
    except UnicodeEncodeError as error:
        letter = error.object[error.start : error.end]
        raise DataError(
            f"{table.path} : « {letter} » ne peut pas y être écrit ; enregistrez-le au format « CSV UTF-8 »."
        ) from error


class CommunesFiles:
    """New contents of communes.csv, the project's and the campaign's, to write with something else or not at all."""

    def __init__(self, contents: Mapping[Path, bytes]) -> None:
        self.contents = contents
        self._before: dict[Path, bytes] = {}

    def write(self) -> None:
        """Write them, each whole or not at all, unless a file holds it already. Raises OutputError."""
        for path, data in self.contents.items():
            try:
                before = path.read_bytes()
                if before != data:
                    write_whole(path, data)
                    self._before[path] = before
            except OSError as error:
                self.undo()
                raise OutputError(
                    f"{path} : écriture impossible ({why(error)}) ; fermez le fichier s’il est ouvert et recommencez."
                ) from error

    def undo(self) -> None:
        """Put back what was there, where it was written."""
        for path, before in self._before.items():
            write_whole(path, before)
        self._before = {}
