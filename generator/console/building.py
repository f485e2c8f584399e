"""The command that is run all day, in a module of its own: it loads nothing that it does not need."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from generator.console.invocation import Invocation
from generator.console.options import FOLDER, building_options, engine_option, jobs_option, number_option, strict_option
from generator.console.summary import summarise, teller
from generator.console.usage import FrenchHelp
from generator.runs.making import build as build_run
from generator.runs.making.build import BuildRequest


@click.command(cls=FrenchHelp)
@click.argument("communes", nargs=-1, metavar="[COMMUNE]…")
@click.option("--only", multiple=True, metavar="TYPE", help="Ne fait que ce type : convention, planning, pack…")
@engine_option
@jobs_option
@click.option(
    "--cluster",
    default="",
    metavar="ADRESSE",
    help="Fait rédiger et imprimer par une grappe (« cluster start » dit son adresse) ; le résultat est le même.",
)
@click.option("--output", type=FOLDER, metavar="DOSSIER", help="Où écrire ; par défaut output/.")
@click.option("--force", is_flag=True, help="Refait tout, même ce qui n’a pas changé.")
@click.option("--dry-run", is_flag=True, help="Dit ce qui serait fait et pourquoi, sans rien écrire.")
@click.option("--duplex", is_flag=True, help="Relie pour le recto verso : chaque document commence sur un recto.")
@number_option(
    "--originals",
    0,
    20,
    "Ajoute originaux.pdf : N exemplaires de ce qui est à signer dans les dossiers complets, pour l’imprimeur.",
    default=0,
)
@click.option("--even-incomplete", is_flag=True, help="Avec --originals : même les dossiers qui ne sont pas complets.")
@strict_option
@building_options
def build(
    here: Invocation, output: Path | None, communes: tuple[str, ...], only: tuple[str, ...], **options: Any
) -> None:
    """Fabrique les dossiers : tous, ou ceux des communes nommées.

    Une COMMUNE se nomme par son code INSEE, son nom ou son nom sans accents. Seul ce qui a changé est refait.
    """
    project = here.opened(output)
    request = BuildRequest(communes, only, tells=teller(silent=here.as_json), **options)
    report = here.watch(build_run.run, project, request)
    here.show(report, summarise(report, project, dry_run=request.dry_run))
