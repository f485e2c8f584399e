"""The variables of templates, each with what it means to whoever writes a template: a table, vocabulary.json.

There, a name that ends with « ? » can be empty, and « creneau.* » has the names of what it is, said once for all.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_TABLE = json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))


@dataclass(frozen=True, slots=True)
class Variable:
    """A value that templates can name; ``[]`` marks the items of a list. ``optional`` values can be empty."""

    name: str
    meaning: str
    optional: bool = False


def _variables(table: dict[str, str], group: str = "") -> Iterator[Variable]:
    for name, meaning in table.items():
        if name.endswith(".*"):
            yield from _variables(_TABLE["shared"][meaning], name.removesuffix("*"))
        else:
            yield Variable(group + name.removesuffix("?"), meaning, name.endswith("?"))


VARIABLES = tuple(_variables(_TABLE["all"]))
#: What the report of an evaluation can name besides ``epci``, ``convention`` and ``logo``, and no other document.
REPORT_VARIABLES = tuple(_variables(_TABLE["report"]))
