"""What the program counts agrees with its number: « 1 page », « aucun article », never « 1 pages »."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import generator

_ROOT = Path(generator.__file__).parent
_PLURAL = re.compile(r"\s(?:autres )?[a-zéèêàâîôû]{2,}[sx]\b(?<!fois)")
#: Where what is counted is several whenever it is told.
_SEVERAL = {
    "avenants/articles.py",
    "avenants/report.py",
    "avenants/revised.py",
    "console/folding.py",
    "console/summary.py",
    "inputs/campaignfile.py",
    "inputs/copied.py",
    "inputs/evaluationfile.py",
    "inputs/misplaced.py",
    "inspection/endings.py",
    "inspection/examination.py",
    "inspection/lines.py",
    "papers/portable.py",
    "language/agreement.py",
    "pdf/assembly.py",
    "runs/making/differences.py",
    "runs/followup/note.py",
    "web/uploads.py",
    "web/pages/mailing_foreseen.html",
    "web/pages/returns.html",
}


def told() -> Iterator[tuple[str, str]]:
    """Yield, by file, each count that stands as it is before a word in the plural."""
    for path in sorted(_ROOT.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            values = node.values if isinstance(node, ast.JoinedStr) else []
            for value, after in pairwise(values):
                counted = isinstance(value, ast.FormattedValue) and ast.unparse(value.value).startswith(
                    ("len(", "sum(")
                )
                if counted and isinstance(after, ast.Constant) and _PLURAL.match(str(after.value)):
                    yield path.relative_to(_ROOT).as_posix(), str(after.value)
    for path in sorted(_ROOT.rglob("*.html")):
        for after in re.findall(r"\|(?:length|count) \}\}([^<{]*)", path.read_text(encoding="utf-8")):
            if _PLURAL.match(after):
                yield path.relative_to(_ROOT).as_posix(), after


def test_no_count_stands_before_a_plural_unless_it_is_always_several() -> None:
    """Any other goes through ``plural``, or is told by a sentence of its own when it is none or one."""
    found = dict(told())
    assert {file: after for file, after in found.items() if file not in _SEVERAL} == {}
    assert found.keys() >= _SEVERAL
