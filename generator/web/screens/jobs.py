"""The jobs under way and done: their progress, their stop, the way to their results."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Blueprint, Response, abort, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from generator.progress import Progress
from generator.project import Project
from generator.web.desk import clerk, desk, is_part, project
from generator.web.jobs import PATIENCE, Job

Asked = TypeVar("Asked")
screen = Blueprint("jobs", __name__, url_prefix="/<campagne>/travaux")


def begin(
    title: str, result: str, work: Callable[[Progress], Any], *, writes: bool = True, alone: bool = False
) -> AnyResponse:
    """Begin a job in the clerk's name, and go to its result if it is done at once, else to its progress.

    ``result`` is an endpoint that takes the job's key as ``travail``; ``alone`` has every other request wait for it.
    """
    job = desk().jobs.start(title, clerk(), project().campaign.name, result, work, writes=writes, alone=alone)
    job.wait(PATIENCE)
    return redirect(_next(job), 303)


def begin_run(
    title: str, result: str, run: Callable[[Project, Asked, Progress], Any], asked: Asked, *, writes: bool = True
) -> AnyResponse:
    """Begin a job that is one run of the project, as ``begin`` does; its report is the run's."""
    here = project()
    return begin(title, result, lambda progress: run(here, asked, progress), writes=writes)


def shows(screen: Blueprint, rule: str, endpoint: str, template: str) -> None:
    """Give a screen the page on which a job's report is shown as it is."""

    def shown(travail: str) -> str:
        job = finished(travail)
        return render_template(template, job=job, report=job.report)

    screen.add_url_rule(f"{rule}/<travail>", endpoint, shown)


def finished(key: str) -> Job:
    """Return a job of this campaign that is done, whose report a result page shows; its error is raised here."""
    job = found(key)
    if job.error:
        raise job.error
    if not job.over:
        abort(404)
    return job


def found(key: str) -> Job:
    """Return a job of this campaign by its key; 410 for one that is not known, or no longer."""
    job = desk().jobs.find(key)
    if job is None or job.campaign != project().campaign.name:
        abort(410)
    return job


def _next(job: Job) -> str:
    """Return where to look now: the result of a job that is done, its progress or its failure otherwise."""
    if job.state == "done":
        return url_for(job.result, travail=job.key)
    return url_for("jobs.show", travail=job.key)


@screen.get("/")
def index() -> str:
    """Show the jobs that are known, the newest first."""
    return render_template(
        "jobs.html", jobs=[job for job in desk().jobs.newest if job.campaign == project().campaign.name]
    )


@screen.get("/<travail>")
def show(travail: str) -> str | AnyResponse:
    """Show how far a job is; once it is done, go to its result."""
    polled = is_part()
    if polled and desk().jobs.find(travail) is None:
        return Response(headers={"HX-Refresh": "true"})
    job = found(travail)
    over = job.over  # what ends while the page is made is told next time
    if over and polled:
        return Response(headers={"HX-Redirect": _next(job)})
    if over and job.state == "done":
        return redirect(_next(job))
    if over and job.state == "failed" and job.error:
        raise job.error
    return render_template("job_state.html" if polled else "job.html", job=job, over=over, ahead=desk().jobs.running)


@screen.post("/<travail>/arret")
def stop(travail: str) -> AnyResponse:
    found(travail).stop()
    return redirect(url_for("jobs.show", travail=travail), 303)
