"""What a commune’s documents print that is its own: each value, as it is and through each filter."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.inputs.communes import SLOT_COLUMNS, Commune
from generator.language.agreement import accord
from generator.language.calendar import MONTHS, WEEKDAYS
from generator.language.filters import FILTERS
from generator.language.typography import on_one_line
from generator.rendering.context import BEHIND
from generator.rendering.fields import Fields

#: The columns of communes.csv behind a value of the context, where they are not the one of the same name.
_COLUMNS: Mapping[str, frozenset[str]] = {"commune": frozenset({"nom", "tncc"}), **BEHIND}
DATE = re.compile(rf"(?:(?:{'|'.join(WEEKDAYS)}) )?(?:1er|[0-9]{{1,2}}) (?:{'|'.join(MONTHS)}) [0-9]{{4}}")
_FEMININE = "Madame"
#: What stands for any date in a passage that comes or goes whole.
ANY_DATE = "date"


class OwnValues:
    """What a commune's documents print that is its own: every value, as it is and through every filter.

    A value that ``changed`` (a column of communes.csv) is left out: it is the news, not what hides it.
    """

    def __init__(self, commune: Commune, context: Mapping[str, Any], changed: frozenset[str] = frozenset()) -> None:
        self.feminine = commune.civilite_maire == _FEMININE
        self.forms: dict[str, str] = {}
        for name, value in _values(context, changed):
            for kind, form in _forms(value):
                self.forms[f"{name}|{kind}"] = form
        self.names: dict[str, list[str]] = {}
        for name, form in self.forms.items():
            self.names.setdefault(form, []).append(name)
        longest_first = sorted(filter(None, self.names), key=len, reverse=True)
        own = "|".join(re.escape(form) for form in longest_first)
        self.pattern = re.compile(rf"(?P<date>{DATE.pattern})|(?<!\w)(?:{own})(?!\w)|\w+|\W+")

    def fragments(self, text: str, *, dates: bool) -> tuple[Fragment, ...]:
        """Cut a text into what may be another commune's value and what is everyone's."""
        found = []
        for match in self.pattern.finditer(text):
            names = (ANY_DATE,) if dates and match["date"] else tuple(self.names.get(match[0], ()))
            found.append(Fragment(match[0], names, _feminine(match[0])))
        return tuple(found)


@dataclass(frozen=True, slots=True)
class Fragment:
    """A word or a value: the ``names`` it has in the context, and its feminine form."""

    text: str
    names: tuple[str, ...]
    feminine: str


def _feminine(text: str) -> str:
    try:
        return accord(text, _FEMININE) if text.isalpha() else text
    except ValueError:  # a word whose feminine is not known agrees in no template
        return text


def _values(context: Mapping[str, Any], changed: frozenset[str]) -> Iterator[tuple[str, Any]]:
    """Yield every value of a dossier that is the commune's own, with its name in templates."""
    if "numero" not in changed:
        yield "numero", context["numero"]
    for label in ("commune", "signataire", "conseil", "creneau", "planning"):
        group = context[label]
        if not isinstance(group, Fields) or (label in ("creneau", "planning") and changed & set(SLOT_COLUMNS)):
            continue
        if not changed & _COLUMNS.get(label, frozenset()):
            yield label, group
        for key, value in vars(group).items():
            name = f"{label}.{key}"
            if not key.startswith("_") and not changed & _COLUMNS.get(name, frozenset({key})):
                yield name, value


def _forms(value: Any) -> Iterator[tuple[str, str]]:
    """Yield a value as text and through each filter that takes it."""
    if isinstance(value, str) or type(value) is int:
        yield "", on_one_line(str(value))
    if isinstance(value, str | int | Fields | datetime.date | datetime.time):
        for name, filter_ in FILTERS.items():
            try:
                yield name, on_one_line(filter_(value))
            except ValueError:
                continue
