"""The tables that people give: CSV files as French office software writes them, and workbooks where they are taken."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from generator.errors import DataError, Problem, count_errors
from generator.files import read_regular
from generator.inputs.csvfile import SEPARATORS, CsvText, read_csv
from generator.inputs.encodings import Likelihood, Reading, likelihood, read_letters
from generator.inputs.formats import AS_CSV, other_format, read_workbook
from generator.inputs.grid import Fault, Grid, UnreadableTableError, column_name
from generator.inputs.head import likeness
from generator.inputs.layout import Layout, Row, lay_out
from generator.inputs.titles import Foreign, likened, unfit
from generator.language.agreement import plural
from generator.refusals import why

__all__ = ["Foreign", "Row", "Table", "TableFormat", "column_name", "read_file", "read_table"]

_DOUBTFUL = "les lettres accentuées de ce fichier ne se lisent pas avec certitude"
_MOST_BYTES = 20_000_000
#: How many doubtful cells are shown one by one.
_SHOWN = 8


@dataclass(frozen=True, slots=True)
class TableFormat:
    """How a file was written, so that it can be written back the same way; ``mark`` is what it begins with."""

    encoding: str
    separator: str
    mark: bytes = b""

    def encoded(self, text: str) -> bytes:
        """Return a text as the file holds it. Raises UnicodeEncodeError."""
        return self.mark + text.encode(self.encoding)


@dataclass(frozen=True, slots=True)
class Table:
    """A file: columns by normalised name, cells stripped; ``text`` is the whole CSV file, ``header`` its titles.

    ``places`` are the ranks of the columns in the file; ``sheet`` is the sheet of a workbook that has several;
    ``titles`` are those of a foreign table that were read as columns of another name, by column.
    """

    path: Path
    format: TableFormat
    text: str = field(repr=False)
    header: Row
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    problems: tuple[Problem, ...] = field(default=())
    places: Mapping[str, int] = field(default_factory=dict)
    sheet: str = ""
    titles: Mapping[str, str] = field(default_factory=dict)

    def missing(self, required: Sequence[str]) -> list[Problem]:
        """Return one problem for each of the ``required`` columns that the file does not have."""
        absent = [column for column in required if column not in self.columns]
        spare = [column for column in self.columns if column not in required]
        return [
            Problem(
                "error",
                "colonne obligatoire absente",
                self._remedy(column, spare, required),
                self.path.name,
                column=column,
            )
            for column in absent
        ]

    def misspelt(self, known: Collection[str], others: Collection[str] = ()) -> list[Problem]:
        """Return a warning for each unknown column whose title is nearly that of a ``known`` one which is not there.

        ``others`` are columns of the user's own that are elsewhere too.
        """
        absent = sorted(set(known) - set(self.columns))
        problems = []
        for column in self.columns:
            meant = likened(column, absent) if column not in known and column not in others else ""
            if meant and not unfit(meant, [row.cells.get(column, "") for row in self.rows]):
                remedy = f"vouliez-vous « {meant} » ? Corrigez le titre de la colonne"
                place = (self.path.name, self.header.line, column)
                problems.append(Problem("warning", "colonne inconnue", remedy, *place))
        return problems

    def besides(self, problems: Sequence[Problem]) -> list[Problem]:
        """Return what is wrong with cells of this file of which the table does not say already that they are lost."""
        lost = {(one.line, one.column) for one in self.problems if one.level == "error"}
        return [one for one in problems if one.file != self.path.name or (one.line, one.column) not in lost]

    def _remedy(self, column: str, spare: Sequence[str], required: Sequence[str]) -> str:
        meant = [one for one in spare if likened(one, (column,))]
        within = [one for one in spare if column in one.split("_") or one in column.split("_")]
        near = meant or (within if len(within) == 1 and not likened(within[0], required) else [])
        if near:
            titles = " ou ".join(f"« {self.header.cells[one]} »" for one in near)
            return f"ajoutez une colonne « {column} », ou renommez ainsi la colonne {titles}"
        return f"ajoutez une colonne « {column} »"


def read_table(
    path: Path, data: bytes | None = None, wanted: Sequence[str] = (), foreign: Foreign | None = None
) -> Table:
    """Read ``path`` as a table; ``data`` stands for the file, when its bytes were read already or are to be written.

    ``wanted`` are columns by which the line of titles is known, the first line without them; a ``foreign`` table may be
    a workbook (XLSX, ODS) and have other words for titles, which somebody has to be shown: they may be misread. What
    the file says is read whatever office software wrote it in, what a spreadsheet dressed is undressed and told, and
    what it lost is a problem of the table, as are columns that share a name, cells too many or moved, and letters that
    can be read in two ways. Raises DataError when the file is missing,
    empty or no table.
    """
    content = read_file(path) if data is None else data
    try:
        fits = partial(likeness, wanted=wanted, foreign=foreign) if foreign else None
        if fits and (grid := read_workbook(content, wanted, fits)):
            return _table(path, TableFormat("", ""), "", grid, wanted, foreign)
        other = other_format(content)
        if other:
            raise UnreadableTableError(*other)
        reading = read_letters(content)
        if reading is None:
            raise UnreadableTableError("encodage inconnu", f"enregistrez le fichier {AS_CSV}")
        read = read_csv(reading.text, wanted)
        format_ = TableFormat(reading.encoding, read.separator, reading.mark)
        doubts = _doubts(reading, read) if reading.doubtful else ()
        table = _table(path, format_, reading.text, Grid(read.grid.records, doubts), wanted, foreign)
        if reading.doubtful and not count_errors(table.problems):  # all of it stands outside the rows
            raise UnreadableTableError(_DOUBTFUL, f"enregistrez le fichier {AS_CSV}")
        return table
    except UnreadableTableError as error:
        raise _unreadable(path, error.message, error.remedy, error.line) from error


def read_file(path: Path) -> bytes:
    """Return the bytes of a file; raises DataError, with what to do, when it cannot be read."""
    try:
        return read_regular(path, _MOST_BYTES)
    except FileNotFoundError as error:
        raise _unreadable(path, "fichier introuvable", "vérifiez son nom et son dossier") from error
    except OSError as error:
        raise _unreadable(path, f"lecture impossible ({why(error)})", "vérifiez les droits du fichier") from error


def _table(
    path: Path, format_: TableFormat, text: str, grid: Grid, wanted: Collection[str], foreign: Foreign | None
) -> Table:
    laid = lay_out(grid, wanted, format_.separator, foreign)
    if laid is None:
        raise UnreadableTableError(
            "le fichier est vide", "enregistrez-y une ligne par commune, sous une ligne de titres"
        )
    titles = laid.header.cells
    if format_.separator and len(titles) == 1 and any(max(titles.values()).count(one) > 1 for one in SEPARATORS):
        remedy = f"ôtez les guillemets qui entourent les lignes, ou enregistrez de nouveau le classeur {AS_CSV}"
        raise UnreadableTableError("chaque ligne est dans une seule cellule, entre guillemets", remedy)
    faults: dict[tuple[int, int | None, str], Fault] = {}
    for fault in (*grid.faults, *laid.faults):
        of_titles = fault.line == laid.header.line and not (laid.stacked and fault.level == "error")
        if fault.index is None or fault.line in laid.names or of_titles:
            of_cell = "" if fault.index is not None and fault.level == "error" else fault.message
            faults.setdefault((fault.line, fault.index, of_cell), fault)
    problems = [_problem(path.name, laid, fault) for fault in faults.values()]
    columns = tuple(laid.places)
    read = {} if foreign is None else {one: titles[one] for one in columns if column_name(titles[one]) != one}
    return Table(path, format_, text, laid.header, columns, laid.rows, tuple(problems), laid.places, grid.sheet, read)


def _problem(file: str, laid: Layout, fault: Fault) -> Problem:
    column = "" if fault.index is None else laid.title(fault.index)
    commune = laid.names.get(fault.line, "")
    return Problem(fault.level, fault.message, fault.remedy, file, fault.line, column, commune)


def _doubts(reading: Reading, read: CsvText) -> tuple[Fault, ...]:
    """Return the cells whose letters are not known, each as it can be read."""
    others = read.grid.records
    if reading.other is not None:
        others = read_csv(reading.other, (), read.separator).grid.records
    faults = []
    for record, other in zip(read.grid.records, others, strict=True):
        for index, (cell, same) in enumerate(zip(record.cells, other.cells, strict=True)):
            wrong = any(likelihood(word) == Likelihood.WRONG for word in cell.split(" ")) if cell == same else True
            if wrong:
                read_as = f"« {cell} » ou « {same} » ?" if cell != same else f"« {cell} »."
                message = f"{read_as} {_DOUBTFUL[0].upper()}{_DOUBTFUL[1:]}"
                faults.append(Fault("error", record.line, index, message, f"enregistrez le fichier {AS_CSV}"))
    left = len(faults) - _SHOWN
    if left > 0:
        message = f"et {plural(left, 'autre cellule', 'autres cellules')} du fichier dont les lettres sont douteuses"
        faults[_SHOWN:] = [Fault("error", faults[_SHOWN].line, None, message, f"enregistrez le fichier {AS_CSV}")]
    return tuple(faults)


def _unreadable(path: Path, message: str, remedy: str, line: int | None = None) -> DataError:
    return DataError.of(Problem("error", message, remedy, path.name, line))
