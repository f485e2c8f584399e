"""What came back from the communes, at the terminal: intake, and deliberations withdrawn or published with it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

import click

from generator.console import questions
from generator.console.campaigns import opened
from generator.console.options import DATE, FrenchOption, author_option, project_options
from generator.console.session import Asking, Telling
from generator.console.terminal import conclude, print_json, show_report
from generator.console.usage import FrenchHelp
from generator.errors import UsageError
from generator.progress import Silence
from generator.project import Project
from generator.runs import publication as publication_run
from generator.runs import receive as receive_run
from generator.runs import withdraw as withdraw_run
from generator.runs.publication import PublicationRequest
from generator.runs.receive import ReceiveRequest, parse_correction
from generator.runs.reception import Consent
from generator.runs.withdraw import WithdrawRequest


@click.command(cls=FrenchHelp)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FICHIER…")
@click.option("--yes", is_flag=True, help="Enregistre sans poser de question ce qui n’a rien de douteux.")
@click.option("--dry-run", is_flag=True, help="Lit et contrôle, sans rien enregistrer.")
@click.option(
    "--set",
    "values",
    multiple=True,
    metavar="CHAMP=VALEUR",
    help="Corrige un champ mal lu, par exemple --set numero=2025-02-10 ; les champs sont ceux de --json.",
)
@click.option("--replace", is_flag=True, help="Remplace la délibération déjà enregistrée pour ce dossier.")
@click.option("--despite", is_flag=True, help="Enregistre malgré une irrégularité signalée.")
@click.option("--withdraw", is_flag=True, help="Retire la délibération enregistrée d’une COMMUNE, au lieu de lire.")
@click.option(
    "--published",
    type=DATE,
    metavar="DATE",
    help="Note le jour où la délibération enregistrée d’une COMMUNE est publiée.",
)
@click.option(
    "--avenant",
    cls=FrenchOption,
    type=click.IntRange(1, 999),
    default=None,
    metavar="N",
    help="Avec --withdraw ou --published : de l’avenant n° N.",
)
@click.option(
    "--why", metavar="TEXTE", help="Avec --despite ou --withdraw : pourquoi ; le registre garde cette raison."
)
@click.option(
    "--advice",
    default="",
    metavar="TEXTE",
    help="Avec --why : sur quel avis (préfecture, juriste…) ; sinon « aucun » est gardé.",
)
@author_option
@project_options
def intake(
    root: Path,
    campaign: str | None,
    as_json: bool,
    files: tuple[Path, ...],
    yes: bool,
    dry_run: bool,
    values: tuple[str, ...],
    replace: bool,
    despite: bool,
    withdraw: bool,
    published: datetime.date | None,
    avenant: int | None,
    why: str | None,
    advice: str,
) -> None:
    """Lit les délibérations revenues des communes, les contrôle et les enregistre.

    Un FICHIER est un texte (DOCX, ODT, PDF…), un scan, une photographie, un courriel, une archive ou un dossier qui en
    contient, ou une réponse de la préfecture en XML. Ce qui est douteux est demandé ; rien n’est enregistré sans
    confirmation. Ensuite, « conventions build » complète la convention. Avec --withdraw, FICHIER est une commune, dont
    le conseil retire sa délibération ; avec --published, une commune dont la délibération est publiée.
    """
    if published and not withdraw:
        _publish(opened(root, campaign), files, published, avenant or 0, as_json=as_json)
        return
    if withdraw:
        _withdraw(opened(root, campaign), files, why, avenant or 0, as_json=as_json)
        return
    if avenant:
        raise UsageError("--avenant ne dit rien sans --withdraw ni --published ; retirez --avenant.")
    missing = [str(file) for file in files if not file.exists()]
    if missing:
        raise UsageError(f"{', '.join(missing)} : fichier introuvable ; vérifiez le nom, ou le dossier où vous êtes.")
    asking = not (yes or dry_run)
    if asking and (as_json or not questions.asks()):
        raise UsageError("Sans terminal pour confirmer, ajoutez --yes pour enregistrer ou --dry-run pour lire.")
    if not despite and (why is not None or advice):
        raise UsageError("--why et --advice ne disent rien sans --despite ; ajoutez --despite, ou retirez-les.")
    if advice and why is None:
        raise UsageError("--advice complète une raison ; donnez-la avec --why.")
    session = Asking(despite) if asking else Telling(despite, silent=as_json)
    request = ReceiveRequest(
        files,
        session,
        dict(map(parse_correction, values)),
        replace,
        None if why is None else Consent(why, advice or "aucun"),
        dry_run,
    )
    report = receive_run.run(opened(root, campaign), request, Silence())
    if as_json:
        print_json(report.as_json())
    conclude(report)


def _publish(project: Project, named: Sequence[Path], day: datetime.date, avenant: int, *, as_json: bool) -> None:
    """Note the day on which the deliberation of one commune was published."""
    if len(named) != 1:
        raise UsageError("--published demande une seule commune.")
    report = publication_run.run(project, PublicationRequest(str(named[0]), day, avenant), Silence())
    then = "" if report.signed else " Lancez « conventions build »."
    show_report(report, [f"{report.told}{then}"], as_json=as_json)


def _withdraw(project: Project, named: Sequence[Path], why: str | None, avenant: int, *, as_json: bool) -> None:
    """Withdraw the deliberation of one commune."""
    if len(named) != 1 or why is None:
        raise UsageError("--withdraw demande une seule commune, et pourquoi (--why).")
    report = withdraw_run.run(project, WithdrawRequest(str(named[0]), why, avenant), Silence())
    told = [f"{report.told} Lancez « conventions build »."] if report.withdrawn else []
    show_report(report, told, as_json=as_json)
