"""Backups, on the screen of the register: made, handed out, and the way back from one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from flask import Response, abort, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from generator.dossiers.fingerprints import sha256
from generator.errors import DataError, UsageError
from generator.files import read_regular, write_whole
from generator.progress import Progress, Silence
from generator.register.journal import today_in_france
from generator.runs.keeping import backup as backup_run, restore as restore_run
from generator.runs.keeping.backup import FOLDER, BackupRequest, Known, known_backups
from generator.runs.keeping.restore import RestoreRequest
from generator.runs.keeping.restorereport import RestoreReport, foreseen
from generator.web.desk import desk, project
from generator.web.lacks import LackError
from generator.web.screens.files import handed
from generator.web.screens.jobs import begin, shows
from generator.web.screens.registry import screen as registry
from generator.web.sheets import Agreement

#: What a backup that was handed in is called in ``sauvegardes/``, before its hash.
_HANDED_IN = "deposee-"
#: How many lines of each list a restoration shows.
_ALL = 10_000


@registry.post("/sauvegarde")
def backup() -> str | AnyResponse:
    """Make a backup, encrypted if two equal passphrases are given."""
    here, phrase = project(), request.form.get("phrase", "")
    if phrase != request.form.get("encore", phrase):
        raise LackError(
            "Les deux phrases secrètes ne sont pas les mêmes ; retapez-les. Rien n’a été sauvegardé.", "sauvegarder"
        )
    asked = BackupRequest(passphrase=(lambda: phrase) if phrase else None)
    return begin("Sauvegarder", "registry.saved", lambda progress: backup_run.run(here.root, asked, progress))


shows(registry, "/sauvegarde", "saved", "registry_saved.html")


@registry.get("/sauvegardes/<name>")
def download(name: str) -> Response:
    """Hand out a backup, to be copied to another disk."""
    found = _backup(name)
    if found is None:
        abort(404)
    return handed(read_regular(found.path), found.path.name)


def _backup(name: str) -> Known | None:
    return next((one for one in known_backups(project().root) if one.path.name == name), None)


@registry.post("/restauration")
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
        name = f"{_HANDED_IN}{sha256(data)[:16]}.zip{'' if data.startswith(b'PK') else '.age'}"
        write_whole(root / FOLDER / name, data)
        return root / FOLDER / name
    name = form.get("sauvegarde", "")
    known = {one.path.name for one in known_backups(root)}
    handed_in = {path.name for path in (root / FOLDER).glob(f"{_HANDED_IN}*")}
    if name not in known | handed_in:
        raise LackError("Choisissez une sauvegarde de la liste, ou déposez-en une.", "restaurer")
    return root / FOLDER / name


shows(registry, "/restauration", "restored", "registry_restored.html")


@registry.app_template_global()
def last_backup() -> str:
    """Say when the last backup of ``sauvegardes/`` was made: « il y a 3 jours », « jamais »."""
    found = known_backups(desk().root)
    if not found:
        return "jamais"
    days = (today_in_france() - found[0].made_at.date()).days
    return "aujourd’hui" if days <= 0 else "hier" if days == 1 else f"il y a {days} jours"
