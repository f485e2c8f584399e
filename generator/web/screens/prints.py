"""What is printed from the page itself: calls to make, labels, receipts, the register of a year."""

from __future__ import annotations

from flask import Blueprint, abort, render_template, request

from generator.language.places import de
from generator.progress import Silence
from generator.runs.followup import yearly as yearly_run
from generator.runs.followup.statustable import asked, is_called, last_letter
from generator.runs.followup.yearly import YearRequest
from generator.web.desk import campaign, desk, project, status
from generator.web.screens.dashboard import narrowed
from generator.web.screens.dossier import found
from generator.web.screens.mailing import listed

screen = Blueprint("prints", __name__, url_prefix="/<campagne>/imprimer")


@screen.get("/appels")
def calls() -> str:
    """Show what is missing for each commune, to be asked by telephone: eight communes a sheet."""
    report = status()
    dossiers, _ = narrowed(report)
    if not request.args:
        dossiers = [one for one in dossiers if is_called(one)]
    lines = [(one, last_letter(one), asked(one)) for one in dossiers if one.action]
    return render_template("print_calls.html", lines=lines, on=report.on, filtered=bool(request.args))


@screen.get("/etiquettes")
def labels() -> str:
    """Show addresses for envelopes: those of the list of the communes, or of that of the mails."""
    dossiers, _ = narrowed(status())
    if request.args.keys() & {"genre", "commune"}:
        dossiers = list({one.dossier.commune.insee: one.dossier for one in listed()}.values())
    return render_template("print_labels.html", dossiers=dossiers, de=de)


@screen.get("/recepisse/<insee>/<int:rank>")
def receipt(insee: str, rank: int) -> str:
    """Show the receipt of a recorded deliberation."""
    dossier = found(insee)
    standing = next((one for one in dossier.documents if one.rank == rank and one.act), None)
    if standing is None or standing.act is None:
        abort(404)
    return render_template(
        "print_receipt.html", one=dossier, standing=standing, act=standing.act, epci=campaign().epci, de=de
    )


@screen.get("/registre/<int:year>")
def year(year: int) -> str:
    """Show the register of a year, for the archive."""
    here = project()
    report = desk().kept(
        ("year", here.campaign, year), here, lambda: yearly_run.run(here, YearRequest(year), Silence())
    )
    return render_template("print_year.html", report=report)
