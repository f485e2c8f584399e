"""The logo of the campaign: a picture, and what it says to who does not see it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from generator.errors import UsageError
from generator.progress import Silence
from generator.runs.campaigns import logo as logo_run
from generator.runs.campaigns.logo import LogoRequest
from generator.web.desk import project
from generator.web.lacks import LackError
from generator.web.screens.models import screen as models
from generator.web.uploads import handed_in


@models.get("/logo")
def logo() -> str:
    """Ask for the picture."""
    return render_template("model_logo.html", found=logo_run.run(project(), LogoRequest(), Silence()))


@models.post("/logo")
def take_logo() -> AnyResponse:
    """Put it in the campaign's folder, and name it in campaign.toml."""
    given = handed_in("fichier")
    if not given:
        raise LackError("Choisissez l’image du logo.", "logo", "models.logo")
    asked = LogoRequest(given[0].name, given[0].data, request.form.get("texte", ""))
    try:
        made = logo_run.run(project(), asked, Silence())
    except UsageError as error:
        raise LackError(str(error), "logo", "models.logo") from error
    flash(f"Le logo de la campagne est {made.name}, nommé dans campaign.toml.", "make")
    return redirect(url_for("models.show"), 303)
