"""What left: noted with its day once it was restated, and taken back on the day on which it was noted."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from generator.errors import UsageError
from generator.language.agreement import named, plural
from generator.progress import Progress, Silence
from generator.runs.days import typed_date
from generator.runs.mailing import sending as sending_run
from generator.runs.mailing.sending import SendingReport, SendingRequest
from generator.web.desk import project, status
from generator.web.lacks import UNREAD_DAY, LackError
from generator.web.screens.jobs import begin, finished
from generator.web.screens.mailing import rows, screen as mailing, ticked
from generator.web.sheets import Agreement


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


def _communes(numbers: Sequence[str]) -> tuple[str, ...]:
    """Return the communes of some documents, by INSEE code."""
    known = {standing.number: standing.insee for dossier in status().dossiers for standing in dossier.documents}
    if any(number not in known for number in numbers):
        raise UsageError("Un de ces dossiers n’existe plus : revenez aux envois et recommencez.")
    return tuple(dict.fromkeys(known[number] for number in numbers))


@mailing.post("/partis")
def sent() -> str | AnyResponse:
    """Note what left on a day, once it was restated; what left without having been prepared is prepared first."""
    posted = request.form.get("poste", "")
    numbers = (posted,) if posted else ticked()
    typed = request.form.get("date", "").strip() or f"{status().on:%d/%m/%Y}"
    if not numbers:
        raise LackError("Aucun courriel n’est coché : cochez dans la liste ceux qui sont partis.", "partis")
    day = typed_date(typed)
    if day is None or day > status().on:
        wrong = "Ce jour est à venir : notez l’envoi une fois fait." if day else UNREAD_DAY
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


@mailing.get("/remis/<travail>")
def posted(travail: str) -> str:
    """Restate what left without having been prepared."""
    return _sheet(finished(travail).report)


@mailing.post("/annuler")
def undo() -> str | AnyResponse:
    """Take back what was noted today, once it was restated."""
    numbers = tuple(request.form.getlist("acte"))
    if not numbers:
        raise LackError("Aucun envoi n’est coché : cochez ci-dessus ceux à annuler.", "annuler")
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
