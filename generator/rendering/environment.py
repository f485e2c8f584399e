"""The one environment in which templates are read and computed: sandboxed, strict, and nothing vanishes in silence.

What becomes a text, by printing, by « ~ », by a filter or by a format, is never what is no text itself.
"""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from docxtpl import InlineImage
from jinja2 import Environment, Undefined, nodes, pass_eval_context
from jinja2.filters import make_attrgetter
from jinja2.nodes import EvalContext
from jinja2.runtime import Context
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.visitor import NodeTransformer
from markupsafe import Markup, escape

from generator.language.filters import FILTERS, FilterError
from generator.language.typography import no_breaks, typographie
from generator.rendering.comparisons import COMPARING, Compared, comparable
from generator.rendering.english import English, called, formatted, make_french
from generator.rendering.fields import Blank, Unknown

_WHITE = " \t\r\n"
#: Jinja's filters that take whatever they are given for a text; ``join`` does it with each value of a list.
TEXTUAL = frozenset(
    {"string", "upper", "lower", "trim", "replace", "center", "indent", "truncate", "wordcount", "striptags", "escape"}
    | {"e", "urlencode", "format", "join"}
)


def make_environment() -> Environment:
    """Return Jinja's environment with the French filters, escaping, and printed values set in French typography."""
    environment = StrictEnvironment(undefined=Unknown, autoescape=True, finalize=_finalize)
    environment.filters.update(FILTERS)
    # Chance has no place where the same inputs must give the same bytes, nor what a document's XML would be broken by,
    # nor what Python makes of a value.
    del environment.globals["lipsum"]
    for name in ("random", "safe", "forceescape", "tojson", "urlize", "xmlattr", "pprint"):
        del environment.filters[name]
    return environment


@pass_eval_context  # what depends on it is not computed ahead: Jinja would escape a constant first, « None » for none
def _finalize(_: EvalContext, value: Any) -> Any:
    """Set in French typography every text that enters a document; what is neither text nor number is refused."""
    if isinstance(value, Markup):
        # XML comes from a macro or a block, whose parts are set already; what has no tag is an escaped text.
        return value if "<" in value else escape(_set(value.unescape()))
    if isinstance(value, InlineImage):
        return value
    check_textual(value)
    return _set(value) if isinstance(value, str) else value


def _set(text: str) -> str:
    """Return a text in French typography with a space at each end that had one: « , » parts the items of a list.

    Values of the data have none: they are read without.
    """
    inside = typographie(text)
    before = " " if " " in text[: len(text) - len(text.lstrip(_WHITE))] else ""
    after = " " if inside and " " in text[len(text.rstrip(_WHITE)) :] else ""
    return no_breaks(f"{before}{inside}{after}") if before or after else inside


class StrictEnvironment(ImmutableSandboxedEnvironment):
    """Jinja's sandbox, in which only texts and whole numbers become text; an empty value fails as it does anywhere.

    Dates, groups, lists, ``none``, true and false have no spelling of their own: Jinja would print Python's. Texts are
    compared by ``comparable``.
    """

    intercepted_binops = frozenset({"%"})

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        for name in TEXTUAL - {"join"}:
            self.filters[name] = _strict(self.filters[name], name)
        self.filters["join"] = _strict_join(self.filters["join"])
        for name in COMPARING:
            self.tests[name] = _comparing(self.tests[name])
        self.tests["none"] = lambda value: value is None or isinstance(value, Blank)
        make_french(self)

    def parse(self, source: str, name: str | None = None, filename: str | None = None) -> nodes.Template:
        """Parse a source; what « ~ » joins goes through the filter ``string``, which refuses what is no text."""
        tree: nodes.Template = _Joined().visit(super().parse(source, name, filename))
        return tree

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        """Compile what was read; what it compares is made comparable first."""
        return super()._generate(Compared().visit(source), name, filename, defer_init)

    def call(self, context: Context, function: Any, /, *args: Any, **options: Any) -> Any:
        """Call what a template calls; a method of a text or of a date gives French."""
        function, args = called(function, args)
        return super().call(context, function, *args, **options)

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Compute ``"%s" % value`` with what may become a text alone."""
        if not isinstance(left, str):
            return super().call_binop(context, operator, left, right)
        values = right if isinstance(right, tuple) else (right,)
        _check_all(values, decimals=True)
        return formatted(super().call_binop(context, operator, left, right), left, values)

    def wrap_str_format(self, value: Any) -> Callable[..., str] | None:
        """Return what stands for ``"{}".format``, which takes what may become a text alone; None for another value."""
        wrapped = super().wrap_str_format(value)
        if wrapped is None:
            return None

        @functools.wraps(wrapped)
        def strict(*args: Any, **options: Any) -> str:
            maps = [value for one in args if isinstance(one, Mapping) for value in one.values()]
            values = (*(one for one in args if not isinstance(one, Mapping)), *maps, *options.values())
            _check_all(values, decimals=True)
            return formatted(wrapped(*args, **options), value.__self__, values)

        return strict


def check_textual(value: object, *, decimals: bool = False) -> None:
    """Refuse what is neither text nor whole number; ``decimals`` also admits others. Raises FilterError."""
    admitted = (str, int, float, Undefined) if decimals else (str, int, Undefined)
    if not isinstance(value, admitted) or isinstance(value, bool | English):
        raise FilterError(_advice(value))


def _advice(value: object) -> str:
    """Say how to print what cannot be printed as it is."""
    if isinstance(value, datetime.date):
        return "filtre absent : une date s’écrit avec |date_longue ou |date_jour"
    if isinstance(value, datetime.time):
        return "filtre absent : une heure s’écrit avec |heure"
    if isinstance(value, bool):
        return "vrai ou faux ne s’écrit pas : employez {% if … %}"
    if isinstance(value, float):
        return (
            f"« {value} » n’est pas un nombre entier : si c’est un montant, mettez le calcul entre parenthèses, puis "
            "|euros ; sinon arrondissez-le avec |int"
        )
    if isinstance(value, English):
        return (
            f"« {value} » est écrit comme en anglais : employez |euros pour un montant, |nombre pour un nombre entier, "
            'ou ajoutez |replace(".", ",") pour un nombre décimal'
        )
    if value is None:
        return "« none » n’est ni un texte ni un nombre"
    return f"« {value} » n’est ni un texte ni un nombre ; nommez l’un de ses champs, ou employez un filtre"


def _check_all(values: Iterable[object], *, decimals: bool = False) -> None:
    for value in values:
        check_textual(value, decimals=decimals)


def _comparing(test: Any) -> Callable[[Any, Any], Any]:
    return lambda left, right: test(comparable(left), comparable(right))


def _strict(function: Callable[..., Any], name: str) -> Callable[..., Any]:
    """Wrap a filter: what it takes for a text has to be one, the values of a format too."""
    first = 1 if hasattr(function, "jinja_pass_arg") else 0

    @functools.wraps(function)
    def strict(*args: Any, **options: Any) -> Any:
        if not (name == "replace" and isinstance(args[first], English)):
            check_textual(args[first])
        if name != "format":
            return function(*args, **options)
        values = (*args[first + 1 :], *options.values())
        _check_all(values, decimals=True)
        return formatted(function(*args, **options), args[first], values)

    return strict


def _strict_join(function: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(function)
    def strict(context: EvalContext, value: Any, d: str = "", attribute: str | int | None = None) -> Any:
        of_each = make_attrgetter(context.environment, attribute) if attribute is not None else None
        values = [of_each(one) if of_each else one for one in value]
        _check_all(values)
        return function(context, values, d)

    return strict


class _Joined(NodeTransformer):
    """Puts each value that « ~ » joins through the filter ``string``."""

    def visit_Concat(self, node: nodes.Concat) -> nodes.Concat:  # noqa: N802 - Jinja calls it so
        self.generic_visit(node)
        node.nodes = [
            part if isinstance(part, nodes.Const) and isinstance(part.value, str) else _through_string(part)
            for part in node.nodes
        ]
        return node


def _through_string(node: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, "string", [], [], None, None, lineno=node.lineno, environment=node.environment)
