"""The command that shows the program at work: a demonstration."""

from __future__ import annotations

from pathlib import Path

import click

from generator.console import bars
from generator.console.options import FOLDER, jobs_option, json_option, verbose_option
from generator.console.terminal import print_json, say, say_command
from generator.console.usage import FrenchHelp
from generator.runs import demo as demo_run
from generator.runs.demo import DemoRequest


@click.command(cls=FrenchHelp)
@click.argument("folder", type=FOLDER, metavar="DOSSIER")
@jobs_option
@json_option
@verbose_option
def demo(folder: Path, jobs: int | None, as_json: bool) -> None:
    """Crée un projet de démonstration, avec une campagne en cours, pour tout regarder sans risque.

    Communes, personnes et actes sont inventés : chaque page dit « Exemple », chaque numéro commence par DEMO. DOSSIER
    est un dossier vide, ou qui n’existe pas encore.
    """
    with bars.progress(silent=as_json) as progress:
        report = demo_run.run(folder, DemoRequest(jobs=jobs), progress)
    if as_json:
        print_json(report.as_json())
        return
    say(f"Démonstration prête : {report.project.root}, {report.communes} communes inventées.")
    say_command("Pour l’ouvrir", "conventions", "serve", "--project", report.project.root)
