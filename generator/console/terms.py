"""The commands of a convention's duration: renewed by tacit agreement, or ended."""

from __future__ import annotations

import datetime
from itertools import chain
from pathlib import Path
from typing import Any

import click

from generator.console import questions
from generator.console.invocation import Invocation
from generator.console.options import (
    DATE,
    FILE,
    FrenchOption,
    Words,
    building_options,
    engine_option,
    jobs_option,
    refuse_beside,
    yes_option,
)
from generator.console.summary import NOTHING_WRITTEN, summarise, teller
from generator.console.terminal import say
from generator.console.usage import FrenchHelp
from generator.errors import UsageError
from generator.runs.life import end as end_run, renew as renew_run
from generator.runs.life.end import CAUSES, Author, Cause, EndingFacts, EndRequest, options_beside
from generator.runs.life.endreport import EndReport
from generator.runs.life.renew import RenewReport, RenewRequest
from generator.runs.making.build import BuildRequest

_dry_run_option = click.option("--dry-run", is_flag=True, help="Dit ce qui serait fait, sans rien écrire.")


@click.command(cls=FrenchHelp)
@click.argument("communes", nargs=-1, metavar="[COMMUNE]…")
@yes_option
@engine_option
@jobs_option
@_dry_run_option
@building_options
def renew(here: Invocation, communes: tuple[str, ...], yes: bool, **options: Any) -> None:
    """Enregistre les reconductions tacites et fabrique le planning et la lettre de chaque nouvelle période.

    Une convention qui n’a pas été dénoncée à temps continue d’elle-même : cette commande le porte au registre. Le
    créneau reste le même ; un autre créneau est un avenant.
    """
    project = here.opened()
    building = BuildRequest(tells=teller(silent=here.as_json), **options)
    confirms = here.confirming_here(_confirm_renewals, yes=yes or building.dry_run)
    request = RenewRequest(communes, building, confirms=confirms)
    report = here.watch(renew_run.run, project, request)
    if not report.recorded:
        say(questions.NOTHING_RECORDED)
        return
    made = summarise(report.build, project, dry_run=building.dry_run) if report.build else ()
    here.show(report, chain(report.told, made))


def _confirm_renewals(report: RenewReport) -> bool:
    """Say which conventions go on and until when, and ask."""
    for line in report.told:
        say(line)
    return questions.confirm("Enregistrer ?")


@click.command(cls=FrenchHelp)
@click.argument("commune", metavar="COMMUNE")
@click.option("--cause", cls=FrenchOption, type=Words(CAUSES), help="Pourquoi la convention prend fin, ou fusion.")
@click.option("--by", "author", type=Words(["commune", "epci"]), help="Qui dénonce ou résilie.")
@click.option("--received", "received_on", type=DATE, metavar="DATE", help="Réception de la dénonciation ou décision.")
@click.option("--notice", "notice_on", type=DATE, metavar="DATE", help="Réception de la mise en demeure.")
@click.option(
    "--effect",
    "effect_on",
    type=DATE,
    metavar="DATE",
    help="Dernier jour de la convention, ou de la commune fusionnée.",
)
@click.option("--into", default="", metavar="COMMUNE", help="Commune nouvelle, avec laquelle la convention continue.")
@click.option("--why", default="", metavar="TEXTE", help="Motif ; le registre le garde.")
@click.option("--file", type=FILE, metavar="FICHIER", help="Garde cette lettre ou cette décision.")
@click.option("--replace", is_flag=True, help="Prend la place de la fin déjà enregistrée, que le registre garde.")
@click.option("--undo", is_flag=True, help="Annule la fin enregistrée à tort, ou à laquelle on renonce ; avec --why.")
@yes_option
@engine_option
@jobs_option
@_dry_run_option
@building_options
def end(
    here: Invocation,
    commune: str,
    cause: Cause | None,
    author: Author | None,
    received_on: datetime.date | None,
    notice_on: datetime.date | None,
    effect_on: datetime.date | None,
    into: str,
    why: str,
    file: Path | None,
    replace: bool,
    undo: bool,
    yes: bool,
    **options: Any,
) -> None:
    """Enregistre la fin d’une convention, ou la fusion de sa commune, et fabrique la lettre qui le dit.

    Pour une fin, le planning s’arrête à ce jour. Une dénonciation reçue trop tard pour le terme en cours vaut pour le
    suivant. Ce qui est signé reste, le numéro aussi ; aucun avenant ne peut plus prendre effet après ce jour, et celui
    qui n’est pas signé et devait le faire est annulé. Une fusion n’y met pas fin : dès le lendemain, la commune
    nouvelle prend la place de l’ancienne dans toutes les conventions qu’elle avait ; le numéro, le créneau et les
    avenants restent. Avec --replace, une autre fin prend la place de celle qui est enregistrée : un accord l’avance, un
    jugement intervient.
    """
    if undo:
        refuse_beside(
            "--undo", "--cause", "--by", "--received", "--notice", "--effect", "--into", "--file", "--replace"
        )
    elif cause:
        refuse_beside(f"--cause {cause}", *options_beside(cause), *(["--replace"] if cause == "fusion" else []))
    else:
        raise UsageError(f"Dites pourquoi la convention prend fin : --cause {', '.join(CAUSES[:-1])} ou {CAUSES[-1]}.")
    building = BuildRequest(tells=teller(silent=here.as_json), **options)
    facts = EndingFacts(cause, author or "", received_on, notice_on, effect_on, into) if cause else None
    confirms = here.confirming(_confirm_end, yes=yes or building.dry_run)
    request = EndRequest(commune, facts, why, file, undo, replace, building, confirms)
    project = here.opened()
    report = here.watch(end_run.run, project, request)
    if report.build:
        lines = chain([report.told], summarise(report.build, project, dry_run=building.dry_run))
    elif building.dry_run:
        lines = chain([report.told, NOTHING_WRITTEN])
    else:
        lines = chain([report.told if report.recorded else questions.NOTHING_RECORDED])
    here.show(report, lines)


def _confirm_end(report: EndReport) -> bool:
    """Restate the end in a sentence, and ask."""
    say(report.told)
    return questions.confirm("Enregistrer ?")
