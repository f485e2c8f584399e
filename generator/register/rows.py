"""Rows of the register, written by the names of their columns and read document by document."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

_T = TypeVar("_T")


def insert(connection: sqlite3.Connection, table: str, row: Mapping[str, Any], or_else: str = "") -> sqlite3.Cursor:
    """Add a row, in the caller's transaction; ``or_else`` says in SQL what is done of one that is there already."""
    places = ", ".join("?" * len(row))
    return connection.execute(
        f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places}) {or_else}", tuple(row.values())
    )


def of_campaign(connection: sqlite3.Connection, table: str, campaign: str, beside: str = "") -> sqlite3.Cursor:
    """Return the rows of a table about the documents of a campaign; ``beside`` goes on with the query."""
    return connection.execute(
        f"SELECT {table}.* FROM {table} JOIN documents ON documents.number = {table}.document "
        f"WHERE campaign = ? {beside}",
        (campaign,),
    )


def by_document(rows: Iterable[sqlite3.Row], read: Callable[[sqlite3.Row], _T]) -> dict[str, tuple[_T, ...]]:
    """Return what ``read`` makes of the rows of each document, by number, in their order."""
    found: dict[str, list[_T]] = {}
    for row in rows:
        found.setdefault(row["document"], []).append(read(row))
    return {document: tuple(read_of) for document, read_of in found.items()}
