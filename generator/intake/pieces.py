"""The pieces of a list of councillors: a name each, cut at the list's own separators, lines, columns or civilities."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.intake.mandates import GIVEN
from generator.minutes.names import CIVILITY
from generator.papers.letters import fold

#: A column that begins so goes on with the one before: « à M. Y ».
_HOLDER = re.compile(r"(?:a|au|par|pour)\s+[^\W\d_]")
#: What stands between columns; so many spaces after a mark are those of a justified line.
COLUMN = re.compile(r"\t+| {3,}|\s*\|\s*")
_APART = re.compile(r"\t+|(?<![,; ]) {3,}|\s*\|\s*")
#: The share of the marks of a list beside which wide spaces are no columns.
_STRETCHED = 0.1
#: What ties the name after it to the one before: « pouvoir à M. … »; a name may end with the letters of such a word.
_TYING = re.compile(r"(?:\b(?:a|au|par|pour|de|le|pouvoir|procuration|mandataire|et|(?:pouv|proc|pvr?)\.?)|8|&|:)$")
_SEPARATOR = re.compile(r"[+;•,]|\*+(?=\s|$)|\bet\b(?=\s)")


def pieces(block: str) -> Iterator[str]:
    """Cut a list at its own separators: marks between names when it has some, else its lines and columns."""
    lines = [line for line in block.splitlines() if line.strip()]
    marks = len(
        _SEPARATOR.findall(re.sub(r",\s*(?=qui|pouvoir|procuration|represente|a donne|ayant)", " ", fold(block)))
    )
    columns = sum(len(_APART.findall(line.strip())) for line in lines)
    inline = marks >= len(lines) - 1 and columns <= marks * _STRETCHED
    texts = [" ".join(lines)] if inline else [cell for line in lines for cell in _cells(line)]
    for text in texts:
        yield from _parts(text)


def _cells(line: str) -> list[str]:
    """Return the columns of a line; two columns tied by a proxy stay one."""
    cells = [cell for cell in COLUMN.split(line.strip()) if cell]
    linked = any(fold(cell) in ("a", "par", "pour") for cell in cells[1:-1])
    tied = len(cells) == 2 and not _HOLDER.match(fold(cells[0])) and _HOLDER.match(fold(cells[1]))
    given = any(GIVEN.match(f" {fold(cell)} ") for cell in cells[1:])
    return [" ".join(cells)] if linked or tied or given else cells


def _parts(text: str) -> Iterator[str]:
    folded = fold(text)
    start = 0
    for match in _SEPARATOR.finditer(folded):
        yield from _by_civility(text[start : match.start()])
        start = match.end()
    yield from _by_civility(text[start:])


def _by_civility(text: str) -> Iterator[str]:
    """Cut « M. Patrick KOWALCZYK Mme Anne-Lise DUFOUR » where a column was lost."""
    folded = fold(text)
    start = 0
    for match in re.finditer(
        rf"(?:(?<=\w\w)\.?\s+(?={CIVILITY}\s+[a-z])|(?<=\s\w\.)\s+(?=(?:mme|mlle|monsieur|madame)\s+[a-z]))", folded
    ):
        before = folded[start : match.start()]
        alone = re.fullmatch(rf"\W*{CIVILITY}\W*", before)  # « Mme M. LELEU »: an initial
        tied = alone or _TYING.search(before) or _ends_with_initial(text, match)
        if before.strip() and not tied:
            yield text[start : match.start()]
            start = match.end()
    yield text[start:]


def _ends_with_initial(text: str, match: re.Match[str]) -> bool:
    """Tell whether what follows is « M. » as the initial that ends a name, and not Monsieur."""
    rest = text[match.end() :].split()
    return bool(rest) and rest[0] in ("M.", "M") and len(rest) > 1 and rest[1][:1].islower()
