"""The one environment in which templates are read and computed: sandboxed, strict, and nothing vanishes in silence."""

from __future__ import annotations

import datetime
from typing import Any

from docxtpl import InlineImage
from jinja2 import Environment, Undefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

from generator.language.filters import FILTERS, FilterError
from generator.language.typography import typographie
from generator.rendering.context import Unknown


def make_environment() -> Environment:
    """Return Jinja's environment with the French filters, escaping, and printed values set in French typography."""
    environment = ImmutableSandboxedEnvironment(undefined=Unknown, autoescape=True, finalize=_finalize)
    environment.filters.update(FILTERS)
    # Chance has no place where the same inputs must give the same bytes, nor what a document's XML would be broken by.
    del environment.globals["lipsum"]
    for name in ("random", "safe", "forceescape", "tojson", "urlize", "xmlattr"):
        del environment.filters[name]
    return environment


def _finalize(value: Any) -> Any:
    """Set in French typography every text that enters a document; what is neither text nor number is refused."""
    if isinstance(value, Markup):
        # XML comes from a macro or a block, whose parts are set already; what has no tag is an escaped text.
        return value if "<" in value else escape(typographie(value.unescape()))
    if isinstance(value, str):
        return typographie(value)
    if isinstance(value, Undefined | InlineImage) or type(value) is int:
        return value
    raise FilterError(f"filtre absent : {_advice(value)}")


def _advice(value: Any) -> str:
    """Say how to print what cannot be printed as it is."""
    if isinstance(value, datetime.date):
        return "une date s’écrit avec |date_longue ou |date_jour"
    if isinstance(value, datetime.time):
        return "une heure s’écrit avec |heure"
    return f"« {value} » n’est ni un texte ni un nombre ; nommez l’un de ses champs, ou employez un filtre"
