"""A workbook as its reader sees it: sheets of cells, of which one is the table that is asked for."""

from __future__ import annotations

import datetime
import io
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import unquote

from lxml import etree

from generator.inputs.grid import COLUMNS, LOOKED_AT, ROWS, Fault, Grid, Record, UnreadableTableError
from generator.language.agreement import plural
from generator.language.calendar import MONTHS
from generator.word.packaging import parsed

#: How much XML is read at most, so that a small archive cannot fill the memory.
_BYTES = 32_000_000
_SMALLER = "copiez le tableau seul dans un nouveau classeur, ou enregistrez-le au format « CSV UTF-8 »"
_REPAIR = "ouvrez-le dans le tableur, qui proposera de le réparer, puis enregistrez-le de nouveau"
#: Whether the first lines of a sheet are those of the table that is asked for.
Fits = Callable[[Sequence[tuple[str, ...]]], bool]
_NEVER_COMPUTED = "cette formule n’a pas de résultat enregistré"
_COMPUTE = "ouvrez le classeur dans le tableur et enregistrez-le, ou remplacez la formule par sa valeur"


@dataclass(slots=True)
class Sheet:
    """A sheet being read: its cells by row and column, both counted from 0, and what there is to know of them.

    ``struck`` are the struck-through texts of cells, whole or in part; ``strikes`` are areas in which a condition
    strikes texts through; ``unseen`` are columns that are hidden, ``invisible`` cells whose text nobody sees;
    ``addresses`` are those to which the links of cells write.
    """

    name: str
    visible: bool = True
    cells: dict[tuple[int, int], str] = field(default_factory=dict)
    uncomputed: set[tuple[int, int]] = field(default_factory=set)
    hidden: set[int] = field(default_factory=set)
    unseen: set[int] = field(default_factory=set)
    struck: dict[tuple[int, int], str] = field(default_factory=dict)
    strikes: list[str] = field(default_factory=list)
    invisible: set[tuple[int, int]] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    addresses: dict[tuple[int, int], str] = field(default_factory=dict)

    def put(self, row: int, column: int, text: str) -> None:
        """Note what a cell shows. Raises UnreadableTableError for one far from any table, or given twice."""
        if not text:
            return
        if row >= ROWS or column >= COLUMNS:
            message = f"la feuille « {self.name} » a une cellule remplie bien au-delà du tableau, ligne {row + 1}"
            raise UnreadableTableError(message, _SMALLER)
        if (row, column) in self.cells:
            message = f"la feuille « {self.name} » a deux valeurs pour une même cellule, ligne {row + 1}"
            raise UnreadableTableError(message, _REPAIR)
        self.cells[row, column] = text

    def link(self, row: int, column: int, target: str) -> None:
        """Note the address to which the link of a cell writes, « mailto:a@b.fr?subject=… » (RFC 6068)."""
        scheme, _, rest = target.partition(":")
        if scheme.lower() == "mailto" and (address := unquote(rest.partition("?")[0]).strip()):
            self.addresses[row, column] = address


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of the archive; what is read of all of them together is bounded."""

    archive: zipfile.ZipFile
    left: list[int]

    def xml(self, name: str) -> etree._Element | None:
        """Return the root of a part, None when there is none. Raises UnreadableTableError."""
        entry = entries(self.archive).get(name.lower())
        if entry is None:
            return None
        with self.archive.open(entry) as part:
            data = part.read(self.left[0] + 1)
        self.left[0] -= len(data)
        if self.left[0] < 0:
            raise UnreadableTableError("ce classeur est beaucoup trop grand pour un tableau de communes", _SMALLER)
        return parsed(data)


def entries(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    """Return the parts by their names, as they are compared: in small letters (ISO/IEC 29500-2), with « / ».

    Some programs of Windows part the folders by backslashes.
    """
    return {entry.filename.replace("\\", "/").lower(): entry for entry in archive.infolist()}


@contextmanager
def opened(data: bytes) -> Iterator[Parts]:
    """Open a workbook; whatever is wrong with it while it is read is an UnreadableTableError."""
    damaged = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            yield Parts(archive, [_BYTES])
    except RuntimeError as error:
        raise UnreadableTableError("ce classeur est chiffré", "retirez le mot de passe et enregistrez-le") from error
    except (*damaged, etree.XMLSyntaxError, ValueError, IndexError, OverflowError) as error:
        raise UnreadableTableError("ce classeur est abîmé", _REPAIR) from error


def choose(sheets: Sequence[Sheet], wanted: Collection[str], fits: Fits) -> Grid:
    """Return the one sheet whose lines ``fits`` the columns ``wanted``; of hidden ones, none is chosen.

    Raises UnreadableTableError, with the names of the sheets, when none or several could be meant.
    """
    filled = [sheet for sheet in sheets if sheet.cells]
    shown = [sheet for sheet in filled if sheet.visible]
    fitting = [sheet for sheet in shown if fits(_first_lines(sheet))]
    if len(fitting) > 1:
        message = f"plusieurs feuilles peuvent être lues : {_listed(fitting)}"
        raise UnreadableTableError(message, "gardez-en une seule dans le fichier, ou masquez les autres")
    if not fitting and len(shown) == 1 and not any(fits(_first_lines(sheet)) for sheet in filled):
        fitting = shown
    if not fitting:
        hidden = [sheet for sheet in filled if fits(_first_lines(sheet))]
        if hidden:
            raise UnreadableTableError(f"la feuille du tableau est masquée : {_listed(hidden)}", "affichez-la")
        if not filled:
            raise UnreadableTableError("le classeur est vide", "vérifiez que c’est le bon fichier")
        message = f"aucune feuille n’a les colonnes {', '.join(wanted)} : {_listed(filled)}"
        raise UnreadableTableError(message, "vérifiez les titres des colonnes")
    return _grid(fitting[0], [sheet for sheet in filled if sheet is not fitting[0]])


def number_shown(value: float, digits: int = 0) -> str:
    """Return a number as a French table shows it; ``digits`` are those that its format always shows."""
    if value == int(value) and abs(value) < 1e15:
        return f"{int(value):0{digits}d}" if value >= 0 else str(int(value))
    cents = f"{value:.2f}"
    return (cents if abs(float(cents) - value) < 1e-9 else f"{value:.15g}").replace(".", ",")


def date_shown(moment: datetime.datetime) -> str:
    """Return a date as a French table shows it, with its hour when it has one."""
    return moment.strftime("%d/%m/%Y" if moment.time() == datetime.time() else "%d/%m/%Y %H:%M")


def month_shown(moment: datetime.datetime) -> str:
    """Return a date of which a format shows the month and the year alone, as a French text has it: « mai 2025 »."""
    return f"{MONTHS[moment.month - 1]} {moment.year}"


def _first_lines(sheet: Sheet) -> list[tuple[str, ...]]:
    rows = _rows(sheet)
    return [_record(row, rows[row]).cells for row in sorted(rows)[:LOOKED_AT]]


def _rows(sheet: Sheet) -> dict[int, dict[int, str]]:
    rows: dict[int, dict[int, str]] = {}
    for (row, column), text in sheet.cells.items():
        rows.setdefault(row, {})[column] = text
    return rows


def _listed(sheets: Sequence[Sheet]) -> str:
    return ", ".join(f"« {sheet.name} »" for sheet in sheets)


def _grid(sheet: Sheet, others: Sequence[Sheet]) -> Grid:
    rows = _rows(sheet)
    for row, column in sheet.uncomputed:
        rows.setdefault(row, {}).setdefault(column, "")
    linked = list(_linked(sheet, rows))
    records = tuple(_record(row, rows[row]) for row in sorted(rows))
    first = records[0].line
    faults = [Fault("error", row + 1, column, _NEVER_COMPUTED, _COMPUTE) for row, column in sorted(sheet.uncomputed)]
    faults += [*linked, *_merged(sheet, rows)]
    hidden = sorted(row + 1 for row in sheet.hidden & rows.keys())
    if hidden:
        message = f"lignes masquées, lues comme les autres : {', '.join(map(str, hidden[:10]))}" + "…" * (
            len(hidden) > 10
        )
        faults.append(
            Fault("warning", hidden[0], None, message, "retirez le filtre pour les voir, supprimez-les s’il le faut")
        )
    filled = {column for cells in rows.values() for column in cells}
    if unseen := sorted(sheet.unseen & filled):
        message = f"colonnes masquées, lues comme les autres : {', '.join(map(_letters, unseen[:10]))}"
        remedy = "affichez-les pour les voir, supprimez-les s’il le faut"
        faults.append(Fault("warning", first, None, message, remedy))
    faults += _struck(sheet, rows)
    if sheet.strikes:
        message = f"une mise en forme conditionnelle peut barrer des cellules ({', '.join(sheet.strikes[:5])}), lues"
        remedy = "supprimez les lignes qui sont barrées, si elles ne valent plus"
        faults.append(Fault("warning", first, None, f"{message} comme les autres", remedy))
    faults += _invisible(sheet, rows)
    if others:
        message = f"seule la feuille « {sheet.name} » est lue, non {_listed(others)}"
        faults.append(Fault("warning", first, None, message, "vérifiez que c’est la bonne"))
    return Grid(records, tuple(faults), sheet.name if others else "")


def _linked(sheet: Sheet, rows: Mapping[int, dict[int, str]]) -> Iterator[Fault]:
    """Read the addresses behind texts that are none, « Écrire », and tell of them, once a column."""
    found: dict[int, list[tuple[int, str]]] = {}
    for (row, column), address in sorted(sheet.addresses.items()):
        text = rows.get(row, {}).get(column, "").strip()
        if text and "@" not in text:
            rows[row][column] = address
            found.setdefault(column, []).append((row, f"« {text} » est lu « {address} »"))
    for column, [(row, told), *more] in found.items():
        others = f", de même {plural(len(more), 'autre cellule', 'autres cellules')}" if more else ""
        message = f"{told}, l’adresse à laquelle écrit son lien{others}"
        yield Fault("warning", row + 1, column, message, "vérifiez-la, ou écrivez l’adresse dans la cellule")


def _record(row: int, cells: Mapping[int, str]) -> Record:
    return Record(row + 1, 1, tuple(cells.get(column, "") for column in range(max(cells) + 1)))


def _struck(sheet: Sheet, rows: Mapping[int, Mapping[int, str]]) -> Iterator[Fault]:
    """Tell of struck-through cells, of a row that is whole, and of a text of which a part is struck."""
    found: dict[int, dict[int, str]] = {}
    for (row, column), struck in sheet.struck.items():
        if rows.get(row, {}).get(column, "").strip():
            found.setdefault(row, {})[column] = struck
    for row, cells in sorted(found.items()):
        filled = {column: text for column, text in rows[row].items() if text.strip()}
        if cells == filled:
            message = "cette ligne est barrée, et lue comme les autres"
            yield Fault("warning", row + 1, None, message, "supprimez-la si elle ne vaut plus, sinon ôtez le barré")
            continue
        for column, struck in sorted(cells.items()):
            if struck == filled[column]:
                message, remedy = f"« {struck} » est barré, et lu comme le reste", "videz la cellule, ou ôtez le barré"
                yield Fault("warning", row + 1, column, message, remedy)
            else:
                message = f"« {filled[column]} » : une partie est barrée (« {struck.strip()} »)"
                yield Fault("error", row + 1, column, message, "effacez ce qui est barré, ou ôtez le barré")


def _invisible(sheet: Sheet, rows: Mapping[int, Mapping[int, str]]) -> Iterator[Fault]:
    """Tell of the cells that a reader of the sheet does not see."""
    for row, column in sorted(sheet.invisible):
        if text := rows.get(row, {}).get(column, "").strip():
            message = f"« {text} » ne se voit pas dans le tableur (en blanc, ou d’un format qui le cache), et est lu"
            yield Fault("warning", row + 1, column, message, "videz la cellule, ou rendez-la visible")


def _letters(column: int) -> str:
    """Return how spreadsheets call a column: A, B, … Z, AA."""
    before, last = divmod(column, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)


def _merged(sheet: Sheet, rows: Collection[int]) -> Iterator[Fault]:
    for top, left, bottom, right in sheet.merged:
        for row in range(top, min(bottom, ROWS) + 1):
            first = left + 1 if row == top else left
            if row in rows and first <= right:
                message = f"cellule fusionnée avec celle de la ligne {top + 1}, la seule qui ait une valeur"
                remedy = "défusionnez les cellules et répétez la valeur dans chacune"
                yield Fault("error", row + 1, first, message, remedy)
