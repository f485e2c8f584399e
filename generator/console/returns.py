"""What came back from the communes, at the terminal: intake, and deliberations withdrawn or published with it."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import click

from generator.console import questions
from generator.console.invocation import Invocation
from generator.console.options import DATE, author_option, number_option, project_options, refuse_beside, refuse_without
from generator.console.session import Asking, Telling
from generator.console.summary import NOTHING_WRITTEN
from generator.console.terminal import conclude, print_json, say
from generator.console.usage import FrenchHelp
from generator.errors import UsageError
from generator.progress import Silence
from generator.project import Project
from generator.runs.receiving import (
    publication as publication_run,
    receive as receive_run,
    settlement as settlement_run,
    withdraw as withdraw_run,
)
from generator.runs.receiving.publication import PublicationReport, PublicationRequest
from generator.runs.receiving.receive import ReceiveRequest, parse_correction
from generator.runs.receiving.reception import Consent
from generator.runs.receiving.settlement import SettlementReport, SettlementRequest
from generator.runs.receiving.withdraw import WithdrawReport, WithdrawRequest
from generator.runs.report import decline

#: The options that change a deliberation that is recorded, instead of reading files.
_CHANGES = ("--withdraw", "--published", "--settled", "--reopened")
_Report = WithdrawReport | PublicationReport | SettlementReport


@click.command(cls=FrenchHelp)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FICHIER…")
@click.option(
    "--yes",
    is_flag=True,
    help="Enregistre sans poser de question ce qui n’a rien de douteux ; un retrait, une publication, une demande"
    " réglée ou rouverte aussi.",
)
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
    "--settled",
    type=DATE,
    metavar="DATE",
    help="Note le jour où ce que la préfecture demandait d’une COMMUNE est réglé : déféré jugé, réponse sur papier ;"
    " avec --why.",
)
@click.option(
    "--reopened",
    is_flag=True,
    help="Note que ce que la préfecture demandait n’est plus réglé : appel, erreur ; avec --why.",
)
@click.option(
    "--undo", is_flag=True, help="Avec --withdraw : annule un retrait signalé à tort depuis la signature ; avec --why."
)
@number_option("--avenant", 1, 999, "Avec --withdraw, --published, --settled ou --reopened : de l’avenant n° N.")
@click.option(
    "--why",
    metavar="TEXTE",
    help="Avec --despite, --withdraw, --settled ou --reopened : pourquoi ; le registre garde cette raison.",
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
    here: Invocation,
    files: tuple[Path, ...],
    yes: bool,
    dry_run: bool,
    values: tuple[str, ...],
    replace: bool,
    despite: bool,
    withdraw: bool,
    published: datetime.date | None,
    settled: datetime.date | None,
    reopened: bool,
    undo: bool,
    avenant: int | None,
    why: str | None,
    advice: str,
) -> None:
    """Lit les délibérations revenues des communes, les contrôle et les enregistre.

    Un FICHIER est un texte (DOCX, ODT, PDF…), un scan, une photographie, un courriel, une archive ou un dossier qui en
    contient, ou une réponse de la préfecture en XML. Ce qui est douteux est demandé ; rien n’est enregistré sans
    confirmation. Ensuite, « conventions build » complète la convention. Avec --withdraw, FICHIER est une commune, dont
    le conseil retire sa délibération ; avec --published, une commune dont la délibération est publiée ; avec --settled
    ou --reopened, une commune dont la préfecture conteste la délibération.
    """
    said = zip(_CHANGES, (withdraw, published, settled, reopened), strict=True)
    change = next((option for option, value in said if value), "")
    _refuse_mixed(change, why)
    if change:
        if len(files) != 1:
            raise UsageError(f"{change} demande une seule commune.")
        asked = _Change(here, here.opened(), str(files[0]), avenant or 0, yes, dry_run)
        if published:
            asked.publish(published)
        elif withdraw:
            asked.withdraw(why or "", undo=undo)
        else:
            asked.settle(why or "", settled)
        return
    missing = [str(file) for file in files if not file.exists()]
    if missing:
        raise UsageError(f"{', '.join(missing)} : fichier introuvable ; vérifiez le nom, ou le dossier où vous êtes.")
    asking = not (yes or dry_run)
    if asking and (here.as_json or not questions.asks()):
        raise UsageError("Sans terminal pour confirmer, ajoutez --yes pour enregistrer ou --dry-run pour lire.")
    session = Asking(despite) if asking else Telling(despite, silent=here.as_json)
    request = ReceiveRequest(
        files,
        session,
        dict(map(parse_correction, values)),
        replace,
        None if why is None else Consent(why, advice or "aucun"),
        dry_run,
    )
    report = receive_run.run(here.opened(), request, Silence())
    if here.as_json:
        print_json(report.as_json())
    conclude(report)


def _refuse_mixed(change: str, why: str | None) -> None:
    """Refuse options that do not go with the one that changes what is recorded, or with a reading where none does."""
    if change:
        others = (option for option in _CHANGES if option != change)
        refuse_beside(change, *others, "--set", "--replace", "--despite", "--advice")
    else:
        refuse_without(_CHANGES, "--avenant")
        refuse_without(("--despite",), "--why", "--advice")
    if change == "--published":
        refuse_beside(change, "--why")
    refuse_without(("--why",), "--advice")
    refuse_without(("--withdraw",), "--undo")
    if change and change != "--published" and why is None:
        raise UsageError(f"{change} : dites pourquoi (--why) ; le registre garde cette raison.")


@dataclass(frozen=True, slots=True)
class _Change:
    """A change of a deliberation that is recorded: confirmed by the person at the terminal, or only shown."""

    here: Invocation
    project: Project
    commune: str
    avenant: int
    yes: bool
    dry_run: bool

    def publish(self, day: datetime.date) -> None:
        """Note the day on which the deliberation was published."""
        request = PublicationRequest(self.commune, day, self.avenant, self._confirms)
        report = publication_run.run(self.project, request, Silence())
        self._show(report, build=not report.signed)

    def withdraw(self, why: str, *, undo: bool) -> None:
        """Withdraw the deliberation, or take its withdrawal back."""
        request = WithdrawRequest(self.commune, why, self.avenant, self._confirms, undo)
        report = withdraw_run.run(self.project, request, Silence())
        self._show(report, build=report.withdrawn)

    def settle(self, why: str, day: datetime.date | None) -> None:
        """Note that what the prefecture asked is settled since a day, or no longer is."""
        request = SettlementRequest(self.commune, why, day, self.avenant, self._confirms)
        self._show(settlement_run.run(self.project, request, Silence()), build=False)

    @property
    def _confirms(self) -> Callable[[_Report], bool]:
        return decline if self.dry_run else self.here.confirming_here(_confirm_change, yes=self.yes)

    def _show(self, report: _Report, *, build: bool) -> None:
        if self.dry_run:
            lines = [report.told, NOTHING_WRITTEN]
        elif report.recorded:
            lines = [f"{report.told} Lancez « conventions build »." if build else report.told]
        else:
            lines = [questions.NOTHING_RECORDED]
        self.here.show(report, lines)


def _confirm_change(report: _Report) -> bool:
    """Restate the change in a sentence, and ask."""
    say(report.told)
    return questions.confirm("Enregistrer ?")
