"""What can go wrong in a template, told in French with the text around it."""

from __future__ import annotations

import html
import re
import traceback
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, Template, TemplateSyntaxError, UndefinedError
from lxml import etree

from generator.errors import Problem, TemplateError

NEAR = 120
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LONE = {"p": "son paragraphe", "tr": "sa ligne de tableau", "tc": "sa cellule"}
#: What Jinja calls the two ends of a tag.
TOKENS = {"end of print statement": "}}", "end of statement block": "%}", "begin of print statement": "{{"}
ENDS = (("{{", "}}"), ("{%", "%}"))
#: What Jinja and Python say, and what is told: the first pattern that matches, with its groups.
FRENCH = tuple(
    (re.compile(english, re.DOTALL), french)
    for english, french in (
        (r"No filter named '(.+?)'", "filtre inconnu : {}"),
        (r"No test named '(.+?)'", "test inconnu : {}"),
        (r"unknown tag '(end.+?)'.*block that needs to be closed is '(.+?)'",
         "« {} » au lieu de la fin de {{% {} %}}"),
        (r"unknown tag '(.+?)'", "balise inconnue : {}"),
        (r"Unexpected end of template.*block that needs to be closed is '(.+?)'",
         "{{% {0} %}} sans {{% end{0} %}}"),
        (r"Unexpected end of template", "une balise n’est pas fermée"),
        (r"[Ee]xpected (?:an expression|token), got '(.+?)'", "valeur attendue avant « {} »"),
        (r"expected token '(.+?)', got '(.+?)'", "« {} » attendu, « {} » trouvé"),
        (r"unexpected char .(.+?). at", "caractère inattendu : {}"),
        (r"unexpected '(.+?)'", "« {} » inattendu"),
        (r"access to attribute '(.+?)' of", "accès interdit à {}"),
        (r"not safely callable", "appel interdit"),
        (r"Range too big", "boucle trop longue"),
        (r"object is not (?:iterable|callable)", "{{% for %}} ou parenthèses sur une valeur qui n’est pas une liste"),
        (r"no loader for this environment", "un modèle ne peut pas en inclure un autre"),
        (r"division|modulo", "division par zéro"),
    )
)  # fmt: skip


class TagError(Exception):
    """A tag that cannot be read or computed: what is wrong and, when it has a tag, the paragraph around."""

    def __init__(self, what: str, paragraph: str, *, badly_written: bool) -> None:
        self.badly_written = badly_written
        tag = re.search(r"\{[{%]", paragraph)
        start = max(0, tag.start() - NEAR // 3) if tag else 0
        super().__init__(f"{what} (près de « {paragraph[start : start + NEAR].strip()} »)" if tag else what)

    @classmethod
    def of(cls, error: Exception, source: str, line: int) -> TagError:
        """Explain what was raised by a line of a source, which holds one paragraph."""
        lines = source.splitlines()
        text = html.unescape(re.sub(r"<[^>]*>", "", lines[line - 1])).strip() if 0 < line <= len(lines) else ""
        badly_written = isinstance(error, TemplateSyntaxError)
        missing = [end for start, end in ENDS if text.count(start) > text.count(end)]
        what = f"il manque {missing[0]}" if badly_written and missing else _french(error)
        return cls(what, text, badly_written=badly_written)


class Compiler:
    """Compiles each source once; it stands where docxtpl expects Jinja's environment. Raises TagError."""

    def __init__(self, environment: Environment) -> None:
        self._environment = environment
        self._compiled: dict[str, Compiled] = {}

    def from_string(self, source: str) -> Compiled:
        if source not in self._compiled:
            try:
                template = self._environment.from_string(source)
            except TemplateSyntaxError as error:
                raise TagError.of(error, source, error.lineno) from error
            self._compiled[source] = Compiled(template, source)
        return self._compiled[source]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A compiled source that knows, when it fails, in which paragraph."""

    template: Template
    source: str

    def render(self, context: Mapping[str, Any]) -> str:
        try:
            return self.template.render(context)
        except Exception as error:  # whatever a template's expression raises is the template's fault
            lines = [
                line for frame, line in traceback.walk_tb(error.__traceback__)
                if frame.f_code.co_filename == "<template>"
            ]  # fmt: skip
            raise TagError.of(error, self.source, lines[-1] if lines else 0) from error


def check_lone_tags(xml: str) -> None:
    """Refuse a text beside a ``{%p``, ``{%tr`` or ``{%tc`` tag: it goes away with its paragraph, row or cell.

    Raises TagError.
    """
    for element in etree.fromstring(xml.encode()).iter(*(WORD + name for name in LONE)):
        kind = etree.QName(element).localname
        text = "".join(part.text or "" for part in element.iter(WORD + "t"))
        tag = re.search(rf"\{{[{{%#]{kind} .*?[}}%#]\}}", text)
        nested = element.find(f".//{WORD}{kind}") is not None
        if tag and not nested and text.replace(tag[0], "", 1).strip():
            place = f"{tag[0]} doit être seule dans {LONE[kind]}, sinon le reste disparaît"
            raise TagError(place, text, badly_written=True)


@contextmanager
def explained(template: str, commune: str) -> Iterator[None]:
    """Turn the faults of one document's rendering into a TemplateError."""
    try:
        yield
    except TagError as error:
        if error.badly_written:
            message, remedy = f"balise mal écrite : {error}", "corrigez cette balise dans le modèle"
        else:
            message, remedy = str(error), "corrigez le modèle ou la donnée"
        raise _failure(template, commune, message, remedy) from error
    except etree.XMLSyntaxError as error:
        message = f"les balises coupent la structure du document ({error.msg})"
        remedy = "mettez chaque {%p … %} seule dans son paragraphe et chaque {%tr … %} seule dans sa ligne de tableau"
        raise _failure(template, commune, message, remedy) from error


def _failure(template: str, commune: str, message: str, remedy: str) -> TemplateError:
    problem = Problem("error", message, remedy, template, commune=commune)
    return TemplateError(f"{template} ({commune}) : {message} ; {remedy}.", [problem])


def _french(error: Exception) -> str:
    """Return what is wrong, in French; what the program's own filters and undefined names say is French already."""
    text = str(error)
    if isinstance(error, UndefinedError) or text.startswith("filtre ") or " : inconnu" in text:
        return text
    for english, french in FRENCH:
        found = english.search(text)
        if found:
            return french.format(*(TOKENS.get(group, group) for group in found.groups()))
    return f"calcul impossible ({text})"
