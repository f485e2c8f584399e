"""The way in: which campaign, and who is before the screen."""

from __future__ import annotations

from urllib.parse import quote

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from generator.actor import actor
from generator.errors import RefusedError
from generator.language.typography import typographie
from generator.progress import Silence
from generator.project import campaigns_of, default_campaign, refuse_unfinished
from generator.runs.keeping import restore as restore_run
from generator.runs.keeping.restore import RestoreRequest
from generator.web.desk import CLERK, CLERK_AGE, browser, clerk, desk, is_part
from generator.web.menu import SCREENS
from generator.web.settings import FIXED
from generator.web.way import local_address

screen = Blueprint("welcome", __name__)
#: The cookie that tells whether single keys are shortcuts: the script of the page reads it.
_KEYS = "raccourcis"
SHORTCUTS = (
    ("/", "chercher une commune, un numéro, un maire"),
    *((f"g {letter}", f"aller à : {label}") for letter, _, label in SCREENS),
    ("g o", "ouvrir un dossier par le nom de sa commune"),
    ("Ctrl+S", "enregistrer le formulaire"),
    ("Ctrl+Z", "dans Données, revenir à la version d’avant"),
    ("↑ ↓", "aller à la ligne précédente, suivante, d’une liste ou d’une feuille"),
    ("F8", "aller au problème suivant, au champ douteux suivant"),
    ("← →", "tourner les pages d’un document"),
    ("Échap", "fermer, sans rien enregistrer"),
    ("?", "cette liste"),
)


@screen.before_app_request
def ask_name() -> AnyResponse | None:
    """Ask once who is there, before any screen: the journal names whoever acts."""
    open_to_all = request.endpoint in (None, *FIXED, "enter") or request.blueprint == "welcome"
    if open_to_all or clerk() or request.method != "GET" or is_part():
        return None
    return redirect(url_for("welcome.name", suite=request.full_path.rstrip("?")))


@screen.get("/")
def home() -> str | AnyResponse:
    """Go to the campaign, the chosen one of several, or list them; without any, to the questions of a first one."""
    root = desk().root
    refuse_unfinished(root)
    names = tuple(campaigns_of(root))
    if not names:
        return redirect(url_for("beginning.ask"))
    chosen = names[0] if len(names) == 1 else default_campaign(root)
    if chosen in names:
        return redirect(url_for("dashboard.show", campagne=chosen))
    return render_template("campaigns.html", names=names)


@screen.get("/attente")
def waits() -> Response:
    """Say what another request of this browser waits for; nothing when it waits for nothing."""
    told = desk().waits.of(browser())
    return Response(typographie(told), mimetype="text/plain") if told else Response(status=204)


@screen.post("/restauration")
def finish() -> AnyResponse:
    """Finish a restoration that was interrupted: until then, no campaign can be opened."""
    if (running := desk().jobs.running) and running.alone:
        raise RefusedError("La restauration est encore en cours : attendez sa fin. Rien n’a été fait.")
    report = restore_run.run(desk().root, RestoreRequest(None, str), Silence())
    kept = f" ; ce qu’elle a remplacé est gardé dans {report.aside}" if report.aside else ""
    flash(f"La restauration interrompue est finie{kept}.")
    return redirect(url_for("welcome.home"), 303)


@screen.route("/qui", methods=["GET", "POST"])
def name() -> str | AnyResponse:
    """Ask for the name that the journal writes."""
    goal = local_address(request.values.get("suite", ""))
    if request.method == "GET":
        return render_template("name.html", goal=goal, suggested=clerk() or actor().name)
    given = " ".join(request.form.get("nom", "").split())[:80]
    if not given or not given.isprintable():
        return render_template("name.html", goal=goal, suggested="", empty=True)
    answer: Response = redirect(goal)  # type: ignore[assignment]  # Flask's own class, as the application is Flask's
    answer.set_cookie(
        CLERK, quote(given), max_age=CLERK_AGE, httponly=True, samesite="Strict", secure=request.is_secure
    )
    return answer


@screen.route("/raccourcis", methods=["GET", "POST"])
def keys() -> str | AnyResponse:
    """List the shortcuts of the keyboard, and switch those of a single key off (WCAG 2.1.4) or on again."""
    goal = local_address(request.values.get("suite", ""))
    if request.method == "GET":
        off = request.cookies.get(_KEYS) == "non"
        return render_template("keys.html", goal=goal, shortcuts=SHORTCUTS, off=off)
    answer: Response = redirect(goal)  # type: ignore[assignment]  # as above
    value = "non" if request.form.get("raccourcis") == "non" else "oui"
    answer.set_cookie(_KEYS, value, max_age=CLERK_AGE, samesite="Strict", secure=request.is_secure)
    return answer
