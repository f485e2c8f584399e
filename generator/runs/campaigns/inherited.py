"""What a new campaign has before anybody says anything: the EPCI and planning rules of others, dates of its day."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.errors import DataError, count_errors
from generator.inputs.campaign import Campaign, PlanningRules
from generator.inputs.campaignfile import read_campaign
from generator.inputs.tomledit import as_toml
from generator.law.signatories import representative_of
from generator.progress import LOGGER
from generator.project import campaigns_of, default_campaign
from generator.runs.campaigns.answers import EPCI, SIGNATORY

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")


@dataclass(frozen=True, slots=True)
class Models:
    """The campaigns that a new one takes after: for the ``epci`` and for the ``planning`` rules, None without any."""

    epci: Campaign | None = None
    planning: Campaign | None = None

    @classmethod
    def of(cls, root: Path) -> Models:
        """Return those of a project: its default campaign as far as that serves, then by name, none with an error."""
        usable = list(_usable(root))
        return cls(next(iter(usable), None), next((one for one in usable if one.planning), None))


def inherited(name: str, models: Models, today: datetime.date, sigle: str = "") -> dict[str, str]:
    """Return the settings of a campaign of this name, as TOML by dotted key.

    ``sigle`` is that of the EPCI when it was said, "" for the model's.
    """
    settings = _dates(today) | _names(name, models.epci, sigle)
    if models.epci:
        settings |= _epci(models.epci, today)
    return settings | planned(models, today)


def planned(models: Models, today: datetime.date) -> dict[str, str]:
    """Return the settings of a planning from next month, by the rules of another campaign's where there is one."""
    next_month = (today.replace(day=1) + datetime.timedelta(days=31)).replace(day=1)
    rules = models.planning.planning if models.planning else None
    return {"planning.debut": as_toml(next_month)} | (_slots(rules) if rules else {})


def _usable(root: Path) -> Iterator[Campaign]:
    """Yield the campaigns without errors, the default one first."""
    default = default_campaign(root)
    for name, folder in sorted(campaigns_of(root).items(), key=lambda item: item[0] != default):
        try:
            campaign, problems = read_campaign(folder)
        except DataError as error:
            LOGGER.debug("the campaign %s is no model: %s", name, error)
            continue
        if not count_errors(problems):
            yield campaign


def _dates(today: datetime.date) -> dict[str, str]:
    """Return dates that make sense today: a term at the end of next year.

    That of the EPCI's deliberation is left to write: it is the date of an act, which nobody can guess.
    """
    return {"convention.terme": as_toml(datetime.date(today.year + 1, 12, 31)), "numbering.annee": as_toml(today.year)}


def _names(name: str, model: Campaign | None, sigle: str) -> dict[str, str]:
    """Return the numbers' model and the reference, made of the campaign's name: no two campaigns share numbers."""
    prefix = name.upper().replace("-", "_")
    sigle = sigle.strip() or (model.epci.sigle if model else "")
    return {
        "numbering.modele": as_toml(prefix + "-{year}-{seq:03d}"),
        "convention.reference": as_toml(f"{prefix}_{sigle}/Commune"),
    }


def _epci(model: Campaign, today: datetime.date) -> dict[str, str]:
    """Return what an existing campaign says of the EPCI that holds for another, and who signs for it now."""
    epci = model.epci
    president = representative_of((), epci.president, epci.representants, today)
    settings = {f"epci.{key}": as_toml(getattr(epci, key)) for key in EPCI}
    settings |= {f"epci.president.{key}": as_toml(getattr(president, key)) for key in SIGNATORY}
    settings["epci.deliberation.organe"] = as_toml(epci.deliberation.organe)
    settings["convention.fait_a"] = as_toml(model.convention.fait_a)
    return settings


def _slots(rules: PlanningRules) -> dict[str, str]:
    """Return the planning rules by which the slots of communes.csv were given."""
    mediators = [
        f"{key if _BARE_KEY.fullmatch(key) else as_toml(key)} = {as_toml(label)}"
        for key, label in rules.mediateurs.items()
    ]
    return {
        "planning.demi_journees": as_toml([" ".join(half) for half in rules.demi_journees]),
        "planning.matin": as_toml(rules.debuts["matin"]),
        "planning.apres_midi": as_toml(rules.debuts["après-midi"]),
        "planning.accueil_minutes": as_toml(rules.accueil),
        "planning.rendez_vous_minutes": as_toml(rules.rendez_vous),
        "planning.mediateurs": "\n".join(mediators),
    }
