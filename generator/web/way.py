"""The way back to a page of this server, and to no other."""

from __future__ import annotations

from flask import request, url_for


def local_address(goal: str) -> str:
    """Return an address of this server, the first page for any other: nobody is sent elsewhere."""
    plain = goal.startswith("/") and not goal.startswith(("//", "/\\")) and goal.isprintable()
    return goal if plain else url_for("welcome.home")


def settings_left() -> str:
    """Return where a form of campaign.toml leads back to: whence somebody came, else the file itself."""
    goal = request.values.get("suite", "")
    return local_address(goal) if goal else url_for("models.template", name="campaign.toml")
