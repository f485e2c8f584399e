"""The commands of the register itself: its journal, its export, its check."""

from __future__ import annotations

import datetime
from dataclasses import asdict
from pathlib import Path

import click

from generator.console import terminal as interface
from generator.console.options import FOLDER, project_options
from generator.console.terminal import FrenchGroup, FrenchHelp, print_json, say, show_problems
from generator.errors import RegisterError, UsageError
from generator.inputs.sources import read_sources, select_communes
from generator.project import Project, open_project
from generator.register.database import open_register
from generator.register.export import export_register
from generator.register.integrity import check_register
from generator.register.journal import EVENTS, read_journal
from generator.runs.status import STATES


@click.group(cls=FrenchGroup, options_metavar="[OPTIONS]", subcommand_metavar="COMMANDE …")
def register() -> None:
    """Le registre des numéros, des délibérations et des signatures."""


@register.command(cls=FrenchHelp)
@click.argument("communes", nargs=-1, metavar="[COMMUNE]…")
@project_options
def journal(root: Path, campaign: str | None, as_json: bool, communes: tuple[str, ...]) -> None:
    """Montre ce qui est arrivé à chaque dossier, dans l’ordre."""
    project = _with_register(open_project(root, campaign))
    sources = read_sources(project)
    named = [commune.insee for commune in select_communes(sources.table.communes, communes)] if communes else []
    with open_register(project.register) as connection:
        events = read_journal(connection, sources.campaign.name, named)
    if as_json:
        print_json({"events": [asdict(event) for event in events]})
        return
    rows = [
        (_local(event.happened_at), event.number, EVENTS.get(event.what, event.what), _told(event.before),
         _told(event.after))
        for event in events
    ]  # fmt: skip
    interface.show_table(("Quand", "Numéro", "Quoi", "Avant", "Après"), rows)


@register.command(cls=FrenchHelp)
@click.argument("folder", type=FOLDER, required=False, metavar="[DOSSIER]")
@project_options
def export(root: Path, campaign: str | None, as_json: bool, folder: Path | None) -> None:
    """Écrit tout le registre en CSV et en JSON, dans DOSSIER (par défaut output/registre)."""
    project = _with_register(open_project(root, campaign))
    paths = export_register(project.register, folder or project.root / "output" / "registre")
    if as_json:
        print_json({"files": [str(path) for path in paths]})
        return
    for path in paths:
        click.echo(str(path))


@register.command("check", cls=FrenchHelp)
@project_options
def check_command(root: Path, campaign: str | None, as_json: bool) -> None:
    """Contrôle le registre : base intacte, numéros uniques, originaux présents et inchangés."""
    problems = check_register(_with_register(open_project(root, campaign)).register)
    errors = sum(problem.level == "error" for problem in problems)
    if as_json:
        print_json({"problems": [asdict(problem) for problem in problems]})
    else:
        show_problems(problems)
        say("Le registre est en ordre." if not errors else f"{errors} erreur{'s' * (errors > 1)} dans le registre.")
    if errors:
        click.get_current_context().exit(RegisterError.exit_code)


def _with_register(project: Project) -> Project:
    if not project.register.is_file():
        raise UsageError(f"{project.register} : pas encore de registre ; « conventions build » le commence.")
    return project


def _told(value: str) -> str:
    """Return what an event changed, states in French."""
    return {str(state): name for state, name in STATES.items()}.get(value, value)


def _local(moment: str) -> str:
    return datetime.datetime.fromisoformat(moment).astimezone().strftime("%d/%m/%Y %H:%M")
