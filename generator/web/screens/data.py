"""The data: communes.csv as a sheet, with its problems in place and what a change would remake."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace

from flask import Blueprint, abort, flash, make_response, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from generator.dossiers.reasons import shorten
from generator.errors import ConventionsError, Problem, RefusedError, count_errors
from generator.inputs.communes import ORDER_COLUMN, SIGNATORY_COLUMNS, slug
from generator.inputs.grid import cleaned
from generator.language.agreement import named
from generator.progress import Silence
from generator.runs.communes import edit as edit_run
from generator.runs.communes.edit import EditReport, EditRequest
from generator.runs.communes.rowchanges import DataRow, RowChange
from generator.runs.days import typed_date
from generator.runs.followup.dossierstatus import DossierStatus
from generator.safekeeping.versions import versions_of
from generator.web.columns import GROUPS, OTHERS, columns_of, group_of, is_day
from generator.web.desk import desk, is_part, project, status
from generator.web.lacks import LackError
from generator.web.paging import ROWS, paged
from generator.web.screens.life import merger_address
from generator.web.sheets import Agreement

#: Into which commune one is merged, and its last day as a text.
Merger = tuple[str, str]
screen = Blueprint("data", __name__, url_prefix="/<campagne>/donnees")


@screen.get("/")
def show() -> str:
    """Show the rows, a group of columns at a time; those that a search or a problem names, if it is asked for."""
    return render_template("data.html", **_sheet(data()))


@screen.post("/apercu")
def forecast() -> str:
    """Say what the changes would remake, beside the sheet."""
    report = _edit(EditRequest(changes_of(request.form), forecast=True, jobs=desk().workers))
    if is_part():
        return render_template("data_effect.html", report=report)
    return render_template("data.html", **_sheet(report), effect=report)


@screen.post("/")
def save() -> str | AnyResponse:
    """Write the changes, unless somebody changed the same cells meanwhile, or a dossier leaves by it."""
    return write(EditRequest(changes_of(request.form)), request.form.get("suite", ""))


@screen.get("/ligne/<int:line>")
def row(line: int) -> str:
    """Show all cells of a row, for who sees no sheet; the form of its mayor first."""
    report = data()
    found = next((one for one in report.rows if one.line == line), None)
    if found is None:
        abort(404)
    groups = [(label, columns) for label, columns in GROUPS.values()]
    own = columns_of(OTHERS, report.columns)
    return render_template(
        "data_row.html",
        row=found,
        groups=[*groups, ("Autres colonnes", own)] if own else groups,
        faults=[one for one in report.problems if one.line == line and _of_communes(one)],
        seen=_seen(found, [column.name for _, columns in groups for column in columns] + [one.name for one in own]),
    )


@screen.get("/maire/<int:line>")
def mayor(line: int) -> str:
    """Show the form of a new mayor."""
    found = next((one for one in data().rows if one.line == line), None)
    if found is None:
        abort(404)
    seen = _seen(found, [column.name for column in GROUPS["maire"][1]])
    return render_template("data_mayor.html", row=found, seen=seen)


@screen.get("/nouvelle")
def new() -> str:
    """Show the form of a commune to add."""
    return render_template("data_new.html", groups=GROUPS.values())


@screen.post("/nouvelle")
def add() -> str | AnyResponse:
    cells = {name[2:]: _cell(name[2:], value) for name, value in request.form.items() if name.startswith("n-")}
    row = {name: cell for name, cell in cells.items() if cell}
    if not row:
        raise LackError("Écrivez au moins le code INSEE et le nom de la commune.", "ajouter", "data.new")
    try:
        return write(EditRequest(added=(row,)), "")
    except RefusedError as error:
        raise LackError(str(error), "ajouter", "data.new") from error


@screen.post("/confirmer")
def confirm() -> str | AnyResponse:
    """Write what a sheet showed."""
    try:
        told = json.loads(request.form.get("changements", ""))
        changes = tuple(RowChange(int(one["line"]), dict(one["seen"]), dict(one["cells"])) for one in told["changes"])
        removed = tuple(RowChange(int(one["line"]), dict(one["seen"]), {}) for one in told["removed"])
        asked = EditRequest(changes, tuple(told["added"]), removed, str(told["version"]), str(told["seal"]))
        back = bool(told["back"])
        merged = {str(insee): (str(into), str(eve)) for insee, (into, eve) in dict(told["merged"]).items()}
    except (ValueError, KeyError, TypeError):
        abort(400)
    return write(asked, "", saw=request.form.get("accord", ""), merged=merged, back=back)


@screen.post("/retirer/<int:line>")
def remove(line: int) -> str | AnyResponse:
    """Show what it means to remove a row, before it is."""
    seen = read_seen(request.form.get("vu", ""))
    return write(EditRequest(removed=(RowChange(line, seen, {}),)), "", asks=True)


def data() -> EditReport:
    """Return the data as they are, with all problems."""
    here = project()
    return desk().kept(("data", here.campaign), here, lambda: _edit(EditRequest()))


def write(
    asked: EditRequest,
    goal: str,
    *,
    saw: str = "",
    asks: bool = False,
    merged: Mapping[str, Merger] | None = None,
    back: bool = False,
) -> str | AnyResponse:
    """Write a change; show the sheet that it asks for, or what somebody else changed meanwhile.

    With ``asks``, a sheet is shown even if no dossier moves; ``saw`` is the seal of the one that was agreed to.
    ``merged`` are the communes that leave by a merger: what comes next is to record it. ``back`` tells that it takes
    the last change back.
    """
    agreement: Agreement[EditReport] = Agreement(saw)
    report = _edit(replace(asked, dry_run=asks and not saw, confirms=agreement))
    if report.conflicts:
        return make_response(render_template("data.html", **_sheet(report, wanted=asked.changes)), 409)
    merging = merged or {}
    if not report.written and report.changed:
        agreement(report)
        known = mergeable() if merging else {}
        told = {
            "changes": [_as_json(one) for one in asked.changes],
            "removed": [_as_json(one) for one in asked.removed],
            "added": [dict(one) for one in asked.added],
            "version": asked.version,
            "seal": asked.seal,
            "merged": dict(merging),
            "back": back,
        }
        return render_template(
            "data_sheet.html",
            report=report,
            changes=json.dumps(told, ensure_ascii=False),
            seal=agreement.seal,
            mergers=[(known[insee].commune.of, *one) for insee, one in merging.items() if insee in known],
        )
    if report.written:
        what = shorten(list(dict.fromkeys(report.changed))) or "mise en forme"
        if back:
            desk().modifications.took_back(project())
        elif report.version:
            desk().modifications.wrote(project(), report.version.name, report.seal)
        done = "Annulé" if back else "Enregistré dans communes.csv"
        flash(f"{done} : {what}.", "ok" if count_errors(report.problems) else "make")
        lines = {one.line for one in asked.changes if not back and _as_before(one)}
        if since := [row.cells.get("nom", "") for row in report.rows if row.line in lines]:
            warned = f"Autre maire, depuis le même jour que l’ancien : {named(since)}."
            flash(f"{warned} Corrigez « Maire depuis » : nul ne signe avant d’être maire.", "warning")
    else:
        flash("Rien n’a changé : communes.csv est resté tel quel.")
    if merger := _merger(merging):
        return redirect(merger, 303)
    plain = goal.startswith("?") and goal.isprintable()
    return redirect(url_for("data.show") + (goal if plain else ""), 303)


def _as_before(change: RowChange) -> bool:
    """Tell whether a change names another mayor without the day since which that person is."""
    new = change.cells.keys()
    return {"prenom_maire", "nom_maire"} <= new and "maire_depuis" not in new and bool(change.seen.get("maire_depuis"))


def mergeable() -> dict[str, DossierStatus]:
    """Return the dossiers of which the register records a merger, by INSEE code: a convention is signed and goes on."""
    try:
        found = status().dossiers
    except ConventionsError:
        return {}  # other rows are wrong: the sheet tells, and the merger waits in the dossier
    signed = [one for one in found if one.convention and one.convention.signature and not one.ended]
    return {one.commune.insee: one for one in signed}


def _merger(merged: Mapping[str, Merger]) -> str:
    """Return where the first of some mergers is restated to be recorded, the others after it; "" for none."""
    found = [(insee, *merged[insee]) for insee in mergeable() if insee in merged]
    if not found:
        return ""
    flash("Enregistrez maintenant la fusion : la convention signée continue dans la commune nouvelle.", "warning")
    return merger_address(found)


def changes_of(form: MultiDict[str, str]) -> tuple[RowChange, ...]:
    """Return what a form changes in the rows that it shows: cells that are not as they were seen."""
    changes = []
    for name, value in form.items():
        if not name.startswith("vu-") or not name[3:].isdigit():
            continue
        line, seen = int(name[3:]), read_seen(value)
        cells = {}
        for column, before in seen.items():
            given = form.get(f"c-{line}-{column}")
            if form.get(f"signe-{line}") == "maire" and column in (*SIGNATORY_COLUMNS, ORDER_COLUMN):
                given = ""
            if given is not None and _cell(column, given) != _cell(column, before):  # the file has its own way of days
                cells[column] = _cell(column, given)
        if cells:
            changes.append(RowChange(line, seen, cells))
    return tuple(changes)


def _cell(column: str, given: str) -> str:
    """Return a cell as it is written: a day as ISO 8601 has it, a line break, which no field shows, as a space."""
    value = cleaned(given)
    day = typed_date(value) if is_day(column) and value else None
    return day.isoformat() if day else value


def _edit(asked: EditRequest) -> EditReport:
    return edit_run.run(project(), asked, Silence())


def _as_json(change: RowChange) -> dict[str, object]:
    return {"line": change.line, "seen": dict(change.seen), "cells": dict(change.cells)}


def read_seen(value: str) -> dict[str, str]:
    """Return what a form says was seen, by its names."""
    try:
        seen = json.loads(value)
    except ValueError:
        abort(400)
    if not isinstance(seen, dict) or not all(isinstance(cell, str) for cell in seen.values()):
        abort(400)
    return seen


def _seen(row: DataRow, columns: Sequence[str]) -> str:
    names = dict.fromkeys(("insee", *columns))
    return json.dumps({name: row.cells.get(name, "") for name in names}, ensure_ascii=False)


def _of_communes(problem: Problem) -> bool:
    return problem.file == project().communes.name


def _sheet(report: EditReport, wanted: Sequence[RowChange] = ()) -> dict[str, object]:
    """Return what the sheet shows; ``wanted`` are changes that were not written, beside what the cells are now."""
    group = request.args.get("groupe", "identite")
    columns = columns_of(group, report.columns)
    if not columns:
        group, columns = "identite", GROUPS["identite"][1]
    typed = {(one.line, name): cell for one in wanted for name, cell in one.cells.items()}
    if wanted:
        shown = (column for key in (*GROUPS, OTHERS) for column in columns_of(key, report.columns))
        columns = tuple(column for column in shown if column.name in {name for _, name in typed})
    faults: dict[int, list[Problem]] = {}
    for one in report.problems:
        if one.line and _of_communes(one):
            faults.setdefault(one.line, []).append(one)
    rows = [
        row
        for row in report.rows
        if _is_asked(row, faults) and (not wanted or row.line in {one.line for one in wanted})
    ]
    line = request.args.get("ligne", 0, type=int)
    rank = next((rank for rank, row in enumerate(rows) if row.line == line), None)
    page = paged(rows, None if rank is None else rank // ROWS + 1)
    names = [column.name for column in columns]
    tabs = [(key, label) for key, (label, _) in GROUPS.items()]
    if columns_of(OTHERS, report.columns):
        tabs.append((OTHERS, "Autres colonnes"))
    return {
        "report": report,
        "page": page,
        "columns": columns,
        "group": group,
        "tabs": tabs,
        "faults": faults,
        "elsewhere": [one for one in report.problems if not (one.line and _of_communes(one))],
        "typed": typed,
        "line": line,
        "seen": {row.line: _seen(row, names) for row in page.rows},
        "versions": versions_of(project().root, project().communes.name),
        "group_of": group_of,
    }


def _is_asked(row: DataRow, faults: Mapping[int, object]) -> bool:
    words = slug(request.args.get("chercher", ""))
    told = slug(" ".join(row.cells.get(name, "") for name in ("insee", "nom", "nom_maire", "siren", "mediateur")))
    return words in told and (not request.args.get("problemes") or row.line in faults)
