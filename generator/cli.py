"""The command line: commands parse, call and show; no logic lives here."""

from __future__ import annotations

import datetime
import json
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

import generator
from generator import interface
from generator.build import build as run_build
from generator.check import check as run_check
from generator.check import cover
from generator.diff import diff as run_diff
from generator.differences import show_differences
from generator.documents.coverage import TITLES, coverage_rows, coverage_summary
from generator.errors import ConventionsError, EngineError, UsageError, VerificationError
from generator.interface import FrenchGroup, say, show_problems
from generator.newcampaign import new_campaign
from generator.pdf.engine import select_engine
from generator.preview import Preview, PreviewRequest, preview_folder
from generator.preview import preview as make_preview
from generator.preview import watch as watch_previews
from generator.project import open_project
from generator.slots import plan_slots
from generator.summary import plural, summarise, verification_lines
from generator.verify import verify as run_verify
from generator.workspace import BuildRequest, Clock

FOLDER = click.Path(file_okay=False, path_type=Path)
engine_option = click.option(
    "--engine", type=click.Choice(["auto", "libreoffice", "embedded"]), default="auto",
    help="Moteur PDF ; par défaut LibreOffice s’il est installé, sinon le moteur intégré.",
)  # fmt: skip


def project_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that every command takes."""
    for option in (
        click.option("--json", "as_json", is_flag=True, help="Écrit le résultat en JSON sur la sortie standard."),
        click.option(
            "--campaign", metavar="NOM", help="Campagne (dossier de templates/) ; inutile s’il n’y en a qu’une."
        ),
        click.option(
            "--project", "root", type=FOLDER, default=Path(), metavar="DOSSIER",
            help="Dossier du projet ; par défaut le dossier courant ou l’un de ceux qui le contiennent.",
        ),
    ):  # fmt: skip
        command = option(command)
    return command


@click.group(
    cls=FrenchGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    options_metavar="[OPTIONS]",
    subcommand_metavar="COMMANDE …",
)
@click.version_option(generator.__version__, message="conventions %(version)s", help="Affiche la version.")
def cli() -> None:
    """Fabrique les dossiers de convention d’un EPCI et de ses communes membres.

    Pour chaque commune de communes.csv : convention, planning, projet de délibération et bordereau, en DOCX et en
    PDF, réunis en un pack numéroté.
    """


@cli.command()
@click.option("--coverage", is_flag=True, help="Dit quelles communes ont chaque passage conditionnel des modèles.")
@project_options
def check(root: Path, campaign: str | None, as_json: bool, coverage: bool) -> None:
    """Vérifie communes.csv, la campagne et ses modèles, sans rien écrire."""
    project = open_project(root, campaign)
    problems = run_check(project)
    branches = cover(project) if coverage else ()
    if as_json:
        result = {"problems": [asdict(problem) for problem in problems]}
        _print_json(result | ({"coverage": [branch.as_json() for branch in branches]} if coverage else {}))
        return
    show_problems(problems)
    if coverage:
        interface.show_table(TITLES, coverage_rows(branches))
        say(coverage_summary(branches))
    say("Aucune erreur : les dossiers peuvent être fabriqués avec « conventions build ».")


@cli.command()
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
        _print_json(shown.as_json())
    else:
        _tell_preview(shown)
    if not no_open:
        interface.open_file(shown.pdf)


def _show_previews(previews: Iterator[Preview | ConventionsError], *, opening: bool) -> None:
    """Show each preview, opening the first, and each error, until Ctrl-C."""
    try:
        for shown in previews:
            if isinstance(shown, ConventionsError):
                _report(shown, [])
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


@cli.command()
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
        _print_json({"folder": str(made.folder), "communes": made.communes and str(made.communes), "model": made.model})
        return
    say(f"Campagne créée : {made.folder}")
    if made.communes:
        say(f"Registre d’exemple : {made.communes}, une commune ; remplacez-la par les vôtres.")
    if made.model:
        say(f"L’EPCI et les règles du planning sont ceux de la campagne {made.model}.")
    say(f"Complétez templates/{name}/campaign.toml, puis lancez « conventions check --campaign {name} ».")


@cli.command()
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
        _print_json(report.as_json())
    else:
        show_problems(report.problems)
        for line in summarise(report, project, dry_run=request.dry_run):
            say(line)
    if report.failed or report.faulty:
        click.get_current_context().exit((EngineError if report.failed else VerificationError).exit_code)


@cli.command()
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
        _print_json({"files": [{"ok": file.ok, **asdict(file)} for file in files]})
    else:
        for line in verification_lines(faulty):
            say(line)
        say(f"{plural(len(files), 'fichier contrôlé', 'fichiers contrôlés')}, {len(faulty)} avec des défauts.")
    if faulty:
        click.get_current_context().exit(VerificationError.exit_code)


@cli.command()
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
        _print_json(report.as_json())
        return
    for line in show_differences(report, str(project.output), colour=interface.takes_colour()):
        say(line)


@cli.command()
@click.option("--dry-run", is_flag=True, help="Montre la proposition sans l’écrire dans communes.csv.")
@project_options
def planning(root: Path, campaign: str | None, as_json: bool, dry_run: bool) -> None:
    """Propose un créneau sans conflit à chaque commune qui n’en a pas."""
    proposal = plan_slots(open_project(root, campaign), dry_run=dry_run)
    if as_json:
        _print_json(
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


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and exit with the code of what happened."""
    interface.adapt_streams()
    sys.exit(run(sys.argv[1:] if arguments is None else arguments))


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code; every foreseen error is told in French, without a traceback."""
    try:
        code = cli.main(arguments, prog_name="conventions", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "")
        return 2
    except click.UsageError as error:
        _report(UsageError(interface.usage_message(error)), arguments)
        if error.ctx:
            say(f"Pour l’aide : {error.ctx.command_path} --help", error=True)
        return UsageError.exit_code
    except ConventionsError as error:
        _report(error, arguments)
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        say("Interrompu : ce qui n’était pas fini n’a pas été écrit.", error=True)
        return 1
    return code if isinstance(code, int) else 0


def _report(error: ConventionsError, arguments: list[str]) -> None:
    if "--json" in arguments:
        _print_json({"problems": [asdict(problem) for problem in error.problems], "error": str(error)})
    show_problems(error.problems)
    say(str(error), error=True)


def _print_json(result: dict[str, Any]) -> None:
    # Escapes keep every letter on a stream that could not write it.
    unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    click.echo(json.dumps(result, ensure_ascii=not unicode, indent=1))


if __name__ == "__main__":
    main()
