"""New campaigns: six questions and a list of articles, or a convention that follows another one."""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from flask import flash, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from generator.errors import ConventionsError, UsageError
from generator.inputs.communes import slug
from generator.progress import Silence
from generator.project import campaigns_of
from generator.runs import new as new_run
from generator.runs.answers import EPCI, NOTICE, SIGNATORY, Answers
from generator.runs.clauses import ARTICLES, IMPLIED, OFFERED, USUAL
from generator.runs.days import typed_date
from generator.runs.new import NewRequest
from generator.web.desk import campaign, desk
from generator.web.screens.data import data
from generator.web.screens.models import screen as models

#: What a bad request is answered with: the form as it was filled in.
_AGAIN = 422
#: Up to how many communes each has a box to tick; they are typed when there are more.
_BOXES = 200
#: The days of the form, as they are called.
_DAYS = {"terme": "Le terme", "acte_du": "La date de la délibération"}


@models.get("/nouvelle")
def ask() -> str:
    """Ask the six questions, answered as this campaign would."""
    return render_template("campaign_new.html", **questions(_known()))


@models.post("/nouvelle")
def begin_campaign() -> str | AnyResponse:
    """Make the folder of a new campaign, and go to its templates; what is wrong is told above what was answered."""
    made = found()
    if not isinstance(made, str):
        return made
    flash(f"Campagne créée : {made}.")
    return redirect(url_for("models.show", campagne=made), 303)


def found() -> str | AnyResponse:
    """Make the campaign that the form describes and return its name; or the form again, with what is wrong above it."""
    name, follows = request.form.get("nom", "").strip(), request.form.get("suite_de", "")
    name = slug(name) or name
    try:
        asked = NewRequest(name, follows, bare=True, answers=_answers(follows))
        return new_run.run(desk().root, asked, Silence()).folder.name
    except ConventionsError as error:
        return make_response(render_template("campaign_new.html", **questions(request.form, error)), _AGAIN)


def _answers(follows: str) -> Answers:
    """Return what the form says. Raises UsageError for a day or a number of months that is none."""
    form = request.form
    days = {name: _day(form.get(name, "").strip(), label) for name, label in _DAYS.items()}
    act = form.get("acte", "").strip()
    if follows:
        return Answers(term=days["terme"], act=act, act_on=days["acte_du"])
    renewed = "reconduite" in form
    return Answers(
        form.get("titre", ""),
        form.get("objet", ""),
        {key: form.get(f"epci-{key}", "") for key in EPCI},
        days["terme"],
        _months("duree") if renewed else 0,
        _months("preavis") if renewed else NOTICE,
        {key: form.get(f"signe-{key}", "") for key in SIGNATORY},
        act,
        days["acte_du"],
        _communes(),
        "planning" in form,
        tuple(form.getlist("articles")),
    )


def _communes() -> tuple[str, ...]:
    given = (one.strip() for text in request.form.getlist("communes") for one in text.split(","))
    return tuple(one for one in given if one)


def _day(text: str, label: str) -> datetime.date | None:
    day = typed_date(text) if text else None
    if text and day is None:
        raise UsageError(f"{label} : le jour « {text} » n’est pas compris ; écrivez par exemple 31/12/2027.")
    return day


def _months(name: str) -> int:
    text = request.form.get(name, "").strip()
    if not text.isdecimal() or not 0 < int(text) <= 600:
        raise UsageError(f"« {text} » n’est pas un nombre de mois ; écrivez par exemple 12.")
    return int(text)


def _known() -> Mapping[str, str]:
    """Return the answers that this campaign gives: its EPCI and who signs for it."""
    try:
        epci = campaign().epci
    except ConventionsError:
        return {}
    known = {f"epci-{key}": str(getattr(epci, key)) for key in EPCI}
    return known | {f"signe-{key}": str(getattr(epci.president, key)) for key in SIGNATORY}


def questions(typed: Mapping[str, str], error: ConventionsError | None = None) -> dict[str, object]:
    """Return what the form shows: the answers so far, and what there is to choose from."""
    rows = data().rows if g.project else ()
    return {
        "typed": typed,
        "sent": request.method == "POST",
        "error": error,
        "names": list(campaigns_of(desk().root)),
        "epci": EPCI,
        "signatory": SIGNATORY,
        "offered": {name: ARTICLES[name].title for name in OFFERED},
        "always": [ARTICLES[name].title for name in ARTICLES if name in IMPLIED and ARTICLES[name].always],
        "usual": USUAL,
        "communes": [(row.cells.get("insee", ""), row.cells.get("nom", "")) for row in rows]
        if len(rows) <= _BOXES
        else [],
        "ticked": _communes(),
        "notice": NOTICE,
    }
