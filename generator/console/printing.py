"""The command of what the service prints beside the dossiers."""

from __future__ import annotations

import click

from generator.console.invocation import Invocation
from generator.console.options import FrenchOption, Words, engine_option, number_option, project_options, refuse_beside
from generator.console.usage import FrenchHelp
from generator.language.agreement import plural
from generator.runs.followup import printing as printing_run
from generator.runs.followup.printing import SHEETS, PrintRequest


@click.command("print", cls=FrenchHelp)
@click.argument("sheet", type=Words(tuple(SHEETS)), metavar="QUOI")
@click.argument("communes", nargs=-1, metavar="[COMMUNE]…")
@number_option("--year", 2000, 2200, "Avec registre : l’année des numéros ; par défaut celle du jour.", metavar="ANNÉE")
@click.option(
    "--period",
    cls=FrenchOption,
    default="",
    metavar="PÉRIODE",
    help="Avec evaluations : les mois de la période, « novembre 2025 – avril 2026 ».",
)
@engine_option
@project_options
def print_sheet(
    here: Invocation, sheet: str, communes: tuple[str, ...], year: int | None, period: str, engine: str
) -> None:
    """Fait un PDF à imprimer : appels, etiquettes, affiches, recepisses, evaluations ou registre.

    Les appels à passer disent ce qui manque à chaque commune ; les étiquettes sont dix-huit par page ; les affiches,
    le planning de chaque médiateur en A3 ; les récépissés, un par délibération enregistrée ; les
    évaluations, une fiche à remplir par commune. Le PDF va dans imprimes/,
    dans le dossier de sortie. Le suivi s’imprime par « status --pdf », les originaux par « build --originals ».
    """
    for option, only in (("--year", "registre"), ("--period", "evaluations")):
        if sheet != only:
            refuse_beside(sheet, option)
    report = here.watch(printing_run.run, here.opened(), PrintRequest(sheet, communes, year, engine, period))
    here.show(report, [f"À imprimer : {report.pdf} ({plural(report.pages, 'page', 'pages')})"])
