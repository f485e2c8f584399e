"""The evaluation typed in a sheet, and the articles edited like a text: what the review then takes."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from flask import Response, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from generator.dossiers.fingerprints import sha256
from generator.errors import Problem, UsageError
from generator.files import read_regular, regular_file
from generator.inputs.communes import slug
from generator.progress import Silence
from generator.runs.days import typed_date
from generator.runs.followup import printing as printing_run
from generator.runs.followup.printing import PrintRequest, sheet_path
from generator.runs.life import evaluating as evaluating_run, wordings as wordings_run
from generator.runs.life.evaluating import COLUMNS, COSTS, FIGURES, SLOTS, EvaluatingReport, EvaluatingRequest
from generator.runs.life.wordings import Rewriting, WordingsRequest, check_days, rewritten, write_revision
from generator.runs.reasons import as_read
from generator.web.columns import EVALUATION
from generator.web.desk import desk, project, status
from generator.web.lacks import UNREAD_DAY, names_in
from generator.web.paging import ROWS, paged
from generator.web.screens.amending import chosen, refusals, screen as amending
from generator.web.screens.files import shown_pdf
from generator.web.screens.jobs import begin_run, shows

_SEPARATOR = "."


@amending.get("/feuille")
def sheet() -> str:
    """Show the sheet of a period: as it is kept, as a table that was handed in has it, with what a commune wishes."""
    here, asked = project(), request.args
    taken = chosen(here.evaluations, asked.get("tableau", ""))
    found = evaluating_run.run(here, EvaluatingRequest(asked.get("periode", "").strip(), taken=taken), Silence())
    wish = {column: asked[column] for column in SLOTS if asked.get(column)}
    return _sheet(found, wished={asked["insee"]: wish} if asked.get("insee") and wish else {})


@amending.post("/feuille")
def save_sheet() -> str | AnyResponse:
    """Write what was typed, unless somebody else wrote meanwhile."""
    period, typed = request.form.get("periode", "").strip(), _typed()
    here = project()
    taken = chosen(here.evaluations, request.form.get("tableau", ""))
    asked = EvaluatingRequest(period, typed, request.form.get("etat", ""), taken)
    found = evaluating_run.run(here, asked, Silence())
    if found.overtaken:
        return _sheet(found, typed)
    flash(f"Enregistré dans evaluations/{found.path.name}.")
    goal = url_for("amending.sheet", periode=period, page=request.form.get("page", 1), cout=request.args.get("cout"))
    return redirect(goal, 303)


@amending.post("/fiches")
def forms() -> AnyResponse:
    """Print a form for each commune, to be filled in by hand."""
    asked = PrintRequest("evaluations", engine=desk().engine, period=request.form.get("periode", "").strip())
    return begin_run("Fiches d’évaluation", "amending.forms_made", printing_run.run, asked)


shows(amending, "/fiches", "forms_made", "evaluating_forms.html")


@amending.get("/fiches.pdf")
def forms_pdf() -> Response:
    """Hand out the last forms."""
    return shown_pdf(sheet_path(project(), "evaluations"))


def _typed() -> dict[str, dict[str, str]]:
    cells: dict[str, dict[str, str]] = {}
    for name, text in request.form.items():
        insee, dot, column = name.partition(_SEPARATOR)
        if dot and column in COLUMNS:
            cells.setdefault(insee, {})[column] = text
    return cells


def _sheet(
    found: EvaluatingReport,
    typed: dict[str, dict[str, str]] | None = None,
    wished: dict[str, dict[str, str]] | None = None,
) -> str:
    more = bool(request.args.get("cout"))
    planning = any(row.commune.slot for row in found.rows)
    columns = (*FIGURES, *(COSTS if more else SLOTS if planning else ()))
    page = paged(found.rows, _page_of(found, wished))
    faults = [row.faults[column] for row in page.rows for column in columns if column in row.faults]
    return render_template(
        "evaluating.html",
        found=found,
        page=page,
        faults=len(faults),
        elsewhere=[one for one in found.problems if one not in faults],
        wished=wished or {},
        taken=request.values.get("tableau", ""),
        columns=columns,
        labels=EVALUATION,
        figures=FIGURES,
        typed=typed or {},
        more=more,
        planning=planning,
    )


def _page_of(found: EvaluatingReport, wished: dict[str, dict[str, str]] | None) -> int | None:
    """Return the page on which the commune is that wishes something."""
    ranks = (rank for rank, row in enumerate(found.rows) if row.commune.insee in (wished or {}))
    return next((rank // ROWS + 1 for rank in ranks), None)


@amending.get("/articles")
def articles() -> str:
    """Show the articles of a convention in force, each as a text to edit."""
    found = wordings_run.run(project(), WordingsRequest(request.args.get("commune", "")), Silence())
    return render_template("articles.html", found=found, typed=request.args, texts={}, errors={})


@amending.post("/articles")
def rewrite() -> str | AnyResponse:
    """Show what changes of the articles, or keep it as a revision."""
    form = request.form
    found = wordings_run.run(project(), WordingsRequest(form.get("commune", "")), Silence())
    texts = {one.number: form[f"article-{one.number}"] for one in found.wordings if f"article-{one.number}" in form}
    effect, term = (typed_date(form.get(name, "")) for name in ("effet", "terme"))
    errors = dict(_faults(form, effect, term, status().on))
    communes = names_in(form.get("qui", ""))
    told: tuple[Problem, ...] = ()
    try:
        told = check_days(project(), effect, term, communes) if effect else ()
    except UsageError as error:
        errors["qui"] = str(error)
    if beyond := refusals(told):
        errors["effet"] = beyond
    if errors or effect is None or form.get("geste") == "corriger":
        return render_template("articles.html", found=found, typed=form, texts=texts, errors=errors)
    rewriting = Rewriting(
        _name(form.get("nom", ""), effect),
        effect,
        form["motif"],
        texts,
        found.insee,
        communes,
        term,
        bool(form.get("delibere")),
    )
    known = regular_file(project().revisions, f"{rewriting.name}.toml")
    seal = sha256(read_regular(known)) if known else ""
    if form.get("geste") == "garder" and form.get("remplace", "") == seal:
        path = write_revision(project(), rewriting, Silence())
        flash(f"Révision gardée : revisions/{path.name}. Examinez maintenant ce qu’elle ferait.")
        return redirect(url_for("amending.show", revision=path.name), 303)
    shown = {"found": found, "typed": form, "texts": texts, "told": told, "known": known, "seal": seal}
    return render_template("articles_changes.html", changes=rewritten(project(), rewriting, Silence()), **shown)


def _faults(
    form: Mapping[str, str], effect: datetime.date | None, term: datetime.date | None, today: datetime.date
) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the days and the reason of a form, each with its field."""
    if effect is None:
        yield "effet", "Écrivez la date d’effet, par exemple 01/09/2026."
    elif effect < today and not form.get("passee"):
        yield "effet", "Cette date est passée ; cochez la case s’il le faut vraiment."
    if not as_read(form.get("motif", "")):
        yield "motif", "Écrivez pourquoi : l’avenant le dit."
    if form.get("terme", "").strip() and term is None:
        yield "terme", UNREAD_DAY


def _name(given: str, effect: datetime.date) -> str:
    """Return how a revision's file is called: as the clerk says, else by its day of effect."""
    return slug(given.removesuffix(".toml")) or f"revision-{effect.isoformat()}"
