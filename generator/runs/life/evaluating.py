"""An evaluation typed row by row, kept as the table that an evaluation is, beside the figures of the period before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from generator.avenants.decisions import slots_in_force
from generator.avenants.inforce import in_force
from generator.avenants.limits import days_told
from generator.csvtext import csv_text
from generator.dossiers.fingerprints import sha256
from generator.dossiers.mergers import read_known
from generator.errors import ConventionsError, Problem, UsageError
from generator.files import write_whole
from generator.inputs.campaign import Campaign
from generator.inputs.communes import Commune, slug
from generator.inputs.evaluation import Evaluation, period_bounds
from generator.inputs.evaluationfile import evaluation_table, read_evaluation
from generator.inputs.finances import COLUMNS as FINANCES
from generator.inputs.table import read_file
from generator.minutes.writtendates import typed_date
from generator.progress import Progress
from generator.project import Project
from generator.refusals import writing
from generator.register.evaluations import EvaluationFile, read_evaluations
from generator.register.journal import today_in_france
from generator.register.originals import read_original
from generator.register.standings import Standings
from generator.runs.report import Done
from generator.safekeeping.versions import changing

FIGURES = ("accompagnements", "ateliers", "permanences_tenues", "permanences_prevues", "observations")
SLOTS = ("mediateur", "semaine", "jour", "demi_journee", "lieu", "date_effet")
COSTS = ("incidence_financiere", *FINANCES)
#: What is typed of a commune.
COLUMNS = (*FIGURES, *SLOTS, *COSTS)


@dataclass(frozen=True, slots=True)
class EvaluatingRequest:
    """Of which period; ``cells`` are what was typed, by INSEE code and column, None to look only.

    ``seen`` is the seal of the file that they were typed over: another one means that somebody else wrote meanwhile.
    ``taken`` is a table of another name, a workbook too, whose cells are shown in the sheet before they are kept there.
    """

    period: str
    cells: Mapping[str, Mapping[str, str]] | None = None
    seen: str = ""
    taken: Path | None = None


@dataclass(frozen=True, slots=True)
class TypedRow:
    """A commune with the slot in force, what was typed of it, and the figures of the period before."""

    commune: Commune
    cells: Mapping[str, str]
    before: Mapping[str, str]
    faults: Mapping[str, Problem]


@dataclass(frozen=True, slots=True)
class EvaluatingReport(Done):
    """The rows of all communes that take part; ``overtaken`` tells that nothing was written since the file changed.

    ``previous`` is the period before, "" without any; ``seal`` is that of the file as it is now.
    """

    period: str
    path: Path
    rows: tuple[TypedRow, ...]
    previous: str
    seal: str
    overtaken: bool = False


def run(project: Project, request: EvaluatingRequest, progress: Progress) -> EvaluatingReport:
    """Return the sheet of a period, once what was typed is written.

    Faults are told in their cells and are written all the same: a sheet is filled little by little. Raises UsageError
    when the period names no months, DataError, RegisterError, OutputError.
    """
    if period_bounds(request.period) is None:
        what = f"« {request.period} » ne dit pas une période" if request.period else "il manque la période (--period)"
        remedy = "écrivez ses mois et son année, par exemple « novembre 2025 – avril 2026 »"
        raise UsageError(f"{what} ; {remedy}.")
    sources, standings = read_known(project)
    progress.check()
    communes = tuple(one for one in slots_in_force(project, sources, standings) if one.participe)
    path = project.evaluations / f"evaluation-{slug(request.period)}.csv"
    with nullcontext() if request.cells is None else changing(project.root, path):
        data = path.read_bytes() if path.is_file() else b""
        overtaken = request.cells is not None and request.seen != sha256(data)
        shown, content = (request.taken, read_file(request.taken)) if request.taken else (path, data)
        if request.cells is not None and not overtaken:
            known = {**_cells(path, data), **_cells(shown, content)}
            data = _write(path, request, communes, known)
            shown, content = path, data
    cells = _cells(shown, content)
    problems: tuple[Problem, ...] = ()
    if cells:
        evaluation, problems = read_evaluation(shown, communes, sources.campaign.planning, content)
        problems = (*problems, *_days(project, sources.campaign, standings, communes, evaluation))
    before = [one for one in read_evaluations(project.register, sources.campaign.name) if one.period != request.period]
    last = _figures(project, before[-1]) if before else {}
    lines = {insee: line for insee, (line, _) in _rows(shown, content).items()}
    rows = tuple(
        TypedRow(
            commune,
            cells.get(commune.insee, {}),
            last.get(commune.insee, {}),
            {one.column: one for one in problems if one.line and one.line == lines.get(commune.insee) and one.column},
        )
        for commune in communes
    )
    previous = before[-1].period if before else ""
    return EvaluatingReport(request.period, path, rows, previous, sha256(data), overtaken, problems=problems)


def _days(
    project: Project, campaign: Campaign, standings: Standings, communes: Sequence[Commune], evaluation: Evaluation
) -> Iterator[Problem]:
    """Yield what is wrong with the days from which other half-days are asked for, each in its cell."""
    today, asked = today_in_france(), evaluation.by_insee
    for commune in communes:
        row = asked.get(commune.insee)
        if row is None or row.date_effet is None or row.slot in (None, commune.slot):
            continue
        force = in_force(project, campaign, standings, commune.insee)
        for one in days_told([(commune, force)] if force else (), row.date_effet, None, today):
            yield replace(one, file=evaluation.name, line=row.line, commune=commune.nom)


def _cells(path: Path, data: bytes) -> dict[str, dict[str, str]]:
    """Return the rows of the file by INSEE code, in its order; none of an empty one."""
    return {insee: cells for insee, (_, cells) in _rows(path, data).items()}


def _rows(path: Path, data: bytes) -> dict[str, tuple[int, dict[str, str]]]:
    table = evaluation_table(path, data, ()) if data else None
    rows = table.rows if table else ()
    return {row.cells["insee"]: (row.line, dict(row.cells)) for row in rows if row.cells.get("insee")}


def period_of(path: Path) -> str:
    """Return the period that a table says, "" when it says none or cannot be read."""
    try:
        rows = _rows(path, read_file(path)).values()
    except ConventionsError:
        return ""
    said = (cells.get("periode", "") for _, cells in rows)
    return next((period for period in said if period_bounds(period)), "")


def _write(
    path: Path, request: EvaluatingRequest, communes: tuple[Commune, ...], known: Mapping[str, Mapping[str, str]]
) -> bytes:
    """Write the rows that say something, those of other pages of the sheet too."""
    names = {commune.insee: commune.nom for commune in communes}
    typed_now = request.cells or {}
    lines: list[tuple[str, ...]] = [("insee", "nom", "periode", *COLUMNS)]
    for insee, name in names.items():
        merged = {**known.get(insee, {}), **typed_now.get(insee, {})}  # columns that the sheet did not show stay
        typed = [_cell(column, merged.get(column, "")) for column in COLUMNS]
        if any(typed):
            lines.append((insee, name, request.period, *typed))
    data = csv_text(lines).encode("utf-8-sig")
    with writing(path):
        write_whole(path, data)
    return data


def _cell(column: str, text: str) -> str:
    """Return a cell as it is kept: a day is typed as people write it, « 010926 »."""
    value = " ".join(text.split())
    day = typed_date(value) if column in ("date_effet", "a_compter_du") else None
    return f"{day:%d/%m/%Y}" if day else value


def _figures(project: Project, file: EvaluationFile) -> dict[str, dict[str, str]]:
    """Return the cells of an evaluation that was acted on, by INSEE code."""
    table = evaluation_table(Path(file.name), read_original(project.register, file.original), ())
    return {row.cells.get("insee", ""): dict(row.cells) for row in table.rows}
