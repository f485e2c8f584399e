"""Templates compiled source by source, and what goes wrong in one told for its document and for all communes."""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from jinja2 import Environment, Template, TemplateSyntaxError, nodes
from lxml import etree

from generator.errors import Problem, TemplateError
from generator.inputs.settings import UNPRINTABLE
from generator.language.filters import FilterError
from generator.rendering.tagerrors import TagError, one_line_each
from generator.word.package import WORD

_LONE = {"p": "son paragraphe", "tr": "sa ligne de tableau", "tc": "sa cellule"}
#: What is told of an expression in which Python loses itself, and what to do.
TOO_NESTED = ("expression trop longue ou trop imbriquée", "écrivez-la plus simplement, en plusieurs balises")
#: Puts marks in a source that Jinja has read: the tree, the text it comes from and the name of its part.
Mark = Callable[[nodes.Template, str, str], None]


class Compiler:
    """Compiles each source once; it stands where docxtpl expects Jinja's environment. Raises TagError.

    ``mark`` is given each source, read but not compiled yet, and may put marks in it.
    """

    def __init__(self, environment: Environment, mark: Mark | None = None) -> None:
        self._environment = environment
        self._mark = mark
        self._part = ""
        self._compiled: dict[str, Compiled] = {}

    def from_string(self, source: str) -> Compiled:
        if source not in self._compiled:
            try:
                numbered = one_line_each(source)
                tree = self._environment.parse(numbered)
                _refuse_unprintable(tree, numbered)
                if self._mark:
                    self._mark(tree, numbered, self._part)
                template = self._environment.from_string(tree)
            except TemplateSyntaxError as error:
                raise TagError.of(error, numbered, error.lineno) from error
            self._compiled[source] = Compiled(template, numbered)
        return self._compiled[source]

    @contextmanager
    def within(self, part: str) -> Iterator[None]:
        """Let the marks and the faults of a part know its name in the package."""
        self._part = part
        try:
            yield
        except TagError as error:
            error.part = part
            raise


@dataclass(frozen=True, slots=True)
class Compiled:
    """A compiled source that knows, when it fails, in which paragraph."""

    template: Template
    source: str

    def render(self, context: Mapping[str, Any]) -> str:
        try:
            text = self.template.render(context)
        except Exception as error:  # whatever a template's expression raises is the template's fault
            frames = [
                (line, frame.f_locals)
                for frame, line in traceback.walk_tb(error.__traceback__)
                if frame.f_code.co_filename == "<template>"
            ]
            raise TagError.of(error, self.source, *(frames[-1] if frames else (0, {}))) from error
        if found := UNPRINTABLE.search(text):
            raise TagError(f"une balise donne {found[0]!a}, qui n’est pas un caractère", "", badly_written=False)
        return text


def _refuse_unprintable(tree: nodes.Template, source: str) -> None:
    """Raise TagError for a text of a tag with what neither a document nor a message can hold."""
    for text in tree.find_all(nodes.Const):
        if isinstance(text.value, str) and (found := UNPRINTABLE.search(text.value)):
            wrong = FilterError(f"{found[0]!a} n’est pas un caractère que l’on puisse écrire")
            raise TagError.of(wrong, source, text.lineno)


def check_lone_tags(part: etree._Element) -> None:
    """Refuse a text beside a ``{%p``, ``{%tr`` or ``{%tc`` tag: it goes away with its paragraph, row or cell.

    Raises TagError.
    """
    for element in part.iter(*(WORD + name for name in _LONE)):
        kind = etree.QName(element).localname
        text = "".join(part.text or "" for part in element.iter(WORD + "t"))
        tag = re.search(rf"\{{[{{%#]{kind} .*?[}}%#]\}}", text)
        nested = element.find(f".//{WORD}{kind}") is not None
        if tag and not nested and text.replace(tag[0], "", 1).strip():
            place = f"{tag[0]} doit être seule dans {_LONE[kind]}, sinon le reste disparaît"
            raise TagError(place, text, badly_written=True, tag=tag[0])


@contextmanager
def explained(template: bytes, name: str, commune: str) -> Iterator[None]:
    """Turn the faults of one document's rendering into a TemplateError; ``name`` is that of the template's file."""
    try:
        yield
    except TagError as error:
        if error.badly_written:
            message, remedy = f"balise mal écrite : {error}", "corrigez cette balise dans le modèle"
        else:
            message, remedy = str(error), "corrigez le modèle ou la donnée"
        failure = _failure(name, commune, message, remedy, error.place(template))
        failure.tag = f"{error.tag} {error.occurrence}" if error.tag else ""
        raise failure from error
    except etree.XMLSyntaxError as error:
        message = f"les balises coupent la structure du document ({error.msg})"
        remedy = "mettez chaque {%p … %} seule dans son paragraphe et chaque {%tr … %} seule dans sa ligne de tableau"
        raise _failure(name, commune, message, remedy, "") from error
    except AttributeError as error:  # the library counts the columns of each table, after it filled its cells
        if "'findall'" not in str(error):
            raise
        raise _failure(name, commune, "un tableau est abîmé", "supprimez-le et refaites-le dans Word", "") from error
    except RecursionError as error:
        raise _failure(name, commune, *TOO_NESTED, "") from error
    except ValueError as error:
        if "255 char limit" not in str(error):
            raise
        message = "une propriété du document (titre, objet, auteur, commentaires) dépasse 255 signes"
        raise _failure(name, commune, message, "raccourcissez-la (Fichier, Informations)", "") from error


def gather(errors: Iterable[TemplateError]) -> list[Problem]:
    """Return the problems of the documents, one for the communes whose documents fail at the same tag."""
    found: dict[tuple[str, ...], list[Problem]] = {}
    for error in errors:
        for problem in error.problems:
            found.setdefault((problem.file, problem.place, error.tag or problem.message), []).append(problem)
    return [_for_all(problems) for problems in found.values()]


def _for_all(problems: list[Problem]) -> Problem:
    first, others = problems[0], len({problem.commune for problem in problems}) - 1
    if not others:
        return first
    more = f"{others} autres communes" if others > 1 else "1 autre commune"
    return replace(first, commune=f"{first.commune} et {more}")


def _failure(template: str, commune: str, message: str, remedy: str, place: str) -> TemplateError:
    return TemplateError.of(Problem("error", message, remedy, template, commune=commune, place=place))
