"""The templates: each with its text and its faults, a page of it for a chosen commune, and new campaigns."""

from __future__ import annotations

import re
from pathlib import Path

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from generator.desktop import has_desktop
from generator.dossiers.fingerprints import sha256
from generator.errors import ConventionsError, RefusedError, TemplateError
from generator.files import read_regular, regular_file, scratch_folder
from generator.progress import Silence
from generator.project import campaigns_of
from generator.runs.campaigns import opening as opening_run, pieces as pieces_run
from generator.runs.campaigns.opening import OpeningRequest
from generator.runs.campaigns.pieces import PiecesReport, PiecesRequest
from generator.runs.making import preview as preview_run
from generator.runs.making.check import Coverage
from generator.runs.making.coverages import coverage_of, coverage_told
from generator.runs.making.leaves import page_count
from generator.runs.making.preview import PreviewRequest
from generator.web.desk import desk, is_part, project, status
from generator.web.lacks import LackError
from generator.web.paging import ROWS
from generator.web.pictures import texts_of
from generator.web.screens.files import drawn, handed
from generator.web.uploads import Handed, handed_in

screen = Blueprint("models", __name__, url_prefix="/<campagne>/modeles")
#: Where a text is wrong, as a refusal says it.
_LINE = re.compile(r"\bligne\s([0-9]+)")
#: What some editors write before a text in UTF-8.
_MARK = b"\xef\xbb\xbf"
#: What follows a change of a template.
_KEPT = "sa version précédente est gardée, et la fabrication refera ce qui en dépend"


@screen.get("/")
def show() -> str:
    """List the files of the campaign, what is left to write, and the way to another campaign."""
    here = project()
    report = desk().kept(("models", here.campaign), here, _look)
    return render_template("models.html", report=report, names=list(campaigns_of(desk().root)), opens=_opens())


@screen.get("/fichier/<path:name>")
def template(name: str) -> str:
    """Show what a template says, its faults in their place, and its page beside."""
    return _template(_look(name))


@screen.get("/passages/<path:name>")
def passages(name: str) -> str:
    """Show what a template says, with whose dossiers each of its passages is in."""
    here = project()

    def measure() -> tuple[tuple[Coverage, ...], str]:
        try:
            return coverage_of(here, name, Silence()), ""
        except ConventionsError as error:
            return (), str(error)

    return _template(_look(name), desk().kept(("coverage", here.campaign, name), here, measure))


@screen.get("/telecharger/<path:name>")
def download(name: str) -> Response:
    """Hand out a template, to be opened in Word."""
    return handed(_look(name).data, Path(name).name)


@screen.post("/ouvrir/<path:name>")
def open_it(name: str) -> AnyResponse:
    """Open a template in the program of this machine, for whoever sits before it; say where a fault is to be found."""
    if not desk().here:
        raise RefusedError("Le fichier s’ouvrirait sur la machine qui sert la page : téléchargez-le plutôt.")
    opening_run.run(project(), OpeningRequest(name), Silence())
    rank, sought = request.form.get("passage", ""), request.form.get("cherche", "").strip()
    there = f" Pour l’endroit : Ctrl+F, puis « {sought} »." if sought else ""
    flash(f"{name} est ouvert dans son programme ; ce que vous y enregistrez est pris aussitôt.{there}")
    goal = url_for("models.template", name=name, ouvert="oui", _anchor=f"passage-{rank}" if rank.isdecimal() else None)
    return redirect(goal, 303)


@screen.get("/etat/<path:name>")
def state(name: str) -> Response:
    """Have a screen that shows a file be loaded again once the file is saved; its seal is what the screen saw."""
    path = regular_file(project().campaign, name)
    changed = path is not None and sha256(read_regular(path)) != request.args.get("vu", "")
    return Response(status=200, headers={"HX-Refresh": "true"}) if changed else Response(status=204)


@screen.post("/fichier/<path:name>")
def replace(name: str) -> str | AnyResponse:
    """Put a changed file, or an earlier version, in the place of a template."""
    version, typed = request.form.get("version", ""), request.form.get("texte")
    if typed is not None:
        return _retyped(name, typed)
    given = () if version else handed_in("fichier")
    if not version and not given:
        raise LackError("Choisissez le fichier à mettre à la place.", "remplacer", "models.template")
    data = given[0].data if given else None
    asked = PiecesRequest(name, data, request.form.get("vu", ""), version, desk().engine)
    report = pieces_run.run(project(), asked, Silence())
    kept = "sa version précédente est gardée ; voyez ses défauts plus bas" if report.faults else _KEPT
    told = f"remplacé ; {kept}" if report.written else "déjà pareil : rien n’a changé"
    flash(f"{name} : {told}.", "warning" if report.faults else "make" if report.written else "ok")
    return redirect(url_for("models.template", name=name), 303)


def _retyped(name: str, typed: str) -> str | AnyResponse:
    """Put a text that was changed on the page in the place of a file of text; show it again when that cannot be."""
    seen = _look(name)
    lines = typed.replace("\r\n", "\n").replace("\n", "\r\n" if b"\r\n" in seen.data else "\n")
    data = lines.encode("utf-8-sig" if seen.data.startswith(_MARK) else "utf-8")
    try:
        report = pieces_run.run(project(), PiecesRequest(name, data, request.form.get("vu", "")), Silence())
    except (RefusedError, TemplateError) as error:
        return _template(seen, typed=typed, refused=str(error))
    told = f"enregistré ; {_KEPT}" if report.written else "rien n’a changé"
    flash(f"{name} : {told}.", "make" if report.written and not report.faults else "ok")
    return redirect(url_for("models.template", name=name), 303)


@screen.get("/apercu/<kind>")
def preview(kind: str) -> str:
    """Show a document of a commune as pictures, as the embedded engine prints it at once."""
    asked, here = request.args.get("commune", "").strip(), project()
    with scratch_folder() as folder:
        try:
            made = preview_run.run(here, PreviewRequest(kind, asked, "embedded", folder), Silence())
        except ConventionsError as error:
            return render_template("model_preview.html", error=error)
        pdf = read_regular(made.pdf)
    images, texts = looked_at(f"{kind}.pdf", pdf)
    return render_template("model_preview.html", made=made, images=images, texts=texts)


def looked_at(name: str, pdf: bytes) -> tuple[list[str], tuple[str, ...]]:
    """Return the addresses of the pages of a PDF that no folder has, and their words."""
    key = desk().keeping.keep(Handed(name, pdf))
    images = [url_for("models.page", key=key, number=number) for number in range(1, page_count(pdf) + 1)]
    return images, texts_of(pdf)


@screen.get("/image/<key>/<int:number>")
def page(key: str, number: int) -> Response:
    """Draw a page of a preview."""
    return drawn(read_regular(desk().keeping.find(key)), number)


def _look(name: str = "") -> PiecesReport:
    return pieces_run.run(project(), PiecesRequest(name, engine=desk().engine), Silence())


def _template(
    report: PiecesReport,
    covered: tuple[tuple[Coverage, ...], str] | None = None,
    typed: str | None = None,
    refused: str = "",
) -> str:
    own = report.data.decode("utf-8-sig") if _is_text(report) else None
    try:
        communes = [one.commune.nom for one in status().dossiers if not one.commune.absence]
    except ConventionsError:
        communes = []
    return render_template(
        "model_text.html" if is_part() else "model.html",
        report=report,
        covered=covered,
        coverage_told=coverage_told,
        covers=0 < len(communes) <= ROWS,
        communes=communes,
        chosen=request.args.get("commune", ""),
        opens=_opens(),
        opened=bool(request.args.get("ouvert")),
        in_place=own,
        written=own if typed is None else typed,
        refused=refused,
        line=found[1] if (found := _LINE.search(refused)) else "",
    )


def _is_text(report: PiecesReport) -> bool:
    """Tell whether a file is one that people write as a text."""
    return report.file is not None and report.file.name.endswith((".toml", ".txt"))


def _opens() -> bool:
    """Tell whether a file can be opened where its clerk sees it."""
    return desk().here and has_desktop()
