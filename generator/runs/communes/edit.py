"""communes.csv changed cell by cell: what that would remake, then the file written, every other byte as it was."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from generator.dossiers.fingerprints import sha256
from generator.dossiers.members import members_of
from generator.dossiers.mergers import with_standings
from generator.dossiers.movements import Movement, movements
from generator.errors import DataError, OutputError, Problem, RefusedError, count_errors
from generator.inputs.communerows import read_communes
from generator.inputs.communes import CommuneTable
from generator.inputs.communesfile import CommunesFiles
from generator.inputs.overlay import read_overlay
from generator.inputs.remembered import read_again
from generator.inputs.sources import read_sources
from generator.progress import Clock, Progress
from generator.project import Project
from generator.refusals import why
from generator.runs.communes.rowchanges import Conflict, DataRow, RowChange, changed_files, rows_of, said
from generator.runs.making.build import BuildRequest, build
from generator.runs.report import Done, accept
from generator.safekeeping.versions import Version, changing, content_of, find_version, keep_version


@dataclass(frozen=True, slots=True)
class EditReport(Done):
    """The data as they are after the change, or as they are now if there is none, with all problems.

    ``conflicts`` are cells that somebody else changed meanwhile: nothing is written then. ``movements`` are dossiers
    that the change has leave or change code, without a change all those that did since the last build. ``remade`` is
    None when it was not asked for, or when errors prevent it. ``seal`` is that of the files as they are then,
    ``version`` what was kept of them before they were written.
    """

    TOLD = ("changed", "conflicts", "movements", "remade", "written", "problems")

    rows: tuple[DataRow, ...]
    columns: tuple[str, ...]
    changed: tuple[str, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    movements: tuple[Movement, ...] = ()
    remade: tuple[Remade, ...] | None = None
    written: bool = False
    version: Version | None = None
    seal: str = ""


@dataclass(frozen=True, slots=True)
class EditRequest:
    """What is changed; nothing only reads. ``added`` are new rows, ``removed`` rows that go, as they were seen.

    ``version`` names an earlier version to come back to instead, from the file of that ``seal``. ``forecast`` asks what
    would be remade, by ``jobs`` processes; ``confirms`` is asked before a dossier leaves or changes code.
    """

    changes: tuple[RowChange, ...] = ()
    added: tuple[Mapping[str, str], ...] = ()
    removed: tuple[RowChange, ...] = ()
    version: str = ""
    seal: str = ""
    dry_run: bool = True
    forecast: bool = False
    jobs: int | None = 1
    confirms: Callable[[EditReport], bool] = accept


def run(project: Project, request: EditRequest, progress: Progress) -> EditReport:
    """Read the data even where they have errors, change them, and say what the change would do; see ``EditRequest``.

    Raises DataError when the file cannot be read as a table or cannot hold a letter, RefusedError for a commune that is
    there already, OutputError, RegisterError, UsageError, Cancelled.
    """
    try:
        if request.dry_run:
            return _run(project, request, progress)
        with changing(project.root, project.communes):
            return _run(project, request, progress)
    except OSError as error:
        raise OutputError(f"{project.communes} : lecture impossible ({why(error)}).") from error


def _run(project: Project, request: EditRequest, progress: Progress) -> EditReport:
    if request.dry_run and not (request.changes or request.added or request.removed or request.version):
        return _report(project, _known(project), None)
    before = _read(project)  # what is written rests on what the file holds at this moment
    known = {row.cells.get("insee"): row for row in rows_of(before)}
    if twice := next((known[code] for row in request.added if (code := row.get("insee")) in known), None):
        name = twice.cells.get("nom") or twice.cells["insee"]
        raise RefusedError(f"{name} est déjà dans {project.communes.name}, ligne {twice.line} : rien n’a été écrit.")
    contents, conflicts = (
        _restored(project, before, request)
        if request.version
        else changed_files(before, request.changes, request.added, request.removed)
    )
    if conflicts:
        return replace(_report(project, before, None), conflicts=conflicts)
    progress.check()
    after = _read(project, contents)
    rows = len(before.table.rows) + len(request.added) - len(request.removed)
    if not request.version and len(after.table.rows) != rows:
        raise DataError(f"{project.communes} : une ligne changée ne se relirait pas ; rien n’a été écrit.")
    report = _report(project, after, contents)
    names = tuple(_names(before, after))
    if not names and before.table.text == after.table.text:
        return report
    told = {(one.insee, one.kind) for one in _report(project, before, None).movements}
    moved = tuple(one for one in report.movements if (one.insee, one.kind) not in told)
    report = replace(report, changed=names, movements=moved)
    if request.forecast:
        report = replace(report, remade=_remade(project, before, after, contents, request.jobs, progress))
    if request.dry_run or (report.movements and not request.confirms(report)):
        return report
    kept = {path: path.read_bytes() for path in contents if path.is_file()}
    version = keep_version(project.root, kept)
    CommunesFiles(contents, before).write()
    return replace(report, written=True, version=version)


def _known(project: Project) -> CommuneTable:
    try:
        return read_again(project).table
    except DataError:
        return _read(project)  # told as problems; what can be read is shown


def _read(project: Project, contents: Mapping[Path, bytes] | None = None) -> CommuneTable:
    given = contents or {}
    try:
        own = read_overlay(project.own_communes, given.get(project.own_communes))
    except DataError:
        own = None  # told as a problem; the project's file is shown
    return read_communes(project.communes, given.get(project.communes), own)


def _report(project: Project, table: CommuneTable, contents: Mapping[Path, bytes] | None) -> EditReport:
    """Return the data as files say them, with the dossiers that leave or change code since the last build."""
    moved: tuple[Movement, ...] = ()
    try:
        sources = read_sources(project, contents) if contents else read_again(project)
        sources, standings = with_standings(project, sources)
        problems = sources.problems
        moved = tuple(one for one in movements(members_of(sources, standings), standings) if one.doubtful)
    except DataError as error:
        problems = error.problems or (Problem("error", str(error), "", project.communes.name),)
    return EditReport(rows_of(table), table.columns, problems=problems, movements=moved, seal=_seal(table))


def _restored(
    project: Project, table: CommuneTable, request: EditRequest
) -> tuple[dict[Path, bytes], tuple[Conflict, ...]]:
    """Return the files of an earlier version, but for those of other campaigns.

    Raises RefusedError when the present one is not what was seen.
    """
    if request.seal and request.seal != _seal(table):
        raise RefusedError("Quelqu’un a changé communes.csv entre-temps : rien n’a été écrit ; comparez d’abord.")
    kept = content_of(project.root, find_version(project.root, request.version, project.communes.name))
    return {path: kept[path] for path in (project.communes, project.own_communes) if path in kept}, ()


def _names(before: CommuneTable, after: CommuneTable) -> list[str]:
    """Return the names of the communes whose rows differ."""
    old = {row.cells.get("insee", ""): row.cells for row in rows_of(before)}
    new = {row.cells.get("insee", ""): row.cells for row in rows_of(after)}
    codes = dict.fromkeys((*new, *old))
    return [
        (new.get(code) or old[code]).get("nom") or code for code in codes if said(new.get(code)) != said(old.get(code))
    ]


def _seal(table: CommuneTable) -> str:
    """Return the seal of the project's file, and of the campaign's."""
    return sha256("\0".join((table.table.text, table.own.table.text if table.own else "")).encode())


@dataclass(frozen=True, slots=True)
class Remade:
    """What a change makes again of a commune: the kinds of its documents, those that a signature keeps as they are.

    ``sent_on`` is the day on which its dossier left: it is to be sent again.
    """

    insee: str
    commune: str
    documents: tuple[str, ...]
    signed: tuple[str, ...]
    sent_on: datetime.date | None


def _remade(
    project: Project,
    before: CommuneTable,
    after: CommuneTable,
    contents: Mapping[Path, bytes],
    jobs: int | None,
    progress: Progress,
) -> tuple[Remade, ...] | None:
    """Return what a build would write otherwise for the communes that change; None as long as errors stand.

    What would only be printed again, by another engine, is not told: the change has no part in it.
    """
    if count_errors(after.problems):
        return None
    try:
        sources, standings = with_standings(project, read_sources(project, contents))
    except DataError:
        return None
    old = {commune.insee: said(commune.row) for commune in before.communes}
    changed = tuple(one.insee for one in sources.participants if said(one.row) != old.get(one.insee))
    if not changed:
        return ()
    asked = BuildRequest(changed, engine="embedded", jobs=jobs, dry_run=True, accept=True)
    outcomes = build(project, sources, asked, Clock(progress)).outcomes
    found = []
    for insee in changed:
        own = [one for one in outcomes if one.insee == insee and one.group == "document"]
        documents = tuple(one.said for one in own if one.state == "built" and not one.reprinted)
        signed = tuple(one.said for one in own if one.would_change)
        standing = standings.convention(insee)
        sent = standing.sent_on if standing and documents and standing.state != "signed" else None
        if documents or signed:
            found.append(Remade(insee, sources.name_of(insee), documents, signed, sent))
    return tuple(found)
