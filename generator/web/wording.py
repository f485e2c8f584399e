"""How the pages say things: French spaces in what is written in them, days, states, sizes."""

from __future__ import annotations

import datetime
import re
from functools import lru_cache
from pathlib import Path

from flask import Flask
from jinja2 import Environment
from jinja2.ext import Extension

from generator.errors import Problem
from generator.language.agreement import named, plural
from generator.language.calendar import MONTHS
from generator.language.dates import date_chiffres, date_longue, quantieme
from generator.language.typography import NBSP, no_breaks
from generator.register.journal import FRANCE, today_in_france
from generator.register.states import STATES
from generator.web.changes import setting_of
from generator.web.columns import label_of, shown_cell
from generator.web.kinds import MOST, is_settings, kinds
from generator.web.paging import paged
from generator.web.remedies import clicked, door_back, doors, doors_of, remedy_of
from generator.web.way import came_from

#: What is no text in the source of a page: tags of Jinja and of HTML.
_TAGS = re.compile(r"(\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}|<[^>]*>)", re.DOTALL)
#: The space after what announces a number, which the next tag gives.
_ANNOUNCED = re.compile(r"(?<=[Nn]°) $")
#: A number of an article, at whose hyphens browsers break a line; a word joiner after each forbids it.
_ARTICLE = re.compile(rf"\b(?:LO|[LRDA])\.{NBSP}[0-9]+-[0-9-]+")
_JOINED = "-\u2060"


class FrenchSpaces(Extension):
    """Makes the spaces of a page's own text French, where it is read."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """Return the source with the no-break spaces that French asks for."""
        parts = _TAGS.split(source)
        return "".join(part if rank % 2 else _ANNOUNCED.sub(NBSP, _french(part)) for rank, part in enumerate(parts))


def long_day(value: datetime.date | None) -> str:
    """Return a day as a sentence says it: « 7 avril 2025 », "" for none."""
    return date_longue(value) if value else ""


def month(value: datetime.date) -> str:
    """Return a month: « mars 2025 »."""
    return f"{MONTHS[value.month - 1]}{NBSP}{value.year}"


def hour(value: datetime.datetime) -> str:
    """Return a time of day in France: « 8 h 12 »."""
    local = value.astimezone(FRANCE)
    return f"{local.hour}{NBSP}h{NBSP}{local.minute:02d}"


def since(value: datetime.datetime) -> str:
    """Return when something of today or of before was done: « ce matin à 8 h 12 », « le 7 avril 2025 à 9 h 05 »."""
    local = value.astimezone(FRANCE)
    if local.date() != today_in_france():
        return f"le {date_longue(local.date())} à {hour(value)}"
    return f"{'ce matin' if local.hour < 12 else 'cet après-midi' if local.hour < 18 else 'ce soir'} à {hour(value)}"


def moment(told: str | datetime.datetime) -> str:
    """Return a moment, in France, that the register or a file tells: « 07/04/2025 à 9 h 05 », "" for none."""
    if not told:
        return ""
    local = (datetime.datetime.fromisoformat(told) if isinstance(told, str) else told).astimezone(FRANCE)
    return f"{local:%d/%m/%Y} à {hour(local)}"


def lasting(seconds: int) -> str:
    """Return how long something takes, as nearly as somebody who waits wants it: « 40 s », « 12 min », « 2 h 05 »."""
    if seconds < 90:
        return f"{seconds}{NBSP}s"
    hours, minutes = divmod(round(seconds / 60), 60)
    return f"{hours}{NBSP}h{NBSP}{minutes:02d}" if hours else f"{minutes}{NBSP}min"


def size(count: int) -> str:
    """Return the size of a file: « 1,2 Mo »."""
    if count < 1_000_000:
        return f"{max(1, round(count / 1000))}{NBSP}ko"
    return f"{count / 1_000_000:.1f}{NBSP}Mo".replace(".", ",")


@lru_cache(maxsize=4096)
def told(text: str) -> str:
    """Return a message as the page says it: without commands, with French spaces."""
    return _french(clicked(text))


def capital(text: str) -> str:
    """Return a message with its first letter as a capital, unless it begins with the name of a file or of a folder."""
    first = text.partition(" ")[0]
    return text if "/" in first or "." in first.rstrip(".") else text[:1].upper() + text[1:]


def place_of(problem: Problem) -> str:
    """Return the column of a problem by its title, the key of a setting by its name, with what the file calls it."""
    name = problem.column
    if not name or not is_settings(problem):
        return f"colonne « {label_of(name)} »" if name else ""
    return f"{label} ({name})" if (label := setting_of(name)) else name


def whose(problem: Problem) -> str:
    """Return whose cell a problem is in: its commune, else its line; what the setting is called where it is one."""
    if is_settings(problem):
        return setting_of(problem.column) or problem.column
    return problem.commune or (f"ligne {problem.line}" if problem.line else place_of(problem))


def _french(text: str) -> str:
    return _ARTICLE.sub(lambda found: found[0].replace("-", _JOINED), no_breaks(text))


def word(app: Flask, root: Path) -> None:
    """Give the pages their words; a file is named from the project's folder ``root`` on."""

    def told_here(text: str) -> str:
        return told(text.replace(f"{root}/", ""))

    environment: Environment = app.jinja_env
    environment.add_extension(FrenchSpaces)
    environment.filters.update(
        day=date_chiffres,
        long_day=long_day,
        month=month,
        hour=hour,
        moment=moment,
        quantieme=quantieme,
        since=since,
        size=size,
        lasting=lasting,
        fr=told_here,
        begun=lambda text: capital(told_here(text)),
        plural=plural,
        named=named,
        shown=shown_cell,
        setting=lambda name: setting_of(name) or name,
    )
    environment.globals.update(
        STATES=STATES,
        paged=paged,
        doors=doors,
        doors_of=doors_of,
        door_back=door_back,
        came_from=came_from,
        label_of=label_of,
        kinds=kinds,
        MOST=MOST,
        place_of=place_of,
        whose=whose,
        is_settings=is_settings,
        remedy_of=remedy_of,
    )
