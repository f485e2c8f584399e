"""The life of a convention once it is made: renewed, ended, its deliberation withdrawn; each act on its own sheet."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from generator.errors import ConventionsError, Problem, RefusedError, UsageError
from generator.inputs.communes import slug
from generator.language.dates import date_longue
from generator.progress import Progress, Silence
from generator.project import Project
from generator.runs.followup.dossierstatus import DossierStatus
from generator.runs.life import end as end_run, renew as renew_run
from generator.runs.life.end import Author, Cause, EndingFacts, EndRequest
from generator.runs.life.endreport import EndReport
from generator.runs.life.renew import RenewReport, RenewRequest
from generator.runs.making.build import BuildRequest
from generator.runs.reasons import as_read
from generator.runs.receiving import settlement as settlement_run, withdraw as withdraw_run
from generator.runs.receiving.settlement import SettlementReport, SettlementRequest
from generator.runs.receiving.withdraw import WithdrawReport, WithdrawRequest
from generator.web.desk import campaign, desk, project
from generator.web.gestures import way
from generator.web.lifeacts import ACTS, FIELDS, LifeAct, read_fields
from generator.web.screens.dossier import found
from generator.web.screens.jobs import begin, finished
from generator.web.sheets import Agreement
from generator.web.uploads import handed_in

screen = Blueprint("life", __name__, url_prefix="/<campagne>")
Report = EndReport | RenewReport | WithdrawReport | SettlementReport
Confirms = Callable[[Any], bool]


@screen.app_context_processor
def menu() -> dict[str, object]:
    """Give the dossier's page the list of what can happen to its convention, and what other screens do to it."""
    return {"lives": lives, "beside": beside}


def lives(dossier: DossierStatus) -> list[tuple[str, str]]:
    """Return the acts that can be recorded for a convention, by its state and its clause of renewal."""
    in_force = bool(dossier.known.signature and dossier.known.signature.notified_on)
    holds = {
        "reconduction": dossier.notice_by is not None,
        "denonciation": in_force and (dossier.ending is not None or dossier.notice_by is not None),
        "erreur": dossier.ending is not None,
        "retablie": any(one.revoked for one in dossier.documents),
        "deliberation": any(one.act for one in dossier.documents),
        "reglee": any(one.answer for one in dossier.documents),
        "rouverte": any(one.settled for one in dossier.documents),
    }
    return [(name, act.label) for name, act in ACTS.items() if holds.get(name, in_force)]


def beside(dossier: DossierStatus) -> list[tuple[str, str]]:
    """Return what other screens do to a convention: its dates corrected, an avenant."""
    insee, links = dossier.commune.insee, []
    for standing in dossier.documents:
        if standing.signature:
            address = url_for("signing.form", acte=f"{insee}-{standing.rank}")
            links.append((f"Corriger les dates de signature {_named(standing.rank)}", address))
    return [*links, ("Prorogation, avenant, erreur matérielle", way("a", insee))] if links else []


@screen.get("/dossiers/<insee>/vie/<geste>")
def show(insee: str, geste: str) -> str | AnyResponse:
    """Show the form of an act, with what its address says already; its sheet at once when that is all of it."""
    dossier, act = found(insee), _act(geste)
    typed = {name: request.args.get(name, "").strip() for name in act.fields}
    return _sheet(dossier, geste, typed, "") if all(typed.values()) and typed else _form(dossier, geste, request.args)


def merger_address(mergers: Sequence[tuple[str, str, str]]) -> str:
    """Return where the reason of the first of some mergers is asked, each a commune, its new one, its last day."""
    (insee, into, eve), *others = mergers
    after = ["|".join(one) for one in others]
    return url_for("life.show", insee=insee, geste="fusion", vers=into, veille=eve, puis=after)


def _next() -> str:
    """Return where the merger is restated that comes after this one, "" for none."""
    after = [one.split("|") for one in request.values.getlist("puis")]
    told = [(insee, into, eve) for insee, into, eve in (one for one in after if len(one) == 3)]
    return merger_address(told) if told else ""


@screen.post("/dossiers/<insee>/vie/<geste>")
def record(insee: str, geste: str) -> str | AnyResponse:
    """Restate what would be recorded; record it once that was agreed to."""
    typed = {name: as_read(request.form.get(name, "")) for name in _act(geste).fields}
    keys = [*(desk().keeping.keep(file) for file in handed_in("depot")), request.form.get("fichier", "")]
    return _sheet(found(insee), geste, typed, keys[0])


def _sheet(dossier: DossierStatus, geste: str, typed: Mapping[str, str], key: str) -> str | AnyResponse:
    """Restate an act; record it when the seal of what was restated is sent back."""
    act, (days, errors) = _act(geste), read_fields(typed)
    if errors:
        return _form(dossier, geste, typed, errors, key=key)
    here, engine, seal, following = project(), desk().engine, request.form.get("vu", ""), _next()
    run = _asked(geste, dossier, typed, days, BuildRequest(engine=engine), key)
    commune, insee = dossier.commune.nom, dossier.commune.insee
    if seal and act.typed and slug(request.form.get("nom", "")) != slug(commune):
        errors["nom"] = f"Écrivez le nom de la commune, {commune}, pour confirmer."
    elif seal:
        return begin(
            f"{act.verb} {dossier.commune.of}",
            "life.done",
            lambda progress: (insee, geste, typed, key, run(here, Agreement(seal), progress), following),
        )
    agreement: Agreement[Any] = Agreement()
    try:
        report = run(here, agreement, Silence())
    except (RefusedError, UsageError) as error:
        return _form(dossier, geste, typed, refused=error, key=key)
    if agreement.proposed is None:  # there is nothing to record
        why = (_not_renewed(dossier),) if geste == "reconduction" else ()
        return _form(dossier, geste, typed, refused=UsageError(" ".join((*_told(report), *why))), key=key)
    return render_template(
        "life_sheet.html",
        one=dossier,
        geste=geste,
        act=act,
        typed=typed,
        told=_told(report),
        problems=report.problems,
        seal=agreement.seal,
        letter=desk().keeping.find(key) if key else None,
        verb=f"{act.verb} {dossier.commune.of}",
        errors=errors,
    )


@screen.get("/vie/<travail>")
def done(travail: str) -> str:
    """Show what was recorded and made; what changed since it was seen is shown again."""
    insee, geste, typed, key, report, following = finished(travail).report
    dossier = found(insee)
    if not report.recorded:
        told = "Ce qui serait enregistré a changé depuis que vous l’avez vu : rien n’est enregistré. Relisez."
        return _form(dossier, geste, typed, refused=UsageError(told), key=key)
    made = _made(report, insee)
    return render_template(
        "life_done.html", one=dossier, told=_told(report), problems=report.problems, files=made, following=following
    )


@screen.route("/reconductions", methods=["GET", "POST"])
def renewals() -> str | AnyResponse:
    """Restate all renewals that are due; record them once that was agreed to."""
    here, request_of = project(), functools.partial(RenewRequest, (), BuildRequest(engine=desk().engine))
    if seal := request.form.get("vu", ""):
        return begin(
            "Enregistrer les reconductions",
            "life.renewed",
            lambda progress: renew_run.run(here, request_of(confirms=Agreement[RenewReport](seal)), progress),
        )
    agreement: Agreement[Any] = Agreement()
    report = renew_run.run(here, request_of(confirms=agreement), Silence())
    return render_template("renewals.html", report=report, seal=agreement.seal, overtaken="change" in request.args)


@screen.get("/reconductions/<travail>")
def renewed(travail: str) -> str | AnyResponse:
    """Show the renewals that were recorded, with what was made; what changed since it was seen is shown again."""
    report = finished(travail).report
    if not report.recorded:
        return redirect(url_for("life.renewals", change="oui"), 303)
    return render_template(
        "life_done.html", told=_told(report), problems=report.problems, files=_made(report, ""), following=""
    )


def _made(report: Report, insee: str) -> list[str]:
    """Return the PDFs that were made with an act, of one commune or of all."""
    build = getattr(report, "build", None)
    files = [file.path for one in build.outcomes if one.state == "built" for file in one.files] if build else []
    return [path for path in files if path.startswith(insee) and path.endswith(".pdf")]


def _act(geste: str) -> LifeAct:
    return ACTS.get(geste) or abort(404)


def _form(
    dossier: DossierStatus,
    geste: str,
    typed: Mapping[str, str],
    errors: Mapping[str, str] | None = None,
    refused: ConventionsError | None = None,
    key: str = "",
) -> str:
    """Show the form of an act; ``key`` is that of a letter handed in already, which stays with it."""
    problems: tuple[Problem, ...] = refused.problems if refused else ()
    acts = [(str(one.rank), _named(one.rank)) for one in dossier.documents if one.act]
    return render_template(
        "life_form.html",
        one=dossier,
        geste=geste,
        act=_act(geste),
        fields=FIELDS,
        acts=acts,
        typed=typed,
        errors=errors or {},
        refused=refused,
        problems=problems,
        letter=desk().keeping.find(key) if key else None,
    )


def _named(rank: int) -> str:
    return f"de l’avenant n° {rank}" if rank else "de la convention"


def _asked(
    geste: str,
    dossier: DossierStatus,
    typed: Mapping[str, str],
    days: Mapping[str, datetime.date],
    build: BuildRequest,
    key: str,
) -> Callable[[Project, Confirms, Progress], Report]:
    """Return the run that records an act, to be given whoever confirms it; ``key`` is that of a letter handed in."""
    insee, why = dossier.commune.insee, typed.get("raison", "")
    if geste == "reconduction":
        return lambda here, confirms, progress: renew_run.run(
            here, RenewRequest((insee,), build, confirms=confirms), progress
        )
    rank = int(typed["acte"]) if typed.get("acte", "").isdigit() else 0
    if geste in ("reglee", "rouverte"):
        settled = days.get("jour")
        return lambda here, confirms, progress: settlement_run.run(
            here, SettlementRequest(insee, why, settled, rank, confirms), progress
        )
    if geste in ("deliberation", "retablie"):
        return lambda here, confirms, progress: withdraw_run.run(
            here, WithdrawRequest(insee, why, rank, confirms, geste == "retablie"), progress
        )
    facts, file = None, desk().keeping.find(key) if key else None
    replaces = geste not in ("erreur", "fusion") and any(one.ending for one in dossier.documents)
    if geste != "erreur":
        author = typed.get("auteur", "")
        facts = EndingFacts(
            cast(Cause, geste),
            cast(Author, author if author in ("commune", "epci") else ""),
            days.get("recue"),
            days.get("demeure"),
            days.get("fin") or days.get("veille"),
            typed.get("vers", ""),
        )
    return lambda here, confirms, progress: end_run.run(
        here, EndRequest(insee, facts, why, file, geste == "erreur", replaces, build, confirms), progress
    )


def _not_renewed(dossier: DossierStatus) -> str:
    """Return why a convention has no renewal to record."""
    if not campaign().convention.reconduction.renews:
        return "La convention n’est pas reconduite tacitement : avant son terme, un avenant la prolonge."
    return f"La période en cours va jusqu’au {date_longue(dossier.term)}, et ce qui la précède est au registre."


def _told(report: Report) -> tuple[str, ...]:
    return (report.told,) if isinstance(report.told, str) else report.told
