"""Who signs for the EPCI besides its President: sections of campaign.toml, one added, changed or removed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.dossiers.fingerprints import sha256
from generator.errors import Problem
from generator.files import read_regular
from generator.inputs.campaignfile import read_campaign
from generator.inputs.communerows import read_communes
from generator.inputs.concordance import check_delegations
from generator.inputs.epci import read_epci
from generator.inputs.settings import Settings
from generator.law.signatories import Person
from generator.progress import Progress
from generator.project import Project
from generator.runs.campaigns.campaignedit import new_errors, put, with_section
from generator.runs.campaigns.following import CAMPAIGN
from generator.runs.report import Done

#: Their keys, in the order in which they are written.
KEYS = ("civilite", "prenom", "nom", "titre", "debut", "fin", "communes", "deliberation", "arrete")
_NAME = "epci.representants"
#: The comment that shows how such a section is written.
_EXAMPLE = re.compile(rf"^(?:#[^\n]*\n)*#[^\n]*\[\[{re.escape(_NAME)}\]\][^\n]*\n(?:#[^\n]*\n)*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class RepresentativesRequest:
    """What becomes of the representative of a ``rank``, from 0 on; the one after the last is added.

    ``values`` are texts, days and a list of communes by ``KEYS``, None to remove the representative. They take their
    place if campaign.toml still has the ``seal`` that was seen. Without a rank, nothing is written.
    """

    rank: int | None = None
    values: Mapping[str, Any] | None = None
    seal: str = ""


@dataclass(frozen=True, slots=True)
class RepresentativesReport(Done):
    """The representatives as campaign.toml has them, by ``KEYS``, beside the ``president``; its ``seal``.

    ``problems`` are what is wrong with what was to be written, each under its key; nothing is ``written`` then.
    """

    president: Person
    rows: tuple[Mapping[str, Any], ...]
    seal: str
    written: bool = False


def run(project: Project, request: RepresentativesRequest, progress: Progress) -> RepresentativesReport:
    """Write one representative into campaign.toml, each other byte as it was; its former version is kept.

    Raises RefusedError when somebody changed the file meanwhile, DataError when it cannot be read or writes the
    representatives in another way, OutputError.
    """
    campaign, before = read_campaign(project.campaign)
    data = read_regular(project.campaign / CAMPAIGN)
    report = RepresentativesReport(campaign.epci.president, _rows(data), sha256(data))
    if request.rank is None:
        return report
    values, example = request.values, _EXAMPLE.search(data.decode("utf-8-sig"))
    own = None if values is None else {key: values[key] for key in KEYS if values.get(key)}
    changed = with_section(data, _NAME, request.rank, own, example.end() if example else None)
    faults = [] if own is None else _faults(project, changed.decode("utf-8-sig"), request.rank, before)
    if faults:
        return replace(report, problems=tuple(faults))
    made = put(project, changed, request.seal, progress)
    return replace(report, rows=_rows(changed), seal=made.seal, written=made.written)


def _rows(data: bytes) -> tuple[Mapping[str, Any], ...]:
    """Return the representatives as a content of campaign.toml has them."""
    found = tomllib.loads(data.decode("utf-8-sig")).get("epci", {}).get("representants", [])
    return tuple(one for one in found if isinstance(one, dict)) if isinstance(found, list) else ()


def _faults(project: Project, text: str, rank: int, before: Sequence[Problem]) -> list[Problem]:
    """Return what would be wrong in a text of campaign.toml because of one representative."""
    problems: list[Problem] = []
    values = tomllib.loads(text)
    epci = read_epci(Settings(CAMPAIGN, text, values, "", problems).table("epci"))
    alone = replace(epci, representants=epci.representants[rank : rank + 1])
    campaign = replace(read_campaign(project.campaign)[0], epci=alone)
    return [*new_errors(before, problems), *check_delegations(read_communes(project.communes), campaign)]
