"""Where a request is at work: the project and campaign that its address names, and the clerk before the screen."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast
from urllib.parse import unquote

from flask import Flask, current_app, g, request, session

from generator.actor import act_as, actor, leave
from generator.clock import go_by, go_on
from generator.errors import ConventionsError, UnknownCampaignError
from generator.inputs.campaign import Campaign
from generator.inputs.campaignfile import read_campaign
from generator.inputs.remembered import State, stated
from generator.progress import Progress, Silence
from generator.project import Project, campaigns_of, open_project
from generator.register.journal import today_in_france
from generator.runs.followup import status as status_run
from generator.runs.followup.status import StatusReport, StatusRequest
from generator.web.jobs import Job, Jobs
from generator.web.menu import SCREENS
from generator.web.modifications import Modifications
from generator.web.recall import Look, Recall
from generator.web.reviews import Reviews
from generator.web.safety import TOKEN
from generator.web.settings import FIXED, Serving
from generator.web.uploads import Keeping
from generator.web.waits import Waits

T = TypeVar("T")
#: The cookie that holds the clerk's name, and how long it is kept, in seconds.
CLERK, CLERK_AGE = "nom", 400 * 24 * 3600
#: The endpoint that says what a browser waits for.
WAITS = "welcome.waits"
#: Seconds that a request waits for a job while which nothing can be read.
_ALONE = 60.0


class Desk:
    """What the views of one server share: the project's folder, its jobs, and what was read as long as it stands.

    ``engine`` and ``workers`` are those of all runs: the name of the PDF engine, and how many processes share the work.
    ``here`` tells that only this machine reaches the page: whoever is before the screen sees its desktop.
    """

    def __init__(self, serving: Serving) -> None:
        self.root, self.engine, self.workers = serving.root, serving.engine, serving.jobs
        self.jobs = Jobs(serving.clock)
        self.here = not serving.password
        self.keeping = Keeping()
        self.reviews = Reviews()
        self.modifications = Modifications()
        self.waits = Waits()
        self._recall = Recall()

    def kept(self, key: Hashable, project: Project, read: Callable[[], T], also: Iterable[Path] = ()) -> T:
        """Return what ``read`` gives, read again once a file of the project or of ``also``, or the day, has changed."""
        return self._recall.of(key, lambda: _look(project, also), read)

    def job_kept(
        self, key: Hashable, title: str, result: str, work: Callable[[Progress], Any], also: Iterable[Path] = ()
    ) -> Job:
        """Return the job that works out what a screen tells: begun once, and again once things have changed."""
        here = project()
        start = partial(self.jobs.start, title, clerk(), here.campaign.name, result, work, writes=False)
        return self.kept(key, here, start, also)

    def job_over(self, key: Hashable, project: Project, also: Iterable[Path] = ()) -> Job | None:
        """Return the job that is kept under ``key`` and went to its end: its screen shows at once what it found."""
        found: Job | None = self._recall.known(key, lambda: _look(project, also))
        return found if found and found.over and found.state == "done" else None


def _look(project: Project, also: Iterable[Path]) -> Look:
    return Look(stamp(project), (tuple(stated(also).items()), today_in_france()))


def stamp(project: Project) -> State:
    """Return what changes as soon as a file does on which a screen rests, in folders of the campaign's folder too."""
    wal = project.register.with_name(f"{project.register.name}-wal")
    return stated((project.communes, *sorted(project.campaign.rglob("*")), project.register, wal, project.manifest))


def desk() -> Desk:
    """Return what this server's views share."""
    return cast(Desk, current_app.extensions["desk"])


def project() -> Project:
    """Return the project with the campaign that the address names."""
    return cast(Project, g.project)


def clerk() -> str:
    """Return the name of who is before the screen, "" until it was given."""
    return " ".join(unquote(request.cookies.get(CLERK, "")).split())[:80]


def campaign() -> Campaign:
    """Return the campaign as its file says. Raises DataError."""
    here = project()
    return desk().kept(("campaign", here.campaign), here, lambda: read_campaign(here.campaign)[0])


def status() -> StatusReport:
    """Return where all dossiers stand today; the page of one alone tells in words what changed since it was sent.

    Raises DataError, RegisterError.
    """
    here, asked = project(), StatusRequest(words=False)
    return desk().kept(("status", here.campaign), here, lambda: status_run.run(here, asked, Silence()))


def is_part() -> bool:
    """Tell whether what is asked for is put into a page that is open, by htmx: it has no head then."""
    return "HX-Request" in request.headers


def browser() -> str:
    """Return what tells the browser of a request from others, "" before it had a page."""
    return cast(str, session.get(TOKEN, ""))


def seat(app: Flask, serving: Serving) -> None:
    """Have each request know its project, and the journal who is at work."""
    root = serving.root
    app.extensions["desk"] = Desk(serving)

    @app.before_request
    def name_clerk() -> None:
        shown = request.method in ("GET", "HEAD")
        act_as(name=clerk(), command="la page", tell=desk().waits.teller(browser()), reads=shown)

    @app.before_request
    def open_it() -> None:
        g.before, g.project = go_by(serving.clock), None
        name = request.view_args.pop("campagne", None) if request.view_args else _campaign_beside(root)
        running = desk().jobs.running
        if running and running.alone and request.endpoint not in (*FIXED, WAITS):
            actor().tell(f"En attente : {running.title}, demandé par {running.clerk}, n’a pas fini…")
            running.wait(_ALONE)
        if isinstance(name, str):
            try:
                g.project = open_project(root, name)
            except UnknownCampaignError as error:  # told without the words of a terminal
                raise UnknownCampaignError(f"Aucune campagne ne s’appelle « {name} » dans ce projet.") from error

    @app.url_defaults
    def name_it(endpoint: str, values: dict[str, object]) -> None:
        if "campagne" not in values and g.get("project") and app.url_map.is_endpoint_expecting(endpoint, "campagne"):
            values["campagne"] = g.project.campaign.name

    @app.teardown_request
    def forget_clerk(error: BaseException | None) -> None:
        leave()  # the thread answers somebody else next
        desk().waits.over(browser())
        if before := g.pop("before", None):
            go_on(before)

    @app.context_processor
    def surroundings() -> dict[str, object]:
        here = g.get("project")
        return {
            "frame": "bare.html" if is_part() else "base.html",
            "project": here,
            "clerk": clerk(),
            "campaigns": tuple(campaigns_of(root)),
            "campaign": _readable_campaign() if here else None,
            "running": desk().jobs.running,
            "screens": SCREENS,
            "today": today_in_france(),
        }


def _campaign_beside(root: Path) -> str | None:
    """Return the campaign of an address where no screen is, or of the screen to come back to, for the page's menu."""
    leads_back = request.blueprint == "welcome" and clerk()  # whoever has no name yet has no screen either
    address = request.values.get("suite", "") if leads_back else request.path if request.routing_exception else ""
    name = f"{address}/".split("/")[1]
    return name if name in campaigns_of(root) else None


def _readable_campaign() -> Campaign | None:
    """Return the campaign for the head of the page; None when its file has errors, which the screen itself tells."""
    try:
        return campaign()
    except ConventionsError:
        return None
