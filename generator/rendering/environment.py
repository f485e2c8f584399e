"""The one environment in which templates are read and computed: sandboxed, strict, and nothing vanishes in silence."""

from __future__ import annotations

from typing import Any

from docxtpl import InlineImage
from jinja2 import Environment, pass_eval_context
from jinja2.nodes import EvalContext
from markupsafe import Markup, escape

from generator.language.filters import FILTERS
from generator.language.typography import no_breaks, typographie
from generator.rendering.fields import Unknown
from generator.rendering.textual import StrictEnvironment, check_textual

_WHITE = " \t\r\n"


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
