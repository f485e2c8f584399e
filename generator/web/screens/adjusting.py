"""The settings of the campaign in a form, each under its name: campaign.toml without its keys."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from generator.progress import Silence
from generator.runs import campaignsettings as settings_run
from generator.runs.campaignsettings import KINDS, SettingsReport, SettingsRequest
from generator.runs.days import typed_date
from generator.web.desk import project
from generator.web.lacks import UNREAD_FIGURES
from generator.web.screens.models import screen as models
from generator.web.way import settings_left

#: What a form calls the sections of campaign.toml.
_GROUPS = {
    "epci": "L’EPCI",
    "epci.president": "Qui signe pour lui",
    "epci.deliberation": "La délibération qui l’y autorise",
    "convention": "La convention",
    "convention.reconduction": "La reconduction tacite",
    "planning": "Le planning",
    "numbering": "Les numéros",
    "courriel": "Les courriels",
}
_HELP = {
    "epci.deliberation.organe": "Sans article : Conseil communautaire, Bureau communautaire, Président",
    "convention.titre": "Sans le nom des parties",
    "convention.objet": "En quelques mots",
    "convention.reference": "Imprimée en pied de page",
    "convention.fait_a": "La ville où l’acte est « fait à »",
    "numbering.modele": "{year} est l’année, {seq:03d} le rang ; un numéro donné ne change plus",
    "courriel.expediteur": "Service juridique <adresse@domaine.fr> ; sans réponse, le compte de qui envoie",
    "courriel.reponse_a": "Facultatif : qui reçoit les réponses",
    "courriel.copie": "Facultatif : qui reçoit copie des relances",
}
#: How a problem ends whose setting is left to write.
_TO_WRITE = "ce n’est pas encore écrit"
#: What a kind of value that is no text is not.
_UNREAD = {datetime.date: UNREAD_FIGURES, int: "Écrivez un nombre entier."}


@models.get("/reglages")
def settings() -> str:
    """Show the settings, with what is wrong with each."""
    report = settings_run.run(project(), SettingsRequest(), Silence())
    return _page(report, {name: _shown(value) for name, value in report.values.items()}, _told(report))


@models.post("/reglages")
def write_settings() -> str | AnyResponse:
    """Write them into campaign.toml; what is wrong is told at its field, and nothing is written."""
    typed = {name: " ".join(request.form[name].split()) for name in KINDS if name in request.form}
    values = {name: _read(KINDS[name], text) for name, text in typed.items()}
    errors = {name: _UNREAD[KINDS[name]] for name, value in values.items() if value is None}
    asked = SettingsRequest(None if errors else values, request.form.get("vu", ""))
    report = settings_run.run(project(), asked, Silence())
    if errors or (not report.written and any(report.values.get(name) != value for name, value in values.items())):
        return _page(report, typed, _told(report) | errors)
    told = "enregistré ; sa version précédente est gardée" if report.written else "rien n’a changé"
    flash(f"campaign.toml : {told}.", "make" if report.written else "ok")
    return redirect(settings_left(), 303)


def _read(kind: type, text: str) -> Any:
    """Return what was typed as campaign.toml has it, None when it is not understood."""
    if not text or kind is str:
        return text
    return typed_date(text) if kind is datetime.date else int(text) if text.isdecimal() and len(text) < 9 else None


def _shown(value: Any) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, datetime.date) else str(value)


def _told(report: SettingsReport) -> dict[str, str]:
    """Return what is wrong with each setting, as its field says it."""
    found: dict[str, str] = {}
    for one in report.problems:
        told = "à compléter" if one.message.endswith(_TO_WRITE) else f"{one.message} ; {one.remedy}"
        found.setdefault(one.column, f"{told[:1].upper()}{told[1:]}.")
    return found


def _page(report: SettingsReport, typed: Mapping[str, str], errors: Mapping[str, str]) -> str:
    groups: dict[str, list[str]] = {}
    for name in report.values:
        groups.setdefault(_GROUPS[name.rpartition(".")[0]], []).append(name)
    return render_template(
        "model_settings.html",
        report=report,
        groups=groups,
        typed=typed,
        errors=errors,
        others=[one for one in report.problems if one.column not in report.values],
        help=_HELP,
        back=settings_left(),
    )
