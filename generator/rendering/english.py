"""What Jinja and Python write or read as English does: refused with what to write instead, or done as French asks."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from jinja2 import Environment, Undefined, pass_environment
from jinja2.filters import make_multi_attrgetter

from generator.language.filters import FilterError
from generator.language.typography import NBSP, NNBSP, unaccented

#: Jinja's filters and Python's methods that make no French text, and what to do instead.
REFUSED: Mapping[str, str] = {
    "capitalize": "écrivez |capitale, qui laisse leurs capitales aux noms propres",
    "title": "écrivez |capitale : en français, chaque mot n’a pas sa capitale",
    "swapcase": "écrivez |majuscules ou |minuscules",
    "filesizeformat": "écrivez |nombre, et l’unité après la balise",
    "wordwrap": "ôtez |wordwrap : Word coupe les lignes lui-même",
}
#: What French writes in the words of a date, and the computer in those of English.
_ENGLISH_DATE = re.compile(r"%[-_^0#]*[aAbBchpxXr]")
#: A number in groups, as a format of Python asks for it; and in groups or rounded, as it comes out.
_GROUPED = re.compile(r"\{[^{}]*:[^{}]*[,_]")
_ENGLISH_NUMBER = re.compile(r"\d[.,_]\d")
#: A number of a cell; « 1.200 » may be one thousand two hundred, or one and two tenths.
_NUMBER = re.compile(r"[-+]?(?:\d{1,3}(?: \d{3})+|\d+)(?:[.,](?!\d{3}$)\d+)?")
#: Python's methods that look for a text in another one.
_SEEKING = ("replace", "startswith", "endswith", "count", "find", "index", "split", "partition", "removeprefix")
#: The signs that a tag and a cell may write otherwise, and that printing puts back.
_SAME = str.maketrans({"’": "'", NBSP: " ", NNBSP: " "})


class English(str):
    """A formatted text with a number as English writes it, « 5,283 »: it may be replaced by another, not printed."""

    __slots__ = ()


def formatted(text: str, pattern: str, values: Iterable[object]) -> str:
    """Return what a format made of values, marked when a number of it is written as in English."""
    doubtful = _GROUPED.search(pattern) or any(isinstance(value, float) for value in values)
    return English(text) if doubtful and _ENGLISH_NUMBER.search(text) else text


def called(function: Any, arguments: tuple[Any, ...]) -> tuple[Any, tuple[Any, ...]]:
    """Return the method of a value and its arguments as a template calls them: what looks for a text finds it.

    Raises FilterError for a method whose text would not be French.
    """
    owner, name = getattr(function, "__self__", None), getattr(function, "__name__", "")
    if isinstance(owner, str):
        if name in REFUSED:
            raise FilterError(f"« .{name}() » ne donne pas un texte français : {REFUSED[name]}")
        if name in _SEEKING:
            owner, *arguments_alike = alike(owner, *arguments)
            return getattr(owner, name), tuple(arguments_alike)
    elif isinstance(owner, datetime.date | datetime.time) and (
        name == "ctime" or (name == "strftime" and _ENGLISH_DATE.search(str(arguments[:1])))
    ):
        raise FilterError("la date serait écrite en anglais : employez |date_longue, |date_jour ou |heure")
    return function, arguments


def make_french(environment: Environment) -> None:
    """Take the filters away that make no French text, and have the others read and sort as French does."""
    for name in REFUSED.keys() & environment.filters.keys():
        del environment.filters[name]
    for name in ("int", "float"):
        environment.filters[name] = _reading(environment.filters[name])
    environment.filters["sort"] = _sort
    replace = environment.filters["replace"]
    environment.filters["replace"] = functools.wraps(replace)(
        lambda context, *args, **options: replace(context, *alike(*args), **options)
    )


def alike(text: Any, *arguments: Any) -> tuple[Any, ...]:
    """Return a text and what is looked for in it; with the same apostrophes and spaces, where it is found only so."""
    if not (arguments and isinstance(text, str) and isinstance(arguments[0], str)) or arguments[0] in text:
        return text, *arguments
    straight, sought = str(text).translate(_SAME), arguments[0].translate(_SAME)
    return (straight, sought, *arguments[1:]) if sought in straight else (text, *arguments)


def _reading(function: Callable[..., Any]) -> Callable[..., Any]:
    """Wrap what makes a number: of a text as French writes it; never 0 of what is none, unless a default says so."""

    @functools.wraps(function)
    def reading(value: Any, *args: Any, **options: Any) -> Any:
        text = str(value).translate(_SAME).strip() if isinstance(value, str) else ""
        if _NUMBER.fullmatch(text):
            value = text.replace(" ", "").replace(",", ".")
        elif not (args or options or isinstance(value, int | float | Undefined)):
            raise FilterError(f"filtre « {function.__name__.removeprefix('do_')} » : « {value} » n’est pas un nombre")
        return function(value, *args, **options)

    return reading


@pass_environment
def _sort(
    environment: Environment,
    value: Iterable[Any],
    reverse: bool = False,
    case_sensitive: bool = False,
    attribute: str | int | None = None,
) -> list[Any]:
    """Sort in the order of a French dictionary: « Élincourt » before « Haveluy »."""
    key = make_multi_attrgetter(environment, attribute, postprocess=None if case_sensitive else _alphabetical)
    return sorted(value, key=key, reverse=reverse)


def _alphabetical(value: Any) -> Any:
    return unaccented(value).lower() if isinstance(value, str) else value
