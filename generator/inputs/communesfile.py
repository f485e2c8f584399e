"""communes.csv as the program writes it: new cells in their columns, every other byte as it was.

A cell is written where the campaign reads it: in its own file when that one says something of it, else in the
project's.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

from generator.errors import DataError, OutputError
from generator.files import write_whole
from generator.inputs.communes import SLOT_COLUMNS, CommuneTable, Slot
from generator.inputs.csvfile import lines_of
from generator.inputs.overlay import NOTHING, SHARED, Overlay
from generator.inputs.table import Table
from generator.project import real
from generator.refusals import IN_USE, not_written


def with_slots(table: CommuneTable, slots: Mapping[str, Slot]) -> dict[Path, bytes]:
    """Return the files with the slots of some communes, by INSEE code, each in its own encoding and line ends.

    Raises DataError when an encoding lacks a letter.
    """
    known = {row.cells["insee"].upper(): row for row in table.table.rows}
    return with_cells(table, {known[insee].line: _cells(slot) for insee, slot in slots.items()})


def with_cells(
    table: CommuneTable,
    changes: Mapping[int, Mapping[str, str]],
    more: Sequence[Mapping[str, str]] = (),
    less: Collection[int] = (),
) -> dict[Path, bytes]:
    """Return the files with some cells changed, by line of the project's file then by column, as ``edit_table`` does.

    Raises DataError when an encoding lacks a letter.
    """
    own, there, here = table.own, dict[int, Mapping[str, str]](), dict[str, dict[str, str]]()
    for row in table.table.rows:
        cells = changes.get(row.line, {})
        if own and cells:
            insee = row.cells["insee"].upper()
            mine = {name: cell for name, cell in cells.items() if _is_own(own, insee, row.cells, name)}
            # an empty cell of the campaign's file would leave the word to the project's
            here[insee] = {name: cell or (NOTHING if row.cells.get(name) else "") for name, cell in mine.items()}
            cells = {name: cell for name, cell in cells.items() if name not in mine}
        there[row.line] = cells
    contents = {table.table.path: _encoded(table.table, lambda: edit_table(table.table, there, more, less))}
    if own:
        lines = {own.rows[insee].line: cells for insee, cells in here.items() if insee in own.rows}
        added = [{"insee": insee, **cells} for insee, cells in here.items() if cells and insee not in own.rows]
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


def _is_own(own: Overlay, insee: str, shared: Mapping[str, str], column: str) -> bool:
    """Tell whether a cell of a commune belongs in the campaign's file: it does when that file says it.

    A slot does, whole, when that file says something of it, or has a column for it and nobody says anything.
    """
    row = own.rows.get(insee)
    if column not in SLOT_COLUMNS:
        return column not in SHARED and bool(row and row.cells.get(column))
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
    """New contents of communes.csv, the project's and the campaign's, to write with something else or not at all.

    They were made of ``read``: what somebody saved since must not be lost.
    """

    def __init__(self, contents: Mapping[Path, bytes], read: CommuneTable) -> None:
        self.contents = contents
        tables = [read.table, *([read.own.table] if read.own else [])]
        self._read = {table.path: table.format.encoded(table.text) for table in tables}
        self._before: dict[Path, bytes] = {}

    def write(self) -> None:
        """Write those that change, each whole or not at all, unless a file holds it already. Raises OutputError."""
        for path, data in self.contents.items():
            try:
                before = path.read_bytes()
                if data in (before, self._read.get(path)):
                    continue
                if before != self._read.get(path, before):
                    self.undo()
                    raise OutputError(
                        f"{path} : quelqu’un l’a enregistré entre-temps, dans un tableur ou sur la page ; rien n’a été "
                        "écrit, recommencez."
                    )
                write_whole(real(path), data)
                self._before[path] = before
            except OSError as error:
                self.undo()
                raise OutputError(f"{path} : {not_written(error, IN_USE)}.") from error

    def undo(self) -> None:
        """Put back what was there, where it was written."""
        for path, before in self._before.items():
            write_whole(real(path), before)
        self._before = {}


def edit_table(
    table: Table,
    changes: Mapping[int, Mapping[str, str]],
    more: Sequence[Mapping[str, str]] = (),
    less: Collection[int] = (),
) -> bytes:
    """Return the bytes of the file with some cells changed, given by line then by column; new columns come last.

    ``more`` are rows to add at the end, ``less`` the lines of rows that go.

    Everything else stays byte for byte: quotes, spaces, line ends, empty lines, what stands above the titles and below
    the rows. Raises UnicodeEncodeError when the file's encoding cannot write a new cell.
    """
    return table.format.encoded(edited_text(table, changes, more, less))


def edited_text(
    table: Table,
    changes: Mapping[int, Mapping[str, str]],
    more: Sequence[Mapping[str, str]] = (),
    less: Collection[int] = (),
) -> str:
    """Return the same as text."""
    lines = lines_of(table.text)
    given = dict.fromkeys(column for cells in (*changes.values(), *more) for column in cells)
    added = [column for column in given if column not in table.columns]
    end_of_titles = max(table.places.values(), default=-1) + 1
    places = {**table.places, **{column: end_of_titles + rank for rank, column in enumerate(added)}}
    titles = {table.header.line: {column: column for column in added}} if added else {}
    blanks = dict.fromkeys(added, "")
    for row in (table.header, *table.rows):
        cells = titles.get(row.line, {**blanks, **changes.get(row.line, {})})
        span = slice(row.line - 1, row.line - 1 + row.height)
        if row.line in less:
            lines[span] = [""] * row.height
        elif cells:
            new = {places[column]: value for column, value in cells.items()}
            lines[span] = [_edited("".join(lines[span]), table.format.separator, new)] + [""] * (row.height - 1)
    text = "".join(lines)
    end = "\r\n" if "\r\n" in text else "\n"
    if more and not text.endswith(("\r", "\n")):
        text += end
    for added_cells in more:
        new = {places[column]: cell for column, cell in added_cells.items()}
        text += _edited(end, table.format.separator, new)
    return text


def _edited(record: str, separator: str, cells: Mapping[int, str]) -> str:
    """Return a record, as written in the file, with the cells at some places changed."""
    body = record.rstrip("\r\n")
    escaped = re.escape(separator)
    raw = re.findall(rf'(?:^|{escaped})("(?:[^"]|"")*"|[^{escaped}]*)', body)
    raw += [""] * (max(cells, default=-1) + 1 - len(raw))
    for index, value in cells.items():
        quoted = raw[index].startswith('"') or re.search(rf'["\r\n{escaped}]', value)
        raw[index] = '"' + value.replace('"', '""') + '"' if quoted else value
    return separator.join(raw) + record[len(body) :]
