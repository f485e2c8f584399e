"""The pages of an avenant before it is made: what a commune would sign, what changes, what the convention becomes."""

from __future__ import annotations

from dataclasses import dataclass

from flask import render_template, request
from werkzeug.wrappers import Response as AnyResponse

from generator.progress import Progress
from generator.runs.life import rehearse as rehearse_run
from generator.runs.life.rehearse import RehearseReport, RehearseRequest
from generator.runs.making.build import BuildRequest
from generator.web.desk import desk, project
from generator.web.screens.amending import Asked, screen as amending
from generator.web.screens.jobs import begin, finished
from generator.web.screens.models import looked_at


@dataclass(frozen=True, slots=True)
class _Rehearsal:
    asked: Asked
    report: RehearseReport


@amending.post("/pages")
def rehearse() -> AnyResponse:
    """Print what one commune would get; nothing is written, no number is given."""
    here, asked = project(), Asked.read()
    building = BuildRequest(engine=desk().engine, jobs=desk().workers, dry_run=True)
    wanted = RehearseRequest(asked.request(here, building), request.form.get("voir", ""))

    def work(progress: Progress) -> _Rehearsal:
        return _Rehearsal(asked, rehearse_run.run(here, wanted, progress))

    return begin("Montrer les pages d’un avenant", "amending.rehearsed", work, writes=False)


@amending.get("/pages/<travail>")
def rehearsed(travail: str) -> str:
    """Show them as pictures."""
    found: _Rehearsal = finished(travail).report
    shown = [(one, *(looked_at(f"{one.said}.pdf", one.pdf) if one.pdf else ([], ()))) for one in found.report.documents]
    return render_template("amending_pages.html", asked=found.asked, report=found.report, shown=shown)
