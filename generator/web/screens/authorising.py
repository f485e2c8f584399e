"""The EPCI's own deliberation: the days that make it executory, written where a signature waits for them."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from generator.errors import RefusedError
from generator.progress import Silence
from generator.runs import executory as executory_run
from generator.runs.days import typed_date
from generator.runs.executory import KEYS, ExecutoryRequest
from generator.web.desk import project
from generator.web.lacks import UNREAD_FIGURES
from generator.web.screens.models import screen as models
from generator.web.way import settings_left


@models.get("/deliberation")
def executory() -> str:
    """Ask for the days that are not known, with those that are."""
    found = executory_run.run(project(), ExecutoryRequest(), Silence()).deliberation
    typed = {key: day.strftime("%d/%m/%Y") for key in KEYS if (day := getattr(found, key))}
    return render_template("model_executory.html", found=found, typed=typed, errors={}, back=settings_left())


@models.post("/deliberation")
def write_executory() -> str | AnyResponse:
    """Write them into campaign.toml, and go back to where they were missing."""
    typed = {key: request.form.get(key, "").strip() for key in KEYS}
    days = {key: typed_date(text) for key, text in typed.items() if text}
    errors = {key: UNREAD_FIGURES for key, day in days.items() if not day}
    if not days:
        errors["transmise"] = "Écrivez au moins une de ces deux dates."
    if not errors:
        try:
            executory_run.run(project(), ExecutoryRequest(days.get("transmise"), days.get("publiee")), Silence())
        except RefusedError as error:
            errors["transmise"] = str(error)
    if errors:
        found = executory_run.run(project(), ExecutoryRequest(), Silence()).deliberation
        return render_template("model_executory.html", found=found, typed=typed, errors=errors, back=settings_left())
    flash("Ces dates sont écrites dans campaign.toml ; sa version précédente est gardée.", "make")
    return redirect(settings_left(), 303)
