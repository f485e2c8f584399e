"""What a form says and lacks: values as fields show them, and what is wrong where its button is, on its own screen."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any, cast

from flask import Flask, current_app, g, request
from flask.typing import ResponseReturnValue

from generator.errors import UsageError
from generator.language.dates import heure
from generator.runs.days import typed_date

#: What is said of a day that cannot be read.
UNREAD_DAY = "Ce jour n’est pas compris ; écrivez par exemple 12/05/2025 ou 120525."


class LackError(UsageError):
    """A form was sent without what it needs: nothing is ticked, no file is chosen.

    ``place`` is the button, or the field, at which its sentence is shown and that gets the focus; ``screen`` the
    endpoint that shows the form, that of the same room called « show » without one. The form's address has the filters
    of that screen.
    """

    def __init__(self, told: str, place: str, screen: str = "") -> None:
        super().__init__(told)
        self.place = place
        self.screen = screen


def read_days(typed: Mapping[str, str]) -> tuple[dict[str, datetime.date], dict[str, str]]:
    """Return the days that were typed, by field, and what is said of those that are none; an empty field is neither."""
    read = {name: typed_date(text) for name, text in typed.items() if text.strip()}
    return {name: day for name, day in read.items() if day}, {name: UNREAD_DAY for name, day in read.items() if not day}


def names_in(text: str) -> tuple[str, ...]:
    """Return what a field names, separated by commas or by lines."""
    return tuple(name for one in text.replace("\n", ",").split(",") if (name := one.strip()))


def shown_value(value: Any) -> str:
    """Return a value of campaign.toml as a field of a form shows it, "" for None."""
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, datetime.time):
        return heure(value)
    if value is None:
        return ""
    return f"{value:%d/%m/%Y}" if isinstance(value, datetime.date) else str(value)


def first_wrong() -> bool:
    """Tell, once a page, that a field is the first that is wrong: it has the focus, unless a button lacks something."""
    first = not (g.get("lacking") or g.get("wrong"))
    g.wrong = True
    return first


def tell_lacks(app: Flask) -> None:
    """Show the screen of a form again when it lacks something."""
    app.add_template_global(first_wrong)

    @app.errorhandler(LackError)
    def shown_again(error: LackError) -> ResponseReturnValue:
        g.lacking, g.showing = error, error.screen or f"{request.blueprint}.show"
        view = current_app.view_functions[g.showing]
        try:
            return cast(str, view(**(request.view_args or {})))
        except Exception as unseen:  # the screen itself cannot be shown: it says why, as when it is asked for
            return current_app.handle_user_exception(unseen)
