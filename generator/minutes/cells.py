"""Tables whose cells tabs part, or bars: a label beside its value, a point of the sitting in each row."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from generator.papers.letters import fold

#: What an opening labels, without a colon where the value has a cell of its own.
_LABEL = re.compile(
    r"(?:(?:dates?|heure|nombre|membres|conseillers|elus|municipaux|etai(?:en)?t|et|de|d'|la|l') ?)*"
    r"(?:presents?|absents?|excuses?|representes?|pouvoirs?|procurations?|votants|en exercice|secretaire|presidente?|"
    r"presidence|convocation|affichage|seance|objet|pour|contre|abstentions?|quorum|date|heure|lieu)"
    r"(?: (?:de (?:la |l')?(?:seance|convocation)|excuses?|du|(?:ayant donne|avec) (?:pouvoir|procuration)s?))*"
    r"(?: ?\(\d{1,3}\))?"
)
#: No label is longer, in characters.
_LONGEST = 60
#: « En exercice / présents / votants », « 29 / 22 / 28 »: so many labels, so many numbers.
_SLASHED = re.compile(
    r"(?m)^(?P<labels>[^\n\t:/\d]{4,24}(?:/[^\n\t:/\d]{4,24}){1,3})[\t:]\s?(?P<counts>\d{1,3}(?: ?/ ?\d{1,3}){1,3})$"
)
#: The headings of a list of points, and the number of one.
_OBJECT = re.compile(r"\b(?:objet|points?|intitule|titre|affaires?|deliberations?)\b")
_DECISION = re.compile(r"\b(?:votes?|decisions?|resultats?)\b")
_NUMBER = re.compile(r"(?=\S*\d)[\w./_-]{1,20}")


def row_cells(line: str, *, ruled: bool) -> Iterator[tuple[int, str]]:
    """Give the cells of a line that hold something, each with its rank in a ruled table, else with its place."""
    if ruled:
        yield from ((rank, cell.strip()) for rank, cell in enumerate(re.split(r"[|\t]", line)) if cell.strip())
    else:
        yield from ((match.start(), match[0]) for match in re.finditer(r"\S(?:(?! {2,})[^\n])*", line))


def celled(page: str) -> str:
    """Return a page whose rows of a label and a value have a colon, and whose lists of points are minutes."""
    page = _SLASHED.sub(_told, page)
    lines = page.split("\n")
    laid: list[str] = []
    index = 0
    while index < len(lines):
        rows, after = _points(lines, index)
        laid += rows or [_labelled(lines[index])]
        index = after if rows else index + 1
    return "\n".join(laid)


def _told(row: re.Match[str]) -> str:
    labels, counts = row["labels"].split("/"), row["counts"].split("/")
    if len(labels) != len(counts):
        return row[0]
    return "\n".join(f"{label.strip()} : {count.strip()}" for label, count in zip(labels, counts, strict=True))


def _labelled(line: str) -> str:
    """Return a row of two cells as « label : value »; « Séance du » and its day need no colon."""
    label, *values = re.split(r"\t|\s\|\s", line.strip(" |") if "|" in line else line)
    if len(values) != 1 or len(label) > _LONGEST or not values[0].strip() or not _LABEL.fullmatch(fold(label).strip()):
        return line
    if _LABEL.fullmatch(fold(values[0][:_LONGEST]).strip()):
        return line
    return f"{label.strip()}{' ' if label.strip().endswith('du') else ' : '}{values[0].strip()}"


def _points(lines: Sequence[str], start: int) -> tuple[list[str], int]:
    """Return the points of a table of them on lines, each with its number, title and vote, and the line after it.

    Its rows have as many cells as its headings; a line without any goes on with the cell above.
    """
    heads, tabs = fold(lines[start]), lines[start].count("\t")
    laid: list[str] = []
    index = start + 1
    if tabs < 2 or not (_OBJECT.search(heads) and _DECISION.search(heads)):
        return laid, index
    while index < len(lines) and lines[index].strip() and lines[index].count("\t") in (0, tabs):
        number, *cells = (cell.strip() for cell in lines[index].split("\t"))
        told = cells and _NUMBER.fullmatch(number)
        laid += ["", f"{number} - {cells[0]}", "", *filter(None, cells[1:])] if told else [lines[index]]
        index += 1
    return laid, index
