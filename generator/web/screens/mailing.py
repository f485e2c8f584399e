"""The e-mails: what is to leave, the drafts, and what left."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from generator.errors import ConventionsError, UsageError
from generator.files import read_regular
from generator.language.agreement import named, plural
from generator.language.places import de
from generator.progress import Progress, Silence
from generator.runs import mail as mail_run
from generator.runs import sending as sending_run
from generator.runs.mail import MailReport
from generator.runs.outgoing import Outgoing, draft_file, draft_of, outgoing, requests_for
from generator.runs.sending import SendingReport, SendingRequest
from generator.runs.sign import read_day
from generator.web.desk import desk, project, status
from generator.web.paging import paged
from generator.web.screens.files import handed
from generator.web.screens.jobs import begin, finished
from generator.web.sheets import Agreement

screen = Blueprint("mailing", __name__, url_prefix="/<campagne>/envois")
#: What the list can be narrowed to.
KINDS = {
    "vote": "premier envoi",
    "signature": "à signer",
    "resend": "renvoi",
    "reminder": "relance",
    "letter": "lettre après la signature",
    "again": "nouvelle délibération",
    "ready": "brouillon prêt",
    "unaddressed": "sans adresse",
}

#: How many e-mails are shown before they are prepared.
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class Foreseen:
    """E-mails that were shown: those of which ``numbers`` are the documents, with the ``words`` added to them."""

    numbers: tuple[str, ...]
    words: str | None
    reports: tuple[MailReport, ...]


@dataclass(frozen=True, slots=True)
class Noted:
    """What a sheet restates: the report, its seal, and what the form had: documents and the day as it was typed.

    ``posted`` tells that it left otherwise than by e-mail.
    """

    report: SendingReport
    seal: str
    numbers: tuple[str, ...]
    typed: str
    posted: bool = False


def rows() -> tuple[Outgoing, ...]:
    """Return what is to leave, as long as nothing changes."""
    here, report = project(), status()
    return desk().kept(("outgoing", here.campaign), here, lambda: tuple(outgoing(report)))


def narrowed(found: Sequence[Outgoing], kind: str) -> list[Outgoing]:
    """Return those of a kind, all without one."""
    if kind == "ready":
        return [one for one in found if one.ready]
    if kind == "unaddressed":
        return [one for one in found if not one.recipient]
    return [one for one in found if not kind or one.kind == kind]


@screen.get("/")
def show() -> str:
    """Show what is to leave, with its draft, and what was noted today."""
    kind, found, report = request.args.get("genre", ""), rows(), status()
    page = paged(narrowed(found, kind))
    counts = {one: len(narrowed(found, one)) for one in KINDS}
    noted = [
        (dossier, mailing)
        for dossier in report.dossiers
        for standing in dossier.documents
        for mailing in standing.mailings
        if mailing.sent_on and mailing.noted_on == report.on
    ]
    drafts = {one.draft: draft_of(project(), one.draft) for one in page.rows}
    return render_template(
        "mailing.html", page=page, kind=kind, kinds=KINDS, counts=counts, drafts=drafts, noted=noted, total=len(found)
    )


def _ticked() -> tuple[str, ...]:
    """Return the documents that the form names, by their numbers; all of the list with « toutes »."""
    if request.form.get("toutes"):
        return tuple(one.standing.number for one in narrowed(rows(), request.form.get("genre", "")))
    return tuple(request.form.getlist("acte"))


def _communes(numbers: Sequence[str]) -> tuple[str, ...]:
    """Return the communes of some documents, by INSEE code."""
    known = {standing.number: standing.insee for dossier in status().dossiers for standing in dossier.documents}
    if any(number not in known for number in numbers):
        raise UsageError("Un de ces dossiers n’existe plus : revenez aux envois et recommencez.")
    return tuple(dict.fromkeys(known[number] for number in numbers))


def _chosen() -> list[Outgoing]:
    """Return what the form names: one of the list by its button, or what is ticked."""
    one = request.form.get("seul", "")
    ticked = {one} if one else set(_ticked())
    chosen = [one for one in rows() if one.standing.number in ticked]
    if not chosen:
        raise UsageError("Cochez les communes dont vous voulez les courriels, puis recommencez.")
    return chosen


def _words() -> str | None:
    """Return the words to add, None when the form does not ask for them: those of a draft that waits are kept."""
    return request.form.get("ajout")


@screen.post("/voir")
def foresee() -> AnyResponse:
    """Show the e-mails as their communes would see them; nothing is written."""
    here, chosen, words = project(), _chosen(), _words()
    asked = requests_for(chosen[:_SHOWN], jobs=desk().workers, words=words, dry=True)
    numbers = tuple(one.standing.number for one in chosen)

    def work(progress: Progress) -> Foreseen:
        reports = tuple(mail_run.run(here, one, progress) for one in asked)
        return Foreseen(numbers, words, reports)

    return begin(f"Montrer {plural(min(len(chosen), _SHOWN), 'courriel')}", "mailing.foreseen", work)


@screen.get("/vus/<travail>")
def foreseen(travail: str) -> str:
    """Show what the e-mails would be, with what a clerk adds to them."""
    found: Foreseen = finished(travail).report
    mails = [pair for report in found.reports for pair in zip(report.mails, report.shown, strict=True)]
    problems = [problem for report in found.reports for problem in report.problems]
    numbers = {mail.number for mail, _ in mails}
    kept = {last.words for one in rows() if one.standing.number in numbers and (last := one.prepared)}
    words = found.words if found.words is not None else (kept.pop() if len(kept) == 1 else "")
    return render_template("mailing_foreseen.html", found=found, mails=mails, problems=problems, words=words)


@screen.post("/preparer")
def prepare() -> AnyResponse:
    """Write the drafts of the communes named: dossiers, and reminders of those that are late."""
    chosen, here = _chosen(), project()
    archives = bool(request.form.get("seul") or request.form.get("archives"))
    asked = requests_for(chosen, archives=archives, jobs=desk().workers, words=_words())

    def work(progress: Progress) -> tuple[MailReport | ConventionsError, ...]:
        return tuple(_each(progress))

    def _each(progress: Progress) -> Iterator[MailReport | ConventionsError]:
        for one in asked:
            try:
                yield mail_run.run(here, one, progress)
            except UsageError as error:  # reminders that cannot be written do not lose the dossiers' drafts
                if len(asked) == 1:
                    raise
                yield error

    return begin(f"Préparer {plural(len(chosen), 'brouillon')}", "mailing.prepared", work)


@screen.get("/prepares/<travail>")
def prepared(travail: str) -> str:
    """Show the drafts that a job wrote."""
    outcomes: tuple[MailReport | ConventionsError, ...] = finished(travail).report
    reports = [one for one in outcomes if isinstance(one, MailReport)]
    errors = [one for one in outcomes if isinstance(one, ConventionsError)]
    mails = [mail for report in reports for mail in report.mails]
    problems = [problem for one in outcomes for problem in one.problems]
    return render_template("mailing_prepared.html", mails=mails, errors=errors, problems=problems)


@screen.get("/apercu/<name>")
def preview(name: str) -> str:
    """Show a draft, by its name, as the mayor will see it."""
    one = next((one for one in rows() if PurePosixPath(one.draft).name == name), None)
    draft = draft_of(project(), one.draft) if one else None
    if one is None or draft is None:
        abort(404)
    return render_template("mailing_preview.html", one=one, draft=draft)


@screen.get("/brouillon/<name>")
def download(name: str) -> Response:
    """Hand out a draft, or its archive: only files that the run wrote for an e-mail of the register."""
    path = draft_file(project(), status(), name)
    if path is None:
        abort(404)
    return handed(read_regular(path), name)


@screen.get("/etiquettes")
def labels() -> str:
    """Show labels for envelopes: of the communes named, of those without an address when none is."""
    asked = set(request.args.getlist("commune"))
    chosen = [one for one in rows() if (one.dossier.commune.insee in asked if asked else not one.recipient)]
    dossiers = list({one.dossier.commune.insee: one.dossier for one in chosen}.values())
    return render_template("print_labels.html", dossiers=dossiers, de=de)


@screen.post("/partis")
def sent() -> str | AnyResponse:
    """Note what left on a day, once it was restated; what left without having been prepared is prepared first."""
    posted = request.form.get("poste", "")
    numbers, typed = (posted,) if posted else _ticked(), request.form.get("date", "")
    if not numbers:
        raise UsageError("Cochez les courriels qui sont partis, puis recommencez.")
    day = read_day(typed)
    if day is None or day > status().on:
        wrong = "Ce jour n’est pas compris." if typed else "Écrivez le jour où ils sont partis."
        wrong = "Ce jour est à venir : notez l’envoi une fois fait." if day else wrong
        return render_template("mailing_day.html", numbers=numbers, typed=typed, wrong=wrong)
    if (
        request.form.get("vu")
        or request.form.get("remis")
        or all(one.ready for one in rows() if one.standing.number in numbers)
    ):
        return _note(day, numbers, typed)
    here, communes = project(), _communes(numbers)

    def work(progress: Progress) -> Noted:
        agreement: Agreement[SendingReport] = Agreement()
        asked = SendingRequest(day, communes, agreement, frozenset(numbers), posted=True)
        return Noted(sending_run.run(here, asked, progress), agreement.seal, numbers, typed, posted=True)

    return begin(f"Préparer ce qui est parti : {plural(len(numbers), 'dossier')}", "mailing.posted", work)


@screen.get("/remis/<travail>")
def posted(travail: str) -> str:
    """Restate what left without having been prepared."""
    return _sheet(finished(travail).report)


@screen.post("/annuler")
def undo() -> str | AnyResponse:
    """Take back what was noted today, once it was restated."""
    numbers = tuple(request.form.getlist("acte"))
    if not numbers:
        raise UsageError("Cochez les envois à annuler, puis recommencez.")
    return _note(None, numbers)


def _note(day: datetime.date | None, numbers: tuple[str, ...], typed: str = "") -> str | AnyResponse:
    """Note what was seen and agreed to; show it first."""
    agreement: Agreement[SendingReport] = Agreement(request.form.get("vu", ""))
    posted = bool(request.form.get("remis"))
    asked = SendingRequest(day, _communes(numbers), agreement, frozenset(numbers), posted)
    report = sending_run.run(project(), asked, Silence())
    if report.recorded:
        done = "Envoi annulé" if report.undone else "Noté comme envoyé"
        flash(f"{done} : {_names(report)}.")
        return redirect(url_for("mailing.show"), 303)
    return _sheet(Noted(report, agreement.seal, numbers, typed, posted))


def _sheet(noted: Noted) -> str:
    return render_template("mailing_sheet.html", noted=noted, report=noted.report, names=_names(noted.report))


def _names(report: SendingReport) -> str:
    return named(list(dict.fromkeys(one.commune for one in report.sent)))
