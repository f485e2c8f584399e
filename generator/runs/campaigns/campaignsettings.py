"""The settings that every campaign has: changed one by one in campaign.toml, each other byte as it was."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import count
from typing import Any

from generator.dossiers.fingerprints import sha256
from generator.errors import DataError, Problem
from generator.files import read_regular
from generator.inputs.campaign import PlanningRules
from generator.inputs.campaignfile import read_campaign
from generator.inputs.communes import Commune
from generator.inputs.pieces import UNCLAIMED
from generator.inputs.settings import UNWRITTEN
from generator.inputs.sources import read_rows
from generator.inputs.tomledit import as_toml, with_header, with_keys
from generator.language.agreement import first_of
from generator.progress import Progress
from generator.project import Project
from generator.runs.campaigns.answers import EPCI, SIGNATORY
from generator.runs.campaigns.campaignedit import new_errors, put, says
from generator.runs.campaigns.following import CAMPAIGN
from generator.runs.report import Done

#: The section whose keys are the mediators, by their marks.
MEDIATORS = "planning.mediateurs"


def _decided(section: str) -> dict[str, type]:
    """Return what is said of a deliberation of the EPCI."""
    kinds = {"numero": str, "date": datetime.date, "organe": str, "transmise": datetime.date, "publiee": datetime.date}
    return {f"{section}.{key}": kind for key, kind in kinds.items()}


#: Each by its dotted name, in the order in which they are shown, with what it is.
KINDS: Mapping[str, type] = {
    **dict.fromkeys((f"epci.{key}" for key in EPCI), str),
    **dict.fromkeys((f"epci.president.{key}" for key in SIGNATORY), str),
    **_decided("epci.deliberation"),
    **dict.fromkeys((f"convention.{key}" for key in ("titre", "objet", "reference")), str),
    "convention.terme": datetime.date,
    "convention.fait_a": str,
    "convention.originaux": int,
    **dict.fromkeys((f"convention.reconduction.{key}" for key in ("duree_mois", "preavis_mois", "maximum")), int),
    "planning.debut": datetime.date,
    "planning.demi_journees": list,
    **dict.fromkeys(("planning.matin", "planning.apres_midi"), datetime.time),
    **dict.fromkeys(("planning.accueil_minutes", "planning.rendez_vous_minutes"), int),
    "numbering.modele": str,
    "numbering.annee": int,
    **dict.fromkeys((f"courriel.{key}" for key in ("expediteur", "reponse_a", "copie")), str),
    "pack.voies_de_recours": str,
    "pack.annexes_non_conformes": str,
    "pack.recueil_pages": int,
    **_decided("avenant.deliberation_epci"),
}
#: Of those that have no other values, which there are.
CHOICES: Mapping[str, tuple[str, ...]] = {"pack.annexes_non_conformes": ("", UNCLAIMED)}
#: The sections that a campaign may be without: each is there as long as one of its settings is.
_OPTIONAL = ("courriel", "convention.reconduction", "avenant.deliberation_epci", MEDIATORS)


@dataclass(frozen=True, slots=True)
class SettingsRequest:
    """The ``values`` to write, by the names of ``KINDS``; "" leaves what is not written yet.

    They take their place if campaign.toml still has the ``seal`` that was seen. Without any, nothing is written.
    """

    values: Mapping[str, Any] | None = None
    seal: str = ""


@dataclass(frozen=True, slots=True)
class SettingsReport(Done):
    """The settings as campaign.toml has them, "" for those that are left to write; its ``seal``.

    ``problems`` are what is wrong with them; with what was to be written, when it adds errors: nothing is ``written``.
    """

    values: Mapping[str, Any]
    seal: str
    written: bool = False


def kind_of(name: str) -> type | None:
    """Return what a setting is, by its dotted name; None for what is none."""
    return str if name.rpartition(".")[0] == MEDIATORS else KINDS.get(name)


def run(project: Project, request: SettingsRequest, progress: Progress) -> SettingsReport:
    """Write what differs into campaign.toml; its former version is kept.

    What is left empty is taken off, a mediator and a section of its own included; a mediator or a half-day that
    communes still have stays.

    Raises RefusedError when somebody changed the file meanwhile, DataError when it cannot be read or writes a setting
    in another way, OutputError.
    """
    data = read_regular(project.campaign / CAMPAIGN)
    campaign, before = read_campaign(project.campaign, data)
    values = _values(data)
    report = SettingsReport(values, sha256(data), problems=before)
    changes = {name: value for name, value in (request.values or {}).items() if value != values.get(name, "")}
    if not changes:
        return report
    changed = _written(data, changes)
    wanted, after = read_campaign(project.campaign, changed)
    if new := [*new_errors(before, after), *_still_given(project, campaign.planning, wanted.planning)]:
        return replace(report, problems=(*(one for one in after if one not in new), *new))
    made = put(project, changed, request.seal, progress)
    return SettingsReport(_values(changed), made.seal, made.written, problems=after)


def _still_given(project: Project, before: PlanningRules | None, after: PlanningRules | None) -> list[Problem]:
    """Return what a planning offers no longer although communes have it."""
    if before is None or after is None:
        return []
    marks = before.mediateurs.keys() - after.mediateurs.keys()
    halves = set(before.demi_journees) - set(after.demi_journees)
    held: dict[tuple[str, str], list[str]] = {}
    for commune in _communes(project) if marks or halves else ():
        if commune.participe and (slot := commune.slot):
            if slot.mediateur in marks:
                held.setdefault((f"{MEDIATORS}.{slot.mediateur}", slot.mediateur), []).append(commune.nom)
            if (slot.jour, slot.demi_journee) in halves:
                half = f"le {slot.jour} {slot.demi_journee}"
                held.setdefault(("planning.demi_journees", half), []).append(commune.nom)
    remedy = "donnez-leur d’abord un autre créneau"
    return [
        Problem("error", f"{what} a encore des communes ({first_of(names, 3)})", remedy, CAMPAIGN, column=column)
        for (column, what), names in held.items()
    ]


def _communes(project: Project) -> tuple[Commune, ...]:
    """Return the communes as the campaign has them; none as long as their files cannot be read."""
    try:
        return read_rows(project).communes
    except DataError:
        return ()


def _values(data: bytes) -> dict[str, Any]:
    """Return the settings whose section a content of campaign.toml has or may have; a mediator more can be named."""
    tables = tomllib.loads(data.decode("utf-8-sig"))
    marks = list(_table(tables, MEDIATORS) or ())
    free = next(mark for rank in count(1) if (mark := f"M{rank}") not in marks)
    found = {}
    for name in (*KINDS, *(f"{MEDIATORS}.{mark}" for mark in (*marks, free))):
        section, _, key = name.rpartition(".")
        table = _table(tables, section)
        if table is not None or (section in _OPTIONAL and section.partition(".")[0] in (*tables, section)):
            value = (table or {}).get(key, "")
            found[name] = "" if isinstance(value, str) and UNWRITTEN.search(value) else value
    return found


def _table(tables: dict[str, Any], section: str) -> dict[str, Any] | None:
    found: Any = tables
    for part in section.split("."):
        found = found.get(part) if isinstance(found, dict) else None
    return found if isinstance(found, dict) else None


def _written(data: bytes, changes: Mapping[str, Any]) -> bytes:
    """Return campaign.toml with these settings, and no other change. Raises DataError."""
    wanted, changed = tomllib.loads(data.decode("utf-8-sig")), data
    for name, value in changes.items():
        section, _, key = name.rpartition(".")
        above, _, own = section.rpartition(".")
        parent = _table(wanted, above) if above else wanted
        if parent is not None and section in _OPTIONAL and own not in parent:
            changed, parent[own] = with_header(changed, section), {}
        changed = with_keys(changed, section, {key: as_toml(value) if value != "" else None})
        table = _table(wanted, section)
        if table is not None:
            table.pop(key, None)
            table |= {} if value == "" else {key: value}
            if not table and parent is not None:
                del parent[own]
    if not says(changed.decode("utf-8-sig"), wanted):
        raise DataError(f"{CAMPAIGN} : un de ces réglages n’y est pas écrit ainsi ; changez-le dans le fichier.")
    return changed
