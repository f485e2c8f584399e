"""A campaign's own communes.csv: what differs there from the project's, row by row and cell by cell."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.errors import DataError, Problem
from generator.inputs.cells import Cells
from generator.inputs.table import Row, Table, column_name, read_table

#: In a campaign's file: nothing in this campaign, whatever the project's file says. An empty cell says nothing.
NOTHING = "-"
#: What holds in every campaign: a campaign's file cannot say otherwise. It may repeat the name, for whoever reads it.
SHARED = frozenset(
    {"siren", "tncc", "civilite_maire", "prenom_maire", "nom_maire", "titre_maire", "qualite"}
    | {"population_municipale", "population_totale", "population_conseil"}
)
_KEYS = ("insee", "nom")

#: Where a cell stands: the file, as messages call it, and the line.
Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Overlay:
    """The file as a table, called ``name`` in messages, and its rows by INSEE code."""

    name: str
    table: Table
    rows: Mapping[str, Row]
    problems: tuple[Problem, ...]

    def said(self, insee: str) -> dict[str, str]:
        """Return the cells that say something of a commune, by column."""
        row = self.rows.get(insee)
        cells = row.cells if row else {}
        return {
            column: "" if cell == NOTHING else cell
            for column, cell in cells.items()
            if cell and column not in _KEYS and column not in SHARED
        }

    def laid_on(self, row: Row) -> tuple[Row, dict[str, Place]]:
        """Return a row of the project's file as it holds in the campaign, with the places of what it has from here."""
        insee = row.cells["insee"].upper()
        said = self.said(insee)
        added = dict.fromkeys((column for column in self.table.columns if column not in row.cells), "")
        places = dict.fromkeys(said, (self.name, self.rows[insee].line)) if said else {}
        return Row(row.line, {**added, **row.cells, **said}, row.height), places

    def misspelt(self, known: Collection[str], others: Collection[str]) -> list[Problem]:
        """Return what ``Table.misspelt`` does, of columns that are not those of the project's file either."""
        found = self.table.misspelt(set(known) - SHARED, others)
        return [replace(problem, file=self.name) for problem in found]

    def strangers(self, known: Mapping[str, str]) -> list[Problem]:
        """Return what is wrong with its rows once the communes are known, names by INSEE code."""
        problems = []
        for insee, row in self.rows.items():
            name = row.cells.get("nom", "")
            if insee not in known:
                message, remedy = "n’est pas une commune de communes.csv", "corrigez le code, ou supprimez la ligne"
                problems.append(self._problem(row, "insee", f"« {insee} » {message}", remedy, name or insee))
            elif name and column_name(name) != column_name(known[insee]):
                message = f"« {name} » : le code {insee} est celui de {known[insee]}"
                problems.append(self._problem(row, "nom", message, "corrigez le code ou le nom", known[insee]))
        return problems

    def _problem(self, row: Row, column: str, message: str, remedy: str, commune: str) -> Problem:
        return Problem("error", message, remedy, self.name, row.line, column, commune)


def read_overlay(path: Path, data: bytes | None = None) -> Overlay | None:
    """Read a campaign's file, None when there is none; ``data`` stands for it where it is given.

    Raises DataError when it cannot be read as a table, or at all: a link that leads nowhere is no campaign without one.
    """
    if data is None and not os.path.lexists(path):
        return None
    name = f"{path.parent.name}/{path.name}"
    try:
        table = read_table(path, data, ("insee",))
    except DataError as error:
        told = str(error).replace(path.name, name, 1)
        raise DataError(told, [replace(problem, file=name) for problem in error.problems]) from error
    problems = [replace(problem, file=name) for problem in (*table.problems, *table.missing(("insee",)))]
    problems += _shared(table.columns, name)
    rows: dict[str, Row] = {}
    seen: dict[str, int] = {}
    for row in table.rows if "insee" in table.columns else ():
        cells = Cells(name, row, row.cells.get("nom", "") or row.cells["insee"])
        insee = cells.insee()
        cells.once("insee", insee, seen)
        problems += cells.problems
        rows.setdefault(insee, row)
    return Overlay(name, table, rows, tuple(problems))


def _shared(columns: Collection[str], name: str) -> list[Problem]:
    return [
        Problem(
            "error",
            "cette colonne est la même dans toutes les campagnes",
            "supprimez-la ici, et corrigez s’il le faut le communes.csv du projet",
            name,
            column=column,
        )
        for column in columns
        if column in SHARED
    ]
