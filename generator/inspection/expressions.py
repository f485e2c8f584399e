"""The tags of one part, read as Jinja will read them: each by itself first, then all together."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from jinja2 import Environment, TemplateSyntaxError

from generator.errors import Problem
from generator.inspection.blocks import ENDS, Statement, harmless
from generator.inspection.shapes import Shape
from generator.inspection.variables import NameReader
from generator.rendering.faults import TOO_NESTED
from generator.rendering.tags import QUOTED, Tag
from generator.rendering.wording import in_french

_EXAMPLES = {
    "if": 'une condition s’écrit {% if commune.courriel %} ou {% if commune.qualite == "Ville" %}',
    "elif": 'une autre condition s’écrit {% elif commune.qualite == "Ville" %}',
    "for": "une boucle s’écrit {% for seance in planning.seances %}",
    "set": '{% set %} s’écrit {% set nom = "valeur" %}',
    "": "une valeur s’écrit {{ commune.nom }} ou {{ convention.terme|date_longue }}",
}
_NESTED, _SIMPLER = TOO_NESTED
_SPACED_NUMBER = re.compile(r"(?<![\w.])\d{1,3}(?: \d{3})+(?![\w.])")
#: The words that join conditions, by what people write for them.
_WORDS = {"et": "and", "ou": "or", "non": "not", "pas": "not", "dans": "in"}
_FRENCH = re.compile(rf"(?<![\w.])(?:{'|'.join(_WORDS)})(?![\w.(])")
_QUOTE = re.compile(r"[\"']")


def read_expressions(
    statements: list[Statement], environment: Environment, shapes: Mapping[str, Shape]
) -> list[Problem]:
    """Return what is wrong with the expressions of a part: how they are written, and the names they use."""
    problems: list[Problem] = []
    lines: list[str] = []
    for statement in statements:
        fault = _fault(statement, environment)
        if fault:
            problems.append(statement.tag.problem(f"{statement.tag.shown} : {fault}", _remedy(statement.tag)))
            statement = Statement(harmless(statement.code, statement.tag), statement.tag)
        lines.append(_line(statement))
    if not lines:
        return problems
    tags = [statement.tag for statement in statements]
    reader = NameReader(environment, shapes, tags)
    try:
        reader.read(environment.parse("\n".join(lines)))
    except TemplateSyntaxError as error:
        tag = tags[min(error.lineno, len(tags)) - 1]
        return [*problems, tag.problem(f"{tag.shown} : {in_french(error)}", "corrigez cette balise")]
    except RecursionError:
        return [*problems, tags[0].problem(f"à partir de {tags[0].shown} : {_NESTED}", _SIMPLER)]
    return problems + reader.problems


def _line(statement: Statement) -> str:
    code = " ".join(statement.code.split("\n"))
    return f"{{{{ {code} }}}}" if statement.tag.opener == "{{" else f"{{% {code} %}}"


def _fault(statement: Statement, environment: Environment) -> str:
    """Return what is wrong with one tag by itself, "" when nothing is."""
    word, _, rest = statement.code.partition(" ")
    code = statement.code
    if not code:
        return "la balise est vide"
    if statement.tag.opener == "{{":
        source = _line(statement)
    elif word in ENDS and (word != "set" or "=" not in code):
        source = f"{_line(statement)}{{% {ENDS[word]} %}}"
    elif word == "elif":
        source = f"{{% if 1 %}}{_line(statement)}{{% endif %}}"
    elif word in ENDS.values() or word == "else":
        return f"rien ne doit suivre « {word} »" if rest.strip() else ""
    else:
        source = _line(statement)
    fault = _misspelt(source, environment)
    return "un guillemet n’est pas fermé" if fault not in ("", _NESTED) and len(_QUOTE.findall(code)) % 2 else fault


@lru_cache(maxsize=2048)  # templates name the same values
def _misspelt(source: str, environment: Environment) -> str:
    """Return why Jinja does not read a source, "" when it does."""
    try:
        environment.parse(source)
    except RecursionError:
        return _NESTED
    except TemplateSyntaxError as error:
        return in_french(error)
    return ""


def _remedy(tag: Tag) -> str:
    bare = QUOTED.sub("", tag.code)
    spaced, french = _SPACED_NUMBER.search(bare), _FRENCH.search(bare)
    if spaced:
        return f"écrivez le nombre sans espace : {spaced[0].replace(' ', '')}"
    if french:
        return f"écrivez {_WORDS[french[0]]} à la place de {french[0]}"
    if tag.opener == "{{":
        return _EXAMPLES[""]
    return _EXAMPLES.get("elif" if tag.keyword == "else" else tag.keyword, "corrigez cette balise")
