"""The commands that make documents: check, preview, new, build, verify, diff, planning."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from generator.console import terminal as interface
from generator.console.differences import show_differences
from generator.console.options import FILE, FOLDER, engine_option, project_options
from generator.console.summary import decision_lines, summarise, verification_lines
from generator.console.terminal import FrenchHelp, print_json, say, show_error, show_problems
from generator.errors import ConventionsError, EngineError, RefusedError, UsageError, VerificationError
from generator.inspection.coverage import TITLES, coverage_rows, coverage_summary
from generator.language.agreement import plural
from generator.pdf.engine import select_engine
from generator.project import Project, open_project
from generator.runs.amend import amend as run_amend
from generator.runs.build import build as run_build
from generator.runs.check import check as run_check
from generator.runs.check import cover
from generator.runs.diff import diff as run_diff
from generator.runs.new import new_campaign
from generator.runs.preview import Preview, PreviewRequest, preview_folder
from generator.runs.preview import preview as make_preview
from generator.runs.preview import watch as watch_previews
from generator.runs.receive import Reception, problems_of
from generator.runs.slots import plan_slots
from generator.runs.verify import verify as run_verify
from generator.stages.workspace import BuildRequest, Clock


@click.command(cls=FrenchHelp)
@click.option("--coverage", is_flag=True, help="Dit quelles communes ont chaque passage conditionnel des modèles.")
@click.option(
    "--sitting", type=FILE, metavar="FICHIER",
    help="Ne vérifie que la délibération de ce fichier : convocation, quorum, pouvoirs, vote, transmission.",
)  # fmt: skip
@project_options
def check(root: Path, campaign: str | None, as_json: bool, coverage: bool, sitting: Path | None) -> None:
    """Vérifie communes.csv, la campagne et ses modèles, sans rien écrire."""
    project = open_project(root, campaign)
    if sitting:
        _check_sitting(project, sitting, as_json=as_json)
        return
    problems = run_check(project)
    branches = cover(project) if coverage else ()
    if as_json:
        result = {"problems": [asdict(problem) for problem in problems]}
        print_json(result | ({"coverage": [branch.as_json() for branch in branches]} if coverage else {}))
        return
    show_problems(problems)
    if coverage:
        interface.show_table(TITLES, coverage_rows(branches))
        say(coverage_summary(branches))
    say("Aucune erreur : les dossiers peuvent être fabriqués avec « conventions build ».")


def _check_sitting(project: Project, path: Path, *, as_json: bool) -> None:
    """Say what the law finds in the deliberations of a file; errors end with the code of a refusal."""
    reception = Reception(project, datetime.date.today())
    problems = [
        problem
        for returned in reception.read(path)
        for problem in problems_of(path, returned.findings, returned.commune)
    ]
    if as_json:
        print_json({"problems": [asdict(problem) for problem in problems]})
    else:
        show_problems(problems)
        errors = sum(problem.level == "error" for problem in problems)
        say(f"{path.name} : {plural(errors, 'irrégularité', 'irrégularités')}, "
            f"{plural(len(problems) - errors, 'point à vérifier', 'points à vérifier')}.")  # fmt: skip
    if any(problem.level == "error" for problem in problems):
        click.get_current_context().exit(RefusedError.exit_code)


@click.command(cls=FrenchHelp)
@click.argument("template", metavar="MODÈLE")
@click.argument("commune", default="", metavar="[COMMUNE]")
@engine_option
@click.option("--watch", is_flag=True, help="Refait l’aperçu à chaque enregistrement du modèle, jusqu’à Ctrl-C.")
@click.option("--no-open", is_flag=True, help="N’ouvre pas le PDF.")
@project_options
def preview(
    root: Path, campaign: str | None, as_json: bool, template: str, commune: str, engine: str, watch: bool,
    no_open: bool,
) -> None:  # fmt: skip
    """Montre un document d’une commune, en DOCX, PDF et images, sans rien écrire dans le projet.

    MODÈLE est un type de document (convention) ou le nom d’un modèle (convention.docx) ; COMMUNE est par défaut la
    première qui participe. Les fichiers vont dans un dossier temporaire, qui reste.
    """
    if as_json and watch:
        raise UsageError("--json et --watch ne s’emploient pas ensemble ; retirez l’une des deux options.")
    project, request = open_project(root, campaign), PreviewRequest(template, commune)
    chosen, folder = select_engine(engine), preview_folder()
    if watch:
        _show_previews(watch_previews(project, request, chosen, folder), opening=not no_open)
        return
    shown = make_preview(project, request, chosen, folder)
    if as_json:
        print_json(shown.as_json())
    else:
        _tell_preview(shown)
    if not no_open:
        interface.open_file(shown.pdf)


def _show_previews(previews: Iterator[Preview | ConventionsError], *, opening: bool) -> None:
    """Show each preview, opening the first, and each error, until Ctrl-C."""
    try:
        for shown in previews:
            if isinstance(shown, ConventionsError):
                show_error(shown)
            else:
                _tell_preview(shown)
                opening = opening and not interface.open_file(shown.pdf)
            say("En attente d’un enregistrement (Ctrl-C pour finir)…", error=True)
    except KeyboardInterrupt:
        say("Fin de l’aperçu.", error=True)


def _tell_preview(shown: Preview) -> None:
    show_problems(shown.problems)
    number = f"numéro provisoire {shown.number}" if shown.provisional else shown.number
    say(f"{shown.commune}, {shown.kind}, {number} : {plural(len(shown.pages), 'page', 'pages')}")
    for path in (shown.docx, shown.pdf, *shown.pages):
        click.echo(f"  {path}")


@click.command(cls=FrenchHelp)
@click.argument("name", metavar="CAMPAGNE")
@click.option(
    "--project", "root", type=FOLDER, default=Path(), metavar="DOSSIER",
    help="Dossier du projet, ou dossier vide où en commencer un ; par défaut le dossier courant.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Écrit le résultat en JSON sur la sortie standard.")
def new(root: Path, name: str, as_json: bool) -> None:
    """Crée une petite campagne qui marche, à compléter : campaign.toml commenté et quatre modèles.

    CAMPAGNE nomme son dossier dans templates/. Dans un dossier vide, un exemple de communes.csv est créé aussi.
    """
    made = new_campaign(root, name, datetime.date.today())
    if as_json:
        print_json({"folder": str(made.folder), "communes": made.communes and str(made.communes), "model": made.model})
        return
    say(f"Campagne créée : {made.folder}")
    if made.communes:
        say(f"Registre d’exemple : {made.communes}, une commune ; remplacez-la par les vôtres.")
    if made.model:
        say(f"L’EPCI et les règles du planning sont ceux de la campagne {made.model}.")
    say(f"Complétez templates/{name}/campaign.toml, puis lancez « conventions check --campaign {name} ».")


@click.command(cls=FrenchHelp)
@click.argument("communes", nargs=-1, metavar="[COMMUNE]…")
@click.option("--only", multiple=True, metavar="TYPE", help="Ne fait que ce type : convention, planning, pack…")
@engine_option
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Travaux simultanés ; par défaut un par processeur.")
@click.option("--output", type=FOLDER, metavar="DOSSIER", help="Où écrire ; par défaut output/.")
@click.option("--force", is_flag=True, help="Refait tout, même ce qui n’a pas changé.")
@click.option("--dry-run", is_flag=True, help="Dit ce qui serait fait et pourquoi, sans rien écrire.")
@click.option("--duplex", is_flag=True, help="Packs pour le recto verso : chaque document commence sur un recto.")
@click.option(
    "--originals", type=click.IntRange(0), default=0, metavar="N",
    help="Ajoute originaux.pdf : N exemplaires de ce qui est à signer, pour l’imprimeur.",
)  # fmt: skip
@click.option("--strict", is_flag=True, help="Les avertissements sont des erreurs.")
@click.option("--verify/--no-verify", default=True, help="Contrôle ou non les fichiers faits (normes, texte, numéros).")
@project_options
def build(
    root: Path, campaign: str | None, as_json: bool, output: Path | None, jobs: int | None,
    communes: tuple[str, ...], only: tuple[str, ...], **options: Any,
) -> None:  # fmt: skip
    """Fabrique les dossiers : tous, ou ceux des communes nommées.

    Une COMMUNE se nomme par son code INSEE, son nom ou son nom sans accents. Seul ce qui a changé est refait.
    """
    project = open_project(root, campaign, output)
    options |= {"jobs": jobs} if jobs else {}
    request = BuildRequest(communes, only, **options)
    with interface.progress(silent=as_json) as progress:
        report = run_build(project, request, progress)
    if as_json:
        print_json(report.as_json())
    else:
        show_problems(report.problems)
        for line in summarise(report, project, dry_run=request.dry_run):
            say(line)
    if report.failed or report.faulty:
        click.get_current_context().exit((EngineError if report.failed else VerificationError).exit_code)


@click.command(cls=FrenchHelp)
@click.argument("evaluation", type=FILE, metavar="ÉVALUATION.csv")
@click.option("--revision", type=FILE, metavar="FICHIER", help="Nouvelles rédactions d’articles (TOML).")
@engine_option
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Travaux simultanés ; par défaut un par processeur.")
@click.option("--dry-run", is_flag=True, help="Dit quels avenants seraient faits et pourquoi, sans rien écrire.")
@click.option("--strict", is_flag=True, help="Les avertissements sont des erreurs.")
@click.option("--verify/--no-verify", default=True, help="Contrôle ou non les fichiers faits (normes, texte, numéros).")
@project_options
def amend(
    root: Path, campaign: str | None, as_json: bool, evaluation: Path, revision: Path | None, jobs: int | None,
    **options: Any,
) -> None:  # fmt: skip
    """Fabrique les avenants qu’une évaluation demande, sur la base de ce qui a été signé.

    Seules les communes concernées en ont un. ÉVALUATION.csv a une ligne par commune (exemple : docs/examples). Relancer
    la commande avec les mêmes fichiers ne change rien ; une ligne corrigée refait l’avenant qui n’est pas signé, une
    ligne retirée l’annule.
    """
    project = open_project(root, campaign)
    request = BuildRequest(**options | ({"jobs": jobs} if jobs else {}))
    with interface.progress(silent=as_json) as progress:
        report = run_amend(project, evaluation, revision, request, progress)
    if as_json:
        print_json(report.as_json())
    else:
        show_problems(report.problems)
        for line in (*decision_lines(report), *summarise(report.build, project, dry_run=request.dry_run)):
            say(line)
    if report.build.failed or report.build.faulty:
        error = EngineError if report.build.failed else VerificationError
        click.get_current_context().exit(error.exit_code)


@click.command(cls=FrenchHelp)
@click.argument("folder", type=FOLDER, required=False, metavar="[DOSSIER]")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Travaux simultanés ; par défaut un par processeur.")
@project_options
def verify(root: Path, campaign: str | None, as_json: bool, folder: Path | None, jobs: int | None) -> None:
    """Contrôle tous les fichiers de output/, ou de DOSSIER : manifeste, normes, balises, polices, texte, numéros."""
    project = open_project(root, campaign, folder)
    with interface.progress(silent=as_json) as progress:
        files = run_verify(project, Clock(progress), jobs or BuildRequest().jobs)
    faulty = [file for file in files if not file.ok]
    if as_json:
        print_json({"files": [{"ok": file.ok, **asdict(file)} for file in files]})
    else:
        for line in verification_lines(faulty):
            say(line)
        say(f"{plural(len(files), 'fichier contrôlé', 'fichiers contrôlés')}, {len(faulty)} avec des défauts.")
    if faulty:
        click.get_current_context().exit(VerificationError.exit_code)


@click.command(cls=FrenchHelp)
@click.argument("communes", nargs=-1, metavar="[COMMUNE]…")
@click.option("--only", multiple=True, metavar="TYPE", help="Ne compare que ce type : convention, planning…")
@click.option("--output", type=FOLDER, metavar="DOSSIER", help="À quoi comparer ; par défaut output/.")
@project_options
def diff(
    root: Path, campaign: str | None, as_json: bool, output: Path | None, communes: tuple[str, ...],
    only: tuple[str, ...],
) -> None:  # fmt: skip
    """Montre ce qui changerait dans les documents, mot à mot, sans rien écrire.

    Compare les DOCX de output/ à ceux que « conventions build » ferait maintenant : un modèle ou une donnée a changé.
    Ce qui est pareil pour plusieurs communes est montré une fois.
    """
    project = open_project(root, campaign, output)
    with interface.progress(silent=as_json) as progress:
        report = run_diff(project, BuildRequest(communes, only, dry_run=True), progress)
    if as_json:
        print_json(report.as_json())
        return
    for line in show_differences(report, str(project.output), colour=interface.takes_colour()):
        say(line)


@click.command(cls=FrenchHelp)
@click.option("--dry-run", is_flag=True, help="Montre la proposition sans l’écrire dans communes.csv.")
@project_options
def planning(root: Path, campaign: str | None, as_json: bool, dry_run: bool) -> None:
    """Propose un créneau sans conflit à chaque commune qui n’en a pas."""
    proposal = plan_slots(open_project(root, campaign), dry_run=dry_run)
    if as_json:
        print_json(
            {"slots": [{"insee": commune.insee, "commune": commune.nom, **asdict(slot)} for commune, slot in proposal]}
        )
        return
    for commune, slot in proposal:
        say(f"  {commune.nom} : {slot.jour} {slot.demi_journee}, semaine {slot.semaine}, {slot.mediateur}, {slot.lieu}")
    if not proposal:
        say("Toutes les communes qui participent ont un créneau : communes.csv reste tel quel.")
        return
    written = "rien n’a été écrit (--dry-run)" if dry_run else "communes.csv est complété"
    many = plural(len(proposal), "créneau proposé", "créneaux proposés")
    say(f"{many} ; {written}. Ce n’est qu’une proposition : relisez-la.")
