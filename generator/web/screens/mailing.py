"""The e-mails: what is to leave, the drafts, and what left."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from generator.errors import ConventionsError, UsageError
from generator.files import read_regular
from generator.language.agreement import named, plural
from generator.progress import Progress
from generator.project import Project
from generator.runs.mailing import mail as mail_run
from generator.runs.mailing.mail import MailDraft, MailReport, MailRequest
from generator.runs.mailing.outgoing import Outgoing, draft_file, draft_of, drafts_archive, outgoing, requests_for
from generator.web.desk import desk, is_part, project, status
from generator.web.jobs import PATIENCE
from generator.web.lacks import LackError
from generator.web.paging import ROWS, paged
from generator.web.screens.dossier import name_of
from generator.web.screens.files import handed
from generator.web.screens.jobs import begin, finished

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


def rows() -> tuple[Outgoing, ...]:
    """Return what is to leave, as long as nothing changes."""
    here, report = project(), status()
    return desk().kept(("outgoing", here.campaign), here, lambda: tuple(outgoing(report)))


def listed() -> list[Outgoing]:
    """Return what the address or the form narrows the list to: a kind, a commune."""
    insee = request.values.get("commune", "")
    found = [one for one in rows() if insee in ("", one.dossier.commune.insee)]
    return narrowed(found, request.values.get("genre", ""))


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
    page = paged(listed())
    counts = {one: len(narrowed(found, one)) for one in KINDS}
    noted = [
        (dossier, mailing)
        for dossier in report.dossiers
        for standing in dossier.documents
        for mailing in standing.mailings
        if mailing.sent_on and mailing.noted_on == report.on
    ]
    here = project()
    drafts = {one.draft: draft_of(here, one.draft) for one in page.rows}
    known = desk().job_over(_awaited(here, [one for one in page.rows if not drafts[one.draft]]), here)
    return render_template(
        "mailing.html",
        page=page,
        kind=kind,
        kinds=KINDS,
        alone=name_of(request.args.get("commune", "")),
        counts=counts,
        drafts=drafts,
        foreseen=_drafts(known.report) if known else {},
        noted=paged(noted, name="notes"),
        ready=sum(one.ready and drafts[one.draft] is not None for one in page.rows),
        total=len(found),
    )


@screen.get("/attendus")
def awaited() -> str | AnyResponse:
    """Say of each e-mail of the list that waits for its draft what it would be, parts of the screen; written nowhere.

    Worked out once, as long as no file changes.
    """
    if not is_part():
        kind, insee, number = (request.args.get(name) for name in ("genre", "commune", "page"))
        return redirect(url_for("mailing.show", genre=kind, commune=insee, page=number))
    here, shared = project(), desk()
    page = paged(listed())
    wanted = [one for one in page.rows if not draft_of(here, one.draft)]
    names = _names(wanted)
    asked = requests_for(wanted, jobs=shared.workers, dry=True)

    def work(progress: Progress) -> tuple[MailReport | ConventionsError, ...]:
        return tuple(_outcomes(here, asked, names, progress))

    job = shared.job_kept(_awaited(here, wanted), "Objet et pièces des courriels", "mailing.show", work)
    over = job.wait(PATIENCE)
    outcomes: tuple[MailReport | ConventionsError, ...] = job.report if over and job.state == "done" else ()
    drafts = _drafts(outcomes)
    errors = [one for one in (*outcomes, job.error) if isinstance(one, ConventionsError)]
    return render_template("mailing_awaited.html", wanted=wanted, drafts=drafts, over=over, errors=errors)


def _awaited(here: Project, wanted: Sequence[Outgoing]) -> Hashable:
    """Return under what it is kept what these e-mails would be."""
    return ("awaited", here.campaign, tuple(one.draft for one in wanted))


def _drafts(outcomes: Iterable[MailReport | ConventionsError]) -> dict[str, MailDraft]:
    """Return what the e-mails would be, by the names of their drafts."""
    reports = [one for one in outcomes if isinstance(one, MailReport)]
    return {mail.path: draft for one in reports for mail, draft in zip(one.mails, one.shown, strict=True)}


def _outcomes(
    here: Project, asked: Sequence[MailRequest], names: Mapping[str, str], progress: Progress
) -> Iterator[MailReport | ConventionsError]:
    """Yield what becomes of each request: reminders that cannot be written do not lose the dossiers' drafts.

    Of several, the error says which are not written; ``names`` are those of the communes, by INSEE code.
    """
    for one in asked:
        try:
            yield mail_run.run(here, one, progress)
        except UsageError as error:
            what = "relances non préparées" if one.remind else "dossiers et lettres non préparés"
            told = f"{what} ({named([names[insee] for insee in one.communes])}) : {error}"
            yield UsageError(told, error.problems) if len(asked) > 1 else error


def _names(chosen: Sequence[Outgoing]) -> dict[str, str]:
    return {one.dossier.commune.insee: one.dossier.commune.nom for one in chosen}


def ticked() -> tuple[str, ...]:
    """Return the documents that the form names, by their numbers; all of the list with « toutes »."""
    if request.form.get("toutes"):
        return tuple(one.standing.number for one in listed())
    return tuple(request.form.getlist("acte"))


def _chosen(place: str) -> list[Outgoing]:
    """Return what the form names: one of the list by its button, or what is ticked; ``place`` is what was pressed."""
    one = request.form.get("seul", "")
    numbers = {one} if one else set(ticked())
    chosen = [one for one in rows() if one.standing.number in numbers]
    if not chosen:
        raise LackError("Aucune commune n’est cochée : cochez celles dont vous voulez le courriel.", place)
    return chosen


def _words() -> str | None:
    """Return the words to add, None when the form does not ask for them: those of a draft that waits are kept."""
    return request.form.get("ajout")


@screen.post("/voir")
def foresee() -> AnyResponse:
    """Show the e-mails as their communes would see them; nothing is written."""
    here, chosen, words = project(), _chosen("apercu"), _words()
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
    chosen, here = _chosen("preparer"), project()
    names = _names(chosen)
    archives = bool(request.form.get("seul") or request.form.get("archives"))
    asked = requests_for(chosen, archives=archives, jobs=desk().workers, words=_words())

    def work(progress: Progress) -> tuple[MailReport | ConventionsError, ...]:
        outcomes = tuple(_outcomes(here, asked, names, progress))
        if len(outcomes) == 1 and isinstance(outcomes[0], ConventionsError):
            raise outcomes[0]
        return outcomes

    return begin(f"Préparer {plural(len(chosen), 'brouillon')}", "mailing.prepared", work)


@screen.get("/prepares/<travail>")
def prepared(travail: str) -> str:
    """Show the drafts that a job wrote."""
    outcomes: tuple[MailReport | ConventionsError, ...] = finished(travail).report
    reports = [one for one in outcomes if isinstance(one, MailReport)]
    errors = [one for one in outcomes if isinstance(one, ConventionsError)]
    mails = [mail for report in reports for mail in report.mails]
    problems = [problem for one in outcomes for problem in one.problems]
    return render_template("mailing_prepared.html", mails=mails, errors=errors, problems=problems, most=ROWS)


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


@screen.get("/brouillons.zip")
def drafts() -> Response:
    """Hand out the drafts of the list that are ready, a page of it, as one archive: a mail program takes them all."""
    page = paged(listed())
    data = drafts_archive(project(), page.rows)
    return handed(data, f"brouillons-{status().on}.zip") if data else abort(404)
