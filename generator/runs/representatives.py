"""Who signs for the EPCI besides its President: sections of campaign.toml, one added, changed or removed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from generator.dossiers.fingerprints import sha256
from generator.errors import DataError, Problem
from generator.files import read_regular
from generator.inputs.campaignfile import read_campaign
from generator.inputs.communerows import read_communes
from generator.inputs.concordance import check_delegations
from generator.inputs.epci import read_epci
from generator.inputs.settings import Settings
from generator.inputs.tomledit import with_table
from generator.law.signatories import Person
from generator.progress import Progress
from generator.project import Project
from generator.runs import pieces as pieces_run
from generator.runs.following import CAMPAIGN
from generator.runs.pieces import PiecesRequest
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

    def as_json(self) -> dict[str, Any]:
        """Return the representatives, their days as YYYY-MM-DD."""
        rows = [
            {key: value if isinstance(value, list) else str(value) for key, value in row.items()} for row in self.rows
        ]
        return {"rows": rows, "written": self.written, "problems": [asdict(one) for one in self.problems]}


def run(project: Project, request: RepresentativesRequest, progress: Progress) -> RepresentativesReport:
    """Write one representative into campaign.toml, each other byte as it was; its former version is kept.

    Raises RefusedError when somebody changed the file meanwhile, DataError when it cannot be read or writes the
    representatives in another way, OutputError.
    """
    campaign, before = read_campaign(project.campaign)
    data = read_regular(project.campaign / CAMPAIGN)
    text = data.decode("utf-8-sig")
    rows = _rows(text)
    report = RepresentativesReport(campaign.epci.president, rows, sha256(data))
    if request.rank is None:
        return report
    written = _written(text, rows, request.rank, request.values)
    faults = [] if request.values is None else _faults(project, written, request.rank, before)
    if faults:
        return replace(report, problems=tuple(faults))
    marked = written.encode("utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8")
    made = pieces_run.run(project, PiecesRequest(CAMPAIGN, marked, request.seal), progress)
    return replace(report, rows=_rows(written), seal=made.seal, written=made.written)


def _rows(text: str) -> tuple[Mapping[str, Any], ...]:
    """Return the representatives as a text of campaign.toml has them. Raises DataError."""
    found = tomllib.loads(text).get("epci", {}).get("representants", [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise _unwritable()
    return tuple(found)


def _written(text: str, rows: Sequence[Mapping[str, Any]], rank: int, values: Mapping[str, Any] | None) -> str:
    """Return campaign.toml with one representative more, less or otherwise. Raises DataError."""
    own = {key: values[key] for key in KEYS if values.get(key)} if values is not None else None
    example = _EXAMPLE.search(text)
    changed = with_table(text, _NAME, rank, own, example.end() if example else None)
    wanted = [*rows[:rank], *([own] if own is not None else []), *rows[rank + 1 :]]
    try:
        if [dict(row) for row in _rows(changed)] == wanted:
            return changed
    except tomllib.TOMLDecodeError:
        pass
    raise _unwritable()


def _faults(project: Project, text: str, rank: int, before: Sequence[Problem]) -> list[Problem]:
    """Return what would be wrong in a text of campaign.toml because of one representative."""
    problems: list[Problem] = []
    values = tomllib.loads(text)
    epci = read_epci(Settings(CAMPAIGN, text, values, "", problems).table("epci"))
    alone = replace(epci, representants=epci.representants[rank : rank + 1])
    campaign = replace(read_campaign(project.campaign)[0], epci=alone)
    known = {(one.column, one.message) for one in before}
    return [
        *(one for one in problems if one.level == "error" and (one.column, one.message) not in known),
        *check_delegations(read_communes(project.communes), campaign),
    ]


def _unwritable() -> DataError:
    return DataError(f"{CAMPAIGN} : les sections [[{_NAME}]] n’y sont pas écrites ainsi ; changez-les dans le fichier.")
