"""Who signs for the EPCI besides its President: a form for each, whose answers are written into campaign.toml."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from generator.progress import Silence
from generator.runs.campaigns import representatives as representatives_run
from generator.runs.campaigns.representatives import KEYS, RepresentativesReport, RepresentativesRequest
from generator.runs.days import typed_date
from generator.web.desk import project
from generator.web.lacks import names_in, read_days, shown_value
from generator.web.screens.data import data, read_seen
from generator.web.screens.models import screen as models
from generator.web.way import settings_left

_DAYS = ("debut", "fin")
#: How a run says that what has to be there is not, and how a form does.
_ABSENT, _LACKING = "clé absente", "à compléter"
#: What is said of one whom another clerk changed.
_OVERTAKEN = (
    "Quelqu’un a changé ou retiré cette personne entre-temps : rien n’a été écrit. Reprenez la ligne du tableau."
)
#: Up to how many communes are offered while their names are typed.
_NAMES = 500


@models.get("/representants")
def representatives() -> str:
    """Show them, with the form of one: the one that is asked for, else one more."""
    report = representatives_run.run(project(), RepresentativesRequest(), Silence())
    rank = request.args.get("rang", len(report.rows), type=int)
    if not 0 <= rank <= len(report.rows):
        abort(404)
    return _page(report, rank, _told(report.rows[rank]) if rank < len(report.rows) else {}, {})


@models.post("/representants")
def write_representative() -> str | AnyResponse:
    """Write one into campaign.toml, or remove it; what is wrong is told at its field."""
    form = request.form
    typed = {key: " ".join(form.get(key, "").split()) for key in KEYS}
    removes, values, seen = form.get("geste") == "retirer", _values(typed), read_seen(form.get("vu", ""))
    report = representatives_run.run(project(), RepresentativesRequest(), Silence())
    rows = [_told(row) for row in report.rows]
    if seen and seen not in rows:
        return _page(report, len(rows), typed, {"vu": _OVERTAKEN})
    rank = rows.index(seen) if seen else len(rows)
    errors = {} if removes else read_days({key: typed[key] for key in _DAYS})[1]
    asked = RepresentativesRequest(None if errors else rank, None if removes else values, report.seal)
    report = representatives_run.run(project(), asked, Silence())
    for one in report.problems:
        told = _LACKING if one.message == _ABSENT else one.message
        errors.setdefault(one.column.rpartition(".")[2], f"{told[:1].upper()}{told[1:]}.")
    if errors:
        return _page(report, rank, typed, errors)
    flash("campaign.toml : les représentants de l’EPCI sont enregistrés ; sa version précédente est gardée.", "make")
    return redirect(url_for("models.representatives", suite=settings_left()), 303)


def _values(typed: Mapping[str, str]) -> dict[str, Any]:
    """Return what a form says as campaign.toml has it."""
    return {**typed, **{key: typed_date(typed[key]) for key in _DAYS}, "communes": list(names_in(typed["communes"]))}


def _told(row: Mapping[str, Any]) -> dict[str, str]:
    """Return a representative as a form shows it; what campaign.toml has wrong is shown as it is."""
    return {key: shown_value(row[key]) for key in KEYS if key in row}


def _page(report: RepresentativesReport, rank: int, typed: Mapping[str, str], errors: Mapping[str, str]) -> str:
    return render_template(
        "model_representatives.html",
        report=report,
        rows=[_told(row) for row in report.rows],
        rank=rank,
        typed=typed,
        errors=errors,
        back=settings_left(),
        names=[row.cells.get("nom", "") for row in data().rows[:_NAMES]],
    )
