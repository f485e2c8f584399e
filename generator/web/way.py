"""The way back to a page of this server, and to no other."""

from __future__ import annotations

from flask import url_for


def local_address(goal: str) -> str:
    """Return an address of this server, the first page for any other: nobody is sent elsewhere."""
    plain = goal.startswith("/") and not goal.startswith(("//", "/\\")) and goal.isprintable()
    return goal if plain else url_for("welcome.home")
