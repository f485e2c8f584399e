"""Tables of counts: a line of labels, and under it a line of their numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from generator.intake.fields import Field, doubted
from generator.minutes.figures import FIGURES, REPAIRED, number
from generator.papers.letters import Text

_TORN = "les mots et les nombres du tableau sont sur des lignes différentes, sans colonnes"
#: Why labels that were read down are not surely those of the numbers that were read down beside them.
APART = "les mots sont d’un côté, les nombres de l’autre : qu’ils se suivent dans le même ordre n’est pas sûr"
#: No label of a stacked table is broken over more lines.
_BROKEN = 4
#: A row whose numbers have a name before them: « Délibération adoptée | 10 | 2 | 1 ».
_NAMED = re.compile(rf"[\s|]*[a-z][^\d|\t:]*[a-z)][\s|:]+(?P<figures>{FIGURES}(?:[\s|]+{FIGURES})+)[\s|]*")


def columns(text: Text, labels: re.Pattern[str], start: int, end: int) -> Iterator[tuple[str, Field]]:
    """Give each label of a table with its number.

    ``labels`` names a group for each label; they stand on one line or are wrapped in their columns, on three at
    most. Nothing is given unless there are as many labels as numbers, all different.
    """
    lines = [line for line in re.compile(r"[^\n]+").finditer(text.folded, start, end) if line[0].strip(" |")]
    named = {
        line.start(): match["figures"]
        for line in lines
        if (match := _NAMED.fullmatch(line[0])) and not labels.search(line[0])
    }
    for rank, line in enumerate(lines):
        row = named.get(line.start(), line[0]) if len(named) == 1 else line[0]  # of several, which is not known
        cells = [cell.strip() for cell in re.split(r" {2,}|\t|\|", row.strip()) if cell.strip()]
        numbers = re.findall(FIGURES, row)
        if len(numbers) < 2 or re.search(r"[a-z]{3}|°|\d{4}", row):
            continue
        figures = cells if len(cells) > 1 else numbers
        for height in (1, 2, 3):
            above = lines[max(0, rank - height) : rank]
            heads = sorted(
                (match.start(), str(match.lastgroup)) for head in above for match in labels.finditer(head[0])
            )
            names = [name for _, name in heads]
            if len(names) == len(figures) == len(set(names)):
                read = text.read(above[0].start(), line.end())
                torn = "" if len(cells) > 1 and _has_columns(above) else _TORN
                for name, figure in zip(names, figures, strict=True):
                    yield name, _doubted_if(torn, _figure(figure, read))
                return
    yield from _beneath(text, labels, lines) or _stacked(text, labels, lines)


def _beneath(text: Text, labels: re.Pattern[str], lines: list[re.Match[str]]) -> list[tuple[str, Field]]:
    """Return the labels of one line with the numbers that stand alone on the next ones, as many, in doubt."""
    for rank, line in enumerate(lines):
        names = [str(match.lastgroup) for match in labels.finditer(line[0])]
        under = lines[rank + 1 : rank + 1 + len(names)]
        if len(names) < 2 or len(names) != len(set(names)) or len(under) != len(names):
            continue
        if len(re.findall(r"[a-z]{4,}", line[0])) > 2 * len(names):
            continue
        if all(re.fullmatch(rf"\s*{FIGURES}\s*", one[0]) for one in under):
            read = text.read(line.start(), under[-1].end())
            return [(name, _doubted_if(_TORN, _figure(one[0], read))) for name, one in zip(names, under, strict=True)]
    return []


def _has_columns(heads: list[re.Match[str]]) -> bool:
    """Tell whether lines of labels have columns, by which each has its number: wide spaces, or rules."""
    return any(re.search(r"\S {2,}\S|\t|\|", head[0].strip()) for head in heads)


def _doubted_if(why: str, found: Field) -> Field:
    return doubted(found, why) if why else found


def _stacked(text: Text, labels: re.Pattern[str], lines: list[re.Match[str]]) -> Iterator[tuple[str, Field]]:
    """Give the labels and the numbers of a table whose columns were read down: numbers alone on their lines."""
    alone = [re.fullmatch(rf"\s*:?\s*{FIGURES}\s*(?:\([^)]*\)\s*)?", line[0]) is not None for line in lines]
    for first, last in _runs(alone):
        for heads in (lines[last : 2 * last - first], lines[max(0, 2 * first - last) : first]):
            found = [list(dict.fromkeys(str(match.lastgroup) for match in labels.finditer(head[0]))) for head in heads]
            names = [name for label in found for name in label]
            if len(names) == last - first == len(set(names)) and all(len(label) == 1 for label in found):
                read = text.read(
                    min(heads[0].start(), lines[first].start()), max(heads[-1].end(), lines[last - 1].end())
                )
                yield from _apart(names, [_figure(line[0], read) for line in lines[first:last]])
                return
        above = lines[max(0, first - _BROKEN * (last - first)) : first]
        above = list(takewhile(lambda head: not re.search(r"\d", head[0]), reversed(above)))[::-1]
        names = [str(match.lastgroup) for match in labels.finditer(" ".join(head[0].strip() for head in above))]
        if len(names) == last - first == len(set(names)):  # narrow columns broke them over lines: « En », « exercice »
            read = text.read(above[0].start(), lines[last - 1].end())
            yield from _apart(names, [_figure(line[0], read) for line in lines[first:last]])
            return
    only = [labels.fullmatch(line[0].strip(" :|")) for line in lines]
    for first, last in _runs([label is not None for label in only]):
        names = [str(label.lastgroup) for label in only[first:last] if label]
        after = 2 * last - first
        if len(set(names)) == len(names) and len(alone[last:after]) == len(names) and all(alone[last:after]):
            read = text.read(lines[first].start(), lines[after - 1].end())
            more = "d’autres nombres suivent ceux du tableau" if alone[after : after + 1] == [True] else ""
            figures = [_doubted_if(more, _figure(line[0], read)) for line in lines[last:after]]
            yield from _apart(names, figures)
            return
    yield from _alternate(text, only, alone, lines)


def _apart(names: Sequence[str], figures: Sequence[Field]) -> Iterator[tuple[str, Field]]:
    """Give labels and the numbers that stand apart from them, in doubt unless all numbers are the same."""
    why = APART if len({figure.value for figure in figures}) > 1 else ""
    yield from ((name, _doubted_if(why, figure)) for name, figure in zip(names, figures, strict=True))


def _alternate(
    text: Text, only: list[re.Match[str] | None], alone: list[bool], lines: list[re.Match[str]]
) -> Iterator[tuple[str, Field]]:
    """Give the labels that stand on lines, each with the number on the next, two at least: « Pour », « 12 », …."""
    pairs = [rank for rank in range(len(lines) - 1) if only[rank] is not None and alone[rank + 1]]
    runs = [rank for rank in pairs if rank + 2 in pairs or rank - 2 in pairs]
    if not runs or (runs[0] and alone[runs[0] - 1]):
        return
    for rank in runs:
        label = only[rank]
        if label is not None:
            yield (
                str(label.lastgroup),
                _figure(lines[rank + 1][0], text.read(lines[rank].start(), lines[rank + 1].end())),
            )


def _runs(flags: list[bool]) -> Iterator[tuple[int, int]]:
    """Give where flags that are up follow each other, by two at least."""
    start = 0
    for index, flag in enumerate([*flags, False]):
        if not flag:
            if index - start > 1:
                yield start, index
            start = index + 1


def _figure(figure: str, read: str) -> Field:
    value = number(figure.split("(")[0].strip(" :"))
    if value is None:
        return Field(None, "doubtful", read, f"« {figure} » n’est pas un nombre")
    why = REPAIRED if value.repaired else ""
    return Field(value.value, "doubtful" if why else "certain", read, why)
