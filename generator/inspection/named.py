"""Values that conditions compare: what no commune of communes.csv has makes a clause that no dossier gets."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace

from generator.errors import Problem
from generator.inputs.communes import KNOWN, Commune
from generator.inspection.shapes import near_word
from generator.language.typography import unaccented
from generator.rendering.comparisons import comparable
from generator.rendering.tags import straight
from generator.word.parts import paragraphs_of

#: A value of a commune, and the texts that a condition compares it with.
_ASKED = re.compile(r"commune\.(\w+)\s*(?:==|!=|(?:not\s+)?in\b)\s*(\[[^\]]*\]|\([^)]*\)|\"[^\"]*\"|'[^']*')")
#: What tells one commune from the others: a value that none has is wrong, whatever it looks like.
_TELLING = ("nom", "insee", "siren")
_TAG = re.compile(r"\{[{%].*?[}%]\}")
_TEXT = re.compile(r"\"([^\"]*)\"|'([^']*)'")


def check_named(
    templates: Mapping[str, bytes], letters: Mapping[str, bytes], communes: Collection[Commune]
) -> Iterator[Problem]:
    """Yield a warning for each value in the conditions of templates and messages that is no commune's.

    It is a name or a code, what people wrote in a column of their own, or a value but for its capitals and accents.
    """
    known = {
        field: sorted({str(comparable(getattr(one, field, one.row.get(field, "")) or "")) for one in communes})
        for field in {*_TELLING, *(column for one in communes for column in one.row)}
    }
    for name, template in templates.items():
        for paragraph in paragraphs_of(template):
            for strange in _strange(paragraph.text, known):
                yield replace(paragraph.problem(*strange, level="warning"), file=name)
    for name, letter in letters.items():
        for row, line in enumerate(letter.decode("utf-8", "replace").splitlines(), 1):
            for message, remedy, _ in _strange(line, known):
                yield Problem("warning", message, remedy, name, line=row)


def _strange(text: str, known: Mapping[str, Collection[str]]) -> Iterator[tuple[str, str, int]]:
    """Yield what is wrong with each value of a text's tags, what to write and where the tag begins."""
    for tag in _TAG.finditer(text):
        for field, compared in _ASKED.findall(straight(tag[0])):
            for said in (one or other for one, other in _TEXT.findall(compared)):
                if not said or said in known.get(field, (said,)):
                    continue
                alike = [value for value in known[field] if _folded(value) == _folded(said)]
                if alike or field in _TELLING or field not in KNOWN:
                    near = alike[0] if alike else near_word(said, known[field])
                    remedy = f'écrivez "{near}"' if near else "corrigez la condition, ou communes.csv"
                    yield f"commune.{field} ne vaut jamais « {said} », dans communes.csv", remedy, tag.start()


def _folded(text: str) -> str:
    return " ".join(unaccented(text).lower().split())
