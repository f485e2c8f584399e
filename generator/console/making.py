"""The commands that make what a build alone does not: avenants and slots."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import click

from generator.console.invocation import Invocation
from generator.console.options import (
    DATE,
    FILE,
    FOLDER,
    building_options,
    engine_option,
    jobs_option,
    project_options,
    refuse_beside,
    strict_option,
)
from generator.console.summary import decision_lines, summarise, teller
from generator.console.terminal import print_json, say
from generator.console.usage import FrenchHelp
from generator.errors import UsageError
from generator.language.agreement import plural
from generator.progress import Silence
from generator.project import Project
from generator.refusals import refuse_no_file
from generator.runs.communes import slots as slots_run, timetable as timetable_run
from generator.runs.communes.slots import SlotsRequest
from generator.runs.communes.timetable import TimetableRequest
from generator.runs.life import amend as amend_run, rehearse as rehearse_run
from generator.runs.life.amend import AmendRequest
from generator.runs.life.rehearse import RehearseRequest
from generator.runs.making.build import BuildRequest

#: Names of files, never of communes; whether such a file can be read is seen when it is.
_TABLES = (".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".numbers", ".pdf")


@click.command(cls=FrenchHelp)
@click.argument("arguments", nargs=-1, metavar="[ÉVALUATION] [COMMUNE]…")
@click.option(
    "--revision",
    type=FILE,
    metavar="FICHIER",
    help="Articles, terme ou rectification (TOML), ou copie d’une convention modifiée dans Word (DOCX).",
)
@click.option("--effect", type=DATE, metavar="DATE", help="Avec un DOCX : date d’effet, 2026-06-01 ou 01/06/2026.")
@click.option("--why", default="", metavar="TEXTE", help="Avec un DOCX : motif que l’avenant donne.")
@click.option("--vote", is_flag=True, help="Avec un DOCX : chaque conseil municipal délibère sur l’avenant.")
@engine_option
@jobs_option
@click.option("--dry-run", is_flag=True, help="Dit quels avenants seraient faits et pourquoi, sans rien écrire.")
@click.option(
    "--pages",
    type=FOLDER,
    metavar="DOSSIER",
    help="Avec une COMMUNE : écrit seulement dans DOSSIER les PDF de ce qu’elle recevrait ; aucun numéro n’est donné.",
)
@strict_option
@building_options
def amend(
    here: Invocation,
    arguments: tuple[str, ...],
    revision: Path | None,
    effect: datetime.date | None,
    why: str,
    vote: bool,
    pages: Path | None,
    **options: Any,
) -> None:
    """Fabrique les avenants qu’une évaluation ou une révision demande, sur la base de ce qui a été signé.

    Il faut l’une des deux au moins (exemples : docs/examples). Seules les communes concernées ont un avenant ; nommer
    des communes s’en tient à elles. Relancer la commande avec les mêmes fichiers ne change rien ; un fichier corrigé
    refait les avenants qui ne sont pas signés, ce qui n’y est plus demandé est annulé. Le numéro d’un avenant porte
    l’année de son effet.
    """
    if pages:
        refuse_beside("--pages", "--dry-run", "--accept", "--verify")
    project, (evaluation, communes) = here.opened(), told_apart(arguments)
    if revision and revision.suffix.lower() in _TABLES:
        raise UsageError(f"{revision} : ce fichier est une évaluation ; donnez-le seul, sans « --revision ».")
    building = BuildRequest(tells=teller(silent=here.as_json), **options)
    request = AmendRequest(evaluation, revision, building, communes, effect, why, vote)
    if pages:
        _show_pages(here, project, request, pages)
        return
    report = here.watch(amend_run.run, project, request)
    made = summarise(report.build, project, dry_run=request.build.dry_run)
    here.show(report, chain(decision_lines(report), made))


def told_apart(arguments: Sequence[str]) -> tuple[Path | None, tuple[str, ...]]:
    """Return the evaluation and the communes that a command line names: a table of any office is the evaluation.

    Raises UsageError for two evaluations, for one that is not there, and for a revision given without its option.
    """
    tables = [Path(one) for one in arguments if one.lower().endswith(_TABLES)]
    if len(tables) > 1:
        raise UsageError(f"{tables[1]} : une seule évaluation à la fois ; lancez la commande pour chacune.")
    for path in tables:
        refuse_no_file(path)
    communes = tuple(one for one in arguments if not one.lower().endswith(_TABLES))
    for one in communes:
        if one.lower().endswith((".toml", ".docx")):
            raise UsageError(f"{one} : ce fichier est une révision ; donnez-le comme telle (--revision {one}).")
    return (tables[0] if tables else None), communes


def _show_pages(here: Invocation, project: Project, request: AmendRequest, folder: Path) -> None:
    if len(request.communes) != 1:
        raise UsageError("--pages montre l’avenant d’une commune : nommez-en une, et une seule.")
    shown = here.watch(rehearse_run.run, project, RehearseRequest(request, request.communes[0], folder))
    lines = (f"{shown.commune}, {one.said} : {one.fault}" for one in shown.documents if one.fault)
    here.show(shown, chain(lines, map(str, shown.files)))


@click.command(cls=FrenchHelp)
@click.option("--dry-run", is_flag=True, help="Montre la proposition sans l’écrire.")
@click.option(
    "--ics",
    type=FOLDER,
    metavar="DOSSIER",
    help="Écrit plutôt dans DOSSIER l’agenda de chaque médiateur (iCalendar), d’après ce qui est en vigueur.",
)
@project_options
def planning(here: Invocation, dry_run: bool, ics: Path | None) -> None:
    """Propose un créneau sans conflit à chaque commune qui n’en a pas."""
    if ics:
        refuse_beside("--ics", "--dry-run")
        made = timetable_run.run(here.opened(), TimetableRequest(ics), Silence())
        here.show(made, [f"Agenda : {path}" for path in made.files])
        return
    report = slots_run.run(here.opened(), SlotsRequest(dry_run), Silence())
    if here.as_json:
        print_json(report.as_json())
        return
    for commune, slot in report.slots:
        say(f"  {commune.nom} : {slot.jour} {slot.demi_journee}, semaine {slot.semaine}, {slot.mediateur}, {slot.lieu}")
    if not report.slots:
        say("Toutes les communes qui participent ont un créneau : rien n’est à écrire.")
        return
    written = "rien n’a été écrit (--dry-run)" if dry_run else f"c’est écrit dans {' et '.join(report.files)}"
    many = plural(len(report.slots), "créneau proposé", "créneaux proposés")
    say(f"{many} ; {written}. Ce n’est qu’une proposition : relisez-la.")
