"""New campaigns: six questions and a list of articles, or a convention that follows another one."""

from __future__ import annotations

from collections.abc import Mapping

from flask import flash, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from generator.errors import ConventionsError, Problem
from generator.inputs.communes import slug
from generator.progress import Silence
from generator.project import campaigns_of
from generator.register.journal import today_in_france
from generator.runs.campaigns import new as new_run
from generator.runs.campaigns.answers import EPCI, NOTICE, SIGNATORY, Answers
from generator.runs.campaigns.clauses import ARTICLES, IMPLIED, OFFERED, USUAL
from generator.runs.campaigns.new import NewRequest
from generator.web.desk import campaign, desk
from generator.web.lacks import names_in, read_days
from generator.web.remedies import remedy_of
from generator.web.screens.data import data
from generator.web.screens.models import screen as models

#: What a bad request is answered with: the form as it was filled in.
_AGAIN = 422
#: Up to how many communes each has a box to tick; they are typed when there are more.
_BOXES = 200
#: The days of the form.
_DAYS = ("terme", "acte_du")
#: Its numbers of months, each at most so many.
_MONTHS, _LONGEST = ("duree", "preavis"), 600
#: Its fields for what ``Answers.wrong`` names, and for the settings of a section of campaign.toml.
_ASKED = {"term": "terme", "act_on": "acte_du", "notice": "preavis"}
_SECTIONS = {"epci": "epci-", "epci.president": "signe-"}
_OWN = frozenset(
    {*(f"epci.{key}" for key in EPCI), *(f"epci.president.{key}" for key in SIGNATORY)}
    | {"convention.titre", "convention.objet", "convention.terme"}
)
_HELP = {
    "epci-nom": "Sans article : Communauté de communes de…",
    "epci-siren": "Neuf chiffres",
    "signe-civilite": "Madame ou Monsieur",
    "signe-titre": "Sans article : Président, Présidente, 1er Vice-président",
}


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
    """Make the campaign that the form describes and return its name; or the form again, with what is wrong in it."""
    name, follows = request.form.get("nom", "").strip(), request.form.get("suite_de", "")
    name = slug(name) or name
    answers, errors = _answers(follows)
    errors = {**{_ASKED[key]: told for key, told in answers.wrong(today_in_france()).items()}, **errors}
    if errors:
        return _again(errors)
    try:
        return new_run.run(desk().root, NewRequest(name, follows, bare=True, answers=answers), Silence()).folder.name
    except ConventionsError as error:
        return _again({field: _told(one) for one in error.problems if (field := _field_of(one.column))}, error)


def _again(errors: Mapping[str, str], error: ConventionsError | None = None) -> AnyResponse:
    return make_response(render_template("campaign_new.html", **questions(request.form, errors, error)), _AGAIN)


def _field_of(setting: str) -> str:
    """Return the field of a setting of campaign.toml, "" for one that the form does not ask."""
    section, _, key = setting.rpartition(".")
    return f"{_SECTIONS.get(section, '')}{key}" if setting in _OWN else ""


def _told(problem: Problem) -> str:
    return f"{problem.message} ; {remedy_of(problem)}."


def _answers(follows: str) -> tuple[Answers, Mapping[str, str]]:
    """Return what the form says, and what is not understood of its days and its months, by field."""
    form = request.form
    days, errors = read_days({name: form.get(name, "") for name in _DAYS})
    act = form.get("acte", "").strip()
    if follows:
        return Answers(term=days.get("terme"), act=act, act_on=days.get("acte_du")), errors
    months = dict.fromkeys(_MONTHS, 0) | {"preavis": NOTICE}
    for name in _MONTHS if "reconduite" in form else ():
        text = form.get(name, "").strip()
        if text.isdecimal() and 0 < int(text) <= _LONGEST:
            months[name] = int(text)
        else:
            errors[name] = f"« {text} » n’est pas un nombre de mois ; écrivez par exemple 12."
    return Answers(
        form.get("titre", ""),
        form.get("objet", ""),
        {key: form.get(f"epci-{key}", "") for key in EPCI},
        days.get("terme"),
        months["duree"],
        months["preavis"],
        {key: form.get(f"signe-{key}", "") for key in SIGNATORY},
        act,
        days.get("acte_du"),
        _communes(),
        "planning" in form,
        tuple(form.getlist("articles")),
    ), errors


def _communes() -> tuple[str, ...]:
    return names_in(",".join(request.form.getlist("communes")))


def _known() -> Mapping[str, str]:
    """Return the answers that this campaign gives: its EPCI and who signs for it."""
    try:
        epci = campaign().epci
    except ConventionsError:
        return {}
    known = {f"epci-{key}": str(getattr(epci, key)) for key in EPCI}
    return known | {f"signe-{key}": str(getattr(epci.president, key)) for key in SIGNATORY}


def questions(
    typed: Mapping[str, str], errors: Mapping[str, str] | None = None, error: ConventionsError | None = None
) -> dict[str, object]:
    """Return what the form shows: the answers so far, what is wrong with each, and what there is to choose from."""
    rows = data().rows if g.project else ()
    return {
        "typed": typed,
        "sent": request.method == "POST",
        "errors": errors or {},
        "error": error,
        "others": [one for one in error.problems if not _field_of(one.column)] if error else [],
        "help": _HELP,
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
