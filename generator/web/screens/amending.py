"""Evaluate and amend: what an evaluation and a revision would do, shown, then done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from generator.errors import ConventionsError, DataError, Problem, RefusedError, TemplateError, UsageError
from generator.files import regular_file, write_new
from generator.progress import Progress
from generator.project import Project
from generator.refusals import writing
from generator.runs.life import amend as amend_run, evaluating as evaluating_run
from generator.runs.life.amend import AmendReport, AmendRequest
from generator.runs.life.evaluating import SLOTS
from generator.runs.life.wordings import check_days
from generator.runs.making.build import BuildRequest
from generator.web.desk import desk, project, status
from generator.web.lacks import LackError, names_in, read_days
from generator.web.screens.dossier import names as names_of
from generator.web.screens.jobs import begin, finished
from generator.web.sheets import seal_of
from generator.web.uploads import handed_in

screen = Blueprint("amending", __name__, url_prefix="/<campagne>/evaluer")
#: What a form asks by, in the order of ``Asked``.
_FIELDS = ("evaluation", "revision", "effet", "motif", "delibere", "qui")
#: What is handed in as a revision; anything else is an evaluation.
_REVISIONS = (".toml", ".docx")
#: What a clerk who asked for a review can mend: it is shown as what came of it.
_TOLD = (DataError, TemplateError, RefusedError, UsageError)
#: How a review is grouped.
CARDS = {
    "amended": "Avenant",
    "planning": "Planning refait, convention pas encore signée",
    "template": "Modèle à changer",
    "waiting": "En attente d’un avenant précédent",
    "cancelled": "Avenant annulé",
    "unchanged": "Rien",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form asks for, as it is sent back: names of files of both folders, and what a revision in Word lacks."""

    evaluation: str
    revision: str
    effect: str
    why: str
    vote: str
    communes: str

    @classmethod
    def read(cls) -> Asked:
        return cls(*(request.form.get(name, "").strip() for name in _FIELDS))

    @property
    def sent(self) -> tuple[tuple[str, str], ...]:
        """What the form held, by the names of its fields."""
        return tuple(zip(_FIELDS, astuple(self), strict=True))

    def request(self, here: Project, building: BuildRequest) -> AmendRequest:
        """Return what the run is asked. Raises UsageError."""
        effect = read_days({"effet": self.effect})[0].get("effet")
        evaluation = chosen(here.evaluations, self.evaluation)
        revision = chosen(here.revisions, self.revision)
        return AmendRequest(evaluation, revision, building, names_in(self.communes), effect, self.why, bool(self.vote))


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What would be done, or was; nothing was when it is no longer what was seen, ``changed``.

    Nor was it when so many avenants would be cancelled that nobody ticked, ``unconfirmed``; those ``ticked`` stay so.
    """

    asked: Asked
    report: AmendReport
    made: bool = False
    changed: bool = False
    unconfirmed: int = 0
    ticked: frozenset[str] = frozenset()

    @property
    def seal(self) -> str:
        """The seal of what a person agrees to."""
        return seal_of([self.report.as_json()["decisions"], self.report.numbers])


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a review could not be made; ``period`` is that of the evaluation, "" when it says none."""

    asked: Asked
    error: ConventionsError
    period: str = ""


def chosen(folder: Path, name: str) -> Path | None:
    """Return a file of a folder by its name, None without one; raises UsageError when it is not there any more."""
    if not name:
        return None
    found = regular_file(folder, name)
    if found is None or "/" in name:
        raise UsageError(f"{name} : ce fichier n’est plus là ; rechargez la page.")
    return found


def names(folder: Path) -> list[str]:
    """Return the files of a folder, those changed last first."""
    found = [path for path in folder.glob("*") if path.is_file() and not path.name.startswith((".", "~"))]
    return [path.name for path in sorted(found, key=lambda path: (-path.stat().st_mtime_ns, path.name))]


def refusals(told: Sequence[Problem]) -> str:
    """Say why a day of effect is refused, "" when it is not."""
    return " ".join(f"{one.commune} : {one.message} ; {one.remedy}." for one in told if one.level == "error")


@screen.get("/")
def show() -> str:
    """Show the three steps: the figures, the articles, the review."""
    return _shown({})


def _shown(errors: Mapping[str, str]) -> str:
    here = project()
    return render_template(
        "amending.html",
        errors=errors,
        evaluations=names(here.evaluations),
        revisions=names(here.revisions),
        chosen={"qui": names_of().get(request.args.get("commune", ""), ""), **request.values},
        wish={name: request.args[name] for name in ("insee", *SLOTS) if request.args.get(name)},
        wishing=names_of().get(request.args.get("insee", ""), ""),
    )


@screen.post("/deposer")
def hand_in() -> AnyResponse:
    """Keep an evaluation or a revision that is handed in, never over another one."""
    here, files = project(), handed_in("fichiers")
    if not files:
        raise LackError("Choisissez le fichier de l’évaluation ou de la révision.", "deposer")
    chosen = {"evaluation": "", "revision": ""}
    for file in files:
        revises = file.name.lower().endswith(_REVISIONS)
        folder = here.revisions if revises else here.evaluations
        with writing(folder / file.name):
            chosen["revision" if revises else "evaluation"] = write_new(folder / file.name, file.data).name
    flash(f"Gardé : {', '.join(filter(None, chosen.values()))}.")
    goal = url_for(
        "amending.show", evaluation=chosen["evaluation"] or None, revision=chosen["revision"] or None, _anchor="pas3"
    )
    return redirect(goal, 303)


@screen.post("/examiner")
def examine() -> str | AnyResponse:
    """Work out what would be done, and do nothing; a day of effect that no convention allows is told at once."""
    here, asked = project(), Asked.read()
    if unread := read_days({"effet": asked.effect})[1]:
        return _shown(unread)
    wanted = asked.request(here, BuildRequest(engine=desk().engine, jobs=desk().workers, dry_run=True))
    if wanted.effect:
        told = check_days(here, wanted.effect, None, wanted.communes)
        if beyond := refusals(told):
            return _shown({"effet": beyond})
        for one in told:
            flash(f"{one.message[:1].upper()}{one.message[1:]} ; {one.remedy}.", "warning")
    if not (asked.evaluation or asked.revision):
        raise LackError("Choisissez ci-dessus une évaluation, une révision, ou les deux.", "examiner")

    def work(progress: Progress) -> Reviewed | Refused:
        try:
            return Reviewed(asked, amend_run.run(here, wanted, progress))
        except _TOLD as error:
            period = evaluating_run.period_of(wanted.evaluation) if wanted.evaluation else ""
            return Refused(asked, error, period)

    return begin("Examiner l’évaluation et la révision", "amending.review", work, writes=False)


@screen.post("/fabriquer")
def make() -> AnyResponse:
    """Make the avenants that were reviewed, unless something changed since; what is cancelled was ticked one by one."""
    here, asked, seen = project(), Asked.read(), request.form.get("vu", "")
    ticked = frozenset(request.form.getlist("annule"))
    options = {"engine": desk().engine, "jobs": desk().workers}

    def work(progress: Progress) -> Reviewed | Refused:
        try:
            dry = asked.request(here, BuildRequest(dry_run=True, **options))  # type: ignore[arg-type]  # each of its own type
            found = Reviewed(asked, amend_run.run(here, dry, progress))
            if found.seal != seen:
                return replace(found, changed=True)
            cancelled = {one.cancels for one in found.report.decisions if one.cancels}
            if cancelled - ticked:
                return replace(found, unconfirmed=len(cancelled - ticked), ticked=ticked)
            wanted = asked.request(here, BuildRequest(**options))  # type: ignore[arg-type]  # as above
            return Reviewed(asked, amend_run.run(here, wanted, progress), made=True)
        except _TOLD as error:
            return Refused(asked, error)

    return begin("Fabriquer les avenants", "amending.review", work)


@screen.get("/examen/<travail>")
def review(travail: str) -> str:
    """Show what would be done, or was, in cards."""
    found: Reviewed | Refused = finished(travail).report
    if isinstance(found, Refused):
        return render_template("amending_refused.html", found=found)
    cards: dict[str, list[object]] = {name: [] for name in CARDS}
    for one in found.report.decisions:
        if one.cancels:
            cards["cancelled"].append(one)
        elif one.verdict == "unsigned":
            if one.slot:
                cards["planning"].append(one)
            if one.rewords:
                cards["template"].append(one)
        else:
            cards[one.verdict].append(one)
    sent = {one.commune.insee for one in status().dossiers if one.convention and one.convention.sent_on}
    return render_template(
        "amending_made.html" if found.made else "amending_review.html",
        found=found,
        report=found.report,
        cards=cards,
        labels=CARDS,
        sent=sent,
        given=_given(found.report),
    )


def _given(report: AmendReport) -> Mapping[str, str]:
    """Return the number of the avenant of each commune that gets one, by INSEE code."""
    amended = {one.commune.insee for one in report.decisions if one.verdict == "amended"}
    return {one.insee: one.number for one in report.build.outcomes if one.insee in amended and one.kind == "avenant"}
