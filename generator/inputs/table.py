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

SEPARATORS = (";", "\t", ",")


@dataclass(frozen=True, slots=True)
class TableFormat:
    """How a file was written, so that it can be written back the same way."""

    encoding: str
    separator: str
    newline: str


@dataclass(frozen=True, slots=True)
class Row:
    """One data row: ``line`` is the line of the file on which it starts, counted from 1."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file: columns by normalised name, cells stripped; ``headers`` keeps the names as written."""

    path: Path
    format: TableFormat
    headers: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = field(default=())


def column_name(header: str) -> str:
    """Return the name a column has in the program: « Référent numérique » is ``referent_numerique``."""
    plain = unicodedata.normalize("NFKD", header.replace("œ", "oe").replace("Œ", "Oe"))
    plain = "".join(char for char in plain if not unicodedata.combining(char)).lower()
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def read_table(path: Path) -> Table:
    """Read ``path`` as a table.

    UTF-8 with or without BOM, UTF-16 with BOM or Windows-1252; separator « ; », tab or « , ». Empty lines are
    skipped; rows with too many or too few cells, and columns that share a name, are problems of the table.
    Raises DataError when the file is missing, empty or not text.
    """
    text, encoding = _decode(path)
    if not text.strip():
        raise _unreadable(path, "le fichier est vide", "enregistrez-y la liste des communes, avec sa ligne de titres")
    first = text.lstrip("\r\n").splitlines()[0]
    separator = max(SEPARATORS, key=first.count)
    newline = "\r\n" if "\r\n" in text else "\n"
    reader = csv.reader(io.StringIO(text.replace("\r\n", "\n").replace("\r", "\n")), delimiter=separator, strict=True)
    records: list[tuple[int, list[str]]] = []
    start = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                records.append((start, [_clean(cell) for cell in cells]))
            start = reader.line_num + 1
    except csv.Error as error:
        raise _unreadable(
            path,
            f"ligne {reader.line_num} : guillemets mal fermés",
            'corrigez les guillemets " de cette ligne, ou enregistrez de nouveau le fichier au format CSV',
        ) from error
    return _table(path, TableFormat(encoding, separator, newline), records)


def write_table(table: Table, headers: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Return the bytes of a file in the format of ``table`` with these headers and rows."""
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=table.format.separator, lineterminator=table.format.newline)
    writer.writerows([headers, *rows])
    return stream.getvalue().encode(table.format.encoding)


def _table(path: Path, format_: TableFormat, records: list[tuple[int, list[str]]]) -> Table:
    (header_line, headers), *body = records
    while headers and not headers[-1]:
        headers.pop()
    columns = tuple(column_name(header) for header in headers)
    problems = [
        Problem(
            "error",
            "colonne sans titre" if not column else "deux colonnes portent ce nom",
            "donnez à chaque colonne un titre différent",
            file=path.name,
            line=header_line,
            column=headers[index],
        )
        for index, column in enumerate(columns)
        if not column or column in columns[:index]
    ]
    rows = []
    for line, cells in body:
        extra = [cell for cell in cells[len(columns) :] if cell]
        if extra:
            problems.append(
                Problem(
                    "error",
                    f"{len(cells)} cellules pour {len(columns)} colonnes : « {extra[0]} » est en trop",
                    f"vérifiez les séparateurs « {format_.separator} » de cette ligne ; "
                    "mettez entre guillemets un texte qui en contient un",
                    file=path.name,
                    line=line,
                )
            )
        padded = cells[: len(columns)] + [""] * (len(columns) - len(cells))
        rows.append(Row(line, dict(zip(columns, padded, strict=True))))
    return Table(path, format_, tuple(headers), columns, tuple(rows), tuple(problems))


def _decode(path: Path) -> tuple[str, str]:
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise _unreadable(path, "fichier introuvable", "placez-le à la racine du projet") from error
    except OSError as error:
        raise _unreadable(path, f"lecture impossible ({error.strerror})", "vérifiez les droits du fichier") from error
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
    return re.sub(r"[\s\x00-\x1f\x7f\u00a0\u202f]+", " ", cell).strip()


def _unreadable(path: Path, message: str, remedy: str) -> DataError:
    return DataError(f"{path.name} : {message} ; {remedy}.", [Problem("error", message, remedy, file=path.name)])
