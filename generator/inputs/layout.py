"""Where the table lies among the cells of a file: its titles, its rows, and what people write around them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from generator.inputs.grid import Fault, Grid, Record, cleaned, column_name
from generator.inputs.head import Head, find_head
from generator.inputs.misplaced import EXCHANGED, FORMS, MOVED, beyond, moved, unparted
from generator.inputs.spoilt import doubt_of_name, fault_of, fault_of_name, restored
from generator.inputs.titles import Foreign
from generator.law.identifiers import insee_is_valid

#: How many lines are remembered as they were read: a file of which one changed is read again all day.
_REMEMBERED = 20_000
_TOTAL = re.compile(r"(?:sous_)?tot(?:al|aux)(?:_.*)?|ensemble(?:_d[eu]s?_.*)?|somme|moyenne|dont_.*")
_NOTE = re.compile(
    r"(?:sources?|notes?|nb|n\.b(?=\.)|remarques?|légende|mise? à jour|édité|extrait|fait le|nombre)\b.* .*"
    r"|(?:[*(#]|//).* .*|[0-9]+ communes",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One row: ``line`` is the line of the file on which it starts, counted from 1, ``height`` how many it takes."""

    line: int
    cells: Mapping[str, str]
    height: int


@dataclass(frozen=True, slots=True)
class Layout:
    """The table: ``places`` are the ranks of its columns by name, ``names`` what its lines call themselves.

    ``stacked`` tells that its titles stand on two lines.
    """

    header: Row
    titles: tuple[str, ...]
    stacked: bool
    places: Mapping[str, int]
    rows: tuple[Row, ...]
    faults: tuple[Fault, ...]
    names: Mapping[int, str]

    def title(self, index: int) -> str:
        """Return the name of a column by its rank, its title where it has no name, its letter where it has neither."""
        named = [name for name, place in self.places.items() if place == index]
        return named[0] if named else (self.titles[index : index + 1] or ("",))[0]


def lay_out(grid: Grid, wanted: Collection[str], separator: str, foreign: Foreign | None = None) -> Layout | None:
    """Return the table among the cells, whose titles are the line that has most of what is ``wanted``; None for none.

    What stands above the titles, a repeated line of titles, a total and notes below are told and left out. The titles
    of a ``foreign`` table may be other words, on two lines, and a line of one cell there is no row.
    """
    records = [one for one in map(_cleaned, grid.records) if any(one.cells)]
    if not records:
        return None
    head, faults = find_head(records, wanted, foreign)
    title, body = records[head.rank], records[head.rank + 1 :]
    titles, places = head.titles, _places(head.names)
    raw = {record.line: record.cells for record in grid.records}
    rows, names = [], {}
    for record in body:
        given = (head, separator, foreign is not None)
        line = _sound(raw[record.line], *given) or _line(record, raw[record.line], *given)
        faults += line.faults
        if line.name is not None:
            names[record.line] = line.name
        if line.cells is not None:
            rows.append(Row(record.line, line.cells, record.height))
    header = Row(title.line, {column: titles[place] for column, place in places.items()}, title.height)
    return Layout(header, titles, head.height > 1, places, tuple(rows), tuple(_told(faults)), names)


@dataclass(frozen=True, slots=True)
class _Line:
    """What a line below the titles is: its ``cells`` if it is a row, what it calls itself if it may be one."""

    faults: tuple[Fault, ...]
    name: str | None = None
    cells: Mapping[str, str] | None = None


@lru_cache(_REMEMBERED)
def _sound(raw: tuple[str, ...], head: Head, separator: str, foreign: bool) -> _Line | None:
    """Return a line in which nothing is wrong, read once wherever it stands; None for any other one."""
    line = _line(_cleaned(Record(0, 1, raw)), raw, head, separator, foreign)
    return None if line.faults else line


def _line(record: Record, raw: tuple[str, ...], head: Head, separator: str, foreign: bool) -> _Line:
    titles, places = head.titles, _places(head.names)
    left_out = _left_out(record, places, titles)
    in_one_cell = None if left_out else unparted(record, titles, separator)
    if in_one_cell:
        return _Line((in_one_cell,))
    if not left_out and foreign and _is_aside(record, places):
        left_out = f"« {next(filter(None, record.cells))} » : cette ligne d’une seule cellule n’est pas lue"
    if left_out:
        remedy = "supprimez-la, ou corrigez-la si c’est une commune"
        return _Line((Fault("warning", record.line, None, left_out, remedy),))
    cells = {column: record.cells[place] if place < len(record.cells) else "" for column, place in places.items()}
    name, extra = cells.get("nom", "") or cells.get("insee", ""), beyond(record, titles, separator)
    undressed = _Cells(record.line, cells, raw, places)
    cells = undressed.read()
    aside = moved(record, cells, places)
    return _Line((*extra, aside), name) if aside else _Line((*extra, *undressed.faults), name, cells)


def _cleaned(record: Record) -> Record:
    return Record(record.line, record.height, _cleaned_cells(record.cells))


@lru_cache(_REMEMBERED)
def _cleaned_cells(cells: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(cleaned(cell) for cell in cells)


@lru_cache
def _places(names: tuple[str, ...]) -> Mapping[str, int]:
    places: dict[str, int] = {}
    for place, name in enumerate(names):
        if name:
            places.setdefault(name, place)
    return places


def _left_out(record: Record, places: Mapping[str, int], titles: Sequence[str]) -> str:
    """Return why a line is no row: « ligne de titres répétée », « ligne de total »; "" for a row."""
    if len(record.cells) == len(titles) and all(map(_alike, record.cells, titles)):
        return "ligne de titres répétée : elle n’est pas lue"
    if not {"insee", "nom"} & places.keys() or _is_a_commune(record, places):
        return ""
    filled = [cell for cell in record.cells if cell]
    first = "" if filled[0] == _cell(record, places, "departement") else filled[0]  # « Somme » is one
    labels = (_cell(record, places, "insee"), _cell(record, places, "nom"), first)
    if any(_TOTAL.fullmatch(column_name(label)) for label in labels):
        return f"« {filled[0]} » : cette ligne de total n’est pas lue"
    if len(filled) == 1 and _NOTE.fullmatch(filled[0]):
        return f"« {filled[0]} » : cette note n’est pas lue"
    return ""


def _is_aside(record: Record, places: Mapping[str, int]) -> bool:
    """Tell whether a line has one cell, and no commune in it: the name of a canton between rows, a note below."""
    wide = len(places) > 1 and sum(map(bool, record.cells)) == 1
    return (
        wide and not _is_a_commune(record, places) and (places.get("nom") is None or not _cell(record, places, "nom"))
    )


def _is_a_commune(record: Record, places: Mapping[str, int]) -> bool:
    """Tell whether a line has the code of a commune, be it dressed or without its zero, or a name and a SIREN."""
    code, _ = restored(_cell(record, places, "insee"), "insee")
    if any(insee_is_valid(zero + code.upper()) for zero in ("", "0")):
        return True
    return bool(_cell(record, places, "nom") and FORMS["siren"](_cell(record, places, "siren")))


def _cell(record: Record, places: Mapping[str, int], column: str) -> str:
    place = places.get(column)
    return "" if place is None else "".join(record.cells[place : place + 1])


def _alike(cell: str, title: str) -> bool:
    return column_name(cell) == column_name(title)


class _Cells:
    """The cells of a row, undressed; ``faults`` says what was lost, and with a level « warning » what was undressed."""

    def __init__(self, line: int, cells: Mapping[str, str], raw: Sequence[str], places: Mapping[str, int]) -> None:
        self.line = line
        self.cells = cells
        self.raw = raw
        self.places = places
        self.faults: list[Fault] = []

    def read(self) -> dict[str, str]:
        return {column: self._read(column, cell) if cell else cell for column, cell in self.cells.items()}

    def _read(self, column: str, cell: str) -> str:
        place = self.places[column]
        value, dress = restored(cell, column)
        if dress:
            self.faults.append(Fault("warning", self.line, place, f"« {cell} » est lu « {value} »", dress))
        if lost := fault_of(self.raw[place], value) or fault_of_name(value, column):
            self.faults.append(Fault("error", self.line, place, *lost))
        elif doubt := doubt_of_name(value, column):
            self.faults.append(Fault("warning", self.line, place, *doubt))
        return value


def _told(faults: Sequence[Fault]) -> Iterator[Fault]:
    """Yield what was undressed, and cells in others' places, once a column, with how many more; all else as it is."""
    first: dict[tuple[int | None, str], Fault] = {}
    more: dict[tuple[int | None, str], int] = {}
    for fault in filter(_is_repeated, faults):
        key = fault.index, fault.remedy
        more[key] = more.get(key, -1) + 1
        first.setdefault(key, fault)
    for fault in faults:
        if not _is_repeated(fault):
            yield fault
        elif first.get((fault.index, fault.remedy)) is fault:
            count = more[fault.index, fault.remedy]
            what = "lignes" if fault.level == "error" else "cellules de la colonne"
            others = f", de même {count} autres {what}" if count > 1 else ", de même une autre" * count
            yield Fault(fault.level, fault.line, fault.index, fault.message + others, fault.remedy)


def _is_repeated(fault: Fault) -> bool:
    return fault.index is not None and (fault.level == "warning" or fault.remedy in (MOVED, EXCHANGED))
