"""The commands that keep a project safe: its backup, and the way back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from generator.console import bars, questions
from generator.console.options import (
    author_option,
    json_option,
    names_folder,
    refuse_without,
    root_option,
    verbose_option,
)
from generator.console.terminal import say, show_report
from generator.console.usage import FrenchHelp
from generator.errors import UsageError
from generator.language.agreement import plural
from generator.refusals import refuse_no_file
from generator.runs.keeping import backup as backup_run, restore as restore_run
from generator.runs.keeping.backup import BackupRequest, read_passphrase
from generator.runs.keeping.restore import RestoreRequest
from generator.runs.keeping.restorereport import RestoreReport, foreseen
from generator.runs.report import accept

_passphrase_option = click.option(
    "--passphrase-file",
    type=click.Path(path_type=Path),
    metavar="FICHIER",
    help="Lit la phrase secrète dans ce fichier au lieu de la demander.",
)


@click.command(cls=FrenchHelp)
@click.argument("file", type=click.Path(), required=False, metavar="[FICHIER]")
@click.option("--encrypt", is_flag=True, help="Chiffre la sauvegarde avec une phrase secrète (format age).")
@_passphrase_option
@root_option("Dossier du projet.")
@json_option
@verbose_option
@author_option
def backup(root: Path, as_json: bool, file: str | None, encrypt: bool, passphrase_file: Path | None) -> None:
    """Fait une archive datée de tout ce qui est précieux, et la relit.

    Le registre et ses originaux, communes.csv, les modèles, vos évaluations, ce qui a été modifié à la main. FICHIER
    est un nom ou un dossier, qui est fait s’il finit par « / » ; par défaut, sauvegardes/. D’autres commandes peuvent
    travailler pendant ce temps. Sans sa phrase secrète, une sauvegarde chiffrée est perdue.
    """
    wanted = encrypt or passphrase_file
    request = BackupRequest(
        Path(file) if file else None,
        (lambda: _passphrase(passphrase_file, anew=True)) if wanted else None,
        into=names_folder(file or ""),
    )
    with bars.progress(silent=as_json) as progress:
        report = backup_run.run(root, request, progress)
    sealed = ", chiffrés" if report.encrypted else ""
    told = f"{plural(report.files, 'fichier gardé', 'fichiers gardés')}{sealed} et relus : {report.path}"
    show_report(report, [told, "Copiez cette sauvegarde sur un autre disque que celui du projet."], as_json=as_json)


@click.command(cls=FrenchHelp)
@click.argument("file", type=click.Path(path_type=Path), required=False, metavar="[FICHIER]")
@click.option("--yes", is_flag=True, help="Restaure sans demander confirmation.")
@_passphrase_option
@root_option("Dossier du projet, ou dossier vide.")
@json_option
@verbose_option
@author_option
def restore(root: Path, as_json: bool, file: Path | None, yes: bool, passphrase_file: Path | None) -> None:
    """Restaure une sauvegarde, après avoir montré ce qui serait perdu.

    Ce qui est remplacé est gardé dans mis-de-cote/. Un numéro donné depuis la sauvegarde n’est jamais donné de
    nouveau : il reste au registre, annulé. Sans FICHIER, finit une restauration interrompue.
    """
    refuse_without(("FICHIER",), "--passphrase-file")
    if file:
        refuse_no_file(file)
    if not yes and file and (as_json or not questions.asks()):
        raise UsageError("Sans terminal pour confirmer, ajoutez --yes : ce qui suit la sauvegarde serait annulé.")
    remarks = questions.Remarks()
    confirms = accept if yes else remarks.before(_confirm)
    request = RestoreRequest(file, lambda: _passphrase(passphrase_file), confirms)
    with bars.progress(silent=True) as progress:
        report = restore_run.run(root, request, progress)
    show_report(report, _told(report, shown=not yes), as_json=as_json, tell=remarks.tell)


def _passphrase(path: Path | None, *, anew: bool = False) -> str:
    """Return the passphrase of a file, or ask for it, twice when it is a new one. Raises UsageError, OutputError."""
    if path is None and not questions.asks():
        raise UsageError("Sans terminal pour demander la phrase secrète, donnez --passphrase-file.")
    return read_passphrase(path, anew=anew) if path else questions.ask_secret("Phrase secrète", twice=anew)


def _confirm(report: RestoreReport) -> bool:
    """Say what would be lost, and ask."""
    for line in foreseen(report):
        say(line)
    return questions.confirm("Restaurer ?")


def _told(report: RestoreReport, *, shown: bool) -> Iterator[str]:
    aside = f" Ce qui a été remplacé est gardé dans {report.aside}." if report.aside else ""
    if report.finished:
        yield f"La restauration interrompue est finie.{aside}"
        return
    if not report.restored:
        yield "Rien n’a été restauré."
        return
    if not shown:
        yield from foreseen(report)
    yield f"Restauré.{aside}"
    yield "Lancez « conventions register check », puis « conventions build »."
