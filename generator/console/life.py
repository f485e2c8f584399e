"""The commands that follow a dossier to its signature: sign, and status, which tells of all."""

from __future__ import annotations

from typing import Any

import click

from generator.console import questions, terminal
from generator.console.invocation import Invocation
from generator.console.options import (
    DATE,
    FILE,
    author_option,
    number_option,
    project_options,
    refuse_beside,
    refuse_without,
    yes_option,
)
from generator.console.statuses import (
    COLUMNS,
    NAMES,
    SPARE,
    TASK_SPARE,
    TASK_TITLES,
    TASK_WHOLE,
    WHOLE,
    status_lines,
    status_row,
    todo_rows,
)
from generator.console.streams import put
from generator.console.terminal import print_json, say, show_problems
from generator.console.usage import FrenchHelp
from generator.language.agreement import plural
from generator.progress import Silence
from generator.runs.followup import followup as followup_run, status as status_run
from generator.runs.followup.followup import FollowUpRequest
from generator.runs.followup.status import PATIENCE, StatusRequest
from generator.runs.followup.statustable import status_csv
from generator.runs.life import sign as sign_run
from generator.runs.life.sign import SignRequest
from generator.runs.life.signreport import SignReport


@click.command(cls=FrenchHelp)
@click.argument("commune", metavar="COMMUNE")
@click.option("--date", "signed_on", type=DATE, metavar="DATE", help="Date des deux signatures, le même jour.")
@click.option("--commune-date", "commune_on", type=DATE, metavar="DATE", help="Date de la signature de la commune.")
@click.option("--epci-date", "epci_on", type=DATE, metavar="DATE", help="Date de la signature de l’EPCI.")
@click.option(
    "--notified",
    "notified_on",
    type=DATE,
    metavar="DATE",
    help="Date de la notification à la commune ; sans elle, l’acte est signé et reste à notifier.",
)
@click.option("--file", "scans", multiple=True, type=FILE, metavar="SCAN", help="Garde aussi ce scan de l’acte signé.")
@number_option("--avenant", 1, 999, "Signe l’avenant n° N.")
@click.option("--replace", is_flag=True, help="Corrige les dates d’un dossier déjà signé.")
@click.option("--undo", is_flag=True, help="Annule une signature enregistrée par erreur, le jour même ; avec --why.")
@click.option("--why", metavar="TEXTE", help="Avec --undo : pourquoi ; le journal garde cette raison.")
@yes_option
@author_option
@project_options
def sign(here: Invocation, avenant: int | None, undo: bool, why: str | None, yes: bool, **options: Any) -> None:
    """Enregistre la signature d’un dossier, puis sa notification, et en garde les fichiers, qui ne changeront plus.

    C’est celle de la convention, ou d’un avenant avec --avenant. Pour un dossier déjà signé, --notified enregistre la
    notification, --file ajoute un scan.
    """
    if undo:
        refuse_beside("--undo", "--date", "--commune-date", "--epci-date", "--notified", "--file", "--replace")
    if options["signed_on"]:
        refuse_beside("--date", "--commune-date", "--epci-date")
    refuse_without(("--undo",), "--why")
    confirms = here.confirming(_confirm_signature, yes=yes)
    request = SignRequest(avenant=avenant or 0, undo=(why or "") if undo else None, confirms=confirms, **options)
    report = sign_run.run(here.opened(), request, Silence())
    files = (*(f"Gardé — {path}" for path in report.kept), *(f"{told}." for told in report.signed_by))
    lines = (report.told, *(f"  {line}" for line in (*files, *(f"Fait — {path}" for path in report.letters))))
    here.show(report, lines if report.recorded else [questions.NOTHING_RECORDED])


def _confirm_signature(report: SignReport) -> bool:
    """Restate the act in a sentence, and ask."""
    say(report.told)
    never = "" if report.done == "undone" else " Ce qui est signé ne change plus ensuite."
    return questions.confirm(f"Enregistrer ?{never}")


@click.command(cls=FrenchHelp)
@click.argument("communes", nargs=-1, metavar="[COMMUNE]…")
@number_option(
    "--days",
    0,
    3650,
    f"Jours sans réponse après lesquels une commune est en retard ; par défaut {PATIENCE}.",
    default=PATIENCE,
)
@click.option("--todo", is_flag=True, help="Dit seulement ce qui est à faire, le plus pressé d’abord.")
@click.option("--csv", "as_csv", is_flag=True, help="Écrit le tableau en CSV, pour un tableur.")
@click.option("--pdf", "as_pdf", is_flag=True, help="Fait suivi.pdf, le tableau à imprimer, dans le dossier de sortie.")
@project_options
def status(here: Invocation, communes: tuple[str, ...], days: int, todo: bool, as_csv: bool, as_pdf: bool) -> None:
    """Dit où en est chaque dossier, ce qui est à faire et pour quand, et quelles communes n’ont pas répondu."""
    if as_csv:
        refuse_beside("--csv", "--pdf", "--json")
    project, request = here.opened(), StatusRequest(communes, days, todo)
    if as_pdf:
        made = here.watch(followup_run.run, project, FollowUpRequest(request))
        here.show(made, [f"Suivi : {made.path} ({plural(made.pages, 'page', 'pages')})"])
        return
    report = status_run.run(project, request, Silence())
    if here.as_json:
        print_json(report.as_json())
    elif as_csv:
        put(status_csv(report.dossiers).encode("utf-8-sig"), end=False)
    elif todo:
        terminal.show_table(TASK_TITLES, todo_rows(report.dossiers, report.on), whole=TASK_WHOLE, spare=TASK_SPARE)
        if not report.dossiers:
            say("Rien à faire aujourd’hui.")
        show_problems(report.problems)
    else:
        rows = [status_row(dossier) for dossier in report.dossiers]
        terminal.show_table(tuple(COLUMNS), rows, whole=WHOLE, names=NAMES, spare=SPARE)
        for line in status_lines(report.dossiers):
            say(line)
        show_problems(report.problems)
