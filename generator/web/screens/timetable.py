"""The calendar: the half-days of each mediator by month, communes moved by click and key, agendas and posters."""

from __future__ import annotations

import datetime

from flask import Blueprint, Response, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from generator.errors import count_errors
from generator.inputs.communes import Slot
from generator.language.agreement import plural
from generator.language.numbers import ordinal
from generator.progress import Silence
from generator.register.journal import today_in_france
from generator.runs.campaigns import newplanning as newplanning_run
from generator.runs.campaigns.newplanning import NewPlanningRequest
from generator.runs.communes import move as move_run, slots as slots_run, timetable as timetable_run
from generator.runs.communes.move import MoveRequest
from generator.runs.communes.slots import SlotsRequest
from generator.runs.communes.timetable import TimetableReport, TimetableRequest
from generator.web.desk import campaign, desk, project
from generator.web.screens.files import handed

screen = Blueprint("timetable", __name__, url_prefix="/<campagne>/calendrier")
#: How many mediators stand side by side, how many communes in the tray, and how many months on a poster.
_COLUMNS, _TRAY, _POSTER = 8, 100, 12


@screen.before_request
def tell_no_planning() -> str | None:
    """Say of a campaign without a planning that it has no calendar, and how it gets one."""
    none = campaign().planning is None and request.endpoint != "timetable.begin"
    return render_template("timetable_none.html") if none else None


@screen.post("/planning")
def begin() -> AnyResponse:
    """Give the campaign a planning, and open its settings."""
    made = newplanning_run.run(project(), NewPlanningRequest(), Silence())
    rules = f", avec les règles de la campagne {made.model}" if made.model else ""
    flash(
        f"La campagne a un planning{rules}. Relisez ses réglages ci-dessous, le modèle {made.template}, et "
        "l’article de la convention qui doit l’annoncer.",
        "make",
    )
    back = url_for("timetable.show")
    return redirect(url_for("models.settings", suite=back, _anchor="planning"), 303)


@screen.get("/")
def show() -> str:
    """Show a month: who is where, who is nowhere; the free places of a commune that is being moved."""
    table = _table()
    year, month = _month(table)
    moving = table.find(request.args["deplacer"]) if request.args.get("deplacer") else None
    mediators = list(table.mediators.items())
    pages = max(1, -(-len(mediators) // _COLUMNS))
    number = min(max(1, request.args.get("page", 1, type=int)), pages)
    months = list(_months(table))
    place = months.index((year, month))
    return render_template(
        "timetable.html",
        table=table,
        halves=table.month(year, month),
        mediators=mediators[(number - 1) * _COLUMNS : number * _COLUMNS],
        number=number,
        pages=pages,
        month=f"{year}-{month:02d}",
        first=datetime.date(year, month, 1),
        before=_named(months[place - 1]) if place else "",
        after=_named(months[place + 1]) if place + 1 < len(months) else "",
        months=[(_named(one), datetime.date(*one, 1)) for one in months],
        moving=moving,
        tray=table.unplaced[:_TRAY],
    )


@screen.post("/deplacer")
def move() -> AnyResponse:
    """Move a commune; one that has signed is only shown what an avenant would ask."""
    insee, slot = request.form.get("insee", ""), _slot(request.form.get("creneau", ""))
    month = request.form.get("mois", "")
    resident = _table().find(insee)
    if resident.signed:
        return redirect(url_for("timetable.wish", insee=insee, creneau=request.form["creneau"], mois=month), 303)
    seen = request.form.get("vu", "")
    report = move_run.run(project(), MoveRequest(insee, slot, _slot(seen) if seen else None), Silence())
    wrong = count_errors(report.problems)
    flash(f"{resident.commune.nom} : {_told(slot)}, écrit dans communes.csv.", "warning" if wrong else "make")
    return redirect(url_for("timetable.show", mois=month), 303)


@screen.get("/souhait")
def wish() -> str:
    """Say that a commune that has signed moves by an avenant only, and lead there."""
    resident = _table().find(request.args.get("insee", ""))
    slot = _slot(request.args.get("creneau", ""))
    return render_template("timetable_wish.html", resident=resident, slot=slot, told=_told(slot))


@screen.route("/proposition", methods=["GET", "POST"])
def propose() -> str | AnyResponse:
    """Show a free slot for every commune without one, then write them."""
    writes = request.method == "POST"
    report = slots_run.run(project(), SlotsRequest(dry_run=not writes), Silence())
    if not writes:
        return render_template("timetable_proposal.html", report=report, told=_told)
    if report.slots:
        them = f"{plural(len(report.slots), 'créneau écrit', 'créneaux écrits')} dans {' et '.join(report.files)}"
        flash(f"{them} : relisez-{'les' if report.slots[1:] else 'le'}.", "make")
    else:
        flash("Toutes les communes qui participent ont déjà un créneau : rien n’a été écrit.")
    return redirect(url_for("timetable.show"), 303)


@screen.get("/commune/<insee>")
def commune(insee: str) -> str:
    """Show all half-days of a commune to its term."""
    return render_template("timetable_commune.html", resident=_table().find(insee), told=_told)


@screen.get("/affiche/<mediateur>")
def poster(mediateur: str) -> str:
    """Show the days of a mediator in each commune, twelve months at most, as many as an A3 holds."""
    table = _table()
    if mediateur not in table.mediators:
        abort(404)
    every = _months(table)
    years = [every[first : first + _POSTER] for first in range(0, len(every), _POSTER)]
    months = years[every.index(_month(table)) // _POSTER]
    offered = [(week, *half) for week in (1, 2, 3, 4) for half in table.halves]
    stays = sorted(table.stays_of(mediateur), key=lambda found: offered.index(found[1].slot.when[1:]))
    days = {(half.week, half.weekday, half.half, month): half for month in months for half in table.month(*month)}
    rows = [(one, stay, [days[(*stay.slot.when[1:], month)] for month in months]) for one, stay in stays]
    return render_template(
        "timetable_poster.html",
        table=table,
        name=table.mediators[mediateur],
        rows=rows,
        months=[datetime.date(*month, 1) for month in months],
        years=[(_named(year[0]), datetime.date(*year[0], 1), datetime.date(*year[-1], 1)) for year in years],
        month=_named(months[0]),
    )


@screen.get("/agenda/<mediateur>.ics")
def agenda(mediateur: str) -> Response:
    """Hand out the agenda of a mediator."""
    answer = handed(_table().agenda(mediateur), f"{mediateur}.ics")
    answer.mimetype = "text/calendar"
    return answer


def _table() -> TimetableReport:
    here = project()
    return desk().kept(
        ("timetable", here.campaign), here, lambda: timetable_run.run(here, TimetableRequest(), Silence())
    )


def _months(table: TimetableReport) -> list[tuple[int, int]]:
    return [(month.year, month.month) for month in table.months]


def _month(table: TimetableReport) -> tuple[int, int]:
    """Return the month that the address asks for, today's otherwise, the nearest of the term."""
    today, months = today_in_france(), _months(table)
    asked = next((one for one in months if _named(one) == request.args.get("mois")), (today.year, today.month))
    return min(max(asked, months[0]), months[-1])


def _named(month: tuple[int, int]) -> str:
    return f"{month[0]}-{month[1]:02d}"


def _slot(text: str) -> Slot:
    """Read a slot as a button of the grid says it."""
    parts = text.split("|")
    if len(parts) != 4 or parts[1] not in ("1", "2", "3", "4"):
        abort(400)
    return Slot(parts[0], int(parts[1]), parts[2], parts[3], "Mairie")


def _told(slot: Slot) -> str:
    return f"le {ordinal(slot.semaine)} {slot.jour} du mois, {slot.demi_journee}, {slot.mediateur}"
