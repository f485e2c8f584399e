"""The dashboard: what is to do today, and where each dossier stands."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from generator.errors import DataError
from generator.inputs.communes import slug
from generator.register.standing import Standing
from generator.runs.followup import followup as followup_run
from generator.runs.followup.dossierstatus import DossierStatus
from generator.runs.followup.followup import FollowUpRequest
from generator.runs.followup.status import StatusReport, StatusRequest
from generator.runs.followup.statustable import NOT_MADE, avenants_told, state_told, status_csv
from generator.runs.receiving.returns import waiting
from generator.web.desk import desk, is_part, project, status
from generator.web.gestures import Gesture, Task, codes_of, gesture_of, tasks, way
from generator.web.paging import paged
from generator.web.screens.files import handed, shown_pdf
from generator.web.screens.jobs import begin_run, shows

screen = Blueprint("dashboard", __name__, url_prefix="/<campagne>")
#: What the states do not say, and the list can be narrowed to; a dossier that was never made has no state.
MARKS: Mapping[str, tuple[str, Callable[[DossierStatus], bool]]] = {
    "unmade": (NOT_MADE, lambda one: one.convention is None),
    "late": ("en retard", lambda one: one.late),
    "resend": ("à renvoyer", lambda one: one.resend is not None),
    "aside": ("mis de côté", lambda one: one.notes.aside is not None),
}
_Key = Callable[[DossierStatus], Any]


def _convention(read: Callable[[Standing], Any]) -> _Key:
    return lambda one: read(one.convention) if one.convention else None


#: The columns: the name in the address, the title, and by what the list is sorted; None is always last.
COLUMNS: Mapping[str, tuple[str, _Key]] = {
    "commune": ("Commune", lambda one: one.slug),
    "numero": ("N°", _convention(lambda found: found.number)),
    "etat": ("État", lambda one: one.state),
    "envoye": ("Envoyé le", _convention(lambda found: found.sent_on)),
    "deliberation": ("Délibération n°", _convention(lambda found: found.act and found.act.act.number)),
    "seance": ("du", _convention(lambda found: found.act and found.act.act.decided_on)),
    "transmise": ("Transmise", _convention(lambda found: found.act and found.act.act.transmitted_on)),
    "signe": ("Signé", _convention(lambda found: found.signature and found.signature.signed_on)),
    "vigueur": ("En vigueur", _convention(lambda found: found.signature and found.signature.notified_on)),
    "terme": ("Terme", lambda one: one.term),
    "avenant": ("Avenant", lambda one: avenants_told(one) or None),
    "geste": ("Prochain geste", lambda one: one.action and (one.action.waiting, one.urgency)),
}


@screen.get("/")
def show() -> str | AnyResponse:
    """Show what is to do and the dossiers that the address asks for; a search that finds one goes to it."""
    try:
        report = status()
    except DataError as error:
        return render_template("failure.html", screen="Tableau de bord", told=str(error), problems=error.problems)
    found, hidden = narrowed(report)
    partial = is_part()
    if request.args.get("chercher") and len(found) == 1 and not partial:
        return redirect(url_for("dossier.show", insee=found[0].commune.insee))
    return render_template(
        "dashboard_list.html" if partial else "dashboard.html",
        report=report,
        page=paged(found),
        hidden=hidden,
        columns=COLUMNS,
        marks=MARKS,
        gesture_of=gesture_of,
        state_told=state_told,
        avenants_told=avenants_told,
        way=way,
        args=_arguments(),
        order=_order,
        returned=[] if partial else [one for one in waiting(project()) if not one.kept and not one.aside],
        **_told_once(report),
    )


def _told_once(report: StatusReport) -> dict[str, Any]:
    """Return what is counted of all dossiers, as long as nothing changes."""

    def count() -> dict[str, Any]:
        active = [one for one in report.dossiers if one.notes.aside is None]
        counts = Counter[str](one.state for one in report.dossiers if one.convention)
        counts.update(name for name, (_, holds) in MARKS.items() for one in report.dossiers if holds(one))
        aside = [one for one in report.dossiers if one.notes.aside is not None]
        due = tasks(active)
        return {"counts": counts, "tasks": due, "aside": aside, "past": _past(report, due)}

    here = project()
    return desk().kept(("dashboard", here.campaign), here, count)


def _past(report: StatusReport, due: Sequence[Task]) -> tuple[datetime.date, int, Gesture | None] | None:
    """Return the term that is past for most dossiers, since how many days and what is due for it; None when none is."""
    terms = Counter(one.term for one in report.dossiers if not one.ended and one.term < report.on)
    found = terms.most_common(1)
    gesture = next((task.gesture for task in due if task.code == "term"), None)
    return (found[0][0], (report.on - found[0][0]).days, gesture) if found else None


def narrowed(report: StatusReport) -> tuple[list[DossierStatus], int]:
    """Return the dossiers that the address asks for, in its order, and how many of communes that left are hidden.

    What was signed is always shown.
    """
    asked = request.args
    found: list[DossierStatus] = list(report.dossiers)
    state, code, sought = asked.get("etat", ""), asked.get("geste", ""), slug(asked.get("chercher", ""))
    if state:
        holds = MARKS[state][1] if state in MARKS else lambda one: one.convention is not None and one.state == state
        found = [one for one in found if holds(one)]
    if code:
        found = [one for one in found if code in codes_of(one) and one.notes.aside is None]
    if sought:
        return _sorted([one for one in found if sought in _haystack(one)]), 0
    left = [one for one in found if one.commune.absence and not _signed(one)]
    if not asked.get("absentes"):
        gone = {one.commune.insee for one in left}
        return _sorted([one for one in found if one.commune.insee not in gone]), len(left)
    return _sorted(found), 0


def _signed(dossier: DossierStatus) -> bool:
    return dossier.known.signature is not None


def _haystack(dossier: DossierStatus) -> str:
    """Return what a search looks in: the commune, its code, the numbers, the mayor."""
    commune = dossier.commune
    numbers = (one.number for one in dossier.documents)
    mayor = (commune.row.get(name, "") for name in ("prenom_maire", "nom_maire"))
    return slug(" ".join((commune.nom, commune.insee, *numbers, *mayor, commune.former)))


def _order() -> tuple[str, bool]:
    """Return the column by which the list is sorted, "" for the file's own order, and whether from the last one."""
    asked = request.args.get("tri", "")
    name = asked.removeprefix("-")
    return (name, asked.startswith("-")) if name in COLUMNS else ("", False)


def _sorted(dossiers: Sequence[DossierStatus]) -> list[DossierStatus]:
    name, last_first = _order()
    if not name:
        return list(dossiers)
    read = COLUMNS[name][1]
    known = sorted((one for one in dossiers if read(one) is not None), key=read, reverse=last_first)
    return [*known, *(one for one in dossiers if read(one) is None)]


def _arguments() -> dict[str, str]:
    """Return the filters of the address, without the page: what another link keeps."""
    names = ("etat", "geste", "chercher", "tri", "absentes")
    return {name: request.args[name] for name in names if request.args.get(name)}


@screen.get("/suivi.csv")
def csv() -> Response:
    """Hand out the list, all its pages, for a spreadsheet; its filter is in its name."""
    report = status()
    data = status_csv(narrowed(report)[0]).encode("utf-8-sig")
    filters = "-".join(slug(value) for name, value in _arguments().items() if name != "tri")
    return handed(data, f"suivi-{report.on}{'-' if filters else ''}{filters}.csv")


@screen.post("/suivi")
def print_followup() -> AnyResponse:
    """Make the follow-up for the Bureau."""
    asked = FollowUpRequest(StatusRequest(), desk().engine)
    return begin_run("Suivi à imprimer", "dashboard.followup", followup_run.run, asked)


shows(screen, "/suivi", "followup", "followup.html")


@screen.get("/suivi.pdf")
def followup_pdf() -> Response:
    """Hand out the last follow-up."""
    return shown_pdf(project().follow_up)
