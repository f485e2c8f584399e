"""What a new campaign has before anybody says anything: the EPCI and planning rules of another, dates of its day."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

from generator.errors import DataError, count_errors
from generator.inputs.campaign import Campaign
from generator.inputs.campaignfile import read_campaign
from generator.inputs.tomledit import as_toml
from generator.law.signatories import representative_of

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


def inherited(name: str, model: Campaign | None, today: datetime.date, sigle: str = "") -> dict[str, str]:
    """Return the settings of a campaign of this name, as TOML by dotted key; ``model`` is the one it takes after.

    ``sigle`` is that of the EPCI when it was said, "" for the model's.
    """
    return _dates(today) | _names(name, model, sigle) | (_kept(model, today) if model else {})


def usable_campaign(templates: Path) -> Campaign | None:
    """Return the first campaign without errors, in the order of the names."""
    for path in sorted(templates.glob("*/campaign.toml")):
        try:
            campaign, problems = read_campaign(path.parent)
        except DataError:
            continue
        if not count_errors(problems):
            return campaign
    return None


def _dates(today: datetime.date) -> dict[str, str]:
    """Return dates that make sense today: a planning from next month, a term at the end of next year.

    That of the EPCI's deliberation is left to write: it is the date of an act, which nobody can guess.
    """
    next_month = (today.replace(day=1) + datetime.timedelta(days=31)).replace(day=1)
    return {
        "convention.terme": as_toml(datetime.date(today.year + 1, 12, 31)),
        "numbering.annee": as_toml(today.year),
        "planning.debut": as_toml(next_month),
    }


def _names(name: str, model: Campaign | None, sigle: str) -> dict[str, str]:
    """Return the numbers' model and the reference, made of the campaign's name: no two campaigns share numbers."""
    prefix = name.upper().replace("-", "_")
    sigle = sigle.strip() or (model.epci.sigle if model else "CAPH")
    return {
        "numbering.modele": as_toml(prefix + "-{year}-{seq:03d}"),
        "convention.reference": as_toml(f"{prefix}_{sigle}/Commune"),
    }


def _kept(model: Campaign, today: datetime.date) -> dict[str, str]:
    """Return what an existing campaign says that holds for another: the EPCI, who signs for it now, the slots."""
    epci, rules = model.epci, model.planning
    president = representative_of((), epci.president, epci.representants, today)
    settings = {f"epci.{key}": as_toml(getattr(epci, key)) for key in ("nom", "nom_court", "sigle", "siren", "siege")}
    for key in ("civilite", "prenom", "nom", "titre"):
        settings[f"epci.president.{key}"] = as_toml(getattr(president, key))
    settings["epci.deliberation.organe"] = as_toml(epci.deliberation.organe)
    settings["convention.fait_a"] = as_toml(model.convention.fait_a)
    if rules:
        mediators = [
            f"{key if _BARE_KEY.fullmatch(key) else as_toml(key)} = {as_toml(label)}"
            for key, label in rules.mediateurs.items()
        ]
        settings |= {
            "planning.demi_journees": as_toml([" ".join(half) for half in rules.demi_journees]),
            "planning.matin": as_toml(rules.debuts["matin"]),
            "planning.apres_midi": as_toml(rules.debuts["après-midi"]),
            "planning.accueil_minutes": as_toml(rules.accueil),
            "planning.rendez_vous_minutes": as_toml(rules.rendez_vous),
            "planning.mediateurs": "\n".join(mediators),
        }
    return settings
