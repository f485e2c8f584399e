"""Which campaign a command is about, and the command that chooses it for all others."""

from __future__ import annotations

from pathlib import Path

import click

from generator.console.options import json_option, project_option, verbose_option
from generator.console.terminal import print_json, say
from generator.console.usage import FrenchHelp
from generator.errors import UsageError
from generator.progress import Silence
from generator.project import Project, campaigns_of, open_project, project_root
from generator.runs import use as use_run
from generator.runs.use import UseRequest


def opened(root: Path, campaign: str | None, output: Path | None = None) -> Project:
    """Open the project of a command; a campaign that was chosen by default is told beside what the command prints."""
    project = open_project(root, campaign, output)
    if project.chosen:
        say(f"Campagne : {project.campaign.name} (--campaign en nomme une autre).", error=True)
    return project


def opened_whole(root: Path, campaign: str | None) -> Project:
    """Open the project of a command about all its campaigns together, whichever is named or the default one."""
    return open_project(root, campaign or next(iter(campaigns_of(project_root(root))), None))


@click.command(cls=FrenchHelp)
@click.argument("name", required=False, metavar="[CAMPAGNE]")
@project_option
@json_option
@verbose_option
def use(root: Path, name: str | None, as_json: bool) -> None:
    """Choisit la campagne des commandes, quand il y en a plusieurs ; sans CAMPAGNE, dit laquelle c’est.

    Le choix est gardé avec le registre, pour ce projet ; --campaign nomme une autre campagne pour une commande.
    """
    if name is not None and not name.strip():
        raise UsageError("Nommez une campagne : un dossier de templates/.")
    report = use_run.run(root, UseRequest(name), Silence())
    if as_json:
        print_json(report.as_json())
        return
    if report.campaign is None:
        say("Aucune campagne n’est choisie : « conventions use NOM » en choisit une.")
    else:
        say(f"Campagne : {report.campaign}")
    others = [campaign for campaign in report.campaigns if campaign != report.campaign]
    if others:
        many = "s" if others[1:] else ""
        say(f"{f'Autre{many} campagne{many}' if report.campaign else f'Campagne{many}'} : {', '.join(others)}")
