"""evaluation.csv as it is read: every cell checked, with all problems at once."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from generator.errors import Problem
from generator.inputs.campaign import PlanningRules
from generator.inputs.cells import Cells
from generator.inputs.changedslots import new_slot, slot_problems
from generator.inputs.communes import SLOT_COLUMNS, Commune, slug
from generator.inputs.evaluation import Evaluation, EvaluationRow, period_bounds
from generator.inputs.finances import COLUMNS as FINANCES, finances_of_cells
from generator.inputs.layout import Row
from generator.inputs.official import own_spelling
from generator.inputs.recognition import recognised
from generator.inputs.table import Foreign, Table, read_table
from generator.language.dates import date_longue

REQUIRED = ("insee", "periode", "accompagnements", "ateliers", "permanences_tenues", "permanences_prevues")
#: Who is evaluated, and when: a row that says no more is one of a form that nobody filled in.
_HEAD = ("insee", "periode", "nom")
_OPTIONAL = ("nom", "observations", *SLOT_COLUMNS, "date_effet", "incidence_financiere", *FINANCES)


def read_evaluation(
    path: Path,
    communes: Sequence[Commune],
    rules: PlanningRules | None,
    data: bytes | None = None,
    *,
    past: bool = False,
) -> tuple[Evaluation, tuple[Problem, ...]]:
    """Read an evaluation and check every cell, with all its problems.

    ``communes`` are those of the register, each with the slot **in force**: an empty cell of a new slot keeps that
    part of it, and a new slot must be free once all changes are made. Rows with an error are left out: the
    evaluation is usable only when no problem is an error. ``data`` stands for the file where it is given; one of the
    ``past`` was acted on already, some before a financial effect had to be told: it may lack. Raises DataError when the
    file is not a table.
    """
    table = evaluation_table(path, data, communes)
    missing = table.missing(REQUIRED)
    known = {commune.insee: commune for commune in communes}
    told = [replace(one, commune=known[one.commune].nom) if one.commune in known else one for one in table.problems]
    problems = [*told, *_understood(table), *missing, *table.misspelt((*REQUIRED, *_OPTIONAL))]
    written = [row for row in table.rows if missing or row.cells["insee"].upper() not in known or _is_filled(row)]
    if not written:
        problems.append(Problem("error", "aucune commune évaluée", "ajoutez une ligne par commune", path.name))
    if missing or not written:
        return Evaluation(table, "", ()), tuple(_placed(problems, table))
    rows = []
    noted: list[Problem] = []
    seen: dict[str, int] = {}
    for line in written:
        insee = line.cells["insee"].upper()
        commune = known.get(insee)
        cells = Cells(path.name, line, commune.nom if commune else line.cells.get("nom") or insee)
        _check_commune(cells, commune, known)
        cells.once("insee", insee, seen)
        row = _read_row(cells, commune, rules, past=past)
        if row is not None:
            rows.append(row)
        noted += cells.problems
    problems += table.besides(noted)
    periods = Counter(row.periode for row in rows)
    evaluation = Evaluation(table, max(periods, key=periods.__getitem__, default=""), tuple(rows))
    problems += _other_periods(evaluation, known)
    rowed = {row.cells["insee"].upper() for row in table.rows}
    untold = [one for one in communes if one.participe and one.insee not in seen]
    problems += _unevaluated(path.name, "pas de ligne pour", [one for one in untold if one.insee not in rowed])
    problems += _unevaluated(path.name, "ligne sans chiffre pour", [one for one in untold if one.insee in rowed])
    if rules is not None:
        sound = evaluation.by_insee.keys() | (known.keys() - seen.keys())
        present = [commune for commune in communes if commune.participe and commune.insee in sound]
        problems += slot_problems(evaluation, present, rules)
    return evaluation, tuple(sorted(_placed(problems, table), key=lambda problem: problem.line or 0))


def evaluation_table(path: Path, data: bytes | None, communes: Sequence[Commune]) -> Table:
    """Return the table of an evaluation, its columns under the names of ours and its rows under their codes.

    Raises DataError when the file is no table.
    """
    known = {one.insee: {"nom": one.nom, "siren": one.siren} for one in communes}
    return recognised(read_table(path, data, REQUIRED, Foreign((*REQUIRED, *_OPTIONAL))), known)


def _understood(table: Table) -> list[Problem]:
    """Tell, once, which titles were read as columns of another name."""
    if not table.titles:
        return []
    titles = ", ".join(f"« {title} » ({column})" for column, title in table.titles.items())
    remedy = "corrigez le titre de celles qui disent autre chose"
    return [Problem("warning", f"titres compris ainsi : {titles}", remedy, table.path.name, table.header.line)]


def _placed(problems: Sequence[Problem], table: Table) -> Sequence[Problem]:
    """Return the problems, those of a row with the sheet that it is on where the workbook has several."""
    if not table.sheet:
        return problems
    sheet = f"feuille « {table.sheet} », ligne"
    return [replace(one, place=f"{sheet} {one.line}") if one.line else one for one in problems]


def _check_commune(cells: Cells, commune: Commune | None, known: Mapping[str, Commune]) -> None:
    """Note a code that is not that of a commune which takes part, or not that of the name beside it."""
    insee, name = cells.insee(), cells.cell("nom")
    if cells.wrong:
        return
    if commune is None:
        near = _near(insee, name, known)
        choices = ", ".join(f"{code} ({known[code].nom})" for code in near)
        remedy = f"vouliez-vous {choices} ?" if near else "corrigez le code, ou ajoutez la commune à communes.csv"
        cells.note("error", "insee", f"« {insee} » n’est pas une commune de communes.csv", remedy)
    elif not commune.participe:
        remedy = "supprimez cette ligne, ou écrivez « oui » dans la colonne participe de communes.csv"
        cells.note("error", "insee", "cette commune ne participe pas", remedy)
    elif name and not {slug(name), slug(own_spelling(name, insee))} & {commune.slug, slug(commune.former)}:
        message = f"« {name} » n’est pas la commune {insee}, qui est {commune.nom}"
        cells.note("error", "nom", message, "corrigez le code ou le nom : les lignes se sont peut-être décalées")


def _near(insee: str, name: str, known: Mapping[str, Commune]) -> list[str]:
    """Return the codes that may be meant: those of the communes that the row names, else those that are alike."""
    if not name:
        return difflib.get_close_matches(insee, known, 3, 0.7)
    slugs = [other.slug for other in known.values()]
    alike = [slug(name)] if slug(name) in slugs else difflib.get_close_matches(slug(name), slugs, 3, 0.7)
    return [code for code, other in known.items() if other.slug in alike]


def _read_row(
    cells: Cells, commune: Commune | None, rules: PlanningRules | None, *, past: bool
) -> EvaluationRow | None:
    """Read the cells of one row; None when one of them, or what was noted of its commune, is wrong."""
    costs = cells.agreed("incidence_financiere", default=False)
    untold = not any(cells.cell(column) for column in FINANCES)
    values = {
        "periode": cells.text("periode"),
        "accompagnements": cells.number("accompagnements"),
        "ateliers": cells.number("ateliers"),
        "permanences_tenues": cells.number("permanences_tenues"),
        "permanences_prevues": cells.number("permanences_prevues"),
        "observations": cells.text("observations", required=False),
        "slot": new_slot(cells, commune, rules) if commune else None,
        "date_effet": cells.date("date_effet"),
        "incidence_financiere": costs,
        "finances": None if past and untold else finances_of_cells(cells, costs=costs),
    }
    if cells.wrong or commune is None:
        return None
    row = EvaluationRow(insee=commune.insee, row=cells.row.cells, line=cells.row.line, **values)  # type: ignore[arg-type]  # values are checked one by one above
    if row.permanences_tenues > row.permanences_prevues:
        message = f"{row.permanences_tenues} permanences tenues pour {row.permanences_prevues} prévues"
        cells.note("warning", "permanences_tenues", message, "vérifiez ces deux nombres")
    _check_effect(cells, row, commune)
    return None if cells.wrong else row


def _check_effect(cells: Cells, row: EvaluationRow, commune: Commune) -> None:
    """Note a change without a date, or with one before the period that it follows from."""
    if row.date_effet is None:
        if row.slot not in (None, commune.slot):
            remedy = "écrivez la date à partir de laquelle le nouveau créneau s’applique"
            cells.note("error", "date_effet", "le créneau change sans date d’effet", remedy)
        return
    bounds = period_bounds(row.periode)
    if bounds is None or row.date_effet > bounds[1]:
        return
    written = date_longue(row.date_effet)
    if row.date_effet < bounds[0]:
        message = f"le {written} est avant la période évaluée ({row.periode})"
        cells.note("error", "date_effet", message, "corrigez la date ou la période")
    else:
        message = f"le {written} est dans la période évaluée ({row.periode})"
        cells.note("warning", "date_effet", message, "vérifiez la date : un changement suit d’ordinaire l’évaluation")


def _other_periods(evaluation: Evaluation, known: Mapping[str, Commune]) -> list[Problem]:
    return [
        Problem(
            "warning",
            f"« {row.periode} » n’est pas la période des autres lignes (« {evaluation.periode} »)",
            "écrivez la même période sur toutes les lignes",
            evaluation.name,
            row.line,
            "periode",
            known[row.insee].nom,
        )
        for row in evaluation.rows
        if row.periode != evaluation.periode
    ]


def _is_filled(row: Row) -> bool:
    return any(row.cells.get(column) for column in (*REQUIRED, *_OPTIONAL) if column not in _HEAD)


def _unevaluated(file: str, why: str, communes: list[Commune]) -> list[Problem]:
    """Warn, once, of the communes that have no row, or nothing in it."""
    names = [commune.called for commune in communes]
    if not names:
        return []
    shown = ", ".join(names) if len(names) < 5 else f"{', '.join(names[:3])} et {len(names) - 3} autres communes"
    return [Problem("warning", f"{why} {shown}", "remplissez une ligne par commune évaluée", file)]
