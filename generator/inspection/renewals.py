"""The clause of tacit renewal: what the templates of a convention print of it, held against campaign.toml."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from generator.errors import Problem
from generator.law.duration import Reconduction
from generator.word.parts import paragraphs_of

_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}")
_STATEMENT = re.compile(r"\{%(?:p|tr|tc|r)?-?\s*(if|elif|endif)\b")
_CLAUSE = "convention.reconduction"
#: How a clause of renewal says what it is, in an act that was written without tags.
_SAID = re.compile(r"reconduct|recondui|renouvel|prorog|prolong|tacite", re.IGNORECASE)
_REMEDY = "sous {%p if convention.reconduction.duree_mois %}, comme dans le modèle fourni"


def check_unsaid(template: bytes, name: str, clause: Reconduction) -> Iterator[Problem]:
    """Yield that a convention which goes on after its term has a template that does not say so."""
    paragraphs = paragraphs_of(template)
    said = any(_CLAUSE in one.text or _SAID.search(_TAG.sub("", one.text)) for one in paragraphs)
    if clause.renews and paragraphs and not said:
        message = (
            "selon [convention.reconduction] de campaign.toml, la convention se reconduit : ce modèle ne le dit pas"
        )
        remedy = f"écrivez-y cette clause {_REMEDY}, ou supprimez cette section"
        yield Problem("warning", message, remedy, name)


def check_unwanted(template: bytes, name: str, clause: Reconduction) -> Iterator[Problem]:
    """Yield each place where a document of a convention that ends at its term would print periods of zero months."""
    if clause.renews:
        return
    asked: list[bool] = []
    for paragraph in paragraphs_of(template):
        for tag in _TAG.finditer(paragraph.text):
            statement = _STATEMENT.match(tag[0])
            if statement and statement[1] == "if":
                asked.append(_CLAUSE in tag[0])
            elif statement and asked:
                before = asked.pop()
                asked += [before or _CLAUSE in tag[0]] if statement[1] == "elif" else []
            elif tag[0].startswith("{{") and f"{_CLAUSE}." in tag[0] and " if " not in tag[0] and not any(asked):
                message = f"« {tag[0]} » s’imprimerait sans reconduction : campaign.toml n’en prévoit pas"
                remedy = f"mettez cette clause {_REMEDY}, ou ajoutez la section [convention.reconduction]"
                yield replace(paragraph.problem(message, remedy, tag.start(), level="warning"), file=name)
