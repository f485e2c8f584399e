"""Another table of the communes as communes.csv would say it: one row a commune, under its code."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from generator.errors import ConventionsError, Problem, UsageError
from generator.inputs.cells import day_of_number
from generator.inputs.communes import KNOWN, REQUIRED, civility
from generator.inputs.contacts import mail_address, postcode, read_mailbox, telephone
from generator.inputs.official import bare_name, is_spelling, official_name, own_spelling
from generator.inputs.persons import PARTS, with_persons
from generator.inputs.recognition import is_turned, recognised, valid_code
from generator.inputs.table import Foreign, Row, Table, read_table
from generator.language.agreement import first_of, plural
from generator.language.typography import unaccented
from generator.law.identifiers import insee_is_valid
from generator.runs.days import typed_date

#: How many rows that are not read are named.
_NAMED = 5
#: A département beside its number: « 59 - Nord », as BANATIC has it, « Nord (59) ».
_NUMBERED = re.compile(r"(?:(?:[0-9]{2,3}|2[AB]) ?[-–:] ?)?(\D+?)(?: ?\((?:[0-9]{2,3}|2[AB])\))?")
#: An address with its town, « 1 rue Pasteur, 59215 Abscon ».
_WITH_TOWN = re.compile(r"(.*[^\s,;–-])[\s,;–-]+([0-9]{5})\s+(\D+?)(?:\s+cedex.*)?", re.IGNORECASE)
#: A day as Excel shows it, « 18-mai-20 ».
_SHORT = re.compile(r"([0-9]{1,2})-([^\W\d_]+\.?)-(?:20)?([0-9]{2})")
#: A day as programs write it; at another hour than midnight it may be that of another place.
_YEAR_FIRST = re.compile(r"([0-9]{4})[-/]([0-9]{1,2})[-/]([0-9]{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?")
#: The head of a day in figures, and how many months there are.
_FIGURES, _MONTHS = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/(?=[0-9]{4})"), 12
#: How pages hide an address from programs.
_AT = re.compile(r" ?[\[(](?:at|arobase|@)[\])] ?", re.IGNORECASE)
#: What a mayor is in a list of members of councils; a « maire délégué » and a « maire-adjoint » are other members.
_MAYOR = re.compile(r"(?:(?:m\.|mme|monsieur|madame) )?(?:le |la )?maire(?=$|,| et | d[eu] | d[’'])", re.IGNORECASE)
#: What says what the persons of a table are: the title of a column, or most of its cells.
_OFFICES = frozenset({"emploi", "fonction", "fonctions", "mandat", "poste", "role"})
_OFFICE = re.compile(
    r"\W*(?:dg[as]\b(?!@)|direct(?:eur|rice) général|secrétaire (?:de mairie|général)|(?:\w+ )?(?:maire-)?adjoint"
    r"|conseill(?:er|ère) (?:municipal|délégu))",
    re.IGNORECASE,
)


def table_of(
    given: tuple[str, bytes, Collection[str], bool, Mapping[str, Mapping[str, str]]],
) -> Table | ConventionsError:
    """Return the table of a file; of a ``foreign`` one the communes, each on one row, as acts would write them."""
    name, data, columns, foreign, known = given
    try:
        if not foreign:
            return read_table(Path(name), data, REQUIRED)
        table = read_table(
            Path(name), data, REQUIRED, Foreign(tuple(sorted(KNOWN)), tuple(one for one in columns if one not in KNOWN))
        )
    except ConventionsError as error:
        return error
    table = _day_first(_without_others(with_persons(_of_mayors(recognised(table, known)), columns)))
    lost = {(one.line, one.column) for one in table.problems if one.level == "error"}
    table = replace(table, rows=tuple(replace(row, cells=_restored(_sound(row, lost))) for row in table.rows))
    codes = [valid_code(row.cells) for row in table.rows]
    names = {bare_name(cells.get("nom", "")) for cells in known.values()} - {""}
    titles = table.header.cells.values()
    untitled = next((one for one in titles if _is_of_a_row(one, names)), "")
    if untitled or not any(codes):
        told = "aucune ligne n’a le code INSEE d’une commune"
        if is_turned(table, known):
            told = "chaque commune y a sa colonne, et non sa ligne ; copiez le tableau, puis Collage spécial, Transposé"
        elif untitled:
            told = (
                f"« {untitled} » est là où seraient les titres des colonnes ; ajoutez une première ligne qui les dise"
            )
        elif "insee" not in table.columns:
            told = "pas de colonne « insee », ni de SIREN ou de nom d’une commune de communes.csv"
        message = f"{name} : {told} ; sans cela, aucune ligne ne se reconnaît."
        return UsageError(message, [*table.missing(("insee",)), *table.problems])
    rows: dict[str, Row] = {}
    for code, row in zip(codes, table.rows, strict=True):
        if not code:
            continue
        other = rows.setdefault(code, row)
        if differs := [one for one in row.cells if one in KNOWN and row.cells[one] != other.cells.get(one, "")]:
            told = f"plus d’une ligne a le code {code} ; les lignes {other.line} et {row.line} diffèrent"
            remedy = "corrigez ce fichier, puis importez-le de nouveau"
            return UsageError(f"{name} : {told} ({', '.join(differs)}) ; {remedy}.")
    unread = [row for code, row in zip(codes, table.rows, strict=True) if not code]
    return replace(table, rows=tuple(rows.values()), problems=(*table.problems, *_unread(table, unread)))


def _is_of_a_row(title: str, names: Collection[str]) -> bool:
    """Tell whether a title is what a row says: the code or one of the ``names`` of communes, an address."""
    return bool(insee_is_valid(title.upper()) or bare_name(title) in names or mail_address(title))


def _of_mayors(table: Table) -> Table:
    """Return a table of members of councils with their mayors' rows alone, where a column says who is what."""
    codes = Counter(valid_code(row.cells) for row in table.rows)
    several = {code for code, count in codes.items() if code and count > 1}
    for column in table.columns:
        mayors = [row for row in table.rows if _MAYOR.match(row.cells.get(column, ""))]
        found = Counter(valid_code(row.cells) for row in mayors)
        if several and all(found[code] == 1 for code in several):
            lines = {row.line for row in mayors}
            rows = [row for row in table.rows if row.line in lines or valid_code(row.cells) not in several]
            left = plural(len(table.rows) - len(rows), "ligne d’un autre élu", "lignes d’autres élus")
            message = f"{left} que le maire : ce n’est pas lu"
            told = Problem("warning", message, "vérifiez que les maires sont les bons", table.path.name, column=column)
            return replace(table, rows=tuple(rows), problems=(*table.problems, told))
    return table


def _without_others(table: Table) -> Table:
    """Return a table without the names of those of whom a column says that they are no mayors: directors."""
    for column in (one for one in table.columns if _is_of_offices(one, table.rows)):
        offices = {row.line: cell for row in table.rows if re.search(r"[^\W\d_]{2}", cell := row.cells.get(column, ""))}
        others = {line: office for line, office in offices.items() if not _MAYOR.match(office)}
        if not others or not set(PARTS) & set(table.columns):
            continue
        rows = tuple(
            replace(row, cells={name: cell for name, cell in row.cells.items() if name not in PARTS})
            if row.line in others
            else row
            for row in table.rows
        )
        line, office = next(iter(others.items()))
        more = f", de même {plural(len(others) - 1, 'autre ligne', 'autres lignes')}" if len(others) > 1 else ""
        message = f"« {office} » n’est pas maire : ce nom n’est pas pris"
        told = Problem("warning", message + more, "donnez un tableau des maires", table.path.name, line, column)
        table = replace(table, rows=rows, problems=(*table.problems, told))
    return table


def _is_of_offices(column: str, rows: Sequence[Row]) -> bool:
    said = [cell for row in rows if (cell := row.cells.get(column, ""))]
    return not _OFFICES.isdisjoint(column.split("_")) or (
        column not in KNOWN and 2 * sum(bool(_OFFICE.match(cell)) for cell in said) > len(said)
    )


def _day_first(table: Table) -> Table:
    """Return a table whose days are written the day first, where one of them shows that its month is first."""
    column = "maire_depuis"
    days = {row.line: found for row in table.rows if (found := _FIGURES.match(row.cells.get(column, "")))}
    telling = [found for found in days.values() if int(found[2]) > _MONTHS]
    if not telling or any(int(found[1]) > _MONTHS for found in days.values()):
        return table
    rows = [
        replace(row, cells={**row.cells, column: _FIGURES.sub(r"\2/\1/", row.cells[column])})
        if row.line in days
        else row
        for row in table.rows
    ]
    message = f"« {telling[0].string} » a son mois d’abord : toutes les dates de cette colonne sont lues ainsi"
    told = Problem("warning", message, "vérifiez-en quelques-unes", table.path.name, column=column)
    return replace(table, rows=tuple(rows), problems=(*table.problems, told))


def _unread(table: Table, rows: Sequence[Row]) -> Iterator[Problem]:
    """Tell of the rows that are no commune as far as can be known: totals, notes, a wrong code."""
    if rows:
        has, unread = "n’a", "elle n’est pas lue"
        remedy = "ajoutez son code si c’en est une"
        if len(rows) > 1:
            has, unread = "n’ont", "elles ne sont pas lues"
            remedy = "ajoutez le code INSEE de celles qui sont des communes"
        names = [row.cells.get("nom") or next(filter(None, row.cells.values()), "") for row in rows]
        code = "ni code INSEE ni nom d’une commune connue"
        if len(set(names)) < len(names):
            code = "pas de code INSEE, et plus d’une porte le même nom"
        message = f"{first_of([f'« {name} »' for name in names], _NAMED)} {has} {code} : {unread}"
        yield Problem("warning", message, remedy, table.path.name, rows[0].line)


def _sound(row: Row, lost: Collection[tuple[int | None, str]]) -> Mapping[str, str]:
    """Return the cells of a row but those of which it is told that what they said is lost: they say nothing."""
    return {name: cell for name, cell in row.cells.items() if name == "insee" or (row.line, name) not in lost}


def _restored(cells: Mapping[str, str]) -> Mapping[str, str]:
    """Return a row with the zeros that a spreadsheet takes away, and names and days as communes.csv has them.

    Lists of communes have « 1001 » for 01001, « ROUSSES (LES) », « F », « JEAN-PAUL », « mailto:a@b.fr », and 46109 or
    « 2026/03/28 » for a day.
    """
    zeros = {"code_postal": postcode, "telephone": telephone}
    lost = [
        name for name, read in zeros.items() if cells.get(name) and not read(cells[name]) and read(f"0{cells[name]}")
    ]
    whole = {**cells, **{name: f"0{cells[name]}" for name in lost}}
    if code := valid_code(cells):
        whole["insee"] = code
    if box := read_mailbox(_AT.sub("@", whole.get("courriel", "")).removeprefix("mailto:").strip(" ;,")):
        whole["courriel"] = box.address
    if said := civility(whole.get("civilite_maire", "")):
        whole["civilite_maire"] = said
    if (given := whole.get("prenom_maire", "")).isupper() and whole.get("nom_maire", "A").isupper():
        whole["prenom_maire"] = given.title()
    if re.fullmatch("[0-9]{14}", siret := "".join(whole.get("siren", "").split())):
        whole["siren"] = siret[:9]
    if named := _NUMBERED.fullmatch(whole.get("departement", "")):
        whole["departement"] = named[1]
    if lies := _WITH_TOWN.fullmatch(whole.get("adresse_mairie", "")):
        where, code, town = lies.groups()
        if (found := official_name(code_of(whole))) and is_spelling(town, found):
            whole |= {"adresse_mairie": where, "code_postal": whole.get("code_postal") or code}
    since = _SHORT.sub(r"\1 \2 20\3", whole.get("maire_depuis", ""))
    parts = _YEAR_FIRST.fullmatch(since)
    if day := day_of_number(since) or typed_date("/".join(reversed(parts.groups())) if parts else since):
        whole["maire_depuis"] = f"{day:%d/%m/%Y}"
    return {**whole, "nom": own_spelling(whole["nom"], code_of(whole))} if "nom" in whole else whole


def code_of(cells: Mapping[str, str]) -> str:
    """Return the INSEE code of a row, by which rows are held against each other."""
    return cells.get("insee", "").upper()


def says_the_same(column: str, cell: str, other: str) -> bool:
    """Tell whether two cells say the same: a spreadsheet has other days (2020-05-23 is 23/05/2020) and no spaces."""
    if cell == other or cell.replace("'", "’") == other.replace("'", "’"):
        return True
    read: Callable[[str], object] = {"telephone": telephone, "code_postal": postcode}.get(column, typed_date)
    if column == "siren" or column.startswith("population_"):
        read = _digits
    if column == "civilite_maire":
        read = civility
    if column in ("prenom_maire", "nom_maire") and unaccented(cell).lower() == unaccented(other).lower():
        return cell.isupper() or cell.isascii()  # capitals and letters without accents say no more
    return read(cell) is not None and read(cell) == read(other)


def _digits(cell: str) -> str | None:
    digits = "".join(cell.split())
    return digits if digits.isdecimal() else None
