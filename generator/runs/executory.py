"""The days that make the EPCI's own deliberation executory, learnt after it was written: two keys of campaign.toml."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from generator.dossiers.fingerprints import sha256
from generator.errors import RefusedError
from generator.files import read_regular
from generator.inputs.campaignfile import read_campaign
from generator.inputs.epci import EpciDeliberation
from generator.inputs.tomledit import as_toml, with_keys
from generator.language.dates import date_longue
from generator.progress import Progress
from generator.project import Project
from generator.runs.campaignedit import put
from generator.runs.following import CAMPAIGN
from generator.runs.report import Done

#: Their keys, and the table of campaign.toml that holds them.
KEYS = ("transmise", "publiee")
_TABLE = "epci.deliberation"


@dataclass(frozen=True, slots=True)
class ExecutoryRequest:
    """The days of the deliberation's transmission and publication; None leaves what is written, or is not, as it is."""

    transmise: datetime.date | None = None
    publiee: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class ExecutoryReport(Done):
    """The ``deliberation`` as campaign.toml has it now; ``written`` tells that the file changed."""

    deliberation: EpciDeliberation
    written: bool


def run(project: Project, request: ExecutoryRequest, progress: Progress) -> ExecutoryReport:
    """Write the days that are given into campaign.toml, each other byte as it was; its former version is kept.

    Without a day, nothing is written: the report tells those that are known.

    Raises RefusedError for a day before that of the deliberation, DataError when campaign.toml cannot be read or writes
    that table in another way, OutputError.
    """
    before = read_campaign(project.campaign)[0].epci.deliberation
    days = {key: day for key in KEYS if (day := getattr(request, key))}
    if not days:
        return ExecutoryReport(before, written=False)
    for day in days.values():
        if day < before.date:
            raise RefusedError(
                f"le {date_longue(day)} est avant la délibération, du {date_longue(before.date)} ; rien n’a été écrit."
            )
    data = read_regular(project.campaign / CAMPAIGN)
    changed = with_keys(data, _TABLE, {key: as_toml(day) for key, day in days.items()})
    report = put(project, changed, sha256(data), progress)
    return ExecutoryReport(read_campaign(project.campaign)[0].epci.deliberation, report.written)
