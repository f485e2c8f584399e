"""What is still to be written in a template: « [… à compléter] » outside the commune's zones, « XXXX », « None »."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from generator.errors import Problem
from generator.inputs.settings import UNWRITTEN
from generator.rendering.tags import WRITTEN
from generator.word.paragraphs import Paragraph
from generator.word.parts import paragraphs_of
from generator.word.shown import LEFTOVER


def check_written(templates: Mapping[str, bytes]) -> Iterator[Problem]:
    """Yield an error for each such place of the templates, given by file name; no document may be made with one."""
    for name, template in templates.items():
        for problem in _found(template):
            yield replace(problem, file=name)


@lru_cache(maxsize=128)  # the same bytes are read at each check
def _found(template: bytes) -> tuple[Problem, ...]:
    return tuple(problem for paragraph in paragraphs_of(template) for problem in _unwritten(paragraph))


def _unwritten(paragraph: Paragraph) -> Iterator[Problem]:
    for found in UNWRITTEN.finditer(paragraph.text):
        if not paragraph.is_completed(found.start()):
            message = f"« {found[0].strip()} » : ce n’est pas encore écrit"
            yield paragraph.problem(message, "écrivez le texte à la place", found.start())
    said = WRITTEN.sub(lambda tag: " " * len(tag[0]), paragraph.text)
    for found in LEFTOVER.finditer(said):
        if found[0].isalpha():
            message = f"« {found[0]} » est dans le texte : le contrôle des PDF y verrait une valeur qui manque"
            yield paragraph.problem(message, "écrivez ce qui doit être à sa place", found.start())
