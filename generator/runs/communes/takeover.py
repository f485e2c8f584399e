"""Another table of the communes held against communes.csv: rows added, removed, changed, before any is taken."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.errors import ConventionsError, Problem
from generator.inputs.communerows import problems_of
from generator.inputs.communes import KNOWN, REQUIRED
from generator.inputs.copied import check_copied
from generator.inputs.kinds import CONVENTION
from generator.inputs.official import official_cells, official_name, official_type, official_year
from generator.inputs.overlay import read_overlay
from generator.inputs.sources import read_rows
from generator.inputs.table import Row, Table
from generator.language.agreement import first_of, named, plural
from generator.progress import Progress
from generator.project import Project
from generator.register.standings import read_standings
from generator.runs.communes.foreigntable import code_of, table_of
from generator.runs.communes.rowchanges import DataRow, RowChange, rows_of
from generator.runs.communes.takeoverreport import Addition, TakeoverReport, change_of
from generator.safekeeping.versions import content_of, find_version
from generator.workers import FOREIGN, LocalWorkers

#: How many communes a list may have more before it is one of others than the members.
_FEW = 20
#: Words of titles of figures of the population.
_POPULATION = frozenset({"habitants", "pop", "population", "populations"})
#: What a table should say of a new mayor.
_OF_A_MAYOR = {
    "civilite_maire": "la civilité",
    "prenom_maire": "le prénom",
    "nom_maire": "le nom",
    "maire_depuis": "depuis quand il l’est",
}


@dataclass(frozen=True, slots=True)
class TakeoverRequest:
    """The other table: a file given as ``data`` under a ``name``, or an earlier ``version``.

    Of a file, the columns that neither the program nor communes.csv knows are taken if they are ``kept``: public lists
    have dates of birth, and what is of no use is not to be kept (RGPD, art. 5, 1, c).
    """

    name: str = ""
    data: bytes = b""
    version: str = ""
    kept: Collection[str] = ()


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
    here = read_rows(project)
    rows = rows_of(here)
    known = {code_of(row.cells): {name: row.cells.get(name, "") for name in ("nom", "siren")} for row in rows}
    with LocalWorkers(1, progress.check) as workers:
        worth = 2 if request.version else 1  # what was the project's own needs no process
        ((_, read),) = workers.imap(
            table_of, [(name, data, here.columns, not request.version, known)], worth=worth, limits=FOREIGN
        )
    if isinstance(read, ConventionsError):
        raise read
    other = read
    if kept and (former := read_overlay(project.own_communes, kept.get(project.own_communes))):
        other = replace(other, rows=tuple(former.laid_on(row)[0] for row in other.rows))
    standings = read_standings(project.register, project.campaign.name)
    numbers = {one.insee: one.number for one in standings.documents if one.kind == CONVENTION}
    unknown = {} if request.version else _unknown(other, here.columns)
    less = unknown.keys() - set(request.kept)
    misspelt = other.misspelt(KNOWN, here.columns)
    other = replace(
        other,
        problems=(
            *(one for one in other.problems if one.column not in less or one.level == "warning"),
            *_two_populations(other, unknown),
        ),
        rows=tuple(
            replace(row, cells={name: cell for name, cell in row.cells.items() if name not in less})
            for row in other.rows
        ),
    )
    found = _compared(rows, other, misspelt)
    if not request.version:
        found = _examined(found, rows, other)
    return replace(found, titles=other.titles, numbers=numbers, unknown=unknown)


def _unknown(other: Table, columns: Collection[str]) -> dict[str, tuple[str, str]]:
    """Return the columns that neither the program nor communes.csv knows, with their titles and an example."""
    found = {}
    for column in other.columns:
        if column not in KNOWN and column not in columns:
            example = next(filter(None, (row.cells.get(column, "") for row in other.rows)), "")
            found[column] = (other.header.cells.get(column, column), example)
    return found


def _two_populations(other: Table, unknown: Mapping[str, tuple[str, str]]) -> Iterator[Problem]:
    """Tell of figures of the population of which the title does not say which one they are."""
    misspelt = {one.column for one in other.misspelt(KNOWN)}
    for column, (title, _) in unknown.items() if "population_municipale" not in other.columns else ():
        if _POPULATION & set(column.split("_")) and column not in misspelt:
            message = f"« {title} » : municipale ou totale ? cette colonne n’est pas prise"
            remedy = "dites-le dans son titre : « Population municipale », ou « Population totale »"
            yield Problem("warning", message, remedy, other.path.name, other.header.line, column)


def _compared(rows: tuple[DataRow, ...], other: Table, misspelt: Sequence[Problem]) -> TakeoverReport:
    here = {code_of(row.cells): row for row in rows}
    there = {code_of(row.cells): row.cells for row in other.rows}
    removed = tuple(row for code, row in here.items() if code not in there)
    sirens = {_siren(row.cells): row for row in removed if _siren(row.cells)}
    changed = [change_of(here[code], cells) for code, cells in there.items() if code in here]
    told = {one.column for one in other.problems}
    return TakeoverReport(
        file=other.path.name,
        changed=tuple(one for one in changed if one.cells),
        added=tuple(_added(cells, sirens.get(_siren(cells))) for code, cells in there.items() if code not in here),
        removed=removed,
        unchanged=sum(not one.cells for one in changed),
        problems=(*other.problems, *other.besides([one for one in misspelt if one.column not in told])),
    )


def _examined(found: TakeoverReport, rows: tuple[DataRow, ...], other: Table) -> TakeoverReport:
    """Return a comparison with what is to be known of it before it is taken.

    Communes of a wider list than that of the members are not proposed.
    """
    lines = {row.line: row for row in rows}
    problems = [*found.problems, *_half_named(found.changed, other)]
    added = found.added
    if rows and len(added) > max(len(rows), _FEW):
        added = tuple(one for one in added if one.same)
        left = plural(len(found.added) - len(added), "autre commune", "autres communes")
        message = f"{left} dans ce fichier, plus large que communes.csv, sans être proposées"
        remedy = "donnez un tableau des seules communes membres pour en ajouter"
        problems.append(Problem("warning", message, remedy, other.path.name))
    problems += _wrong(found.changed, added, lines, other)
    problems += _copied(found.changed, added, rows, other)
    problems += _misnamed(rows, added, other)
    unofficial = [one.cells for one in added if not official_name(code_of(one.cells))]
    if unofficial:
        names = first_of([f"{cells.get('nom', '')} ({code_of(cells)})" for cells in unofficial], 3)
        message = f"en plus, sans code d’une commune de {official_year()} : {names}"
        remedy = "ne prenez pas une commune déléguée ou associée ; vérifiez le code d’une commune nouvelle"
        problems.append(Problem("warning", message, remedy, other.path.name))
    return replace(found, added=added, problems=tuple(problems))


def _half_named(changed: Sequence[RowChange], other: Table) -> Iterator[Problem]:
    """Tell of new mayors of whom the table does not say all: the rest would be the former one's."""
    names = [one.seen["nom"] for one in changed if one.cells.keys() & {"civilite_maire", "prenom_maire", "nom_maire"}]
    unsaid = [said for column, said in _OF_A_MAYOR.items() if column not in other.columns]
    if names and unsaid:
        message = f"un autre maire, dont le fichier ne dit pas {' ni '.join(unsaid)} : {named(names)}"
        remedy = "complétez sa ligne après l’import : elle garderait ce qu’elle dit de l’ancien"
        yield Problem("warning", message, remedy, other.path.name)


def _wrong(
    changed: Sequence[RowChange], added: Sequence[Addition], lines: Mapping[int, DataRow], other: Table
) -> Iterator[Problem]:
    """Yield what would be wrong with the cells that change or are new, once a column."""
    told: dict[tuple[str, str], list[Problem]] = {}
    there = {code_of(row.cells): row.line for row in other.rows}
    taken = [({**lines[one.line].cells, **one.cells}, one.cells) for one in changed]
    for cells, new in (*taken, *((one.cells, one.cells) for one in added)):
        for one in problems_of({**dict.fromkeys(REQUIRED, ""), **cells}):
            if new.get(one.column):
                line = there.get(code_of(cells))
                told.setdefault((one.column, one.level), []).append(replace(one, file=other.path.name, line=line))
    for first, *more in told.values():
        others = (
            f" ; à voir aussi dans cette colonne : {plural(len(more), 'autre ligne', 'autres lignes')}" if more else ""
        )
        yield replace(first, message=first.message + others)


def _copied(
    changed: Sequence[RowChange], added: Sequence[Addition], rows: Sequence[DataRow], other: Table
) -> Iterator[Problem]:
    """Tell what several communes would share that they cannot, of the columns that change."""
    new = {one.line: one.cells for one in changed}
    taken = [Row(row.line, {**row.cells, **new.get(row.line, {})}, 1) for row in rows]
    taken += [Row(0, one.cells, 1) for one in added]
    columns = {column for cells in (*new.values(), *(one.cells for one in added)) for column in cells}
    for one in check_copied(taken, other.path.name):
        if one.column in columns:
            yield replace(one, line=None)


def _misnamed(rows: Sequence[DataRow], added: Sequence[Addition], other: Table) -> Iterator[Problem]:
    """Tell of names that are not those of their codes, unless communes.csv has them so."""
    own = {code_of(row.cells): row.cells.get("nom", "") for row in rows}
    taken = own.keys() | {code_of(one.cells) for one in added}
    told = []
    for row in other.rows:
        code, name = code_of(row.cells), row.cells.get("nom", "")
        found = official_name(code)
        if found and name and code in taken and name != own.get(code) and not official_type(name, code):
            told.append(f"« {name} » pour {found.nom} ({code})")
    if told:
        remedy = "corrigez le nom ou le code dans ce fichier, puis importez-le de nouveau"
        yield Problem("warning", f"un autre nom que celui du code : {first_of(told, 3)}", remedy, other.path.name)


def _added(cells: Mapping[str, str], same: DataRow | None) -> Addition:
    official = {} if same else official_cells(cells.get("nom", ""), code_of(cells))
    known = {column: cell for column, cell in official.items() if cell and not cells.get(column)}
    return Addition({**cells, **known}, same, tuple(known))


def _siren(cells: Mapping[str, str]) -> str:
    return cells.get("siren", "").replace(" ", "")
