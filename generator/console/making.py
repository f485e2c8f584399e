"""The commands around the making of documents: check, preview, amend, verify, diff, planning."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Any

import click

from generator import clock
from generator.console import bars, terminal
from generator.console.campaigns import opened
from generator.console.departures import teller
from generator.console.differences import show_differences
from generator.console.options import (
    DATE,
    FILE,
    FOLDER,
    accept_option,
    author_option,
    engine_option,
    jobs_option,
    project_options,
    verify_option,
)
from generator.console.summary import decision_lines, summarise, verification_lines
from generator.console.terminal import conclude, print_json, say, show_error, show_problems, show_report
from generator.console.usage import FrenchHelp
from generator.dossiers.outcomes import spoken
from generator.errors import ConventionsError, UsageError
from generator.language.agreement import plural
from generator.progress import Silence
from generator.project import Project
from generator.runs import amend as amend_run
from generator.runs import check as check_run
from generator.runs import diff as diff_run
from generator.runs import examine as examine_run
from generator.runs import preview as preview_run
from generator.runs import rehearse as rehearse_run
from generator.runs import slots as slots_run
from generator.runs import timetable as timetable_run
from generator.runs import verify as verify_run
from generator.runs.amend import AmendRequest, told_apart
from generator.runs.build import BuildRequest
from generator.runs.check import CheckRequest
from generator.runs.coverages import coverage_lines, coverage_summary
from generator.runs.diff import DiffRequest
from generator.runs.examine import ExamineRequest
from generator.runs.preview import PreviewReport, PreviewRequest
from generator.runs.rehearse import RehearseRequest
from generator.runs.slots import SlotsRequest
from generator.runs.timetable import TimetableRequest
from generator.runs.verify import VerifyRequest


@click.command(cls=FrenchHelp)
@click.option("--coverage", is_flag=True, help="Dit dans quels dossiers est chaque passage conditionnel des modèles.")
@click.option(
    "--sitting",
    type=FILE,
    metavar="FICHIER",
    help="Ne vérifie que la délibération de ce fichier : convocation, quorum, pouvoirs, vote, transmission.",
)
@click.option("--legal", is_flag=True, help="Rappelle les clauses que des juristes pourraient discuter.")
@project_options
def check(root: Path, campaign: str | None, as_json: bool, coverage: bool, sitting: Path | None, legal: bool) -> None:
    """Vérifie communes.csv, la campagne et ses modèles, sans rien écrire."""
    project = opened(root, campaign)
    if sitting:
        _check_sitting(project, sitting, as_json=as_json)
        return
    report = check_run.run(project, CheckRequest(coverage, legal), Silence())
    if as_json:
        print_json(report.as_json())
        return
    show_problems(report.problems)
    teller(silent=False)(report.movements)
    if report.coverage is not None:
        for line in coverage_lines(report.coverage):
            say(line)
        say(coverage_summary(report.coverage))
    if legal:
        show_problems(report.legal)
        count = plural(len(report.legal), "clause à relire", "clauses à relire")
        say(f"{count} avec le service juridique (clauses.toml) : ce sont des avis, rien n’est refusé pour eux.")
    say(f"Aucune erreur : les dossiers peuvent être fabriqués avec « conventions build ». {report.proof}")


def _check_sitting(project: Project, path: Path, *, as_json: bool) -> None:
    """Say what the law finds in the deliberations of a file."""
    report = examine_run.run(project, ExamineRequest(path), Silence())
    irregular = plural(report.irregularities, "irrégularité", "irrégularités")
    doubtful = plural(len(report.problems) - report.irregularities, "point à vérifier", "points à vérifier")
    show_report(report, [f"{report.file} : {irregular}, {doubtful}."], as_json=as_json)


@click.command(cls=FrenchHelp)
@click.argument("template", metavar="MODÈLE")
@click.argument("commune", default="", metavar="[COMMUNE]")
@click.option(
    "--engine",
    type=click.Choice(["auto", "libreoffice", "embedded"]),
    default="embedded",
    help="Moteur PDF ; par défaut le moteur intégré, le plus rapide ; auto est celui des fabrications.",
)
@click.option("--watch", is_flag=True, help="Refait l’aperçu à chaque enregistrement du modèle, jusqu’à Ctrl-C.")
@click.option("--no-open", is_flag=True, help="N’ouvre pas le PDF.")
@project_options
def preview(
    root: Path,
    campaign: str | None,
    as_json: bool,
    template: str,
    commune: str,
    engine: str,
    watch: bool,
    no_open: bool,
) -> None:
    """Montre un document d’une commune, en DOCX, PDF et images, sans rien écrire dans le projet.

    MODÈLE est un type de document (convention) ou le nom d’un modèle (convention.docx) ; COMMUNE est par défaut la
    première qui participe. Les fichiers vont dans un dossier temporaire, qui reste.
    """
    if as_json and watch:
        raise UsageError("--json et --watch ne s’emploient pas ensemble ; retirez l’une des deux options.")
    project, request = opened(root, campaign), PreviewRequest(template, commune, engine)
    if watch:
        _show_previews(preview_run.watch(project, request, Silence()), opening=not no_open)
        return
    shown = preview_run.run(project, request, Silence())
    if as_json:
        print_json(shown.as_json())
    else:
        _tell_preview(shown)
    if not no_open:
        terminal.open_file(shown.pdf)


def _show_previews(previews: Iterator[PreviewReport | ConventionsError], *, opening: bool) -> None:
    """Show each preview, opening the first, and each error, until Ctrl-C."""
    try:
        for shown in previews:
            if isinstance(shown, ConventionsError):
                show_error(shown)
            else:
                _tell_preview(shown)
                opening = opening and not terminal.open_file(shown.pdf)
            now = f"{clock.now():%H:%M:%S}"
            say(f"Vu à {now}. En attente d’un enregistrement (Ctrl-C pour finir)…", error=True)
    except KeyboardInterrupt:
        say("Fin de l’aperçu.", error=True)


def _tell_preview(shown: PreviewReport) -> None:
    show_problems(shown.problems)
    number = f"numéro provisoire {shown.number}" if shown.provisional else shown.number
    say(f"{shown.commune}, {spoken(shown.kind)}, {number} : {plural(len(shown.pages), 'page', 'pages')}")
    if shown.engine != shown.sent:
        say("  (Moteur intégré. Les pages qui sont envoyées sont celles de LibreOffice : une page peut y commencer")
        say("  quelques lignes plus haut ou plus bas ; --engine libreoffice les montre.)")
    for path in (shown.docx, shown.pdf, *shown.pages):
        click.echo(f"  {path}")


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
@engine_option
@jobs_option
@click.option("--dry-run", is_flag=True, help="Dit quels avenants seraient faits et pourquoi, sans rien écrire.")
@click.option(
    "--pages",
    type=FOLDER,
    metavar="DOSSIER",
    help="Avec une COMMUNE : écrit seulement dans DOSSIER les PDF de ce qu’elle recevrait ; aucun numéro n’est donné.",
)
@click.option("--strict", is_flag=True, help="Les avertissements sont des erreurs.")
@accept_option
@verify_option
@author_option
@project_options
def amend(
    root: Path,
    campaign: str | None,
    as_json: bool,
    arguments: tuple[str, ...],
    revision: Path | None,
    effect: datetime.date | None,
    why: str,
    pages: Path | None,
    **options: Any,
) -> None:
    """Fabrique les avenants qu’une évaluation ou une révision demande, sur la base de ce qui a été signé.

    Il faut l’une des deux au moins (exemples : docs/examples). Seules les communes concernées ont un avenant ; nommer
    des communes s’en tient à elles. Relancer la commande avec les mêmes fichiers ne change rien ; un fichier corrigé
    refait les avenants qui ne sont pas signés, ce qui n’y est plus demandé est annulé. Le numéro d’un avenant porte
    l’année de son effet.
    """
    project, (evaluation, communes) = opened(root, campaign), told_apart(arguments)
    building = BuildRequest(tells=teller(silent=as_json), **options)
    request = AmendRequest(evaluation, revision, building, communes, effect, why)
    if pages:
        _show_pages(project, request, pages, as_json=as_json)
        return
    with bars.progress(silent=as_json) as progress:
        report = amend_run.run(project, request, progress)
    made = summarise(report.build, project, dry_run=request.build.dry_run)
    show_report(report, chain(decision_lines(report), made), as_json=as_json)


def _show_pages(project: Project, request: AmendRequest, folder: Path, *, as_json: bool) -> None:
    if len(request.communes) != 1:
        raise UsageError("--pages montre l’avenant d’une commune : nommez-en une, et une seule.")
    with bars.progress(silent=as_json) as progress:
        shown = rehearse_run.run(project, RehearseRequest(request, request.communes[0], folder), progress)
    lines = (f"{shown.commune}, {one.said} : {one.fault}" for one in shown.documents if one.fault)
    show_report(shown, chain(lines, map(str, shown.files)), as_json=as_json)


@click.command(cls=FrenchHelp)
@click.argument("folder", type=FOLDER, required=False, metavar="[DOSSIER]")
@jobs_option
@project_options
def verify(root: Path, campaign: str | None, as_json: bool, folder: Path | None, jobs: int | None) -> None:
    """Contrôle tous les fichiers de output/, ou de DOSSIER : manifeste, normes, balises, polices, texte, numéros."""
    project = opened(root, campaign, folder)
    with bars.progress(silent=as_json) as progress:
        report = verify_run.run(project, VerifyRequest(jobs), progress)
    if as_json:
        print_json(report.as_json())
    else:
        show_problems(report.problems)
        for line in verification_lines(report.faulty):
            say(line)
        many = plural(len(report.files), "fichier contrôlé", "fichiers contrôlés")
        say(f"{many}, {len(report.faulty)} avec des défauts.")
    conclude(report)


@click.command(cls=FrenchHelp)
@click.argument("communes", nargs=-1, metavar="[COMMUNE]…")
@click.option("--only", multiple=True, metavar="TYPE", help="Ne compare que ce type : convention, planning…")
@click.option("--output", type=FOLDER, metavar="DOSSIER", help="À quoi comparer ; par défaut output/.")
@project_options
def diff(
    root: Path,
    campaign: str | None,
    as_json: bool,
    output: Path | None,
    communes: tuple[str, ...],
    only: tuple[str, ...],
) -> None:
    """Montre ce qui changerait dans les documents, mot à mot, sans rien écrire.

    Compare les DOCX de output/ à ceux que « conventions build » ferait maintenant : un modèle ou une donnée a changé.
    Ce qui est pareil pour plusieurs communes est montré une fois.
    """
    project = opened(root, campaign, output)
    with bars.progress(silent=as_json) as progress:
        report = diff_run.run(project, DiffRequest(communes, only), progress)
    if as_json:
        print_json(report.as_json())
        return
    teller(silent=False)(report.movements)
    for line in show_differences(report, str(project.output), colour=terminal.takes_colour()):
        say(line)


@click.command(cls=FrenchHelp)
@click.option("--dry-run", is_flag=True, help="Montre la proposition sans l’écrire.")
@click.option(
    "--ics",
    type=FOLDER,
    metavar="DOSSIER",
    help="Écrit plutôt dans DOSSIER l’agenda de chaque médiateur (iCalendar), d’après ce qui est en vigueur.",
)
@project_options
def planning(root: Path, campaign: str | None, as_json: bool, dry_run: bool, ics: Path | None) -> None:
    """Propose un créneau sans conflit à chaque commune qui n’en a pas."""
    if ics:
        made = timetable_run.run(opened(root, campaign), TimetableRequest(ics), Silence())
        show_report(made, [f"Agenda : {path}" for path in made.files], as_json=as_json)
        return
    report = slots_run.run(opened(root, campaign), SlotsRequest(dry_run), Silence())
    if as_json:
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
