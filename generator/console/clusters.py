"""The command that lends the processors of a machine to builds: cluster start."""

from __future__ import annotations

from pathlib import Path

import click

from generator.console.options import json_option, number_option, refuse_beside, verbose_option
from generator.console.terminal import print_json, say
from generator.console.usage import FrenchGroup, FrenchHelp
from generator.language.agreement import plural
from generator.progress import Silence
from generator.runs.making import cluster as cluster_run
from generator.runs.making.cluster import ClusterReport, ClusterRequest


@click.group(cls=FrenchGroup, options_metavar="[OPTIONS]", subcommand_metavar="COMMANDE …")
def cluster() -> None:
    """Une grappe : des processus, de cette machine ou d’autres, qui rédigent et impriment pour « build --cluster »."""


@cluster.command(cls=FrenchHelp)
@number_option("--workers", 1, 256, "Processus de cette machine ; par défaut un par processeur.")
@click.option("--join", default="", metavar="ADRESSE", help="Travaille pour la grappe d’une autre machine (tls://…).")
@number_option("--port", 0, 65535, "Port de l’adresse ; par défaut un port libre.", default=0, metavar="PORT")
@json_option
@verbose_option
def start(workers: int | None, join: str, port: int, as_json: bool) -> None:
    """Ouvre une grappe et dit son adresse, jusqu’à Ctrl-C ; ses processus finissent avec elle.

    Sans chiffrement, elle n’est joignable que de cette machine. Avec les certificats de TLS que Dask demande, elle
    l’est des autres : docs/scale.md dit comment.
    """
    if join:
        refuse_beside("--join", "--port")

    def ready(report: ClusterReport) -> None:
        if as_json:
            print_json(report.as_json())
            return
        say(f"Grappe ouverte : {report.address} ({plural(report.workers, 'processus', 'processus')} de cette machine).")
        say(f"Pour l’employer : conventions build --cluster {report.address}")
        say("En attente de travail (Ctrl-C pour finir)…", error=True)

    cluster_run.run(Path(), ClusterRequest(workers, join, port, ready), Silence())
    say("Fin de la grappe.", error=True)
