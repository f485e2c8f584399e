"""CSV files as French office software writes them: any separator, encoding and line ending, found by looking."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.errors import DataError, Problem
from generator.files import read_regular, why

_SEPARATORS = (";", "\t", ",")
#: A table is of the communes of one EPCI, a few hundred at most: what is far larger is something else.
_MOST_BYTES, _MOST_ROWS, _MOST_CELLS = 20_000_000, 10_000, 500
#: Seen by nobody, kept by a copy and paste, and fatal in a code or in XML.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\ufffe\uffff]")
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")


@dataclass(frozen=True, slots=True)
class TableFormat:
    """How a file was written, so that it can be written back the same way."""

    encoding: str
    separator: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row: ``line`` is the line of the file on which it starts, counted from 1, ``height`` how many it takes."""

    line: int
    cells: Mapping[str, str]
    height: int


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file: columns by normalised name, cells stripped; ``text`` is the whole file, ``header`` its titles."""

    path: Path
    format: TableFormat
    text: str = field(repr=False)
    header: Row
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = field(default=())

    def missing(self, required: Sequence[str]) -> list[Problem]:
        """Return one problem for each of the ``required`` columns that the file does not have."""
        return [
            Problem(
                "error",
                "colonne obligatoire absente",
                f"ajoutez une colonne « {column} »",
                self.path.name,
                column=column,
            )
            for column in required
            if column not in self.columns
        ]


def column_name(header: str) -> str:
    """Return the name a column has in the program: « Référent numérique » is ``referent_numerique``."""
    plain = unicodedata.normalize("NFKD", header.replace("œ", "oe").replace("Œ", "Oe"))
    plain = "".join(char for char in plain if not unicodedata.combining(char)).lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def read_table(path: Path, data: bytes | None = None) -> Table:
    """Read ``path`` as a table; ``data`` stands for the file, when its bytes were read already or are to be written.

    UTF-8 with or without BOM, UTF-16 with BOM or Windows-1252; separator « ; », tab or « , ». Empty lines are
    skipped; a row that ends early is completed with empty cells, for Excel writes such rows; a row with too
    many cells, and columns that share a name, are problems of the table. Raises DataError when the file is
    missing, empty or not text.
    """
    text, encoding = _decode(path, read_file(path) if data is None else data)
    first = next((line for line in _LINE.findall(text) if line.strip()), "")
    separator = max(_SEPARATORS, key=first.count)
    reader = csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), delimiter=separator, strict=True)
    records: list[_Record] = []
    start = 1
    try:
        for cells in reader:
            cleaned = [_clean(cell) for cell in cells]
            if any(cleaned):
                records.append(_Record(start, reader.line_num - start + 1, cleaned))
            if len(records) > _MOST_ROWS or len(cells) > _MOST_CELLS:
                message = f"plus de {_MOST_ROWS} lignes, ou de {_MOST_CELLS} cellules sur une ligne"
                raise _unreadable(path, message, "donnez le tableau des communes, et lui seul", start)
            start = reader.line_num + 1
    except csv.Error as error:
        raise _unreadable(
            path,
            "guillemets mal fermés",
            'corrigez les guillemets " de cette ligne, ou enregistrez de nouveau le fichier au format CSV',
            start,
        ) from error
    if not records:
        raise _unreadable(path, "le fichier est vide", "enregistrez-y une ligne par commune, sous une ligne de titres")
    return _table(path, TableFormat(encoding, separator), text, records)


def edit_table(table: Table, changes: Mapping[int, Mapping[str, str]], more: Sequence[Mapping[str, str]] = ()) -> bytes:
    """Return the bytes of the file with some cells changed, given by line then by column; new columns come last.

    ``more`` are rows to add at the end.

    Everything else stays byte for byte: quotes, spaces, line ends, empty lines. Raises UnicodeEncodeError when
    the file's encoding cannot write a new cell.
    """
    lines = _LINE.findall(table.text)
    given = dict.fromkeys(column for cells in (*changes.values(), *more) for column in cells)
    columns = (*table.columns, *(column for column in given if column not in table.columns))
    added = columns[len(table.columns) :]
    titles = {table.header.line: {column: column for column in added}} if added else {}
    blanks = dict.fromkeys(added, "")
    for row in (table.header, *table.rows):
        cells = titles.get(row.line, {**blanks, **changes.get(row.line, {})})
        if cells:
            span = slice(row.line - 1, row.line - 1 + row.height)
            new = {columns.index(column): value for column, value in cells.items()}
            lines[span] = [_edited("".join(lines[span]), table.format.separator, new)] + [""] * (row.height - 1)
    text = "".join(lines)
    end = "\r\n" if "\r\n" in text else "\n"
    if more and not text.endswith(("\r", "\n")):
        text += end
    for added_cells in more:
        new = {columns.index(column): cell for column, cell in added_cells.items()}
        text += _edited(end, table.format.separator, new)
    return text.encode(table.format.encoding)


def _edited(record: str, separator: str, cells: Mapping[int, str]) -> str:
    """Return a record, as written in the file, with the cells at some places changed."""
    body = record.rstrip("\r\n")
    escaped = re.escape(separator)
    raw = re.findall(rf'(?:^|{escaped})("(?:[^"]|"")*"|[^{escaped}]*)', body)
    raw += [""] * (max(cells) + 1 - len(raw))
    for index, value in cells.items():
        quoted = raw[index].startswith('"') or re.search(rf'["\r\n{escaped}]', value)
        raw[index] = '"' + value.replace('"', '""') + '"' if quoted else value
    return separator.join(raw) + record[len(body) :]


@dataclass(frozen=True, slots=True)
class _Record:
    """The cells of one record of the file, its titles included, and the lines it takes."""

    line: int
    height: int
    cells: list[str]


def _table(path: Path, format_: TableFormat, text: str, records: list[_Record]) -> Table:
    title, *body = records
    headers = list(title.cells)
    while not headers[-1]:
        headers.pop()
    columns = tuple(column_name(header) for header in headers)
    problems = [
        Problem(
            "error",
            "colonne sans titre" if not column else "deux colonnes portent ce nom",
            "donnez à chaque colonne un titre différent",
            file=path.name,
            line=title.line,
            column=headers[index],
        )
        for index, column in enumerate(columns)
        if not column or column in columns[:index]
    ]
    rows = []
    for record in body:
        cells = record.cells
        extra = [cell for cell in cells[len(columns) :] if cell]
        if extra:
            problems.append(
                Problem(
                    "error",
                    f"{len(cells)} cellules pour {len(columns)} colonnes : « {extra[0]} » est en trop",
                    f"vérifiez les séparateurs « {format_.separator} » de cette ligne ; "
                    "mettez entre guillemets un texte qui en contient un",
                    file=path.name,
                    line=record.line,
                )
            )
        padded = cells[: len(columns)] + [""] * (len(columns) - len(cells))
        rows.append(Row(record.line, dict(zip(columns, padded, strict=True)), record.height))
    header = Row(title.line, dict(zip(columns, headers, strict=True)), title.height)
    return Table(path, format_, text, header, columns, tuple(rows), tuple(problems))


def read_file(path: Path) -> bytes:
    """Return the bytes of a file; raises DataError, with what to do, when it cannot be read."""
    try:
        return read_regular(path, _MOST_BYTES)
    except FileNotFoundError as error:
        raise _unreadable(path, "fichier introuvable", "vérifiez son nom et son dossier") from error
    except OSError as error:
        raise _unreadable(path, f"lecture impossible ({why(error)})", "vérifiez les droits du fichier") from error


def _decode(path: Path, data: bytes) -> tuple[str, str]:
    if data.startswith(b"PK\x03\x04") or data.startswith(b"\xd0\xcf\x11\xe0"):
        raise _unreadable(path, "c’est un classeur, pas un CSV", "enregistrez-le au format « CSV UTF-8 »")
    candidates = ["utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8", "cp1252"]
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        candidates = ["utf-16"]
    for encoding in candidates:
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if "\x00" not in text:
            return text, encoding
    raise _unreadable(path, "encodage inconnu", "enregistrez le fichier au format « CSV UTF-8 »")


def _clean(cell: str) -> str:
    return re.sub(r"[\s\x00-\x1f\x7f\u00a0\u202f]+", " ", _INVISIBLE.sub("", cell)).strip()


def _unreadable(path: Path, message: str, remedy: str, line: int | None = None) -> DataError:
    place = f"{path.name}, ligne {line}" if line else path.name
    return DataError(f"{place} : {message} ; {remedy}.", [Problem("error", message, remedy, path.name, line)])
