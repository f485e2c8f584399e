"""Mayors who stand in one cell of a foreign table, « M. Jean-Paul RYCKELYNCK » or « RYCKELYNCK Jean-Paul »."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from generator.errors import Problem
from generator.inputs.communes import CIVILITIES
from generator.inputs.spoilt import fault_of_name
from generator.inputs.table import Row, Table
from generator.language.agreement import plural

#: The columns that one such cell fills.
PARTS = ("civilite_maire", "prenom_maire", "nom_maire")
#: The words of a title of such cells, of which one says whose name it is.
_WORDS = frozenset(
    {"actuel", "actuelle", "civilite", "complet", "de", "depuis", "du", "en", "et", "etiquette", "l", "la", "le"}
    | {"identite", "nom", "noms", "nuance", "parti", "nouveau", "nouvelle", "prenom", "prenoms", "titre"}
)
_WHOSE = frozenset({"maire", "maires", "elu", "elus"})
#: A title that names nobody, « PRÉNOM NOM », is of mayors in a table of communes as « Prénom » and « Nom » are.
_WHOLE = {"nom", "prenom"}
_PARTICLES = frozenset({"d", "da", "de", "del", "des", "di", "du", "l", "la", "le", "van", "von"})
#: What is said after a name, « RYCKELYNCK Jean-Paul (M.) ».
_ASIDE = re.compile(r"(.+)\(([^()]*)\)\s*$")
#: What the title of such a column says already, « Luc MARTIN, maire depuis 2020 ».
_OFFICE = re.compile(r"(?:,? (?:le |la )?maire)?(?:,? \(?depuis [^()]*\)?)?$", re.IGNORECASE)
#: The same before a name, « Monsieur le Maire, Luc MARTIN ».
_CALLED = re.compile(r"^(\w+\.?) (?:le|la) maire\b[ ,:–-]*", re.IGNORECASE)
#: The label after a name, « Jean-Paul RYCKELYNCK (SE) », « … - DVG »: of a party or the ministry; not « - ROY ».
_PARTY = re.compile(
    r"(?: \(| [-–] ?|, ?)L?(?:COM|DIV|DV[CDG]|ECO|EELV|EX[DG]|FI|HOR|LR|LREM|MDM|NC|PCF|PRG|PS|R[DN]G?|RE[CN]|SE|SOC"
    r"|U[CDG]|UDI)\)?$"
)
_GIVEN = re.compile(r"[^\W\d_][^\W\d_'’-]+(?:-[^\W\d_]+)*")


def person_of(text: str) -> tuple[str, str, str] | None:
    """Return the civility (« "" » where it is not said), the given name and the surname of a cell.

    The surname is what is in capitals, before or after the given name; None where that does not tell them apart.
    """
    text = _CALLED.sub(r"\1 ", text)
    words = _ASIDE.sub(r"\2 \1", _PARTY.sub("", _OFFICE.sub("", text))).replace(",", " ").split()
    civility = CIVILITIES.get(words[0].lower().rstrip("."), "") if words else ""
    words = words[bool(civility) :]
    capital = [_is_capital(word) for word in words]
    if not any(capital):
        return None
    first, last = capital.index(True), len(words) - capital[::-1].index(True)
    while first and _is_particle(words[first - 1]):
        first -= 1
    surname, given = words[first:last], words[:first] + words[last:]
    whole = all(_is_capital(word) or _is_particle(word) for word in surname)
    apart = not (first and last < len(words)) and all(_GIVEN.fullmatch(word) and word[0].isupper() for word in given)
    named = bool(given and whole and apart) and not fault_of_name(" ".join(given), PARTS[1])
    return (civility, " ".join(given), " ".join(surname)) if named else None


def with_persons(table: Table, own: Collection[str]) -> Table:
    """Return a table with its mayors' civilities, given names and surnames apart, where one column holds them.

    A cell that does not tell them apart is told, and left out.
    """
    column = next((name for name in table.columns if name not in own and _is_of_mayors(name, table.rows)), "")
    if not column and "nom_maire" in table.columns and "prenom_maire" not in table.columns:
        names = [row.cells["nom_maire"] for row in table.rows if row.cells["nom_maire"]]
        whole_names = any(map(person_of, names)) or 2 * sum(map(_has_given, names)) > len(names)
        column = "nom_maire" if whole_names else ""
    if not column or (column != "nom_maire" and "nom_maire" in table.columns):
        return table
    read = [person_of(row.cells[column]) for row in table.rows]
    if not any(row.cells[column] for row in table.rows):
        return table
    given: tuple[str, ...] = PARTS[1:] if any(read) else ()
    if any(one and one[0] for one in read) and PARTS[0] not in table.columns:
        given = PARTS
    rows, whole = [], list[Row]()
    for row, person in zip(table.rows, read, strict=True):
        parts = dict(zip(PARTS, person or ("", "", ""), strict=True))
        cells = {name: cell for name, cell in row.cells.items() if name != column}
        if person:
            cells |= {name: parts[name] for name in given if parts[name]}
        elif row.cells[column]:
            whole.append(row)
        rows.append(replace(row, cells=cells))
    columns = (*(name for name in table.columns if name != column), *given)
    title = table.header.cells[column]
    titles = {**{name: one for name, one in table.titles.items() if name != column}, **dict.fromkeys(given, title)}
    header = replace(table.header, cells={**table.header.cells, **dict.fromkeys(given, title)})
    problems = list(table.problems)
    if whole:
        more = f", de même {plural(len(whole) - 1, 'autre ligne', 'autres lignes')}" if whole[1:] else ""
        message = f"« {whole[0].cells[column]} » : le nom ne s’y distingue pas du prénom{more} ; il n’est pas pris"
        remedy = "écrivez le nom en capitales, ou mettez la civilité, le prénom et le nom dans trois colonnes"
        problems.append(Problem("warning", message, remedy, table.path.name, whole[0].line))
    return replace(table, header=header, columns=columns, rows=tuple(rows), titles=titles, problems=tuple(problems))


def _has_given(name: str) -> bool:
    """Tell whether a name begins with a given one, as it seems: two words or more, in small letters."""
    words = name.split()
    return len(words) > 1 and not name.isupper() and not _is_particle(words[0])


def _is_of_mayors(column: str, rows: Sequence[Row]) -> bool:
    """Tell whether names stand in a column, by its title; days begin or end with a figure."""
    words = {word for word in column.split("_") if not word.isdecimal()}
    days = sum(bool(re.search("^[0-9]|[0-9]$", row.cells[column])) for row in rows)
    return words <= _WORDS | _WHOSE and bool(words & _WHOSE or words >= _WHOLE) and 2 * days <= len(rows)


def _is_capital(word: str) -> bool:
    return word.isupper() and sum(map(str.isalpha, word)) > 1


def _is_particle(word: str) -> bool:
    return word.lower().rstrip("'’") in _PARTICLES and not _is_capital(word)
