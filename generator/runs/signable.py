"""What the law would say of signatures given today: what is in their way, what is to be known before."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping

from generator.dossiers.members import members_of
from generator.dossiers.mergers import read_known
from generator.law.findings import Finding
from generator.law.signing import examine_signature
from generator.project import Project
from generator.register.signatures import SignatureDates
from generator.register.standings import AvenantStanding
from generator.stages.obstacles import Parties, authorising_of, examine_parties, signing_of


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
        if isinstance(standing, AvenantStanding):
            commune = sources.party(commune, standing.amendment.content.effect)
        act = authorising_of(standings, standing)
        parties = Parties.of(sources, standing, commune, act)
        signing = signing_of(project, sources, standings, standing, commune, dates, parties)
        told = (*examine_signature(signing, act, today), *examine_parties(sources, dates, parties))
        found[standing.number] = tuple(sorted(told, key=lambda one: one.level != "error"))
    return found
