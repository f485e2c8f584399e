"""The titles of a table: on which lines they stand, which column each is, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.inputs.grid import LOOKED_AT, Fault, Record, UnreadableTableError, cleaned, column_name
from generator.inputs.spoilt import letters_lost
from generator.inputs.titles import Foreign, likened, unfit
from generator.language.agreement import plural


@dataclass(frozen=True, slots=True)
class Head:
    """The titles, which end on the line of that ``rank`` and stand on ``height`` lines; ``names`` are their columns."""

    rank: int
    titles: tuple[str, ...]
    names: tuple[str, ...]
    height: int = 1


def find_head(records: Sequence[Record], wanted: Collection[str], foreign: Foreign | None) -> tuple[Head, list[Fault]]:
    """Return the titles, those of a ``foreign`` table as what stands under them allows, and what is to be told.

    Raises UnreadableTableError where the letters of foreign titles are lost: nobody knows which columns these are.
    """
    head = _foreign_head(records, foreign) if foreign else None
    if head is None:
        rank = _titles(records, wanted)
        head = Head(rank, records[rank].cells, tuple(map(column_name, records[rank].cells)))
    line, body = records[head.rank].line, records[head.rank + 1 :]
    faults = [_above(records[: head.rank + 1 - head.height])] if head.rank >= head.height else []
    if foreign:
        if lost := next(filter(None, (letters_lost(title, title) for title in head.titles)), None):
            raise UnreadableTableError(f"titre {lost[0]}", "enregistrez-le de nouveau, au format « CSV UTF-8 »", line)
        head, unfitting = _fitting(line, head, body, foreign)
        faults += unfitting
    return head, [*faults, *_untitled(line, head, body, foreign)]


def likeness(records: Sequence[Sequence[str]], wanted: Collection[str], foreign: Foreign) -> bool:
    """Tell whether one of the first lines is one of titles: it has half of what is wanted, or names codes and more."""
    lines = [tuple(map(cleaned, cells)) for cells in records[:LOOKED_AT]]
    if any(_is_half(len({column_name(cell) for cell in cells} & set(wanted)), wanted) for cells in lines):
        return True
    return any(
        {"insee"} < set(foreign.columns(cells)) & {*foreign.known, *foreign.own} for cells in _heads(lines, foreign)
    )


def _heads(lines: Sequence[tuple[str, ...]], foreign: Foreign) -> list[tuple[str, ...]]:
    """Return the lines, then each with that above it, as titles that both are together."""
    return [*lines, *(foreign.stacked(above, below) for above, below in pairwise(lines))]


def _foreign_head(records: Sequence[Record], foreign: Foreign) -> Head | None:
    """Return the titles that name most columns, on one line rather than on two; None where no line names any."""
    lines = [record.cells for record in records[:LOOKED_AT]]
    heads = _heads(lines, foreign)
    counts = [foreign.count(titles) if sum(map(bool, titles)) > 1 else 0 for titles in heads]
    best = counts.index(max(counts))
    if not counts[best]:
        return None
    rank, height = (best, 1) if best < len(lines) else (best - len(lines) + 1, 2)
    return Head(rank, heads[best], foreign.columns(heads[best]), height)


def _fitting(line: int, head: Head, body: Sequence[Record], foreign: Foreign) -> tuple[Head, list[Fault]]:
    """Return the titles as what stands under them allows, and why some are not the columns that they name."""

    def cells(place: int) -> list[str]:
        return [record.cells[place] for record in body if place < len(record.cells)]

    names = foreign.columns(head.titles, cells)
    told = []
    for place, column in enumerate(head.names):
        if column in foreign.known and not names[place] and (why := unfit(column, cells(place))):
            message = f"« {head.titles[place]} » : {why} ; cette colonne n’est pas prise"
            remedy = "donnez-lui un autre titre, ou corrigez-la si c’en est une"
            told.append(Fault("warning", line, place, message, remedy))
    return replace(head, names=names), told


def _titles(records: Sequence[Record], wanted: Collection[str]) -> int:
    """Return the rank of the line of titles: the first one, unless a later one has half of what is wanted.

    Where none has, titles that people write otherwise are counted too.
    """
    lines = [{column_name(cell) for cell in record.cells} for record in records[:LOOKED_AT]]
    exact = [len(titles & set(wanted)) for titles in lines]
    counts = exact if _is_half(max(exact), wanted) else [len({likened(one, wanted) for one in t} - {""}) for t in lines]
    return counts.index(max(counts)) if _is_half(max(counts), wanted) else 0


def _is_half(count: int, wanted: Collection[str]) -> bool:
    return 2 * count >= max(len(wanted), 1)


def _above(records: Sequence[Record]) -> Fault:
    first = next(cell for cell in records[0].cells if cell)
    message = f"{plural(len(records), 'ligne')} au-dessus des titres, « {first} »"
    remedy = "vérifiez que les titres des colonnes sont bien dessous"
    return Fault("warning", records[0].line, None, f"{message} : ce n’est pas lu", remedy)


def _untitled(line: int, head: Head, body: Sequence[Record], foreign: Foreign | None) -> Iterator[Fault]:
    """Find columns without a title that hold something between or before the others, and those that share one.

    In a foreign table, that matters for a column which the program knows.
    """
    names = [column_name(cell) for cell in head.titles]
    last = max(index for index, cell in enumerate(head.titles) if cell)
    for index, (cell, name) in enumerate(zip(head.titles, names, strict=True)):
        filled = any(index < len(record.cells) and record.cells[index] for record in body)
        if not name and (cell or (filled and index < last)):
            remedy = "donnez à chaque colonne un titre différent"
            yield Fault("warning" if foreign else "error", line, index, "colonne sans titre", remedy)
        elif (
            name
            and names.index(name) != index
            and (foreign is None or likened(name, foreign.known) or name in foreign.known)
        ):
            remedy = "donnez à chaque colonne un titre différent, ou supprimez celle qui est en trop"
            yield Fault("error", line, index, "deux colonnes portent ce nom", remedy)
