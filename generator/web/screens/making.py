"""The making of the dossiers: what would be done and why, the run itself, and what came of it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Hashable
from dataclasses import dataclass, replace
from pathlib import Path

from flask import Blueprint, flash, redirect, render_template, request, url_for
from markupsafe import Markup
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as AnyResponse

from generator.dossiers.movements import movement_lines
from generator.dossiers.outcomes import spoken
from generator.errors import ConventionsError
from generator.files import regular_file
from generator.inputs.communes import find_commune
from generator.inputs.kinds import PACK
from generator.progress import Progress, Silence
from generator.project import EDITED, Project
from generator.runs.making import build as build_run, diff as diff_run, engines as engines_run
from generator.runs.making.build import BuildRequest
from generator.runs.making.buildreport import BuildReport, EditedFile
from generator.runs.making.diff import DiffRequest
from generator.runs.making.differences import by_heading, others_of, places_of, shortened, total_of
from generator.runs.making.engines import EnginesRequest
from generator.web.desk import campaign, desk, is_part, project, status
from generator.web.lacks import names_in
from generator.web.outcomes import by_commune, counts, marked
from generator.web.screens.data import data
from generator.web.screens.dossier import name_of
from generator.web.screens.files import manifest
from generator.web.screens.jobs import begin, begin_run, finished

screen = Blueprint("making", __name__, url_prefix="/<campagne>/fabrication")
#: How many communes are offered while one is typed, and looked at as soon as the screen opens.
_NAMES = 500
_ENGINES = (("auto", "LibreOffice s’il est installé"), ("embedded", "moteur intégré"), ("libreoffice", "LibreOffice"))


@screen.get("/")
def show() -> str:
    """Show what can be asked of a build, and what the output holds."""
    few = len(data().rows) <= _NAMES  # more are worth looking at only when somebody asks
    here, asked = project(), request.args.copy()
    if alone := name_of(request.args.get("commune", "")):
        asked["communes"] = alone
    job = desk().job_over(_ahead(here, alone), here, _made()) if few else None
    told = render_template("making_ahead.html", job=job, over=True, **_foreseen(job.report)) if job else ""
    return render_template(
        "making.html", asked=asked, alone=alone, **_choices(), manifest=manifest(), few=few, told=Markup(told)
    )


def _ahead(here: Project, alone: str) -> Hashable:
    """Return under what it is kept what a build would do, of one commune ``alone`` if it is named."""
    return ("ahead", here.campaign, alone)


@screen.get("/a-faire")
def ahead() -> str | AnyResponse:
    """Say what a build would do now, part of the screen: worked out once, as long as no file changes, made ones too."""
    if not is_part():
        return redirect(url_for("making.show"))
    if desk().jobs.running:
        return render_template("making_ahead.html", job=None)
    here, alone = project(), name_of(request.args.get("commune", ""))
    form = MultiDict({"communes": alone} if alone else {})
    work = _forecasting(here, form)
    job = desk().job_kept(_ahead(here, alone), "Ce qui sera fait", "making.preview", work, _made())
    over = job.over  # what ends while the page is made is told next time
    shown = _foreseen(job.report) if over and job.state == "done" else {}
    return render_template("making_ahead.html", job=job, over=over, **shown)


def _made() -> tuple[Path, ...]:
    """Return the documents of the output: a hand may be in them."""
    output, known = project().output, manifest()
    return tuple(output / file.path for one in known.documents for file in one.files) if known else ()


@screen.get("/moteur")
def engine() -> str:
    """Say which engine prints, and whether it has the typeface of the templates."""
    asked = EnginesRequest(request.args.get("moteur") or desk().engine)
    return render_template("making_engine.html", found=engines_run.run(project(), asked, Silence()))


@screen.post("/apercu")
def forecast() -> AnyResponse:
    """Find out what a build would do."""
    return begin("Ce qui sera fait", "making.preview", _forecasting(project(), request.form.copy()), writes=False)


def _forecasting(here: Project, form: MultiDict[str, str]) -> Callable[[Progress], Forecast]:
    """Return the work that finds out what a build would do, as a form asks for it."""
    asked = replace(_asked(form), dry_run=True, accept=True)
    return lambda progress: Forecast(build_run.run(here, asked, progress), form)


@screen.get("/apercu/<travail>")
def preview(travail: str) -> str:
    """Show what a build would do, commune by commune."""
    return render_template("making_preview.html", **_foreseen(finished(travail).report))


def _foreseen(made: Forecast) -> dict[str, object]:
    """Return what a page tells of what a build would do."""
    report, known = made.report, manifest()
    printer, named = (engines_run.called(one) if one else "" for one in (known, report.manifest))
    return {
        "asked": made.asked,
        "unnoted": known is not None and report.manifest.inputs != known.inputs,
        "reprinted": sum(one.reprinted for one in report.outcomes) if known and printer != named else 0,
        "printer": printer,
        "communes": by_commune([one for one in report.outcomes if one.state == "built" and one.group == "document"]),
        "frozen": by_commune([one for one in report.outcomes if one.would_change]),
        "counts": counts(report.outcomes, report.completed),
        "marked": marked(report, ahead=True),
        "edited": [(one, _edited_on(one)) for one in report.edited],
        "doubtful": [one for one in report.movements if one.doubtful],
        "moved": list(movement_lines(report.movements)),
        "problems": [one for one in report.problems if one.file not in {edited.path for edited in report.edited}],
    }


@screen.post("/")
def make() -> str | AnyResponse:
    """Make the dossiers; those whose edited documents are not to be touched are left out.

    Another engine than the one that printed the output makes all again: how much is shown first.
    """
    asked = _asked(request.form)
    if "reimprimer" not in request.form and _printer() not in ("", engines_run.chosen(asked.engine)):
        return forecast()
    left = {insee for name, insee in request.form.items() if name.startswith("laisser-") and insee}
    if left:
        members = [one.commune for one in status().dossiers if not one.commune.absence]
        chosen = [find_commune(name, members) for name in asked.communes] or members
        asked = replace(asked, communes=tuple(one.insee for one in chosen if one.insee not in left))
        if not asked.communes:
            flash("Rien n’a été fabriqué : toutes les communes de la liste sont à ne pas toucher.", "warning")
            return redirect(url_for("making.show"), 303)
    return begin_run("Fabrication", "making.result", build_run.run, asked)


@screen.get("/resultat/<travail>")
def result(travail: str) -> str:
    """Show what a build did, with its files."""
    report: BuildReport = finished(travail).report
    built = [one for one in report.outcomes if one.state == "built"]
    return render_template(
        "making_result.html",
        report=report,
        counts=counts(built),
        marked=marked(report, ahead=False),
        packs=[one for one in built if one.group == "pack"],
        volumes=[one for one in report.outcomes if one.group in ("volume", "report") and one.files],
        communes=by_commune([one for one in built if one.group == "document"]),
        kept=EDITED,
        moved=list(movement_lines(report.movements)),
    )


@screen.post("/mot-a-mot")
def words() -> AnyResponse:
    """Compare word by word."""
    asked = DiffRequest(tuple(request.form.getlist("commune")), jobs=desk().workers)
    return begin_run("Comparaison mot à mot", "making.differences", diff_run.run, asked, writes=False)


@screen.get("/mot-a-mot/<travail>")
def differences(travail: str) -> str:
    """Show what changes, words struck and words added."""
    report = finished(travail).report
    headings = [
        (heading, [(places_of(one), list(shortened(one.shown.change.segments))) for one in groups])
        for heading, groups in by_heading(report).items()
    ]
    return render_template(
        "differences.html",
        report=report,
        headings=headings,
        others=list(others_of(report)),
        total=total_of(report, "output/"),
    )


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a build would do, and the form that asked for it, to be sent again as it is."""

    report: BuildReport
    asked: MultiDict[str, str]


def _asked(form: MultiDict[str, str]) -> BuildRequest:
    """Return what a form asks of a build."""
    engine = form.get("moteur", "") or desk().engine
    originals = form.get("originaux", 0, type=int)
    return BuildRequest(
        names_in(form.get("communes", "")),
        tuple(form.getlist("seulement")),
        engine,
        desk().workers,
        force="tout" in form,
        duplex="recto_verso" in form,
        originals=min(max(originals, 0), 20),
        even_incomplete=originals > 0 and "meme_incomplets" in form,
        strict="strict" in form,
        accept="confirmer" in form,
    )


def _choices() -> dict[str, object]:
    """Return what the form of a build offers; without a readable campaign, no kinds."""
    try:
        pieces = campaign().pieces
    except ConventionsError:
        pieces = ()
    kinds = dict.fromkeys((*(piece.kind for piece in pieces), PACK))
    names = [row.cells.get("nom", "") for row in data().rows[:_NAMES]]
    offered = [(kind, spoken(kind)) for kind in kinds]
    return {"kinds": offered, "names": names, "engines": _ENGINES, "engine": desk().engine, "printer": _printer()}


def _printer() -> str:
    """Return how the engine is called that printed the output, "" of an empty one."""
    known = manifest()
    return engines_run.called(known) if known and known.documents else ""


def _edited_on(one: EditedFile) -> datetime.datetime | None:
    """Return when a person last saved a document."""
    path = regular_file(project().output, one.path)
    return datetime.datetime.fromtimestamp(path.stat().st_mtime).astimezone() if path else None
