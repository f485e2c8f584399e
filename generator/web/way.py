"""The way back to a page of this server, and to no other."""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import current_app, request, url_for
from werkzeug.exceptions import HTTPException


def local_address(goal: str) -> str:
    """Return an address of this server, the first page for any other: nobody is sent elsewhere."""
    plain = goal.startswith("/") and not goal.startswith(("//", "/\\")) and goal.isprintable()
    return goal if plain else url_for("welcome.home")


def came_from(otherwise: str) -> str:
    """Return the screen from which a form was sent, as it was narrowed; ``otherwise`` for one that is no such screen.

    A job's progress is none: it leads to its result.
    """
    came, places = urlsplit(request.referrer or ""), current_app.create_url_adapter(request)
    local = came.netloc == request.host and local_address(came.path) == came.path
    if places is None or not local or request.method == "GET":
        return otherwise
    try:
        endpoint, _ = places.match(came.path, method="GET")
    except HTTPException:
        return otherwise
    if endpoint.startswith("jobs."):
        return otherwise
    return f"{came.path}?{came.query}" if came.query else came.path


def settings_left() -> str:
    """Return where a form of campaign.toml leads back to: whence somebody came, else the file itself."""
    goal = request.values.get("suite", "")
    return local_address(goal) if goal else url_for("models.template", name="campaign.toml")
