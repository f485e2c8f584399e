"""What can go wrong in a template, told in French with the text around it."""

from __future__ import annotations

import datetime
import html
import re
import traceback
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from jinja2 import Environment, Template, TemplateSyntaxError, nodes
from lxml import etree

from generator.errors import Problem, TemplateError
from generator.rendering.fields import Blank
from generator.rendering.location import locate
from generator.rendering.tags import QUOTED
from generator.rendering.wording import in_french
from generator.word.package import WORD
from generator.word.paragraphs import excerpt

_LONE = {"p": "son paragraphe", "tr": "sa ligne de tableau", "tc": "sa cellule"}
_ENDS = (("{{", "}}"), ("{%", "%}"))
_TAG = re.compile(
    r"\{%[-+]?\s*raw\s*[-+]?%\}.*?\{%[-+]?\s*endraw\s*[-+]?%\}"
    r"|\{%(?:(?!\{%|\{\{).)*?%\}|\{\{(?:(?!\{\{|\{%).)*?\}\}",
    re.DOTALL,
)
_OPENING = re.compile(r"^(\{[%{][-+]?)")
_RAW = re.compile(r"\{%[-+]?\s*raw\b")
_PARAGRAPH_ENDS = ("</w:p>", "</w:tr>", "</w:tc>")
#: What is told of an expression in which Python loses itself, and what to do.
TOO_NESTED = ("expression trop longue ou trop imbriquée", "écrivez-la plus simplement, en plusieurs balises")
#: Puts marks in a source that Jinja has read: the tree, the text it comes from and the name of its part.
Mark = Callable[[nodes.Template, str, str], None]


class TagError(Exception):
    """A tag that cannot be read or computed: what is wrong, the tag, the values it was given, the text around.

    ``part`` is the name of the part where it stands, "" as long as nobody knows; ``occurrence`` counts from 0 the
    tags before it that say the same.
    """

    def __init__(
        self, what: str, paragraph: str, *, badly_written: bool, tag: str = "", occurrence: int = 0, values: str = ""
    ) -> None:
        self.badly_written = badly_written
        self.tag = tag
        self.occurrence = occurrence
        self.part = ""
        first = re.search(r"\{[{%]", paragraph)
        at = max(0, paragraph.find(tag)) if tag else first.start() if first else None
        shown = f", dans {tag}" if tag and not badly_written else ""
        shown += f", où {values}" if values else ""
        super().__init__(what + shown + (f" (près de « {excerpt(paragraph, at)} »)" if at is not None else ""))

    @classmethod
    def of(cls, error: Exception, source: str, line: int, known: Mapping[str, Any] | None = None) -> TagError:
        """Explain what was raised by a line of a source of ``one_line_each``; ``known`` are the names it could use."""
        at = _offset(source, line)
        tag = next((found for found in _TAG.finditer(source) if found.start() <= at < found.end()), None)
        text = _paragraph(source, at)
        badly_written = isinstance(error, TemplateSyntaxError)
        missing = [end for start, end in _ENDS if text.count(start) > text.count(end)]
        what = f"il manque {missing[0]}" if badly_written and missing else in_french(error)
        if tag is None:
            return cls(what, text, badly_written=badly_written)
        said = _shown(tag[0])
        before = sum(_shown(found[0]) == said for found in _TAG.finditer(source, 0, tag.start()))
        named = {} if badly_written else _named(said, known or {})
        for path, value in named.items():
            what = value.called(what, path) if isinstance(value, Blank) else what
        values = _values(named)
        return cls(what, text, badly_written=badly_written, tag=said, occurrence=before, values=values)

    def place(self, template: bytes) -> str:
        """Return the place of the tag in its template, "" when it is not known."""
        return locate(template, self.tag[:2], self.tag[2:-2].strip(" -+"), self.occurrence, self.part)


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
            return self.template.render(context)
        except Exception as error:  # whatever a template's expression raises is the template's fault
            frames = [
                (line, frame.f_locals)
                for frame, line in traceback.walk_tb(error.__traceback__)
                if frame.f_code.co_filename == "<template>"
            ]
            raise TagError.of(error, self.source, *(frames[-1] if frames else (0, {}))) from error


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


def one_line_each(source: str) -> str:
    """Return a source where every tag begins a line, so that the line of an error tells which tag is at fault.

    A line that begins inside a tag changes nothing of what it prints; what ``raw`` prints as it is stays whole.
    """
    return _TAG.sub(lambda found: found[0] if _RAW.match(found[0]) else _OPENING.sub(r"\1\n", found[0]), source)


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
    except UnicodeEncodeError as error:
        message = f"une balise donne un caractère qui n’existe pas ({error.object[error.start : error.end]!a})"
        raise _failure(name, commune, message, "écrivez ce caractère lui-même", "") from error
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


def _offset(source: str, line: int) -> int:
    """Return where a line begins, -1 when there is no such line; Jinja counts the ends of lines as this does."""
    starts = [0, *(end.end() for end in re.finditer(r"\r\n|\r|\n", source))]
    return starts[line - 1] if 0 < line <= len(starts) else -1


def _paragraph(source: str, at: int) -> str:
    """Return the text of the paragraph around, or of the tag that stands between two paragraphs."""
    if at < 0:
        return ""
    start = max(source.rfind("\n<w:p", 0, at + 5), *(source.rfind(end, 0, at) for end in _PARAGRAPH_ENDS))
    ends = (source.find(end, at) for end in ("\n<w:p", *_PARAGRAPH_ENDS))
    end = min((end for end in ends if end >= 0), default=len(source))
    text = html.unescape(re.sub(r"<[^>]*>|^[^<]*>", "", source[max(0, start) : end]))
    return _TAG.sub(lambda found: _shown(found[0]), text).strip()


def _shown(tag: str) -> str:
    """Return a tag without the end of line that ``one_line_each`` put in it."""
    return " ".join(re.sub(r"^(\{[%{][-+]?)\n", r"\1", html.unescape(tag)).split())


def _named(tag: str, known: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the names of a tag stood for, as it writes them; None for what is unknown."""
    found = {}
    for path in dict.fromkeys(re.findall(r"[^\W\d]\w*(?:\.\w+)*", QUOTED.sub("", tag))):
        first, *rest = path.split(".")
        value = known.get(first)
        for name in rest:
            value = getattr(value, "__dict__", {}).get(name)
        found[path] = value
    return found


def _values(named: Mapping[str, Any]) -> str:
    """Say what names stood for: « commune.nom vaut « Haveluy » »."""
    said = []
    for path, value in named.items():
        if isinstance(value, str):
            said.append(f"{path} vaut « {value} »")
        elif isinstance(value, int | datetime.date | datetime.time):
            said.append(f"{path} vaut {value}")
    return " et ".join(said[:3])
