"""The checks: of the data and templates before a build, and of every file that it made."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from generator.dossiers.movements import movement_lines
from generator.runs.making import check as check_run, verify as verify_run
from generator.runs.making.check import CheckReport, CheckRequest
from generator.runs.making.coverages import coverage_lines, coverage_summary
from generator.runs.making.verify import VerifyRequest
from generator.web.desk import desk
from generator.web.screens.jobs import begin_run, finished, shows

screen = Blueprint("checking", __name__, url_prefix="/<campagne>/controles")


@screen.post("/donnees")
def check() -> AnyResponse:
    """Check the data and the templates; nothing is written."""
    asked = CheckRequest("couverture" in request.form, "juridique" in request.form, desk().workers)
    title = "Vérification des données et des modèles"
    return begin_run(title, "checking.checked", check_run.run, asked, writes=False)


@screen.get("/donnees/<travail>")
def checked(travail: str) -> str:
    """Show what the check found."""
    report: CheckReport = finished(travail).report
    coverage = report.coverage
    return render_template(
        "checked.html",
        report=report,
        moved=list(movement_lines(report.movements)),
        covered=None if coverage is None else list(coverage_lines(coverage)),
        summary="" if coverage is None else coverage_summary(coverage),
    )


@screen.post("/fichiers")
def verify() -> AnyResponse:
    """Verify the files of the output."""
    asked = VerifyRequest(desk().workers)
    return begin_run("Contrôle des fichiers", "checking.verified", verify_run.run, asked, writes=False)


shows(screen, "/fichiers", "verified", "verified.html")
