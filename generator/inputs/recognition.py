"""The rows of a foreign table whose communes are known otherwise than by their codes: by SIREN or by name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import permutations

from generator.errors import Problem
from generator.inputs.official import bare_name, code_of_siren, official_name
from generator.inputs.table import Row, Table
from generator.inputs.titles import bare_code
from generator.language.agreement import plural
from generator.law.identifiers import insee_is_valid

#: How many codes make a column of codes, whatever its title.
_FEWEST = 3
_CODE_AND_NAME = re.compile(r"(?P<before>(?:\D.*?)?)\W*\b(?P<code>[0-9][0-9ABab][0-9]{3})\b\W*(?P<after>\D*)")


def recognised(table: Table, known: Mapping[str, Mapping[str, str]]) -> Table:
    """Return a table with the codes of the communes that are ``known``, cells by INSEE code, whose rows lack them.

    A column may hold codes, or names, under a title that says nothing; else a row is known by its SIREN or its SIRET,
    else by its name if one commune and one row have it, else by the official SIREN of any commune. A code that is wrong
    stays as it is.
    """
    own = Counter(bare_name(cells.get("nom", "")) for cells in known.values())
    table = _with_names(_with_codes(table), own)
    if "insee" in table.columns and all(row.cells["insee"] for row in table.rows):
        return table
    by_siren = {_digits(cells.get("siren", "")): code for code, cells in known.items() if cells.get("siren")}
    names = Counter(bare_name(row.cells["nom"]) for row in table.rows if row.cells.get("nom"))
    by_name = {
        name: code for code, cells in known.items() if own[name := bare_name(cells.get("nom", ""))] == names[name] == 1
    }
    rows, found = [], 0
    for row in table.rows:
        siren, name = _digits(row.cells.get("siren", ""))[:9], row.cells.get("nom", "")
        code = row.cells.get("insee", "") or by_siren.get(siren) or by_name.get(bare_name(name)) or code_of_siren(siren)
        found += bool(code) and not row.cells.get("insee")
        rows.append(replace(row, cells={**row.cells, "insee": code}))
    if not found:
        return table
    what = plural(found, "ligne sans code INSEE est reconnue", "lignes sans code INSEE sont reconnues")
    remedy = "vérifiez-les, ou ajoutez une colonne « Code INSEE »"
    told = Problem("warning", f"{what} au SIREN ou au nom de la commune", remedy, table.path.name)
    columns = table.columns if "insee" in table.columns else ("insee", *table.columns)
    return replace(table, columns=columns, rows=tuple(rows), problems=(*table.problems, told))


def valid_code(cells: Mapping[str, str]) -> str:
    """Return the INSEE code of a row, its zero put back, "" for none."""
    code = bare_code(cells.get("insee", ""))
    return next((whole for whole in (code, f"0{code}") if insee_is_valid(whole)), "")


def _with_codes(table: Table) -> Table:
    """Return a table whose column of codes, under a title that says nothing of them, is called so.

    The official names of the communes of these codes stand beside them; INSEE has the code of the département apart.
    """
    if "insee" in table.columns or not table.rows:
        return table
    for columns in (*((column,) for column in table.columns), *permutations(table.columns, 2)):
        if not _joined(table.rows[0], columns):
            continue
        codes = [_joined(row, columns) for row in table.rows]
        if _are_named((code, row.cells.values()) for code, row in zip(codes, table.rows, strict=True)):
            return _called(table, columns[-1], "insee", codes)
    for column in table.columns:
        parted = [_parted(row.cells.get(column, "")) for row in table.rows]
        if _are_named((code, [name]) for code, name in parted):
            coded = _called(table, column, "insee", [code for code, _ in parted])
            rows = tuple(
                replace(row, cells={"nom": name, **row.cells})
                for row, (_, name) in zip(coded.rows, parted, strict=True)
            )
            return replace(coded, columns=tuple(dict.fromkeys(("nom", *coded.columns))), rows=rows)
    return table


def _joined(row: Row, columns: Sequence[str]) -> str:
    return valid_code({"insee": "".join(row.cells.get(column, "") for column in columns)})


def _parted(cell: str) -> tuple[str, str]:
    """Return the code and the name that stand in one cell, « 01004 - Ambronay », « Ambronay (01004) »."""
    found = _CODE_AND_NAME.fullmatch(cell)
    return (found["code"].upper(), found["before"] or found["after"]) if found else ("", "")


def is_turned(table: Table, known: Mapping[str, Mapping[str, str]]) -> bool:
    """Tell whether the titles of a table are communes, one a column: their codes, or the names of those ``known``."""
    names = {bare_name(cells.get("nom", "")) for cells in known.values()}
    titles = [title for title in table.header.cells.values() if title]
    return sum(bool(valid_code({"insee": title})) or bare_name(title) in names for title in titles) >= _FEWEST


def _with_names(table: Table, own: Container[str]) -> Table:
    """Return a table whose column of names of communes, under a title that says nothing of them, is called so.

    They are the official names of the codes beside them; without codes, each another one of the ``own`` names.
    """
    for column in table.columns if "nom" not in table.columns else ():
        cells = [row.cells.get(column, "") for row in table.rows]
        names = [bare_name(cell) for cell in cells if cell]
        by_name = "insee" not in table.columns and len(names) >= _FEWEST and len(set(names)) == len(names)
        if (by_name and 10 * sum(name in own for name in names) >= 9 * len(names)) or _are_named(
            (valid_code(row.cells), [cell]) for row, cell in zip(table.rows, cells, strict=True)
        ):
            return _called(table, column, "nom", cells)
    return table


def _are_named(rows: Iterable[tuple[str, Iterable[str]]]) -> bool:
    """Tell whether the official names of the communes of codes stand in the cells beside most of them."""
    named = [bare_name(found.nom) in map(bare_name, cells) for code, cells in rows if (found := official_name(code))]
    return len(named) >= _FEWEST and 10 * sum(named) >= 9 * len(named)


def _called(table: Table, column: str, name: str, cells: Sequence[str]) -> Table:
    """Return a table with what stands in a column under another name."""
    rows = tuple(
        replace(row, cells={(name if one == column else one): cell for one, cell in row.cells.items()} | {name: own})
        for row, own in zip(table.rows, cells, strict=True)
    )
    columns = tuple(name if one == column else one for one in table.columns)
    places = {(name if one == column else one): place for one, place in table.places.items()}
    titles = {**table.titles, name: table.header.cells[column]}
    return replace(table, rows=rows, columns=columns, places=places, titles=titles)


def _digits(cell: str) -> str:
    return "".join(cell.split())
