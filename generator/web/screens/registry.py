"""The register: its journal in sentences, its check, its export, backups and the way back from one."""

from __future__ import annotations

import datetime
import hashlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from generator import clock
from generator.errors import ConventionsError, DataError, RegisterError, UsageError
from generator.files import read_regular, write_whole
from generator.inputs.communes import slug
from generator.progress import Progress, Silence
from generator.runs import backup as backup_run
from generator.runs import register_check, register_export, register_journal
from generator.runs import restore as restore_run
from generator.runs import use as use_run
from generator.runs.backup import FOLDER, BackupReport, BackupRequest, Known, known_backups
from generator.runs.days import typed_date
from generator.runs.register_check import RegisterCheckReport, RegisterCheckRequest
from generator.runs.register_export import ExportReport, ExportRequest
from generator.runs.register_journal import Extract, JournalRequest, event_told
from generator.runs.restore import RestoreReport, RestoreRequest, foreseen
from generator.runs.use import UseRequest
from generator.web.desk import desk, project
from generator.web.jobs import Job
from generator.web.lacks import UNREAD_DAY, LackError
from generator.web.paging import Page, asked_page
from generator.web.screens.dossier import names
from generator.web.screens.files import handed
from generator.web.screens.jobs import begin, begin_run, finished
from generator.web.sheets import Agreement

screen = Blueprint("registry", __name__, url_prefix="/<campagne>/registre")
#: What a backup that was handed in is called in ``sauvegardes/``, before its hash.
_HANDED_IN = "deposee-"
#: How many lines of each list a restoration shows.
_ALL = 10_000


@screen.get("/")
def show() -> str:
    """Show a page of the journal, filtered, with the state of the register and its backups.

    It opens whatever the register and the data are worth: the way back to a backup is here.
    """
    here, args = project(), request.args
    sought, errors = slug(args.get("commune", "")), {}
    days: dict[str, datetime.date | None] = {}
    for name in ("du", "au"):
        text = args.get(name, "").strip()
        days[name] = typed_date(text) if text else None
        if text and days[name] is None:
            errors[name] = UNREAD_DAY
    known, told, damage = _names()
    communes = tuple(insee for insee, nom in known.items() if sought in (slug(nom), insee)) if sought else ()
    if sought and not communes:
        errors["commune"] = "Aucune commune de ce nom n’a de dossier."
    report, page = None, None
    if here.register.is_file() and not errors and not damage:
        number, size = asked_page()
        asked = JournalRequest(Extract(communes, days["du"], days["au"], True, size, (number - 1) * size), known)
        try:
            report = register_journal.run(here, asked, Silence())
            page = Page(report.events, number, max(1, -(-report.total // size)), report.total)
        except RegisterError as error:
            damage = str(error)
    return render_template(
        "registry.html",
        report=report,
        page=page,
        errors=errors,
        args=args,
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


@screen.get("/controle/<travail>")
def checked(travail: str) -> str:
    """Show what a check found."""
    job = finished(travail)
    report: RegisterCheckReport = job.report
    return render_template("registry_checked.html", report=report, began=job.began)


@screen.post("/export")
def export() -> AnyResponse:
    """Write the whole register as CSV and JSON."""
    return begin_run("Exporter le registre", "registry.exported", register_export.run, ExportRequest(), writes=False)


@screen.get("/export/<travail>")
def exported(travail: str) -> str:
    """Show the files of an export."""
    report: ExportReport = finished(travail).report
    return render_template("registry_exported.html", report=report, travail=travail)


@screen.get("/export/<travail>/registre.zip")
def exported_zip(travail: str) -> Response:
    """Hand out the files of an export as one archive."""
    report: ExportReport = finished(travail).report
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in report.files:
            archive.writestr(path.name, read_regular(path))
    return handed(stream.getvalue(), "registre.zip")


@screen.post("/sauvegarde")
def backup() -> str | AnyResponse:
    """Make a backup, encrypted if two equal passphrases are given."""
    here, phrase = project(), request.form.get("phrase", "")
    if phrase != request.form.get("encore", phrase):
        raise LackError(
            "Les deux phrases secrètes ne sont pas les mêmes ; retapez-les. Rien n’a été sauvegardé.", "sauvegarder"
        )
    asked = BackupRequest(passphrase=(lambda: phrase) if phrase else None)
    return begin("Sauvegarder", "registry.saved", lambda progress: backup_run.run(here.root, asked, progress))


@screen.get("/sauvegarde/<travail>")
def saved(travail: str) -> str:
    """Show the backup that was made."""
    report: BackupReport = finished(travail).report
    return render_template("registry_saved.html", report=report)


@screen.get("/sauvegardes/<name>")
def download(name: str) -> Response:
    """Hand out a backup, to be copied to another disk."""
    found = _backup(name)
    if found is None:
        abort(404)
    return handed(read_regular(found.path), found.path.name)


def _backup(name: str) -> Known | None:
    return next((one for one in known_backups(project().root) if one.path.name == name), None)


@screen.post("/restauration")
def restore() -> str | AnyResponse:
    """Show what would be lost if a backup were restored; restore it once that was agreed to."""
    here, form = project(), request.form
    path, seal, phrase = _source(), form.get("vu", ""), form.get("phrase", "")

    def run(confirms: Callable[[RestoreReport], bool], progress: Progress) -> RestoreReport:
        def passphrase() -> str:
            if not phrase:
                raise UsageError("Cette sauvegarde est chiffrée : donnez sa phrase secrète.")
            return phrase

        return restore_run.run(here.root, RestoreRequest(path, passphrase, confirms), progress)

    if seal:
        agreed = Agreement[RestoreReport](seal)
        return begin("Restaurer", "registry.restored", lambda progress: run(agreed, progress), alone=True)
    agreement = Agreement[RestoreReport]()
    try:
        report = run(agreement, Silence())
    except (DataError, UsageError) as error:
        return render_template("registry_restore.html", path=path, error=error, report=None)
    told = tuple(foreseen(report, _ALL))
    return render_template(
        "registry_restore.html", path=path, report=report, told=told, seal=agreement.seal, error=None
    )


def _source() -> Path:
    """Return the backup that the form names, or hands in: that one is kept in ``sauvegardes/`` under its hash."""
    root, form = project().root, request.form
    file = request.files.get("fichier")
    if file and file.filename:
        data = file.stream.read()
        file.close()
        if not data.startswith((b"PK\x03\x04", b"age-encryption.org/")):
            raise LackError("Ce fichier n’est pas une sauvegarde de ce programme (.zip ou .zip.age).", "restaurer")
        name = f"{_HANDED_IN}{hashlib.sha256(data).hexdigest()[:16]}.zip{'' if data.startswith(b'PK') else '.age'}"
        write_whole(root / FOLDER / name, data)
        return root / FOLDER / name
    name = form.get("sauvegarde", "")
    known = {one.path.name for one in known_backups(root)}
    handed_in = {path.name for path in (root / FOLDER).glob(f"{_HANDED_IN}*")}
    if name not in known | handed_in:
        raise LackError("Choisissez une sauvegarde de la liste, ou déposez-en une.", "restaurer")
    return root / FOLDER / name


@screen.get("/restauration/<travail>")
def restored(travail: str) -> str:
    """Show what a restoration did."""
    report: RestoreReport = finished(travail).report
    return render_template("registry_restored.html", report=report)


@screen.post("/campagne")
def use() -> AnyResponse:
    """Have the page and the commands open this campaign when none is named."""
    report = use_run.run(project().root, UseRequest(project().campaign.name), Silence())
    flash(f"La campagne {report.campaign} s’ouvre désormais la première, dans la page et pour les commandes.")
    return redirect(url_for("registry.show"), 303)


@screen.app_template_global()
def last_backup() -> str:
    """Say when the last backup of ``sauvegardes/`` was made: « il y a 3 jours », « jamais »."""
    found = known_backups(desk().root)
    if not found:
        return "jamais"
    days = (clock.now().date() - found[0].made_at.date()).days
    return "aujourd’hui" if days <= 0 else "hier" if days == 1 else f"il y a {days} jours"
