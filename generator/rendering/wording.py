"""What Jinja and Python say of a faulty tag, told in French to someone who has never heard of either."""

from __future__ import annotations

import re

from jinja2 import UndefinedError

from generator.language.filters import FilterError

#: What Jinja calls the two ends of a tag.
_TOKENS = {
    "end of print statement": "}}",
    "end of statement block": "%}",
    "begin of print statement": "{{",
    "begin of statement block": "{%",
    "name": "un nom",
    "integer": "un nombre",
    "string": "un texte",
}
#: What Jinja and Python say, and what is told: the first pattern that matches, with its groups.
_FRENCH = tuple(
    (re.compile(english, re.DOTALL), french)
    for english, french in (
        (r"No filter named '(.+?)'", "filtre inconnu : {}"),
        (r"No test named '(.+?)'", "test inconnu : {}"),
        (r"unknown tag '(end.+?)'.*block that needs to be closed is '(.+?)'", "« {} » au lieu de la fin de {{% {} %}}"),
        (r"unknown tag '(.+?)'", "balise inconnue : {}"),
        (r"Unexpected end of template.*block that needs to be closed is '(.+?)'", "{{% {0} %}} sans {{% end{0} %}}"),
        (r"Unexpected end of template", "une balise n’est pas fermée"),
        (r"[Ee]xpected (?:an expression|token), got '(.+?)'", "il manque quelque chose avant « {} »"),
        (
            r"expected token 'end of (?:print statement|statement block)', got '='",
            "« = » ne convient pas : pour comparer, écrivez ==",
        ),
        (
            r"expected token 'end of (?:print statement|statement block)', got '(?:integer|float)'",
            "un nombre ne devrait pas être à cet endroit",
        ),
        (r"expected token 'end of (?:print statement|statement block)', got '(et|ou)'", "« {} » n’est pas compris"),
        (
            r"expected token 'end of (?:print statement|statement block)', got '(.+?)'",
            "« {} » ne devrait pas être là ; il manque peut-être un point, une barre (|) ou un guillemet avant",
        ),
        (r"expected token '(.+?)', got '(.+?)'", "il faut « {} » à la place de « {} »"),
        (r"unexpected char ['\"](.)['\"] at", "le signe « {} » n’a pas de sens ici"),
        (r"unexpected '(.+?)'", "« {} » est de trop, ou son pendant manque"),
        (r"access to attribute '(.+?)' of", "accès interdit à {}"),
        (r"not safely callable", "appel interdit"),
        (r"Range too big", "boucle trop longue"),
        (
            r"object is not (?:iterable|callable)",
            "une valeur qui n’est pas une liste est parcourue avec {{% for %}}, ou suivie de parenthèses",
        ),
        (r"no loader for this environment", "un modèle ne peut pas en inclure un autre"),
        (r"division|modulo", "division par zéro"),
        (
            r"has no len|has no attribute|could not convert|invalid literal|must be real number|positional argument",
            "un filtre est employé sur une valeur qu’il ne prend pas, ou avec ce qu’il n’attend pas",
        ),
        (
            r"not supported between instances|unsupported operand|can only concatenate|must be str, not|can't multiply"
            r"|not all arguments converted",
            "le calcul ou la comparaison mêle un nombre et un texte, ou une date",
        ),
    )
)


def in_french(error: Exception) -> str:
    """Return what is wrong, in French; what the program's own filters and undefined names say is French already."""
    text = str(error)
    if isinstance(error, UndefinedError | FilterError):
        return text
    for english, french in _FRENCH:
        found = english.search(text)
        if found:
            return french.format(*(_TOKENS.get(group, group) for group in found.groups()))
    if isinstance(error, MemoryError):
        return "la balise demande trop de temps ou de mémoire"
    return f"calcul impossible ({text})"
