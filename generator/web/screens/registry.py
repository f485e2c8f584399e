"""The register: its journal in sentences, its check, its export."""

from __future__ import annotations

import io
import zipfile

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from generator.errors import ConventionsError, RegisterError
from generator.files import read_regular
from generator.inputs.communes import slug
from generator.progress import Silence
from generator.runs.campaigns import use as use_run
from generator.runs.campaigns.use import UseRequest
from generator.runs.keeping import register_check, register_export, register_journal
from generator.runs.keeping.backup import known_backups
from generator.runs.keeping.register_check import RegisterCheckRequest
from generator.runs.keeping.register_export import ExportReport, ExportRequest
from generator.runs.keeping.register_journal import Extract, JournalReport, JournalRequest, event_told
from generator.web.desk import desk, project
from generator.web.jobs import Job
from generator.web.lacks import read_days
from generator.web.paging import Page, asked_page
from generator.web.screens.dossier import names
from generator.web.screens.files import handed
from generator.web.screens.jobs import begin_run, finished, shows

screen = Blueprint("registry", __name__, url_prefix="/<campagne>/registre")


@screen.get("/")
def show() -> str:
    """Show a page of the journal, filtered, with the state of the register and its backups.

    It opens whatever the register and the data are worth: the way back to a backup is here.
    """
    here, args = project(), request.args
    sought = slug(args.get("commune", ""))
    days, errors = read_days({name: args.get(name, "") for name in ("du", "au")})
    since, until = days.get("du"), days.get("au")
    if since and until and since > until:
        errors["au"] = register_journal.REVERSED
    known, told, damage = _names()
    communes = tuple(insee for insee, nom in known.items() if sought in slug(nom) or sought == insee) if sought else ()
    if sought and not communes:
        errors["commune"] = "Aucune commune de ce nom n’a de dossier."
    report, page = None, None
    if here.register.is_file() and not errors and not damage:
        number, size = asked_page()

        def journal(number: int) -> JournalReport:
            extract = Extract(communes, since, until, True, size, (number - 1) * size, args.get("qui", ""))
            return register_journal.run(here, JournalRequest(extract, known), Silence())

        try:
            report = journal(number)
            pages = max(1, -(-report.total // size))
            if number > pages:
                number, report = pages, journal(pages)
            page = Page(report.events, number, pages, report.total)
        except RegisterError as error:
            damage = str(error)
    return render_template(
        "registry.html",
        report=report,
        page=page,
        errors=errors,
        args=args,
        days=days,
        told=told,
        damage=damage,
        known=known,
        event_told=event_told,
        checked=last_check(),
        backups=known_backups(here.root),
        exists=here.register.is_file(),
        default=use_run.run(here.root, UseRequest(), Silence()),
    )


def _names() -> tuple[dict[str, str], str, str]:
    """Return the communes' names by INSEE code; else what is wrong with the data, and what with the register."""
    try:
        return names(), "", ""
    except RegisterError as error:
        return {}, "", str(error)
    except ConventionsError as error:
        return {}, str(error), ""


def last_check() -> Job | None:
    """Return the last check of the register that went to its end since the page was opened."""
    jobs = desk().jobs.newest
    return next((job for job in jobs if job.result == "registry.checked" and job.state == "done"), None)


@screen.post("/controle")
def check() -> AnyResponse:
    """Check the register and all that it keeps."""
    asked = RegisterCheckRequest()
    return begin_run("Contrôler le registre", "registry.checked", register_check.run, asked, writes=False)


shows(screen, "/controle", "checked", "registry_checked.html")


@screen.post("/export")
def export() -> AnyResponse:
    """Write the whole register as CSV and JSON."""
    return begin_run("Exporter le registre", "registry.exported", register_export.run, ExportRequest(), writes=False)


shows(screen, "/export", "exported", "registry_exported.html")


@screen.get("/export/<travail>/registre.zip")
def exported_zip(travail: str) -> Response:
    """Hand out the files of an export as one archive."""
    report: ExportReport = finished(travail).report
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in report.files:
            archive.writestr(path.name, read_regular(path))
    return handed(stream.getvalue(), "registre.zip")


@screen.post("/campagne")
def use() -> AnyResponse:
    """Have the page and the commands open this campaign when none is named."""
    report = use_run.run(project().root, UseRequest(project().campaign.name), Silence())
    flash(f"La campagne {report.campaign} s’ouvre désormais la première, dans la page et pour les commandes.")
    return redirect(url_for("registry.show"), 303)
