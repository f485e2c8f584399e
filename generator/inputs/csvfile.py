"""CSV files as French office software writes them: any separator and line ending, found by looking."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection
from dataclasses import dataclass

from generator.inputs.grid import COLUMNS, LINES, LOOKED_AT, Grid, Record, UnreadableTableError, column_name

SEPARATORS = (";", "\t", ",", "|")
#: What Excel reads as the separator, and shows no more: « sep=; » on a line of its own.
_DECLARED = re.compile(r'\ufeff?"?sep *= ?([^"\r\n])"?[;,\t|]*[ \t]*(?:\r\n|\r|\n|$)', re.IGNORECASE)
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


@dataclass(frozen=True, slots=True)
class CsvText:
    """The records of a text, and its separator."""

    grid: Grid
    separator: str


def lines_of(text: str) -> list[str]:
    """Return the lines of a text, each with its end."""
    return _LINE.findall(text)


def read_csv(text: str, wanted: Collection[str] = (), separator: str = "") -> CsvText:
    """Read a text; its separator is what parts the titles that are ``wanted``, unless it is declared or given.

    Raises UnreadableTableError for quotes that are not closed, and for far too many lines or cells.
    """
    declared = _DECLARED.match(text)
    skipped = declared.end() if declared else 0
    body = text[skipped:].replace("\r\n", "\n").replace("\r", "\n")
    found = separator or (declared[1] if declared else _separator(body, wanted))
    if declared and wanted and not any(_named(line, found, wanted) for line in body.split("\n", LOOKED_AT)[:LOOKED_AT]):
        found = _separator(body, wanted)
    reader = csv.reader(io.StringIO(body), delimiter=found, strict=True)
    records: list[Record] = []
    first = 2 if declared else 1
    start = 0
    try:
        for cells in reader:
            if any(cells):
                records.append(Record(first + start, reader.line_num - start, tuple(cells)))
            if len(records) > LINES or len(cells) > COLUMNS:
                message = f"plus de {LINES} lignes, ou de {COLUMNS} cellules sur une ligne"
                raise UnreadableTableError(message, "donnez le tableau des communes, et lui seul", first + start)
            start = reader.line_num
    except csv.Error as error:
        remedy = 'corrigez les guillemets " de cette ligne, ou enregistrez de nouveau le fichier au format CSV'
        raise UnreadableTableError("guillemets mal fermés", remedy, first + start) from error
    return CsvText(Grid(tuple(records)), found)


def _separator(text: str, wanted: Collection[str]) -> str:
    lines = [line for line in text.split("\n", LOOKED_AT)[:LOOKED_AT] if line.strip()]
    titles = max(
        lines,
        key=lambda line: max((_named(line, one, wanted), line.count(one) if wanted else 0) for one in SEPARATORS),
        default="",
    )
    return max(SEPARATORS, key=lambda one: (_named(titles, one, wanted), titles.count(one)))


def _named(line: str, separator: str, wanted: Collection[str]) -> int:
    return len({column_name(cell) for cell in line.split(separator)} & set(wanted))
