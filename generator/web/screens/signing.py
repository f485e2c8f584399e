"""The signatures: which dossiers are to be signed, what is about to be recorded of them, and what was."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from generator.errors import ConventionsError, RefusedError, UsageError
from generator.language.agreement import named, plural
from generator.progress import Progress, Silence
from generator.project import Project
from generator.register.states import STATES
from generator.runs.life import sign as sign_run
from generator.runs.life.sign import SignRequest
from generator.runs.life.signable import signable, to_sign
from generator.runs.life.signreport import SignReport
from generator.runs.making import build as build_run
from generator.runs.making.build import BuildRequest
from generator.runs.making.buildreport import BuildReport
from generator.runs.reasons import as_read
from generator.web.desk import campaign, desk, is_part, project, status
from generator.web.lacks import LackError, read_days
from generator.web.paging import paged
from generator.web.screens.dossier import tabs_of
from generator.web.screens.files import manifest, page_images, page_texts
from generator.web.screens.jobs import begin, begin_run, finished
from generator.web.sheets import Agreement
from generator.web.signedacts import LISTS, Row, find_row, listed, row_of, rows, told_of
from generator.web.uploads import handed_in

screen = Blueprint("signing", __name__, url_prefix="/<campagne>/signer")
#: The days that a form can name, with what they are called.
DAYS = {
    "date": "Date de signature",
    "commune": "Date de la signature de la commune",
    "epci": "Date de la signature de l’EPCI",
    "notifiee": "Notification à la commune",
}


@dataclass(frozen=True, slots=True)
class Turn:
    """What became of one document of a form: its report, or why it was refused; the seal of what a sheet shows."""

    row: Row
    report: SignReport | None
    error: ConventionsError | None
    seal: str


@screen.get("/")
def show() -> str:
    """List what is to be signed, to be notified, or was signed."""
    which = request.args.get("liste", "complet")
    if which not in LISTS:
        abort(404)
    counts = {one: sum(1 for _ in rows(one)) for one in LISTS}
    page = paged(listed(which))
    numbers = tuple(row.standing.number for row in page.rows) if which == "complet" else ()
    here, on = project(), status().on
    key = ("signable", here.campaign, numbers)
    rules = desk().kept(key, here, lambda: signable(here, numbers, on)) if numbers else {}
    pages = [sum(_to_sign().get(row.standing.number, {}).values()) for row in listed("complet")]
    return render_template(
        "signing.html", page=page, which=which, lists=LISTS, counts=counts, rules=rules, sheets=sum(pages)
    )


def _to_sign() -> Mapping[str, Mapping[str, int]]:
    """Return what is signed of each dossier, as long as nothing changes."""
    here = project()
    return desk().kept(("to sign", here.campaign), here, lambda: to_sign(manifest(), campaign()))


@screen.post("/originaux")
def originals() -> AnyResponse:
    """Print the originals of the dossiers ticked, of all complete ones of the list when none is."""
    typed = request.form.get("exemplaires", "2")
    if not typed.isdigit() or not 1 <= int(typed) <= 20:
        raise LackError("Écrivez un nombre d’exemplaires, de 1 à 20.", "originaux")
    chosen = [row for row in rows("complet") if row.key in request.form.getlist("acte")] or listed("complet")
    if not chosen:
        raise UsageError("Aucun dossier n’est complet : il n’y a rien à imprimer pour la signature.")
    communes = tuple(dict.fromkeys(row.dossier.commune.insee for row in chosen))
    asked = BuildRequest(
        communes,
        engine=desk().engine,
        jobs=desk().workers,
        originals=int(typed),
        duplex=bool(request.form.get("recto")),
    )
    title = f"Préparer les originaux de {plural(len(communes), 'dossier')}"
    return begin_run(title, "signing.printed", build_run.run, asked)


@screen.get("/originaux/<travail>")
def printed(travail: str) -> str:
    """Show the originals that a job made."""
    report: BuildReport = finished(travail).report
    originals = report.manifest.originals
    made = originals.files[0] if originals and originals.files else None
    texts = page_texts(made.path) if made else ()
    images = page_images(made.pages or 0, made.path) if made else []
    return render_template("signing_originals.html", report=report, images=images, texts=texts)


@screen.get("/acte/<acte>")
def form(acte: str) -> str:
    """Show the form of one document."""
    row = row_of(acte)
    if not (row.standing.state == "complete" or row.standing.signature):
        raise RefusedError(
            f"{row.dossier.commune.nom}, {row.standing.number} : ce dossier n’est pas à signer "
            f"(« {STATES[row.standing.state]} ») ; ouvrez-le pour voir ce qui lui manque."
        )
    shown = {name: day.strftime("%d/%m/%Y") for name, day in row.days.items()}
    return form_of([row], shown, {})


def form_of(
    found: Sequence[Row], typed: Mapping[str, str], errors: Mapping[str, str], scans: Sequence[Path] = ()
) -> str:
    """Show the form of some documents; of one alone the pages that would be signed, the one that the address names.

    ``scans`` were handed in already, and stay with it.
    """
    row = found[0]
    signed = _to_sign().get(row.standing.number, {}) if len(found) == 1 else {}
    tabs = [one for one in tabs_of(row.dossier) if one.number == row.standing.number and one.kind in signed]
    tab = next((one for one in tabs if one.key == request.args.get("document", one.key)), None)
    return render_template(
        "signing_form.html",
        row=row,
        found=found,
        days=DAYS,
        typed=typed,
        errors=errors,
        scans=scans,
        tabs=tabs,
        tab=tab,
        images=page_images(tab.pages, tab.path, tab.sha256) if tab else [],
        texts=page_texts(tab.path, tab.sha256) if tab else (),
    )


@screen.get("/regles")
def judge() -> str | AnyResponse:
    """Say what the law finds of one document with the days that are typed, part of its form; nothing is recorded."""
    row = row_of(request.args.get("acte", ""))
    if not is_part():
        return redirect(url_for("signing.form", acte=row.key))
    _, days, errors = _typed([row])
    alone = desk().jobs.running is None  # what writes has the output to itself: the sheet waits for it, this does not
    turn = _turn(project(), row, _asking(days, (), None), "", Silence()) if alone and not errors else None
    return render_template("signing_rules.html", turn=turn, unchanged=bool(days) and days == row.days)


@screen.post("/fiche")
def sheet() -> str | AnyResponse:
    """Restate what is to be recorded of each document that the form names; record what was agreed to, in a job."""
    keys = tuple(request.form.getlist("acte"))
    if not keys:
        raise LackError("Aucun dossier n’est coché : cochez dans la liste ceux qui ont été signés.", "signatures")
    known = {key: find_row(key) for key in keys}
    found, gone = [row for row in known.values() if row], [told_of(key) for key, row in known.items() if not row]
    if not found:
        raise UsageError(f"{' ; '.join(gone)} : rien n’a été enregistré.")
    for told in gone:
        flash(f"{told} : refusé, rien n’en sera enregistré.", "warning")
    typed, days, errors = _typed(found)
    undo = as_read(request.form["pourquoi"]) if "pourquoi" in request.form else None
    scans = tuple(desk().keeping.find(key) for key in request.form.getlist("scan"))
    scans += tuple(desk().keeping.find(desk().keeping.keep(file)) for file in handed_in("depot"))
    if errors or (undo is not None and not undo):
        errors |= {"pourquoi": "Dites pourquoi : le journal le garde."} if undo is not None else {}
        return form_of(found, typed, errors, scans)
    if "corriger" in request.form:
        return form_of(found, typed, {}, scans)
    asked = _asking(days, scans, undo)
    seals = {row.key: request.form.get(f"vu-{row.key}", "") for row in found}
    kept = {"typed": typed, "undo": undo, "scans": scans}
    agreed = [row for row in found if seals[row.key]]
    if agreed:
        here = project()
        names = named([row.dossier.commune.nom for row in agreed])
        title = f"Annuler la signature : {names}" if undo is not None else f"Enregistrer la signature : {names}"
        return begin(
            title,
            "signing.done",
            lambda progress: (tuple(_turn(here, row, asked, seals[row.key], progress) for row in agreed), kept),
        )
    here, silence = project(), Silence()
    return _sheet([_turn(here, row, asked, "", silence) for row in found], kept)


def _typed(found: Sequence[Row]) -> tuple[dict[str, str], dict[str, datetime.date], dict[str, str]]:
    """Return the days as they were typed and as they are read, by field, and what is wrong with them."""
    typed = {name: request.values.get(name, "") for name in DAYS}
    days, errors = read_days(typed)
    given = days.keys() | errors.keys()
    if not ({"date"} <= given or {"commune", "epci"} <= given or all(row.standing.signature for row in found)):
        errors["date"] = "Écrivez la date de signature, ou celle de chacune des deux parties."
    return typed, days, errors


def _asking(
    days: Mapping[str, datetime.date], scans: tuple[Path, ...], undo: str | None
) -> Callable[[Row, Agreement[SignReport]], SignRequest]:
    """Return what is asked of a document, to be given whoever confirms it."""
    return lambda row, agreement: SignRequest(
        row.dossier.commune.insee,
        days.get("date"),
        days.get("commune"),
        days.get("epci"),
        days.get("notifiee"),
        scans,
        replace=bool(row.standing.signature),
        avenant=row.standing.rank,
        undo=undo,
        confirms=agreement,
    )


def _turn(
    here: Project, row: Row, asked: Callable[[Row, Agreement[SignReport]], SignRequest], seal: str, progress: Progress
) -> Turn:
    """Record one document if it is what was seen; an error is that of this one alone."""
    agreement: Agreement[SignReport] = Agreement(seal)
    try:
        report = sign_run.run(here, asked(row, agreement), progress)
    except ConventionsError as error:
        progress.check()
        return Turn(row, None, error, "")
    return Turn(row, report, None, agreement.seal)


def _sheet(turns: list[Turn], kept: Mapping[str, object], *, overtaken: bool = False) -> str:
    shown = [turn for turn in turns if turn.report]
    undone = kept["undo"] is not None
    names = [turn.row.dossier.commune.nom for turn in shown]
    act = "signature" if any(turn.report and turn.report.done in ("signed", "undone") for turn in shown) else "date"
    if any(turn.report and turn.report.done == "notified" for turn in shown):
        act = "notification"
    verb = "Annuler" if undone else "Corriger" if act == "date" else "Enregistrer"
    if len(names) == 1:
        of = shown[0].row.dossier.commune.of
        told = f"la {act} {of}" if act != "date" else f"les dates {of}"
    else:
        told = f"les {len(names)} {act}s : {named(names)}"
    return render_template(
        "signing_sheet.html",
        turns=turns,
        shown=shown,
        verb=f"{verb} {told}",
        undone=undone,
        overtaken=overtaken,
        **kept,
    )


@screen.get("/faites/<travail>")
def done(travail: str) -> str:
    """Show what became of each document, what changed meanwhile as a sheet again."""
    turns, kept = finished(travail).report
    changed = [turn for turn in turns if turn.report and not turn.report.recorded]
    if changed:
        return _sheet(changed, kept, overtaken=True)
    return render_template("signing_done.html", turns=turns)
