"""Another table of the communes held against communes.csv: rows added, removed, changed, before any is taken."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from generator.errors import ConventionsError, Problem, UsageError
from generator.inputs.communerows import read_communes
from generator.inputs.communes import KNOWN, REQUIRED
from generator.inputs.contacts import postcode, telephone
from generator.inputs.kinds import CONVENTION
from generator.inputs.official import official_cells, official_name, own_spelling
from generator.inputs.overlay import read_overlay
from generator.inputs.table import Table, read_table
from generator.progress import Progress
from generator.project import Project
from generator.register.standings import read_standings
from generator.runs.days import typed_date
from generator.runs.rowchanges import DataRow, RowChange, rows_of
from generator.safekeeping.versions import content_of, find_version
from generator.workers import FOREIGN, LocalWorkers

#: What becomes of a commune that the other table does not have: its row stays in any case, for its number is kept.
LEAVES, MISTAKE, MERGED = "quitte", "erreur", "fusion"
#: What becomes of one that it has more: taken, left, or the commune of the same SIREN under its code.
TAKEN, LEFT, SAME = "prendre", "laisser", "meme"


@dataclass(frozen=True, slots=True)
class Addition:
    """A row that the other table has more; ``same`` is the row of communes.csv that bears its SIREN, if it has one.

    ``official`` are the columns that the table left empty and that the Code officiel géographique gives.
    """

    cells: Mapping[str, str]
    same: DataRow | None
    official: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TakeoverReport:
    """What differs, row by row; ``file`` is the other table as messages call it, ``unknown`` its columns of its own.

    ``titles`` are those under which it has columns that the program knows by another name, ``numbers`` those of the
    conventions, by INSEE code.
    """

    file: str
    changed: tuple[RowChange, ...]
    added: tuple[Addition, ...]
    removed: tuple[DataRow, ...]
    unchanged: int
    unknown: tuple[str, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)
    numbers: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    error: type[ConventionsError] | None = None

    def as_json(self) -> dict[str, Any]:
        """Return what differs."""
        return {
            "file": self.file,
            "changed": [{"line": one.line, "seen": dict(one.seen), "cells": dict(one.cells)} for one in self.changed],
            "added": [dict(one.cells) for one in self.added],
            "removed": [dict(one.cells) for one in self.removed],
            "unchanged": self.unchanged,
            "titles": dict(self.titles),
            "problems": [asdict(problem) for problem in self.problems],
        }

    def taken(
        self, removed: Mapping[str, str], added: Mapping[str, str]
    ) -> tuple[tuple[RowChange, ...], tuple[Mapping[str, str], ...]]:
        """Return the changes and the new rows once somebody chose, by INSEE code; see the choices above.

        Raises UsageError as long as a choice is missing.
        """
        same = {one.same.line for one in self.added if one.same and added.get(code_of(one.cells)) == SAME}
        gone = [row for row in self.removed if row.line not in same]
        chosen = {row.line: removed.get(code_of(row.cells), "") for row in gone}
        missing = [row.cells.get("nom", "") for row in gone if chosen[row.line] not in (LEAVES, MISTAKE, MERGED)]
        if missing:
            asked = "deviennent les lignes absentes" if missing[1:] else "devient la ligne absente"
            raise UsageError(f"Dites ce que {asked} du fichier : {', '.join(missing)}.")
        changes = [*self.changed, *(_leaving(row) for row in gone if chosen[row.line] != MISTAKE)]
        rows = []
        for one in self.added:
            choice = added.get(code_of(one.cells), TAKEN)
            if choice == SAME and one.same:
                changes.append(_change(one.same, {name: cell for name, cell in one.cells.items() if name != "insee"}))
            elif choice == TAKEN:
                rows.append(one.cells)
        return tuple(change for change in changes if change.cells), tuple(rows)


@dataclass(frozen=True, slots=True)
class TakeoverRequest:
    """The other table: a file given as ``data`` under a ``name``, or an earlier ``version``."""

    name: str = ""
    data: bytes = b""
    version: str = ""


def run(project: Project, request: TakeoverRequest, progress: Progress) -> TakeoverReport:
    """Hold a table (CSV, XLSX, ODS), or an earlier version, against communes.csv; nothing is written.

    Raises DataError when it cannot be read as a table of communes, UsageError when its rows or columns cannot be
    recognised, OutputError, EngineError, Cancelled.
    """
    name, data = Path(request.name or project.communes.name).name, request.data
    kept: dict[Path, bytes] = {}
    if request.version:
        kept = content_of(project.root, find_version(project.root, request.version, project.communes.name))
        data = kept[project.communes]
    here = read_communes(project.communes, None, read_overlay(project.own_communes))
    with LocalWorkers(1, progress.check) as workers:
        worth = 2 if request.version else 1  # what was the project's own needs no process
        ((_, read),) = workers.imap(
            _table, [(name, data, here.columns, not request.version)], worth=worth, limits=FOREIGN
        )
    if isinstance(read, ConventionsError):
        raise read
    other, titles = read
    if kept and (former := read_overlay(project.own_communes, kept.get(project.own_communes))):
        other = replace(other, rows=tuple(former.laid_on(row)[0] for row in other.rows))
    standings = read_standings(project.register, project.campaign.name)
    numbers = {one.insee: one.number for one in standings.documents if one.kind == CONVENTION}
    return replace(_compared(rows_of(here), here.columns, other), titles=titles, numbers=numbers)


def code_of(cells: Mapping[str, str]) -> str:
    """Return the INSEE code of a row, by which rows are held against each other."""
    return cells.get("insee", "").upper()


def _table(given: tuple[str, bytes, Collection[str], bool]) -> tuple[Table, dict[str, str]] | ConventionsError:
    """Return the table of a file with the titles that were read otherwise; a ``foreign`` one as acts would write it."""
    name, data, columns, foreign = given
    try:
        read = read_table(Path(name), data, REQUIRED, workbook=True)
    except ConventionsError as error:
        return error
    table, titles = read.under(sorted(KNOWN), columns)
    if foreign:
        table = replace(table, rows=tuple(replace(row, cells=_restored(row.cells)) for row in table.rows))
    missing = [problem for problem in table.missing(REQUIRED) if problem.column == "insee"]
    if missing:
        return UsageError(f"{name} : pas de colonne « insee » ; sans elle, aucune ligne ne se reconnaît.", missing)
    codes = [code_of(row.cells) for row in table.rows]
    twice = next((code for code in codes if codes.count(code) > 1), None)
    if twice is not None:
        told = f"a le code {twice}" if twice else "n’a pas de code INSEE"
        return UsageError(f"{name} : plus d’une ligne {told} ; corrigez ce fichier, puis importez-le de nouveau.")
    return table, titles


def _restored(cells: Mapping[str, str]) -> Mapping[str, str]:
    """Return a row with the zeros that a spreadsheet takes away, and the official spelling of its name.

    Lists of communes have « 1001 » for 01001, and « ROUSSES (LES) ».
    """
    zeros = {"insee": official_name, "code_postal": postcode, "telephone": telephone}
    lost = [
        name for name, read in zeros.items() if cells.get(name) and not read(cells[name]) and read(f"0{cells[name]}")
    ]
    whole = {**cells, **{name: f"0{cells[name]}" for name in lost}}
    return {**whole, "nom": own_spelling(whole["nom"], code_of(whole))} if "nom" in whole else whole


def _compared(rows: tuple[DataRow, ...], columns: Collection[str], other: Table) -> TakeoverReport:
    here = {code_of(row.cells): row for row in rows}
    there = {code_of(row.cells): row.cells for row in other.rows}
    removed = tuple(row for code, row in here.items() if code not in there)
    sirens = {_siren(row.cells): row for row in removed if _siren(row.cells)}
    changed = [_change(here[code], cells) for code, cells in there.items() if code in here]
    return TakeoverReport(
        file=other.path.name,
        changed=tuple(one for one in changed if one.cells),
        added=tuple(_added(cells, sirens.get(_siren(cells))) for code, cells in there.items() if code not in here),
        removed=removed,
        unchanged=sum(not one.cells for one in changed),
        unknown=tuple(column for column in other.columns if column not in columns),
        problems=(*other.problems, *other.misspelt(KNOWN, columns)),
    )


def _added(cells: Mapping[str, str], same: DataRow | None) -> Addition:
    official = {} if same else official_cells(cells.get("nom", ""), code_of(cells))
    known = {column: cell for column, cell in official.items() if cell and not cells.get(column)}
    return Addition({**cells, **known}, same, tuple(known))


def _change(row: DataRow, cells: Mapping[str, str]) -> RowChange:
    """Return what another table says otherwise of a row."""
    differs = {name: cell for name, cell in cells.items() if not _is_same(name, cell, row.cells.get(name, ""))}
    seen = {name: row.cells.get(name, "") for name in ("insee", "nom", *differs)}
    return RowChange(row.line, seen, differs)


def _is_same(column: str, cell: str, other: str) -> bool:
    """Tell whether two cells say the same: a spreadsheet has other days (2020-05-23 is 23/05/2020) and no spaces."""
    if cell == other:
        return True
    read: Callable[[str], object] = {"telephone": telephone, "code_postal": postcode}.get(column, typed_date)
    if column == "siren" or column.startswith("population_"):
        read = _digits
    return read(cell) is not None and read(cell) == read(other)


def _digits(cell: str) -> str | None:
    digits = "".join(cell.split())
    return digits if digits.isdecimal() else None


def _leaving(row: DataRow) -> RowChange:
    seen = {name: row.cells.get(name, "") for name in ("insee", "nom", "participe")}
    return RowChange(row.line, seen, {"participe": "non"})


def _siren(cells: Mapping[str, str]) -> str:
    return cells.get("siren", "").replace(" ", "")
