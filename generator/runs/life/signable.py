"""What is to be signed: its documents with their pages, and what the law would say of signatures given today."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping

from generator.dossiers.manifest import Manifest
from generator.dossiers.members import members_of
from generator.dossiers.mergers import read_known
from generator.inputs.campaign import Campaign
from generator.inputs.pieces import BESIDE
from generator.law.findings import Finding
from generator.project import Project
from generator.register.signatures import SignatureDates
from generator.stages.obstacles import examine, party_of


def to_sign(manifest: Manifest | None, campaign: Campaign) -> Mapping[str, Mapping[str, int]]:
    """Return by the number of each dossier the documents of the output that both parties sign, with their pages."""
    pieces = (*campaign.pieces, *campaign.avenant)
    kinds = {piece.kind for piece in pieces if piece.a_signer and piece.place != BESIDE}
    found: dict[str, dict[str, int]] = {}
    for record in manifest.documents if manifest else ():
        pages = next((file.pages or 0 for file in record.files if file.path.endswith(".pdf")), 0)
        if record.kind in kinds and pages:
            found.setdefault(record.number, {})[record.kind] = pages
    return found


def signable(project: Project, numbers: Collection[str], today: datetime.date) -> Mapping[str, tuple[Finding, ...]]:
    """Return what the law finds of each document named by its number, were both parties to sign it today.

    Errors stand in the way, warnings do not; the files are not looked at. Raises DataError, RegisterError.
    """
    sources, standings = read_known(project)
    known = {one.insee: one.known for one in members_of(sources, standings)}
    dates, found = SignatureDates(today, today, None), {}
    for standing in standings.documents:
        commune = known.get(standing.insee)
        if standing.number not in numbers or commune is None:
            continue
        party = party_of(sources, standing, commune)
        told = examine(project, sources, standings, standing, party, dates, today).findings
        found[standing.number] = tuple(sorted(told, key=lambda one: one.level != "error"))
    return found
