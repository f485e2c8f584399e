"""The beginning of a project, where there is none: its first campaign, then its communes."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from generator.project import campaigns_of
from generator.web.desk import desk
from generator.web.screens.founding import found, questions

screen = Blueprint("beginning", __name__, url_prefix="/commencer")


@screen.before_request
def leave_begun() -> AnyResponse | None:
    """Go to what is there already: another campaign of a project is begun from one of its own."""
    return redirect(url_for("welcome.home")) if campaigns_of(desk().root) else None


@screen.get("/")
def ask() -> str:
    """Ask the questions of a first campaign."""
    return render_template("campaign_new.html", **questions({}))


@screen.post("/")
def begin() -> str | AnyResponse:
    """Make the project, and go on with its communes."""
    made = found()
    if not isinstance(made, str):
        return made
    flash(f"Projet commencé, avec sa première campagne : {made}. Importez maintenant vos communes.")
    return redirect(url_for("imports.ask", campagne=made), 303)
