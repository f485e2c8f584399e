"""The settings that every campaign has: changed one by one in campaign.toml, each other byte as it was."""

from __future__ import annotations

import datetime
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from generator.dossiers.fingerprints import sha256
from generator.errors import DataError
from generator.files import read_regular
from generator.inputs.campaignfile import read_campaign
from generator.inputs.settings import UNWRITTEN
from generator.inputs.tomledit import as_toml, with_keys
from generator.progress import Progress
from generator.project import Project
from generator.runs.answers import EPCI, SIGNATORY
from generator.runs.campaignedit import new_errors, put, says
from generator.runs.following import CAMPAIGN
from generator.runs.report import Done

#: Each by its dotted name, in the order in which they are shown, with what it is.
KINDS: Mapping[str, type] = {
    **dict.fromkeys((f"epci.{key}" for key in EPCI), str),
    **dict.fromkeys((f"epci.president.{key}" for key in SIGNATORY), str),
    "epci.deliberation.numero": str,
    "epci.deliberation.date": datetime.date,
    "epci.deliberation.organe": str,
    **dict.fromkeys((f"convention.{key}" for key in ("titre", "objet", "reference")), str),
    "convention.terme": datetime.date,
    "convention.fait_a": str,
    "convention.originaux": int,
    "convention.reconduction.duree_mois": int,
    "convention.reconduction.preavis_mois": int,
    "planning.debut": datetime.date,
    "numbering.modele": str,
    "numbering.annee": int,
    **dict.fromkeys((f"courriel.{key}" for key in ("expediteur", "reponse_a", "copie")), str),
}
#: The section that a campaign may be without.
_MAIL = "courriel"


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


def run(project: Project, request: SettingsRequest, progress: Progress) -> SettingsReport:
    """Write what differs into campaign.toml; its former version is kept.

    Raises RefusedError when somebody changed the file meanwhile, DataError when it cannot be read or writes a setting
    in another way, OutputError.
    """
    data = read_regular(project.campaign / CAMPAIGN)
    before = read_campaign(project.campaign, data)[1]
    values = _values(data)
    report = SettingsReport(values, sha256(data), problems=before)
    changes = {name: value for name, value in (request.values or {}).items() if value != values[name]}
    if not changes:
        return report
    changed = _written(data, changes)
    after = read_campaign(project.campaign, changed)[1]
    if new_errors(before, after):
        return replace(report, problems=after)
    made = put(project, changed, request.seal, progress)
    return SettingsReport(_values(changed), made.seal, made.written, problems=after)


def _values(data: bytes) -> dict[str, Any]:
    """Return the settings whose section a content of campaign.toml has."""
    tables = tomllib.loads(data.decode("utf-8-sig"))
    found = {}
    for name in KINDS:
        section, _, key = name.rpartition(".")
        table = _table(tables, section)
        if table is not None or section == _MAIL:
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
    if _MAIL not in wanted and any(name.startswith(f"{_MAIL}.") for name in changes):
        end = b"\r\n" if b"\r\n" in data else b"\n"
        changed = data.rstrip() + end * 2 + f"[{_MAIL}]".encode() + end
        wanted[_MAIL] = {}
    for name, value in changes.items():
        section, _, key = name.rpartition(".")
        changed = with_keys(changed, section, {key: as_toml(value)})
        table = _table(wanted, section)
        if table is not None:
            table[key] = value
    if not says(changed.decode("utf-8-sig"), wanted):
        raise DataError(
            f"{CAMPAIGN} : un de ces réglages n’y est pas écrit sur une ligne ; changez-le dans le fichier."
        )
    return changed
