"""The command of the service's own words on a dossier."""

from __future__ import annotations

from collections.abc import Iterator

import click

from generator.console.invocation import Invocation
from generator.console.options import author_option, project_options
from generator.console.usage import FrenchHelp
from generator.errors import UsageError
from generator.language.dates import date_longue
from generator.progress import Silence
from generator.runs.followup import note as note_run
from generator.runs.followup.note import NoteReport, NoteRequest


@click.command(cls=FrenchHelp)
@click.argument("commune", metavar="COMMUNE")
@click.argument("text", required=False, metavar="[TEXTE]")
@click.option("--aside", is_flag=True, help="Met le dossier de côté ; TEXTE dit pourquoi.")
@click.option("--resume", is_flag=True, help="Reprend un dossier mis de côté.")
@author_option
@project_options
def note(here: Invocation, commune: str, text: str | None, aside: bool, resume: bool) -> None:
    """Écrit la note du service sur un dossier, ou le met de côté ; sans TEXTE, montre ce qui est écrit.

    Une note remplace la précédente, que le registre garde ; un TEXTE vide ("") l’efface. Un dossier mis de côté est
    montré à part, avec sa raison ; rien d’autre ne change.
    """
    if resume and (aside or text is not None):
        raise UsageError("--resume reprend le dossier : retirez --aside et TEXTE.")
    if aside and text is None:
        raise UsageError("Dites pourquoi le dossier est mis de côté : conventions note COMMUNE TEXTE --aside.")
    request = NoteRequest(commune, "" if resume else text, aside or resume)
    report = note_run.run(here.opened(), request, Silence())
    here.show(report, _told(report))


def _told(report: NoteReport) -> Iterator[str]:
    written, aside = report.notes.note, report.notes.aside
    if written:
        yield f"{report.commune} — note du {date_longue(written.written_on)}, {written.author} : {written.text}"
    if aside:
        yield f"{report.commune} — mis de côté le {date_longue(aside.written_on)}, {aside.author} : {aside.text}"
    if not (written or aside):
        yield f"{report.commune} : ni note, ni mise de côté."
