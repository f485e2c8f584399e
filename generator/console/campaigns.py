"""The command that chooses the campaign of all others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from generator.console.options import json_option, project_option, verbose_option
from generator.console.terminal import show_report
from generator.console.usage import FrenchHelp
from generator.errors import UsageError
from generator.progress import Silence
from generator.runs.campaigns import use as use_run
from generator.runs.campaigns.use import UseReport, UseRequest


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
    show_report(report, _told(report), as_json=as_json)


def _told(report: UseReport) -> Iterator[str]:
    if report.campaign is None:
        yield "Aucune campagne n’est choisie : « conventions use NOM » en choisit une."
    else:
        yield f"Campagne : {report.campaign}"
    others = [campaign for campaign in report.campaigns if campaign != report.campaign]
    if others:
        many = "s" if others[1:] else ""
        yield f"{f'Autre{many} campagne{many}' if report.campaign else f'Campagne{many}'} : {', '.join(others)}"
