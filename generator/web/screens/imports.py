"""Other tables of the communes: files handed in and earlier versions, compared before anything of them is taken."""

from __future__ import annotations

from collections.abc import Collection

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from generator.errors import UsageError
from generator.files import read_regular
from generator.language.dates import date_chiffres
from generator.progress import Silence
from generator.runs.communes import takeover as takeover_run
from generator.runs.communes.edit import EditRequest
from generator.runs.communes.foreigntable import code_of
from generator.runs.communes.takeover import TakeoverRequest
from generator.runs.communes.takeoverreport import MERGED, TakeoverReport
from generator.runs.days import typed_date
from generator.safekeeping.versions import Version, find_version, versions_of
from generator.web.desk import desk, project
from generator.web.lacks import LackError
from generator.web.screens.data import data, mergeable, write
from generator.web.uploads import Handed, handed_in
from generator.web.wording import moment

screen = Blueprint("imports", __name__, url_prefix="/<campagne>/donnees/tableaux")


@screen.get("/")
def ask() -> str:
    """Ask for a table."""
    return render_template("import.html")


@screen.post("/")
def choose() -> AnyResponse:
    """Keep a table, and show what it would change."""
    given = handed_in("fichier")
    if not given:
        raise LackError("Choisissez un fichier à importer.", "importer", "imports.ask")
    return redirect(url_for("imports.show", key=desk().keeping.keep(given[0])), 303)


@screen.get("/<key>")
def show(key: str) -> str:
    """Show what a table that was handed in would change."""
    given = _given(key)
    return _compared(f"Ce que changerait {given.name}", _of(given), url_for("imports.take", key=key))


@screen.post("/<key>")
def take(key: str) -> str | AnyResponse:
    """Take what was shown, as was chosen for each row that comes or goes."""
    if request.form.get("vu") != data().seal:  # what was shown is no more what would change
        return redirect(url_for("imports.show", key=key), 303)
    chosen = request.form.to_dict()
    removed = {name[8:]: value for name, value in chosen.items() if name.startswith("absente-")}
    added = {name[9:]: value for name, value in chosen.items() if name.startswith("nouvelle-")}
    into = {insee: _merger(insee) for insee, choice in removed.items() if choice == MERGED}
    unsaid = [insee for insee in mergeable() if insee in into and not all(into[insee])]
    if unsaid:
        told = "Écrivez dans quelle commune nouvelle, et le dernier jour de la commune d’aujourd’hui."
        raise LackError(told, f"fusion-{unsaid[0]}")
    changes, rows = _of(_given(key), request.form.getlist("colonne")).taken(removed, added)
    return write(EditRequest(changes, rows), "", merged=into)


def _merger(insee: str) -> tuple[str, str]:
    """Return what the form says of a merger: the commune nouvelle, and the last day of this one, "" if it is none."""
    day = typed_date(request.form.get(f"veille-{insee}", ""))
    return request.form.get(f"vers-{insee}", "").strip(), date_chiffres(day)


@screen.get("/version")
def compare() -> str:
    """Show what an earlier version says otherwise."""
    found = _version(request.args.get("version", ""))
    report = takeover_run.run(project(), TakeoverRequest(version=found.name), Silence())
    told = f"communes.csv jusqu’au {moment(found.until)}"
    return _compared(told, report, url_for("imports.restore"), found)


@screen.post("/version")
def restore() -> str | AnyResponse:
    """Come back to an earlier version; the present one is kept as another."""
    found = _version(request.form.get("version", ""))
    return write(EditRequest(version=found.name, seal=request.form.get("vu", "")), "")


@screen.post("/annuler")
def undo() -> str | AnyResponse:
    """Take back what the page wrote last; a file that somebody else wrote since is compared first."""
    present = data().seal
    version = desk().modifications.before(project(), present)
    if request.form.get("vu", "") == present and version:
        return write(EditRequest(version=version, seal=present), "", back=True)
    kept = versions_of(project().root, project().communes.name)
    if not kept:
        raise UsageError("Aucune version antérieure de communes.csv n’est gardée : il n’y a rien à annuler.")
    told = "communes.csv n’est pas tel que cette page l’a écrit en dernier : rien n’est annulé ; comparez."
    flash(told, "warning")
    return redirect(url_for("imports.compare", version=version or kept[0].name), 303)


def _version(name: str) -> Version:
    return find_version(project().root, name, project().communes.name)


def _given(key: str) -> Handed:
    try:
        path = desk().keeping.find(key)
    except UsageError as gone:  # the program was started again since: the table is asked for anew
        flash(str(gone), "warning")
        abort(redirect(url_for("imports.ask"), 303))
    return Handed(path.name, read_regular(path))


def _of(given: Handed, kept: Collection[str] = ()) -> TakeoverReport:
    return takeover_run.run(project(), TakeoverRequest(given.name, given.data, kept=kept), Silence())


def _compared(title: str, found: TakeoverReport, action: str, version: Version | None = None) -> str:
    return render_template(
        "compare.html",
        title=title,
        found=found,
        action=action,
        version=version,
        seal=data().seal,
        mergeable=mergeable(),
        alone=code_of(found.added[0].cells) if len(found.added) == 1 else "",
    )
