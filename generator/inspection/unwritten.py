"""What is still to be written in a template: « [… à compléter] » outside the commune's zones, « XXXX », « None »."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from generator.errors import Problem
from generator.inputs.settings import UNWRITTEN
from generator.rendering.tags import WRITTEN
from generator.word.package import WORD, UnreadableError, open_package
from generator.word.paragraphs import Paragraph
from generator.word.parts import read_flows
from generator.word.shown import LEFTOVER
from generator.word.styles import Styles


def check_written(templates: Mapping[str, bytes]) -> Iterator[Problem]:
    """Yield an error for each such place of the templates, given by file name; no document may be made with one."""
    for name, template in templates.items():
        for problem in _found(template):
            yield replace(problem, file=name)


@lru_cache(maxsize=128)  # the same bytes are read at each check
def _found(template: bytes) -> tuple[Problem, ...]:
    try:
        package = open_package(template)
    except UnreadableError:
        return ()
    flows = read_flows(package, Styles(package))
    return tuple(problem for flow in flows for paragraph in flow.paragraphs for problem in _unwritten(paragraph))


def _unwritten(paragraph: Paragraph) -> Iterator[Problem]:
    for found in UNWRITTEN.finditer(paragraph.text):
        under = [piece.element for piece in paragraph.pieces if piece.start <= found.start()][-1:]
        if not any(next(element.iterancestors(WORD + "sdt"), None) is not None for element in under):
            message = f"« {found[0].strip()} » : ce n’est pas encore écrit"
            yield paragraph.problem(message, "écrivez le texte à la place", found.start())
    said = WRITTEN.sub(lambda tag: " " * len(tag[0]), paragraph.text)
    for found in LEFTOVER.finditer(said):
        if found[0].isalpha():
            message = f"« {found[0]} » est dans le texte : le contrôle des PDF y verrait une valeur qui manque"
            yield paragraph.problem(message, "écrivez ce qui doit être à sa place", found.start())
