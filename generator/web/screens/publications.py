"""The publication of a deliberation, added where a signature waits for it: restated, recorded, then made part of it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from generator.progress import Progress, Silence
from generator.runs.days import typed_date
from generator.runs.making import build as build_run
from generator.runs.making.build import BuildRequest
from generator.runs.receiving import publication as publication_run
from generator.runs.receiving.publication import PublicationReport, PublicationRequest
from generator.web.desk import desk, project
from generator.web.lacks import UNREAD_DAY
from generator.web.screens.jobs import begin, finished
from generator.web.screens.signing import form_of, screen as signing
from generator.web.sheets import Agreement
from generator.web.signedacts import row_of


@signing.post("/publication")
def publish() -> str | AnyResponse:
    """Complete a deliberation by the day of its publication, once it was restated; its dossier is then made again."""
    row, typed = row_of(request.form.get("acte", "")), request.form.get("publiee", "")
    day = typed_date(typed)
    if day is None:
        errors = {"publiee": UNREAD_DAY}
        return form_of([row], {"publiee": typed}, errors)
    here, shared, insee, of = project(), desk(), row.dossier.commune.insee, row.dossier.commune.of
    agreement: Agreement[PublicationReport] = Agreement(request.form.get("vu", ""))
    asked = PublicationRequest(insee, day, row.standing.rank, agreement)
    report = publication_run.run(here, asked, Silence())
    if not report.recorded:
        return render_template(
            "signing_publication.html",
            row=row,
            report=report,
            seal=agreement.seal,
            typed=typed,
            of=row.dossier.commune.of,
        )
    building = BuildRequest((insee,), engine=shared.engine, jobs=shared.workers)

    def work(progress: Progress) -> str:
        if not report.signed:
            build_run.run(here, building, progress)
        return row.key

    return begin(f"Refaire le dossier {of} avec la publication", "signing.published", work)


@signing.get("/publiee/<travail>")
def published(travail: str) -> AnyResponse:
    """Go back to the form of the document whose deliberation was completed."""
    flash("La publication de la délibération est enregistrée.")
    return redirect(url_for("signing.form", acte=finished(travail).report), 303)
