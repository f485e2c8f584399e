"""The commands that follow a dossier once it is made: mail, intake, sign, status."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path

import click

from generator.console import terminal as interface
from generator.console.options import DATE, FILE, project_options
from generator.console.terminal import FrenchHelp, print_json, say, show_error, show_problems
from generator.errors import ConventionsError, DataError, Problem, UsageError
from generator.intake.fields import FIELDS
from generator.language.agreement import plural
from generator.language.dates import date_longue
from generator.project import open_project
from generator.runs.mail import prepare_mails
from generator.runs.receive import Reception, Returned, problems_of
from generator.runs.sign import SignRequest
from generator.runs.sign import sign as record_signing
from generator.runs.status import PATIENCE, TITLES, read_status, status_csv, status_lines
from generator.stages.workspace import Silence


@click.command(cls=FrenchHelp)
@click.argument("communes", nargs=-1, metavar="[COMMUNE]…")
@click.option("--zip", "archives", is_flag=True, help="Fait aussi une archive ZIP par commune, avec les mêmes pièces.")
@project_options
def mail(root: Path, campaign: str | None, as_json: bool, communes: tuple[str, ...], archives: bool) -> None:
    """Prépare un brouillon de courriel par commune, avec son dossier ; rien n’est envoyé.

    Les brouillons (.eml) s’ouvrent prêts à envoyer dans Thunderbird ou Outlook. Leur texte est celui de courriel.txt.
    """
    project = open_project(root, campaign)
    with interface.progress(silent=as_json) as progress:
        report = prepare_mails(project, communes, progress, archives=archives)
    if as_json:
        print_json(report.as_json())
        return
    show_problems(report.problems)
    for made in report.mails:
        say(f"  {made.commune} ({made.recipient or 'sans adresse'}) : {made.path}")
    many = plural(len(report.mails), "brouillon préparé", "brouillons préparés")
    say(f"{many} dans {project.output} ; rien n’est envoyé. Relisez-les et envoyez-les de votre messagerie.")


CONFIDENCE = {"certain": "certain", "doubtful": "douteux", "missing": "absent"}


@click.command(cls=FrenchHelp)
@click.argument("files", nargs=-1, required=True, type=FILE, metavar="FICHIER…")
@click.option("--yes", is_flag=True, help="Enregistre sans poser de question ce qui n’a rien de douteux.")
@click.option("--dry-run", is_flag=True, help="Lit et contrôle, sans rien enregistrer.")
@click.option(
    "--set", "values", multiple=True, metavar="CHAMP=VALEUR",
    help="Corrige un champ mal lu, par exemple --set numero=2025-02-10 ; les champs sont ceux de --json.",
)  # fmt: skip
@click.option("--replace", is_flag=True, help="Remplace la délibération déjà enregistrée pour ce dossier.")
@click.option("--despite", is_flag=True, help="Enregistre malgré une irrégularité signalée.")
@project_options
def intake(
    root: Path, campaign: str | None, as_json: bool, files: tuple[Path, ...], yes: bool, dry_run: bool,
    values: tuple[str, ...], replace: bool, despite: bool,
) -> None:  # fmt: skip
    """Lit les délibérations revenues des communes, les contrôle et les enregistre.

    Un FICHIER est un DOCX, un PDF, un scan, une photographie ou un texte. Ce qui est douteux est demandé ; rien n’est
    enregistré sans confirmation. Ensuite, « conventions build » complète la convention.
    """
    asking = not (yes or dry_run)
    if asking and (as_json or not interface.asks()):
        raise UsageError("Sans terminal pour confirmer, ajoutez --yes pour enregistrer ou --dry-run pour lire.")
    reception = Reception(open_project(root, campaign), datetime.date.today())
    corrections = _corrections(values)
    results, failed = [], 0
    for path in files:
        try:
            for returned in reception.read(path):
                returned = reception.corrected(returned, corrections) if corrections else returned
                recorded = _receive(reception, returned, as_json, asking, dry_run, replace, despite)
                results.append(returned.as_json() | {"recorded": recorded})
        except ConventionsError as error:
            failed = failed or error.exit_code
            show_error(error)
    if as_json:
        print_json({"deliberations": results})
    if failed:
        click.get_current_context().exit(failed)


def _receive(
    reception: Reception, returned: Returned, silent: bool, asking: bool, dry_run: bool, replace: bool, despite: bool
) -> bool:
    """Show one deliberation, have it confirmed and record it; tell whether it was recorded."""
    if not silent:
        _tell(returned)
    if dry_run:
        return False
    if not returned.ours:
        say(f"{returned.path.name} : cette délibération porte sur autre chose ; elle est laissée de côté.", error=True)
        return False
    if asking:
        returned = _ask(reception, returned)
        if not interface.confirm("Enregistrer cette délibération ?"):
            say("Rien n’a été enregistré.")
            return False
        errors = any(finding.level == "error" for finding in returned.findings)
        despite = despite or (errors and interface.confirm("Elle paraît irrégulière. L’enregistrer malgré tout ?"))
        replace = replace or bool(
            returned.conflict and interface.confirm(f"Une autre est enregistrée ({returned.conflict}). La remplacer ?")
        )
    elif returned.doubtful:
        names = ", ".join(f"{FIELDS[name].lower()} ({name})" for name in returned.doubtful)
        raise DataError(
            f"{returned.path.name} : rien n’a été enregistré, car il faut vérifier : {names} ; relancez la commande "
            f"sans --yes, ou donnez ces valeurs, par exemple --set {returned.doubtful[0]}=VALEUR."
        )
    new = reception.record(returned, replace=replace, despite=despite)
    if not silent and returned.target and returned.commune:
        done = "Délibération enregistrée" if new else "Délibération déjà enregistrée"
        say(f"{done} : {returned.target.number} ({returned.commune.nom}). Lancez « conventions build ».")
    return True


def _tell(returned: Returned) -> None:
    fields = returned.deliberation.fields
    where = f"{returned.commune.nom}, " if returned.commune else ""
    say(f"{returned.path.name} — {where}délibération n° {fields['numero'].value or '?'}")
    shown = [name for name in FIELDS if fields[name].confidence != "missing" or name in returned.doubtful]
    told = {name: "néant" if fields[name].value == () else returned.deliberation.shown(name) for name in shown}
    if returned.commune:
        told["commune"] = f"{returned.commune.nom} ({returned.commune.insee})"
    rows = [(FIELDS[name], told[name], CONFIDENCE[fields[name].confidence], fields[name].why) for name in shown]
    interface.show_table(("Champ", "Lu", "Confiance", "Pourquoi"), rows)
    missing = [FIELDS[name].lower() for name in FIELDS if name not in shown]
    if missing:
        say(f"Pas trouvé : {', '.join(missing)}.")
    show_problems(problems_of(returned.path, returned.findings, returned.commune))


def _ask(reception: Reception, returned: Returned) -> Returned:
    """Have every doubtful field confirmed or corrected by the person at the terminal."""
    for name in returned.doubtful:
        field = returned.deliberation.fields[name]
        say(f"{FIELDS[name]} : {field.why or 'pas trouvé'}" + (f" (lu : « {field.read} »)" if field.read else ""))
        while True:
            answer = interface.ask(FIELDS[name], returned.deliberation.shown(name))
            try:
                returned = reception.corrected(returned, {name: answer})
                break
            except DataError as error:
                show_error(error)
    return returned


def _corrections(values: Sequence[str]) -> dict[str, str]:
    corrections = {}
    for value in values:
        name, equals, text = value.partition("=")
        if not equals or name.strip() not in FIELDS:
            raise UsageError(f"--set {value} : écrivez CHAMP=VALEUR ; les champs sont {', '.join(FIELDS)}.")
        corrections[name.strip()] = text.strip()
    return corrections


@click.command(cls=FrenchHelp)
@click.argument("commune", metavar="COMMUNE")
@click.option("--date", "signed_on", type=DATE, metavar="DATE", help="Date de la signature : 2025-05-12 ou 12/05/2025.")
@click.option(
    "--notified", "notified_on", type=DATE, metavar="DATE", help="Date de la notification ; par défaut la même."
)
@click.option("--file", "scans", multiple=True, type=FILE, metavar="SCAN", help="Garde aussi ce scan de l’acte signé.")
@click.option("--avenant", type=click.IntRange(1), default=None, metavar="N", help="Signe l’avenant n° N.")
@click.option("--replace", is_flag=True, help="Corrige les dates d’un dossier déjà signé.")
@project_options
def sign(
    root: Path, campaign: str | None, as_json: bool, commune: str, signed_on: datetime.date | None,
    notified_on: datetime.date | None, scans: tuple[Path, ...], avenant: int | None, replace: bool,
) -> None:  # fmt: skip
    """Enregistre la signature d’un dossier et en garde les fichiers, qui ne changeront plus.

    C’est celle de la convention, ou d’un avenant avec --avenant. Pour un dossier déjà signé, --file ajoute un scan.
    """
    request = SignRequest(commune, signed_on, notified_on, scans, replace, avenant or 0)
    report = record_signing(open_project(root, campaign), request, datetime.date.today(), Silence())
    if as_json:
        print_json(report.as_json())
        return
    show_problems([
        Problem(one.level, one.message.rstrip("."), one.article, commune=report.commune) for one in report.findings
    ])  # fmt: skip
    say(f"{report.commune}, {report.number} : signé le {date_longue(report.signed_on)}, notifié le "
        f"{date_longue(report.notified_on)}.")  # fmt: skip
    for path in report.kept:
        say(f"  Gardé — {path}")


@click.command(cls=FrenchHelp)
@click.argument("communes", nargs=-1, metavar="[COMMUNE]…")
@click.option(
    "--days", type=click.IntRange(0), default=PATIENCE, metavar="N",
    help=f"Jours sans réponse après lesquels une commune est en retard ; par défaut {PATIENCE}.",
)  # fmt: skip
@click.option("--csv", "as_csv", is_flag=True, help="Écrit le tableau en CSV, pour un tableur.")
@project_options
def status(root: Path, campaign: str | None, as_json: bool, communes: tuple[str, ...], days: int, as_csv: bool) -> None:
    """Dit où en est chaque dossier, et quelles communes n’ont pas répondu."""
    dossiers = read_status(open_project(root, campaign), communes, datetime.date.today(), days)
    if as_json:
        print_json({"dossiers": [dossier.as_json() for dossier in dossiers]})
    elif as_csv:
        click.echo(status_csv(dossiers).encode("utf-8-sig"), nl=False)
    else:
        interface.show_table(TITLES, [dossier.as_row() for dossier in dossiers])
        for line in status_lines(dossiers):
            say(line)
