"""The command of what leaves for the communes: drafts of e-mails, and what was sent."""

from __future__ import annotations

import datetime

import click

from generator.console import questions
from generator.console.invocation import Invocation
from generator.console.options import DATE, author_option, number_option, project_options, refuse_beside, refuse_without
from generator.console.terminal import print_json, say, show_problems
from generator.console.usage import FrenchHelp
from generator.errors import UsageError
from generator.language.agreement import plural
from generator.progress import Silence
from generator.project import Project
from generator.runs.followup.status import PATIENCE
from generator.runs.mailing import mail as mail_run, sending as sending_run
from generator.runs.mailing.mail import MailDraft, MailRequest
from generator.runs.mailing.sending import SendingReport, SendingRequest
from generator.runs.report import accept

#: What --sent is given without a day.
_UNSAID = datetime.date.min


@click.command(cls=FrenchHelp)
@click.argument("communes", nargs=-1, metavar="[COMMUNE]…")
@click.option("--zip", "archives", is_flag=True, help="Fait aussi une archive ZIP par commune, avec les mêmes pièces.")
@click.option(
    "--sent",
    type=DATE,
    is_flag=False,
    flag_value=_UNSAID,
    metavar="DATE",
    help="Note ce qui est parti ce jour-là ; sans COMMUNE, tout ce qui est préparé.",
)
@click.option("--undo", is_flag=True, help="Avec --sent : annule les envois notés aujourd’hui par erreur.")
@click.option("--remind", is_flag=True, help="Prépare des relances pour les communes en retard (relance.txt).")
@number_option(
    "--days", 0, 3650, f"Avec --remind : jours sans réponse depuis le dernier courrier ; par défaut {PATIENCE}."
)
@click.option(
    "--posted",
    is_flag=True,
    help="Avec --sent : remis autrement que par courriel ; prépare d’abord ce qui ne l’est pas.",
)
@click.option("--words", metavar="TEXTE", help="Ajoute ces mots au courriel ; ils sont gardés avec le brouillon.")
@click.option("--dry-run", is_flag=True, help="Montre les courriels tels qu’ils seraient, sans rien écrire.")
@click.option("--yes", is_flag=True, help="Avec --sent : note sans demander confirmation.")
@author_option
@project_options
def mail(
    here: Invocation,
    communes: tuple[str, ...],
    archives: bool,
    sent: datetime.date | None,
    undo: bool,
    remind: bool,
    days: int | None,
    posted: bool,
    words: str | None,
    dry_run: bool,
    yes: bool,
) -> None:
    """Prépare un brouillon de courriel par commune, avec son dossier ; rien n’est envoyé.

    Les brouillons (.eml) s’ouvrent prêts à envoyer dans Thunderbird ou Outlook. Leur texte est celui de courriel.txt.
    Une fois envoyés de votre messagerie, dites-le avec --sent : le délai de réponse court de ce jour.

    Après la signature, c’est la lettre de notification, de reconduction ou de fin qui part ainsi (suite.txt).
    """
    if sent is not None:
        refuse_beside("--sent", "--zip", "--remind", "--days", "--words", "--dry-run")
    if undo:
        refuse_beside("--undo", "--posted")
    refuse_without(("--sent",), "--undo", "--posted")
    refuse_without(("--remind",), "--days")
    project = here.opened()
    if sent is not None:
        _say_sent(here, project, communes, sent, undo=undo, posted=posted, yes=yes)
        return
    patience = PATIENCE if days is None else days
    request = MailRequest(communes, archives, remind=remind, patience=patience, words=words, dry=dry_run)
    report = here.watch(mail_run.run, project, request)
    if here.as_json:
        print_json(report.as_json())
        return
    show_problems(report.problems)
    if dry_run:
        for draft in report.shown:
            _say_draft(draft)
        say(
            f"{plural(len(report.shown), 'courriel serait préparé', 'courriels seraient préparés')} ; rien n’est écrit."
        )
        return
    for made in report.mails:
        rank = f", relance n° {made.reminder}" if made.reminder else ", dossier modifié" if made.resend else ""
        rank = f", lettre : {made.letter}" if made.letter else rank
        say(f"  {made.commune} ({made.recipient or 'sans adresse'}{rank}) : {made.path}")
    many = plural(len(report.mails), "brouillon préparé", "brouillons préparés")
    then = " Relisez chaque brouillon et envoyez-le de votre messagerie ; puis « conventions mail --sent DATE »."
    say(f"{many} dans {project.output} ; rien n’est envoyé.{then if report.mails else ''}")


def _say_draft(draft: MailDraft) -> None:
    """Show an e-mail as its commune would see it."""
    say(f"À : {draft.recipient or 'sans adresse'}")
    say(f"Objet : {draft.subject}")
    say(f"Pièces jointes : {', '.join(name for name, _ in draft.attachments)}")
    say(f"\n{draft.body}")


def _say_sent(
    here: Invocation,
    project: Project,
    communes: tuple[str, ...],
    day: datetime.date,
    *,
    undo: bool,
    posted: bool,
    yes: bool,
) -> None:
    """Note what left, or take back what was noted today."""
    if undo and day != _UNSAID:
        told = "--undo annule les envois notés aujourd’hui, quel que soit leur jour ; retirez la date"
        raise UsageError(f"{told} : {' '.join(('conventions mail', *communes, '--sent --undo'))}.")
    if not undo and day == _UNSAID:
        raise UsageError("--sent demande la date de l’envoi, par exemple --sent 2026-03-10.")
    asking = not yes and not here.as_json and questions.asks()
    if not (asking or communes or yes):
        raise UsageError("Sans terminal pour confirmer, nommez les communes, ou ajoutez --yes.")
    confirms = here.remarks.before(_confirm_sending) if asking else accept
    request = SendingRequest(None if undo else day, communes, confirms, posted=posted)
    report = sending_run.run(project, request, Silence())
    nothing = "Rien n’a été noté." if report.sent else "Aucun courriel n’est à noter."
    lines = [f"  {line}" for line in report.told] if report.recorded else [nothing]
    here.show(report, lines)


def _confirm_sending(report: SendingReport) -> bool:
    """List what is about to be noted, and ask."""
    for line in report.told:
        say(f"  {line}")
    return questions.confirm("Noter ces envois ?" if not report.undone else "Annuler ces envois ?")
