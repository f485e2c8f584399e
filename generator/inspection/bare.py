"""Headings that conditions can leave bare: an article of an act with its title and no text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.errors import Problem
from generator.inspection.opened import Opened
from generator.word.package import WORD
from generator.word.paragraphs import Paragraph

_ALONE = re.compile(r"\{%p\s+(\w+)\s*(.*?)\s*%\}")
_TAG = re.compile(r"\{%.*?%\}")
#: The condition of an « else », and of a loop, whose list is taken to have items.
_ALWAYS = "true"
_SHOWN = (WORD + "drawing", WORD + "sdt")


@dataclass
class _Block:
    """A condition or a loop as it is read: whether all its branches so far say something, or some.

    ``apart`` tells that another heading began in this branch: what follows is its text.
    """

    condition: str
    all: bool = True
    some: bool = False
    present: bool = False
    apart: bool = False

    def end_branch(self, condition: str = "") -> None:
        """End a branch; another one begins, with its condition, or none."""
        self.all, self.some = self.all and self.present, self.some or self.present
        self.present, self.apart, self.condition = False, False, condition or self.condition


def check_bare(template: Opened) -> Iterator[Problem]:
    """Find the headings whose whole text depends on conditions that can all fail."""
    body = template.body
    levels = [0 if one.cell is not None else template.styles.level(one.element) for one in body.paragraphs]
    for rank, (paragraph, level) in enumerate(zip(body.paragraphs, levels, strict=True), 1):
        if level and paragraph.text.strip() and _is_bare(body.paragraphs[rank:], levels[rank:], level):
            yield paragraph.problem(
                "ce titre resterait seul, sans texte, quand la condition qui le suit n’est pas remplie",
                "mettez-le entre les mêmes balises que son texte, ou ajoutez {%p else %} et le texte de l’autre cas",
                level="warning",
            )


def _is_bare(following: Sequence[Paragraph], levels: Sequence[int], level: int) -> bool:
    """Tell whether nothing is sure to stand between a heading and the next one of its level, but something may."""
    stack: list[_Block] = []
    filled: set[str] = set()
    for paragraph, found in zip(following, levels, strict=True):
        tag = _ALONE.fullmatch(paragraph.text.strip()) if paragraph.cell is None else None
        if tag and tag[1] in ("if", "for"):
            stack.append(_Block(tag[2] if tag[1] == "if" else _ALWAYS))
        elif tag and tag[1] in ("elif", "else", "endif", "endfor"):
            if not stack:
                return False  # the heading itself is in a condition, which ends here
            if tag[1] in ("elif", "else"):
                stack[-1].end_branch(tag[2] or _ALWAYS)
                continue
            block = stack.pop()
            block.end_branch()
            is_sure = block.all and (block.condition == _ALWAYS or _opposite(block.condition) in filled)
            if stack:
                stack[-1].present = stack[-1].present or is_sure
                stack[-1].some = stack[-1].some or block.some
            elif is_sure:
                return False
            elif block.some:
                filled.add(block.condition)
        elif tag:
            continue
        elif 0 < found <= level and not stack:
            break
        elif 0 < found <= level:
            stack[-1].apart = True
        elif _says_something(paragraph):
            if not stack:
                return False
            stack[-1].present = stack[-1].present or not stack[-1].apart
    return bool(filled)


def _opposite(condition: str) -> str:
    return condition.removeprefix("not ") if condition.startswith("not ") else f"not {condition}"


def _says_something(paragraph: Paragraph) -> bool:
    return bool(_TAG.sub("", paragraph.text).strip()) or next(paragraph.element.iter(*_SHOWN), None) is not None
