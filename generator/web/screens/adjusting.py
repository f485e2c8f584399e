"""The settings of the campaign in a form, each under its name: campaign.toml without its keys."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from generator.progress import Silence
from generator.runs.campaigns import campaignsettings as settings_run
from generator.runs.campaigns.campaignsettings import CHOICES, SettingsReport, SettingsRequest, kind_of
from generator.runs.days import typed_date, typed_time
from generator.runs.reasons import as_read
from generator.web.changes import SECTIONS
from generator.web.desk import project
from generator.web.lacks import UNREAD_DAY, names_in, shown_value
from generator.web.screens.data import read_seen
from generator.web.screens.models import screen as models
from generator.web.way import settings_left

#: What is said of a section that a campaign may be without.
_ABOUT = {
    "epci.deliberation": "Elle autorise à signer une fois transmise au représentant de l’État et publiée (CGCT, "
    "art. L. 2131-1, par renvoi de L. 5211-3).",
    "convention.reconduction": "Sans durée ni préavis, la convention prend fin à son terme.",
    "planning.mediateurs": "Un nom vidé retire le médiateur ; la dernière case en ajoute un.",
    "avenant.deliberation_epci": "Facultative, jusqu’à un tel avenant.",
}
_HELP = {
    "epci.deliberation.organe": "Sans article : Conseil communautaire, Bureau communautaire, Président",
    "convention.titre": "Sans le nom des parties",
    "convention.objet": "En quelques mots",
    "convention.reference": "Imprimée en pied de page",
    "convention.fait_a": "La ville où l’acte est « fait à »",
    "convention.reconduction.maximum": "Sans réponse : autant qu’il en vient",
    "planning.demi_journees": "Séparées par des virgules, celles qu’il vaut mieux donner d’abord : mardi après-midi, "
    "jeudi matin",
    "planning.matin": "Par exemple 9 h",
    "planning.apres_midi": "Par exemple 14 h 30",
    "numbering.modele": "{year} est l’année, {seq:03d} le rang ; un numéro donné ne change plus",
    "courriel.expediteur": "Service juridique <adresse@domaine.fr> ; sans réponse, le compte de qui envoie",
    "courriel.reponse_a": "Facultatif : qui reçoit les réponses",
    "courriel.copie": "Facultatif : qui reçoit copie des relances",
    "pack.voies_de_recours": "Facultatif : imprimée au bas des projets de délibération",
    "pack.recueil_pages": "Sans réponse : 1 000 ; au-delà, il est coupé en volumes",
}
#: What the choices of a setting are called, in the order of CHOICES.
_CHOSEN = {
    "pack.annexes_non_conformes": ("à côté du dossier relié", "reliées au dossier, qui n’en porte plus la mention")
}
#: How a problem ends whose setting is left to write.
_LEFT = ("ce n’est pas encore écrit", "clé absente")
#: What is said of a setting that another clerk changed since it was shown.
_OVERTAKEN = "Quelqu’un a écrit « {} » entre-temps : gardez l’un ou l’autre, puis enregistrez de nouveau."
#: What a kind of value that is no text is not.
_UNREAD = {
    datetime.date: UNREAD_DAY,
    datetime.time: "Écrivez une heure : 9 h, 14 h 30.",
    int: "Écrivez un nombre entier.",
}


@models.get("/reglages")
def settings() -> str:
    """Show the settings, with what is wrong with each."""
    report = settings_run.run(project(), SettingsRequest(), Silence())
    return _page(report, {}, _told(report))


@models.post("/reglages")
def write_settings() -> str | AnyResponse:
    """Write those that were changed into campaign.toml; what is wrong is told at its field, and nothing is written.

    So is what somebody else changed meanwhile, if both changed it.
    """
    kinds = {name: kind for name in request.form if (kind := kind_of(name))}
    typed = {name: " ".join(as_read(request.form[name]).split()) for name in kinds}
    seen, report = read_seen(request.form.get("vu", "")), settings_run.run(project(), SettingsRequest(), Silence())
    now = {name: shown_value(value) for name, value in report.values.items()}
    mine = {name: text for name, text in typed.items() if text != " ".join(as_read(seen.get(name, "")).split())}
    overtaken = {name for name, text in mine.items() if now.get(name, "") not in (seen.get(name, ""), text)}
    values = {name: _read(kinds[name], text) for name, text in mine.items()}
    errors = {name: _UNREAD[kinds[name]] for name, value in values.items() if value is None}
    errors |= {name: _OVERTAKEN.format(now.get(name, "")) for name in overtaken}
    report = settings_run.run(project(), SettingsRequest(None if errors else values, report.seal), Silence())
    if errors or (not report.written and any(report.values.get(name) != value for name, value in values.items())):
        return _page(report, now | mine, _told(report) | errors)
    told = "enregistré ; sa version précédente est gardée" if report.written else "rien n’a changé"
    flash(f"campaign.toml : {told}.", "make" if report.written else "ok")
    return redirect(settings_left(), 303)


def _read(kind: type, text: str) -> Any:
    """Return what was typed as campaign.toml has it, None when it is not understood."""
    if not text or kind is str:
        return text
    if kind is list:
        return list(names_in(text))
    if kind is int:
        return int(text) if text.isdecimal() and len(text) < 9 else None
    return typed_date(text) if kind is datetime.date else typed_time(text)


def _told(report: SettingsReport) -> dict[str, str]:
    """Return what is wrong with each setting, as its field says it."""
    found: dict[str, str] = {}
    for one in report.problems:
        told = "à compléter" if one.message.endswith(_LEFT) else f"{one.message} ; {one.remedy}"
        found.setdefault(one.column, f"{told[:1].upper()}{told[1:]}.")
    return found


def _page(report: SettingsReport, typed: Mapping[str, str], errors: Mapping[str, str]) -> str:
    groups: dict[str, list[str]] = {section: [] for section in SECTIONS}
    seen = {name: shown_value(value) for name, value in report.values.items()}
    for name in seen:
        groups[name.rpartition(".")[0]].append(name)
    return render_template(
        "model_settings.html",
        groups=groups,
        titles=SECTIONS,
        about=_ABOUT,
        seen=seen,
        typed={**seen, **typed},
        errors=errors,
        others=[one for one in report.problems if one.column not in report.values],
        help=_HELP,
        choices={name: dict(zip(CHOICES[name], told, strict=True)) for name, told in _CHOSEN.items()},
        back=settings_left(),
    )
