"""Some cells of a CSV file changed, and every other byte as it was."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from generator.inputs.csvfile import lines_of
from generator.inputs.table import Table


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
