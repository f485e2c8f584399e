"""Communes that conditions name: one that communes.csv does not have so makes a clause that no dossier gets."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping

from generator.errors import Problem
from generator.inputs.communes import Commune
from generator.inspection.shapes import near_word
from generator.word.package import UnreadableError, open_package
from generator.word.parts import read_flows
from generator.word.styles import Styles

#: A value that tells one commune from the others, and the texts that a condition compares it with.
_ASKED = re.compile(
    r"commune\.(nom|insee|siren)\s*(?:==|!=|(?:not\s+)?in\b)\s*(\[[^\]]*\]|\([^)]*\)|\"[^\"]*\"|'[^']*')"
)
_TAG = re.compile(r"\{[{%].*?[}%]\}")
_TEXT = re.compile(r"\"([^\"]*)\"|'([^']*)'")


def check_named(
    templates: Mapping[str, bytes], letters: Mapping[str, bytes], communes: Collection[Commune]
) -> Iterator[Problem]:
    """Yield a warning for each name or code in the conditions of templates and messages that is no commune's."""
    known = {field: {str(getattr(one, field)) for one in communes} for field in ("nom", "insee", "siren")}
    for name, template in templates.items():
        try:
            package = open_package(template)
        except UnreadableError:
            continue
        for paragraph in (one for flow in read_flows(package, Styles(package)) for one in flow.paragraphs):
            for message, remedy, at in _strange(paragraph.text, known):
                found = paragraph.problem("warning", message, remedy, at)
                yield Problem("warning", found.message, remedy, name, place=found.place)
    for name, letter in letters.items():
        for row, line in enumerate(letter.decode("utf-8", "replace").splitlines(), 1):
            for message, remedy, _ in _strange(line, known):
                yield Problem("warning", message, remedy, name, line=row)


def _strange(text: str, known: Mapping[str, Collection[str]]) -> Iterator[tuple[str, str, int]]:
    """Yield what is wrong with each name of a text's tags, what to write and where the tag begins."""
    for tag in _TAG.finditer(text):
        for field, compared in _ASKED.findall(tag[0]):
            for said in (one or other for one, other in _TEXT.findall(compared)):
                if said not in known[field]:
                    near = near_word(said, known[field])
                    remedy = f'écrivez "{near}"' if near else "corrigez la condition, ou communes.csv"
                    yield f"commune.{field} ne vaut jamais « {said} », dans communes.csv", remedy, tag.start()
