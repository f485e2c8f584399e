"""Problems of one kind: what is wrong in many cells alike is told once, with the cells beneath."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from generator.errors import Problem

#: How many problems of a kind are still told one by one.
_FEW = 3
#: How many entries a list shows, and how many problems each of them.
MOST = 50
#: What a message says of one cell alone: what it quotes.
_QUOTED = re.compile(r"«[^»]*»")
#: What it says of each: words that are no part of a name, of a number or of an address.
_WORDS = re.compile(r"(?<![\w’'.@-])[a-zà-ÿœ]{4,}(?![\w’'@-])")


@dataclass(frozen=True, slots=True)
class Kind:
    """Problems that are told together, in their order, or one alone; ``alike`` tells that the same is said of all."""

    problems: tuple[Problem, ...]

    @property
    def first(self) -> Problem:
        """Return the first problem, which stands for the others."""
        return self.problems[0]

    @property
    def alike(self) -> bool:
        """Tell whether what is said of the first is said of each."""
        return len({(one.message, one.remedy) for one in self.problems}) == 1


def kinds(found: Iterable[Problem]) -> list[Kind]:
    """Return problems by kind, in the order of the first of each; a kind of few is told one by one."""
    together: dict[tuple[str, ...], list[Problem]] = {}
    for one in found:
        words = _WORDS.findall(_QUOTED.sub("", f"{one.message} {one.remedy}"))
        together.setdefault((one.level, one.file, one.column, one.place, *words), []).append(one)
    return [
        Kind(tuple(part))
        for each in together.values()
        for part in ([each] if len(each) > _FEW else [[one] for one in each])
    ]
