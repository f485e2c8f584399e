"""The whole register as files that any program reads: one CSV a table, and all of it as JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from generator.csvtext import csv_text
from generator.exports import write_exports
from generator.register.columns import HEADERS, as_read, told
from generator.register.database import consistent, open_register

#: The tables, under the names of the exported files.
TABLES = {
    "documents": "documents",
    "communes": "communes",
    "deliberations": "acts",
    "reponses": "answers",
    "signatures": "signatures",
    "fichiers": "kept",
    "originaux": "originals",
    "avenants": "amendments",
    "evaluations": "evaluations",
    "reconductions": "renewals",
    "fins": "endings",
    "lettres": "letters",
    "revisions": "revisions",
    "envois": "mailings",
    "fichiers-envoyes": "mailed_files",
    "notes": "notes",
    "journal": "events",
}


#: Columns whose name means something else in another table, under the one that they have in the CSV.
RENAMED = {("communes", "present"): "takes_part"}


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the register: its columns, and its rows in the order they were written."""

    columns: tuple[str, ...]
    rows: tuple[dict[str, Any], ...]


def read_register(path: Path, communes: Mapping[str, str] = MappingProxyType({})) -> dict[str, Table]:
    """Return every table of the register, by exported name, read in one moment.

    ``communes`` are names by INSEE code: documents and the journal then say whose they are. Raises RegisterError.
    """
    tables = {}
    with open_register(path) as connection, consistent(connection):
        for name, table in TABLES.items():
            cursor = connection.execute(f"SELECT * FROM {table} ORDER BY rowid")
            columns = tuple(column for column, *_ in cursor.description)
            tables[name] = Table(columns, tuple(dict(row) for row in cursor))
    codes = {row["number"]: row["insee"] for row in tables["documents"].rows}
    for name in ("documents", "journal"):
        rows = ({**row, "commune": communes.get(codes.get(row["number"], ""), "")} for row in tables[name].rows)
        tables[name] = Table((*tables[name].columns, "commune"), tuple(rows))
    return tables


def export_register(
    path: Path, root: Path, folder: Path, communes: Mapping[str, str] = MappingProxyType({})
) -> tuple[Path, ...]:
    """Write the register of the project ``root`` to a folder: ``registre.json``, and one CSV a table.

    French Excel opens each as it is. Returns the files written, each whole, over those of an earlier export only.
    Raises RegisterError, and UsageError or OutputError when it cannot be written there.
    """
    tables = read_register(path, communes)
    texts = {f"{name}.csv": _csv(name, table, communes) for name, table in tables.items()}
    rows = {name: table.rows for name, table in tables.items()}
    texts["registre.json"] = json.dumps(rows, ensure_ascii=False, indent=1).encode() + b"\n"
    return write_exports(root, folder, texts, lambda name, found: _is_former(found, texts[name]))


def _is_former(found: bytes, export: bytes) -> bool:
    """Tell whether a file is an earlier export in the place of another: the tables and the columns that there were."""
    former, now = _heads(found), _heads(export)
    return former[:1] == now[:1] and set(former) <= set(now)


def _heads(data: bytes) -> list[str]:
    """Return the tables of the JSON, or the heads of the columns of a CSV, as this module writes them."""
    try:
        text = data.decode("utf-8-sig")
        return list(json.loads(text)) if text.startswith("{") else text.partition("\r\n")[0].split(";")
    except ValueError:
        return []


def _csv(name: str, table: Table, communes: Mapping[str, str]) -> bytes:
    columns = {column: RENAMED.get((name, column), column) for column in table.columns}
    rows = ([_read(row, column, columns[column], communes) for column in columns] for row in table.rows)
    return csv_text([[HEADERS.get(column, column) for column in columns.values()], *rows]).encode("utf-8-sig")


def _read(row: Mapping[str, Any], column: str, meaning: str, communes: Mapping[str, str]) -> Any:
    if column in ("before", "after") and row["what"] and row[column]:
        return told(row["what"], column, row[column], communes)
    return as_read(meaning, row[column])
