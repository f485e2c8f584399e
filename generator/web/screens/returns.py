"""The returns: what came back from the communes, handed in, read, and put where it belongs."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from flask import Blueprint, Response, flash, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response as AnyResponse

from generator.actor import actor
from generator.errors import DataError, UsageError
from generator.language.agreement import plural
from generator.progress import Progress, Silence
from generator.register.journal import today_in_france
from generator.register.recordedacts import RecordedAct
from generator.runs.followup.dossierstatus import DossierStatus
from generator.runs.receiving import readings as readings_run
from generator.runs.receiving.readings import ReadingsReport, ReadingsRequest
from generator.runs.receiving.reception import Reception
from generator.runs.receiving.returns import ASIDE, Waiting, names_waiting, receive, returned_file, set_aside, waiting
from generator.web.desk import clerk, desk, is_part, project, status
from generator.web.lacks import LackError
from generator.web.paging import paged
from generator.web.reviews import Read, key_of
from generator.web.screens.dossier import name_of
from generator.web.screens.jobs import begin, finished
from generator.web.sheets import seal_of
from generator.web.uploads import sound_of
from generator.workers import LocalWorkers

screen = Blueprint("returns", __name__, url_prefix="/<campagne>/retours")
#: Where a browser keeps what is said of the files that were not kept, until those that were are read.
_UNKEPT = "refuses"
#: Seconds that a request waits for a file that is read again.
_LONG = 300.0


@dataclass(frozen=True, slots=True)
class Row:
    """A file of the folder, with what was read of it: None while it was not; ``recorded`` are the acts it gave."""

    file: Waiting
    read: Read | None
    recorded: tuple[tuple[DossierStatus, RecordedAct], ...]

    def may_be_of(self, insee: str) -> bool:
        """Tell whether it is about a commune, or nothing says yet about which; what was set aside is not."""
        reviews = self.read.reviews if self.read else ()
        found = {dossier.commune.insee for dossier, _ in self.recorded}
        found |= {one.returned.commune.insee for one in reviews if one.returned.commune}
        return insee in found or not (found or self.file.aside)


def reception() -> Reception:
    """Return what places a deliberation in the register as it is now; it reads no file."""
    here = project()
    return desk().kept(
        ("reception", here.campaign), here, lambda: Reception(here, LocalWorkers(1, Silence().check), today_in_france())
    )


@screen.get("/")
def show() -> str:
    """Show the drop zone, and the files of the folder with what became of each."""
    name = project().campaign.name
    acts = _recorded()
    rows = [
        Row(file, desk().reviews.find(name, key_of(file.sha256)), tuple(acts.get(file.sha256, ())))
        for file in waiting(project())
    ]
    with suppress(DataError):  # communes.csv cannot be read: each file is shown as it was last placed
        for review in (review for row in rows if row.read for review in row.read.reviews):
            review.place(reception())
    unread = sum(1 for row in rows if not (row.read or row.file.kept or row.file.aside))
    seen, insee = seal_of(names_waiting(project())), request.args.get("commune", "")
    alone = name_of(insee)
    rows = [row for row in rows if not alone or row.may_be_of(insee)]
    failed = [row.file.name for row in rows if row.read and row.read.reading.failure and not row.file.aside]
    shown = {"page": paged(rows), "alone": alone, "unread": unread, "failed": failed, "aside": ASIDE, "seen": seen}
    return render_template("returns.html", **shown)


def _recorded() -> dict[str, list[tuple[DossierStatus, RecordedAct]]]:
    """Return the acts in force by the SHA-256 of the file that each was read in; none while the data cannot be read."""
    found: dict[str, list[tuple[DossierStatus, RecordedAct]]] = {}
    with suppress(DataError):
        for dossier in status().dossiers:
            for act in (one.act for one in dossier.documents if one.act):
                found.setdefault(act.original.sha256, []).append((dossier, act))
    return found


@screen.get("/nouveaux")
def newcomers() -> str | AnyResponse:
    """Say that the folder holds other files than the list that is shown, part of the screen."""
    if not is_part():
        return redirect(url_for("returns.show"))
    found = names_waiting(project())
    return Response(status=204) if seal_of(found) == request.args.get("vu") else render_template("returns_new.html")


@screen.get("/enregistrees")
def recorded() -> str:
    """List the deliberations that the register has."""
    found = [(dossier, one) for dossier in status().dossiers for one in dossier.documents if one.act]
    return render_template("returns_recorded.html", page=paged(found))


@screen.post("/deposer")
def hand_in() -> AnyResponse:
    """Keep files that are handed in, and read them; one that is no document keeps no other away."""
    files, wrong = sound_of("fichiers")
    if not files:
        raise LackError(
            f"{wrong[0]} ; rien n’a été gardé." if wrong else "Choisissez un ou plusieurs fichiers.", "deposer"
        )
    if wrong:
        kept = plural(len(wrong), "fichier n’a pas été gardé", "fichiers n’ont pas été gardés")
        session[_UNKEPT] = f"{kept} : {' ; '.join(wrong[:5])}{' ; …' if wrong[5:] else '.'}"
        flash(session[_UNKEPT], "warning")
    return _read(tuple(receive(project(), file.name, file.data) for file in files))


@screen.post("/lire")
def read() -> AnyResponse:
    """Read the files named; all that were not read yet when none is."""
    names = request.form.getlist("fichier")
    if names:
        return _read(tuple(returned_file(project(), name) for name in names))
    campaign = project().campaign.name
    found = [
        returned_file(project(), file.name)
        for file in waiting(project())
        if not (file.kept or file.aside or desk().reviews.find(campaign, key_of(file.sha256)))
    ]
    if not found:
        raise UsageError("Tout ce qui est dans le dossier retours est déjà lu.")
    return _read(tuple(found))


def _read(files: tuple[Path, ...]) -> AnyResponse:
    title = f"Lire {plural(len(files), 'fichier revenu', 'fichiers revenus')}"
    return begin(title, "returns.done", _reading(files), writes=False)


def _reading(files: tuple[Path, ...]) -> Callable[[Progress], ReadingsReport]:
    """Return the work that reads files: each is seen at once, whether or not somebody waits for the rest."""
    here, shared = project(), desk()
    asked = ReadingsRequest(
        files, lambda reading: shared.reviews.take(here.campaign.name, reading), jobs=shared.workers
    )
    return lambda progress: readings_run.run(here, asked, progress)


def read_again(key: str) -> None:
    """Read a file of the folder by the key of what was read of it, while whoever looks at it waits."""
    kept = next((file for file in waiting(project()) if key_of(file.sha256) == key), None)
    if kept is None:
        return
    title, shared = f"Relire {kept.name}", desk().jobs
    actor().tell(f"Le programme a redémarré : {kept.name} est relu…")
    work = _reading((returned_file(project(), kept.name, kept.aside),))
    job = next((one for one in shared.newest if one.title == title and not one.over), None) or shared.start(
        title, clerk(), project().campaign.name, "returns.done", work, writes=False
    )
    job.wait(_LONG)
    if job.error:
        raise job.error


@screen.get("/lus/<travail>")
def done(travail: str) -> AnyResponse:
    """Go to the only deliberation of a job that read one, to the list otherwise."""
    report: ReadingsReport = finished(travail).report
    if unkept := session.pop(_UNKEPT, ""):  # who looked away while the others were read did not see it
        flash(unkept, "warning")
    if len(report.readings) == 1:
        (one,) = report.readings
        if one.failure:
            raise one.failure
        if one.delivered and len(one.delivered.deliberations) == 1 and not one.answers:
            return redirect(url_for("returns.review", cle=key_of(one.sha256), rang=0))
        return redirect(url_for("returns.file", cle=key_of(one.sha256)))
    flash(f"{report.told}.", "warning" if report.error else "ok")
    return redirect(url_for("returns.show"))


@screen.post("/ranger")
def move() -> AnyResponse:
    """Set a file aside, as no deliberation either, or back among those that wait."""
    name, aside = request.form.get("fichier", ""), request.form.get("ou", "")
    if aside and aside not in ASIDE:
        raise UsageError("Ce dossier n’est pas un de ceux où l’on met de côté.")
    set_aside(project(), name, aside)
    flash(f"{name} : {ASIDE[aside] if aside else 'remis parmi les retours'}.")
    return redirect(url_for("returns.show"), 303)
