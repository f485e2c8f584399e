"""The command line: commands parse, call and show; no logic lives here."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

import generator
from generator import interface
from generator.build import build as run_build
from generator.check import check as run_check
from generator.errors import ConventionsError, EngineError, UsageError
from generator.interface import FrenchGroup, say, show_problems
from generator.project import open_project
from generator.slots import plan_slots
from generator.summary import plural, summarise
from generator.workspace import BuildRequest

FOLDER = click.Path(file_okay=False, path_type=Path)


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
@project_options
def check(root: Path, campaign: str | None, as_json: bool) -> None:
    """Vérifie communes.csv, la campagne et ses modèles, sans rien écrire."""
    problems = run_check(open_project(root, campaign))
    if as_json:
        _print_json({"problems": [asdict(problem) for problem in problems]})
    else:
        show_problems(problems)
        say("Aucune erreur : les dossiers peuvent être fabriqués avec « conventions build ».")


@cli.command()
@click.argument("communes", nargs=-1, metavar="[COMMUNE]…")
@click.option("--only", multiple=True, metavar="TYPE", help="Ne fait que ce type : convention, planning, pack…")
@click.option(
    "--engine", type=click.Choice(["auto", "libreoffice", "embedded"]), default="auto",
    help="Moteur PDF ; par défaut LibreOffice s’il est installé, sinon le moteur intégré.",
)  # fmt: skip
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Travaux simultanés ; par défaut un par processeur.")
@click.option("--output", type=FOLDER, metavar="DOSSIER", help="Où écrire ; par défaut output/.")
@click.option("--force", is_flag=True, help="Refait tout, même ce qui n’a pas changé.")
@click.option("--dry-run", is_flag=True, help="Dit ce qui serait fait et pourquoi, sans rien écrire.")
@click.option("--duplex", is_flag=True, help="Packs pour le recto verso : chaque document commence sur un recto.")
@click.option("--strict", is_flag=True, help="Les avertissements sont des erreurs.")
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
    if report.failed:
        click.get_current_context().exit(EngineError.exit_code)


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
