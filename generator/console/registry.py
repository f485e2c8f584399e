"""The commands of the register itself: its journal, its export, its check."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from generator.console.invocation import Invocation
from generator.console.options import FOLDER, project_options
from generator.console.streams import put
from generator.console.terminal import print_json, show_table
from generator.console.usage import FrenchGroup, FrenchHelp
from generator.errors import count_errors
from generator.language.agreement import plural
from generator.progress import Silence
from generator.runs.keeping import register_check, register_export, register_journal
from generator.runs.keeping.register_check import RegisterCheckRequest
from generator.runs.keeping.register_export import ExportRequest
from generator.runs.keeping.register_journal import EVENTS, FRANCE, Extract, JournalRequest, told


@click.group(cls=FrenchGroup, options_metavar="[OPTIONS]", subcommand_metavar="COMMANDE …")
def register() -> None:
    """Le registre des numéros, des délibérations et des signatures."""


@register.command(cls=FrenchHelp)
@click.argument("communes", nargs=-1, metavar="[COMMUNE]…")
@project_options
def journal(here: Invocation, communes: tuple[str, ...]) -> None:
    """Montre ce qui est arrivé à chaque dossier, dans l’ordre."""
    report = register_journal.run(here.opened(), JournalRequest(Extract(communes)), Silence())
    if here.as_json:
        print_json(report.as_json())
        return
    rows = [
        (
            _in_france(event.happened_at),
            event.number,
            report.communes.get(event.insee, event.insee),
            EVENTS.get(event.what, event.what),
            told(event.what, "before", event.before, report.communes),
            told(event.what, "after", event.after, report.communes),
            event.author,
        )
        for event in report.events
    ]
    show_table(("Quand", "Numéro", "Commune", "Quoi", "Avant", "Après", "Par"), rows)


@register.command(cls=FrenchHelp)
@click.argument("folder", type=FOLDER, required=False, metavar="[DOSSIER]")
@project_options
def export(here: Invocation, folder: Path | None) -> None:
    """Écrit tout le registre, de toutes les campagnes, en CSV et en JSON, dans DOSSIER (par défaut output/registre)."""
    report = register_export.run(here.opened_whole(), ExportRequest(folder), Silence())
    if here.as_json:
        print_json(report.as_json())
        return
    for path in report.files:
        put(str(path))


@register.command("check", cls=FrenchHelp)
@project_options
def check_command(here: Invocation) -> None:
    """Contrôle le registre de toutes les campagnes : base intacte, numéros uniques, originaux présents et inchangés."""
    report = register_check.run(here.opened_whole(), RegisterCheckRequest(), Silence())
    errors = count_errors(report.problems)
    told = f"{plural(errors, 'erreur')} dans le registre." if errors else "Le registre est en ordre."
    here.show(report, [told])


def _in_france(moment: str) -> str:
    return datetime.datetime.fromisoformat(moment).astimezone(FRANCE).strftime("%d/%m/%Y %H:%M")
