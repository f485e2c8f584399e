"""A long list, a page of it at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import g, request, url_for

T = TypeVar("T")
ROWS = 100
#: No list has as many pages: what is asked beyond is a mistake, and no number for SQLite.
_MOST = 1_000_000


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """The ``rows`` of one page; ``number`` counts from 1, ``total`` is of all rows; ``name`` is that of the address."""

    rows: Sequence[T]
    number: int
    pages: int
    total: int
    name: str = "page"

    def url(self, number: int) -> str:
        """Return the address of another page of the same list, its filters kept."""
        values: dict[str, Any] = {**(request.view_args or {}), **request.args, self.name: number}
        return url_for(g.get("showing") or request.endpoint or "", **values)


def paged(rows: Sequence[T], asked: int | None = None, name: str = "page") -> Page[T]:
    """Return the page of a list that is asked for, or that the address asks for: the nearest there is."""
    pages = max(1, -(-len(rows) // ROWS))
    number = min(max(1, asked or request.args.get(name, 1, type=int)), pages)
    return Page(rows[(number - 1) * ROWS : number * ROWS], number, pages, len(rows), name)


def asked_page() -> tuple[int, int]:
    """Return which page the address asks for, and how many rows it has, for a list of which no other row is read.

    Whoever reads it knows whether there are so many: the last one is shown then.
    """
    return min(max(1, request.args.get("page", 1, type=int)), _MOST), ROWS
