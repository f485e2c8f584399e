"""The annexes of the campaign: a PDF joined to the dossiers by a form, or taken off; the order of all documents."""

from __future__ import annotations

from collections.abc import Mapping

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from generator.errors import RefusedError, UsageError
from generator.language.lists import enumeration
from generator.progress import Silence
from generator.runs.campaigns import annexes as annexes_run
from generator.runs.campaigns.annexes import AMENDING, KEYS, PACK, PLACES, AnnexesReport, AnnexesRequest
from generator.web.desk import campaign, project
from generator.web.lacks import LackError, names_in, read_days, shown_value
from generator.web.screens.models import screen as models
from generator.web.sheets import seal_of
from generator.web.uploads import handed_in
from generator.web.wording import capital

#: To what an annexe is joined, by its place.
_WITH = {PACK: "dossiers", AMENDING: "avenants"}


@models.get("/annexes")
def annexes() -> str:
    """Show them, with the form of one more."""
    return _page(annexes_run.run(project(), AnnexesRequest(), Silence()), {}, {})


@models.post("/annexes")
def join_annexe() -> str | AnyResponse:
    """Join a PDF, or take one off; what is wrong is told at its field, and the file is to be chosen again."""
    form = request.form
    if raised := form.get("monter", ""):
        place, _, rank = raised.partition(" ")
        if not rank.isdecimal():
            abort(400)
        if form.get("vu", "") != seal_of(annexes_run.run(project(), AnnexesRequest(), Silence()).documents):
            raise RefusedError("L’ordre des documents a changé entre-temps : rien n’a été écrit.")
        made = annexes_run.run(project(), AnnexesRequest(raised=int(rank), place=place), Silence())
        flash(f"« {made.documents[place][int(rank) - 1].get('titre')} » vient maintenant plus tôt.", "make")
        return redirect(url_for("models.annexes"), 303)
    if taken := form.get("retirer", ""):
        place, _, removed = taken.partition(" ")
        annexes_run.run(project(), AnnexesRequest(removed=removed, place=place), Silence())
        flash(
            f"{removed} n’est plus joint aux {_WITH.get(place, '')} ; le fichier reste dans le dossier de la campagne.",
            "make",
        )
        return redirect(url_for("models.annexes"), 303)
    given = handed_in("fichier")
    if not given:
        raise LackError("Choisissez le PDF à joindre.", "annexe", "models.annexes")
    typed = {key: " ".join(form.get(key, "").split()) for key in (*KEYS, "place")}
    days, unread = read_days({"date": typed["date"]})
    if unread:
        return _page(annexes_run.run(project(), AnnexesRequest(), Silence()), typed, unread)
    values = {
        "titre": typed["titre"],
        "date": days.get("date"),
        "communes": list(names_in(typed["communes"])),
        "a_signer": bool(typed["a_signer"]),
    }
    place = typed["place"] if typed["place"] in PLACES else PACK
    asked = AnnexesRequest(given[0].name, given[0].data, values, place=place)
    try:
        report = annexes_run.run(project(), asked, Silence())
    except UsageError as error:  # it is no PDF that can be joined
        return _page(annexes_run.run(project(), AnnexesRequest(), Silence()), typed, {"modele": str(error)})
    if report.problems:
        told = {one.column.rpartition(".")[2]: capital(f"{one.message} ; {one.remedy}.") for one in report.problems}
        return _page(report, typed, {key if key in KEYS else "modele": text for key, text in told.items()})
    flash(_told(report, given[0].name), "make")
    return redirect(url_for("models.annexes"), 303)


def _told(report: AnnexesReport, name: str) -> str:
    """Say where an annexe that was joined will be, and why."""
    found = report.examined
    if found and found.signatures:
        return f"{name} sera joint à côté du dossier relié, octet pour octet : il est signé."
    if found and found.apart:
        return f"{name} sera joint à côté du dossier relié, tel quel : {enumeration(found.apart)}."
    if found and found.faults and not campaign().annexes_non_conformes:
        return f"{name} sera joint à côté du dossier relié : il ne suit pas PDF/A et PDF/UA."
    if found and found.faults:
        return f"{name} sera joint dans le dossier relié, qui ne portera plus les mentions PDF/A et PDF/UA."
    return f"{name} sera joint dans le dossier relié."


def _page(report: AnnexesReport, typed: Mapping[str, str], errors: Mapping[str, str]) -> str:
    rows = [{**row, "date": shown_value(row.get("date"))} for row in report.rows]
    shown = {"rows": rows, "typed": typed, "errors": errors, "places": _WITH, "seal": seal_of(report.documents)}
    return render_template("model_annexes.html", report=report, **shown)
