"""What no program of ours leaves in a register: a table less, damaged pages, links to nothing, values that are none."""

from __future__ import annotations

import datetime
import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from functools import cache

from generator.errors import Level, Problem
from generator.language.agreement import first_of
from generator.register.journal import FRANCE
from generator.register.schema import MIGRATIONS

#: What to do about a register that is damaged.
BACKUP = "n’effacez rien et reprenez une sauvegarde"
#: What a register is made of, as SQLite calls it, and how it is told what is missing.
_MISSING = {
    "table": "des tables manquent, ou de leurs colonnes ({})",
    "index": "plus rien n’empêche les doubles : des règles manquent ({})",
    "trigger": "plus rien n’empêche d’effacer ou de changer ce qui est enregistré : des règles manquent ({})",
}
#: How much of a value is quoted.
_SHOWN = 40
#: How many of the things that are missing are named.
_NAMED = 3


def _names(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _pairs(value: object) -> bool:
    return isinstance(value, list) and all(_names(one) and len(one) == 2 for one in value)


def _texts(value: object) -> bool:
    return isinstance(value, dict) and _names(list(value.values()))


#: The columns that hold JSON, and what it must be; what is kept in forms is read by them (``forms``).
_JSON: dict[tuple[str, str], Callable[[object], bool]] = {
    ("acts", "present_names"): _names,
    ("acts", "absent_names"): _names,
    ("acts", "aside_names"): _names,
    ("acts", "signatories"): _names,
    ("acts", "proxies"): _pairs,
    ("communes", "row"): _texts,
    ("evaluations", "facts"): lambda value: isinstance(value, dict),
}
#: Columns in which « "" » says that it is not known: of registers of old, moved to a newer schema.
_UNKNOWN = {("evaluations", "facts"), ("signatures", "recorded_at")}


def damages(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Yield everything damaged, table by table; of damaged pages, and of what is missing, nothing but these.

    No query would be sure.
    """
    broken = list(_pages(connection)) or list(missing(connection, "table"))
    yield from broken
    if not broken:
        yield from _links(connection)
        yield from _values(connection)


def _pages(connection: sqlite3.Connection) -> Iterator[Problem]:
    for (message,) in connection.execute("PRAGMA integrity_check"):
        if message != "ok":
            yield Problem("error", f"base endommagée : {message}", BACKUP)


def missing(connection: sqlite3.Connection, *kinds: str) -> Iterator[Problem]:
    """Yield what another program took out; without its rules a register can still be read, hence a warning."""
    for kind in kinds:
        gone = tuple(
            name for (of, name), columns in _parts().items() if of == kind and not _has(connection, name, columns)
        )
        if gone:
            level: Level = "error" if kind == "table" else "warning"
            yield Problem(level, _MISSING[kind].format(first_of(gone, _NAMED)), BACKUP)


def _has(connection: sqlite3.Connection, name: str, columns: Mapping[str, bool]) -> bool:
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    return found is not None and columns.keys() <= {column for _, column, *_ in _table(connection, name)}


def _links(connection: sqlite3.Connection) -> Iterator[Problem]:
    for row in connection.execute("PRAGMA foreign_key_check"):
        yield Problem("error", f"table {row['table']}, ligne {row['rowid']} : renvoi vers rien", BACKUP)


def _values(connection: sqlite3.Connection) -> Iterator[Problem]:
    """Yield the values that no reader takes: of each, its table, row and column, and the document it is of."""
    for (_, table), columns in _parts().items():
        if not columns:
            continue
        for row in connection.execute(f"SELECT rowid AS place, * FROM {table} ORDER BY rowid"):
            for column, required in columns.items():
                fault = _fault(table, column, row[column], required)
                if fault:
                    of = next((row[name] for name in ("document", "number") if name in columns and row[name]), "")
                    place = f"table {table}, ligne {row['place']}{f' ({of})' if of else ''}, colonne {column}"
                    yield Problem("error", f"{place} : {fault}", BACKUP)


@cache
def _parts() -> dict[tuple[str, str], dict[str, bool]]:
    """Return what a register is made of, by kind and name: of each table its columns, and which must be filled."""
    with closing(sqlite3.connect(":memory:")) as fresh:
        for script in MIGRATIONS:
            fresh.executescript(script)
        made = fresh.execute("SELECT type, name FROM sqlite_master WHERE sql IS NOT NULL").fetchall()
        return {
            (kind, part): {name: bool(required or key) for _, name, _, required, _, key in _table(fresh, part)}
            for kind, part in made
        }


def _table(connection: sqlite3.Connection, table: str) -> list[tuple[int, str, str, int, str, int]]:
    return connection.execute(f"PRAGMA table_info({table})").fetchall()


def _fault(table: str, column: str, value: object, required: bool) -> str:
    """Say what is wrong with a value, "" when nothing is."""
    if value is None:
        return "la valeur manque" if required else ""
    if not isinstance(value, str) or (value == "" and (table, column) in _UNKNOWN):
        return ""
    check = _JSON.get((table, column))
    try:
        if check:
            return "" if check(json.loads(value)) else "ce n’est pas ce qui y est gardé"
        if column.endswith("_on"):
            datetime.date.fromisoformat(value)
        elif column.endswith("_at"):
            datetime.datetime.fromisoformat(value).astimezone(FRANCE)
    except (ValueError, OverflowError, RecursionError):
        if check:
            return "ce qui y était gardé est coupé ou illisible"
        shown = value if len(value) <= _SHOWN else f"{value[:_SHOWN]}…"
        return f"« {shown} » n’est pas {'une date' if column.endswith('_on') else 'un moment'}"
    return ""
