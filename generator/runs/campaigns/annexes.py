"""The PDFs that a campaign joins to its dossiers: one handed in or taken off, by a section of campaign.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from generator.dossiers.fingerprints import sha256
from generator.errors import UsageError
from generator.files import read_regular, write_new
from generator.inputs.campaignfile import read_campaign
from generator.inputs.communerows import read_communes
from generator.inputs.concordance import check_annexes
from generator.inputs.kinds import ANNEXE
from generator.inputs.pieces import is_pdf
from generator.inspection.annexes import examine
from generator.inspection.examined import Examined
from generator.progress import Progress
from generator.project import Project
from generator.refusals import writing
from generator.runs.campaigns.campaignedit import new_errors, put, with_section, with_section_raised
from generator.runs.campaigns.following import CAMPAIGN
from generator.runs.report import Done

#: What is said of one beside its title, in the order in which it is written.
KEYS = ("titre", "date", "communes", "a_signer")
#: The lists of documents that may have some: those of a dossier, and of an avenant.
PLACES = PACK, AMENDING = ("pack.pieces", "avenant.pieces")


@dataclass(frozen=True, slots=True)
class AnnexesRequest:
    """A PDF to join under a ``name``, none to look only; ``values`` are a text, a day, a list and a truth, by ``KEYS``.

    ``removed`` is the name of one to take off instead, ``raised`` the rank of a document that goes before the one above
    it; ``place`` is the one of ``PLACES`` that is meant.
    """

    name: str = ""
    data: bytes = b""
    values: Mapping[str, Any] = field(default_factory=dict)
    removed: str = ""
    raised: int = 0
    place: str = PACK


@dataclass(frozen=True, slots=True)
class AnnexesReport(Done):
    """The annexes of campaign.toml, each with its file as ``modele`` and its ``place``; all ``documents`` by place.

    ``problems`` are what is wrong with the one that was to be joined: nothing is ``written`` then. One that was written
    has been ``examined``.
    """

    rows: tuple[dict[str, Any], ...]
    documents: Mapping[str, list[dict[str, Any]]]
    written: bool = False
    examined: Examined | None = None


def run(project: Project, request: AnnexesRequest, progress: Progress) -> AnnexesReport:
    """Put a PDF in the campaign's folder, over no other, and name it in campaign.toml; or have it named no longer.

    The former campaign.toml is kept; a PDF that is taken off stays in the folder.

    Raises UsageError for what is no PDF that can be joined, RefusedError when somebody changed campaign.toml meanwhile,
    DataError when it cannot be read or is written in another way, OutputError.
    """
    data = read_regular(project.campaign / CAMPAIGN)
    before = read_campaign(project.campaign, data)[1]
    lists = _lists(data)
    report = AnnexesReport(_annexes(lists), lists)
    pieces = lists.get(request.place, [])
    if request.raised:
        if not 0 < request.raised < len(pieces):
            raise UsageError("Ce document n’est plus à cette place ; rien n’a été écrit.")
        return _write(project, report, data, with_section_raised(data, request.place, request.raised), progress)
    if request.removed:
        rank = next((rank for rank, row in enumerate(pieces) if row.get("modele") == request.removed), None)
        if rank is None or not is_pdf(request.removed):
            raise UsageError(f"{request.removed} : ce n’est pas une annexe de la campagne ; choisissez-en une.")
        return _write(project, report, data, with_section(data, request.place, rank, None), progress)
    if not request.name:
        return report
    if not is_pdf(request.name):
        raise UsageError(f"{request.name} : une annexe est un PDF ; enregistrez-la ainsi, puis déposez-la.")
    found = examine(request.data)
    if found.error:
        raise UsageError(f"{request.name} : {found.error}. Rien n’a été écrit.")
    said = {key: request.values[key] for key in KEYS if request.values.get(key)}

    def joined(name: str) -> bytes:
        return with_section(data, request.place, len(pieces), {"type": ANNEXE, "modele": name, **said})

    campaign, problems = read_campaign(project.campaign, joined(request.name))
    absent = f"« {request.name} » est introuvable"  # it is not there yet
    new = [one for one in new_errors(before, problems) if one.message != absent]
    new += check_annexes(read_communes(project.communes), campaign)
    if new:
        return replace(report, problems=tuple(new))
    with writing(project.campaign / request.name):
        name = write_new(project.campaign / request.name, request.data).name
    return replace(_write(project, report, data, joined(name), progress), examined=found)


def _write(project: Project, report: AnnexesReport, data: bytes, changed: bytes, progress: Progress) -> AnnexesReport:
    made = put(project, changed, sha256(data), progress)
    lists = _lists(changed)
    return replace(report, rows=_annexes(lists), documents=lists, written=made.written)


def _lists(data: bytes) -> dict[str, list[dict[str, Any]]]:
    """Return the documents of a dossier and of an avenant as a content of campaign.toml has them, by their place."""
    tables, sections = tomllib.loads(data.decode("utf-8-sig")), {place: place.partition(".")[0] for place in PLACES}
    return {place: list(tables[name].get("pieces", [])) for place, name in sections.items() if name in tables}


def _annexes(lists: Mapping[str, list[dict[str, Any]]]) -> tuple[dict[str, Any], ...]:
    rows = [row | {"place": place} for place, pieces in lists.items() for row in pieces]
    return tuple(row for row in rows if is_pdf(str(row.get("modele", ""))))
