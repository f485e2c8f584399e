"""The French filters that templates use: ``{{ commune|de }}``, ``{{ date|date_longue }}``."""

from __future__ import annotations

import datetime
import functools
import inspect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType

from generator.language.agreement import accord
from generator.language.amounts import euros, euros_lettres
from generator.language.dates import date_jour, date_longue, date_solennelle, heure
from generator.language.numbers import lettres, nombre, ordinal, ordinal_lettres, telephone
from generator.language.places import a, de, du_departement, le

Filter = Callable[..., str]


class FilterError(ValueError):
    """What a filter cannot take: in French, with its name and what it was given."""


@dataclass(frozen=True, slots=True)
class _Input:
    """What a filter takes: in French, for messages, and as a test."""

    name: str
    accepts: Callable[[object], bool]


_PLACE = _Input(
    "une commune ou un texte",
    lambda value: isinstance(value, str) or (hasattr(value, "nom") and hasattr(value, "tncc")),
)
_DATE = _Input("une date", lambda value: isinstance(value, datetime.date))
_TIME = _Input("une heure", lambda value: isinstance(value, datetime.time))
_INTEGER = _Input("un nombre entier", lambda value: isinstance(value, int) and not isinstance(value, bool))
_TEXT = _Input("un texte", lambda value: isinstance(value, str))
_AMOUNT = _Input(
    "un montant", lambda value: isinstance(value, str | int | float | Decimal) and not isinstance(value, bool)
)


def majuscules(text: str) -> str:
    """Return ``text`` in capitals, which keep their accents: « HÉLESMES », « RŒULX »."""
    return text.upper()


def minuscules(text: str) -> str:
    """Return ``text`` in small letters."""
    return text.lower()


def capitale(text: str) -> str:
    """Return ``text`` with a capital at its head, as a sentence begins: « La Communauté de communes »."""
    return text[:1].upper() + text[1:]


def _checked(function: Filter, accepted: _Input) -> Filter:
    """Wrap ``function``: what it cannot take is a FilterError."""
    name = function.__name__
    signature = inspect.signature(function)

    @functools.wraps(function)
    def checked(value: object, *args: object, **options: object) -> str:
        if not accepted.accepts(value):
            # Printed as text, not with repr: a variable that Jinja does not know then raises its own error.
            given = "il n’y a rien" if value is None else f"« {value} » ne convient pas"
            raise FilterError(f"filtre « {name} » : il faut {accepted.name}, {given}")
        try:
            signature.bind(value, *args, **options)
        except TypeError:
            known = ", ".join(list(signature.parameters)[1:]) or "aucun"
            raise FilterError(f"filtre « {name} » : arguments incorrects ; attendu : {known}") from None
        for argument in (*args, *options.values()):
            if not isinstance(argument, str):
                raise FilterError(f"filtre « {name} » : « {argument} » n’est pas un texte")
        try:
            return function(value, *args, **options)
        except ValueError as error:
            raise FilterError(f"filtre « {name} » : {error}") from error

    return checked


_INPUTS: Mapping[Filter, _Input] = {
    function: accepted
    for accepted, functions in (
        (_PLACE, (de, a, le)),
        (_DATE, (date_longue, date_jour, date_solennelle)),
        (_TIME, (heure,)),
        (_INTEGER, (nombre, lettres, ordinal, ordinal_lettres)),
        (_AMOUNT, (euros, euros_lettres)),
        (_TEXT, (du_departement, accord, majuscules, minuscules, capitale, telephone)),
    )
    for function in functions
}
#: Name in templates → filter. Each raises FilterError on what it cannot take.
FILTERS: Mapping[str, Filter] = MappingProxyType(
    {function.__name__: _checked(function, accepted) for function, accepted in _INPUTS.items()}
)


def needed(name: str, value: object) -> str:
    """Return what the filter ``name`` needs, « une date », when it cannot take ``value``; else ""."""
    accepted = next(accepted for function, accepted in _INPUTS.items() if function.__name__ == name)
    return "" if accepted.accepts(value) else accepted.name
