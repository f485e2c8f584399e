"""The dashboard: what is to do today, and where each dossier stands."""

from __future__ import annotations

from flask import Blueprint, render_template, request

from generator.web.desk import status
from generator.web.paging import paged

screen = Blueprint("dashboard", __name__, url_prefix="/<campagne>")


@screen.get("/")
def show() -> str:
    """Show the dossiers, those of a state alone if the address names one."""
    report = status()
    state = request.args.get("etat", "")
    dossiers = [one for one in report.dossiers if not state or one.state == state]
    return render_template("dashboard.html", report=report, page=paged(dossiers), state=state)
