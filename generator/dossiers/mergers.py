"""Who is party to the conventions, by the register: communes nouvelles (CGCT, art. L. 2113-2), who signs for both."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.dossiers.members import Member, find_member, members_of
from generator.inputs.campaign import Campaign
from generator.inputs.communes import Commune, Slot
from generator.inputs.kinds import CONVENTION
from generator.inputs.remembered import read_again
from generator.inputs.sources import Heir, Sources
from generator.law.acts import Act
from generator.law.signatories import commune_signatory, first_day
from generator.project import Project
from generator.register.standing import Standing
from generator.register.standings import Standings, read_standings


def read_known(project: Project) -> tuple[Sources, Standings]:
    """Return the checked inputs and where the campaign's documents stand. Raises DataError, RegisterError."""
    return with_standings(project, read_again(project))


def find_known(project: Project, name: str) -> tuple[Sources, Standings, Member]:
    """Return the same with the commune that is named. Raises UsageError, and as that does."""
    sources, standings = read_known(project)
    return sources, standings, find_member(name, members_of(sources, standings))


def with_standings(project: Project, sources: Sources) -> tuple[Sources, Standings]:
    """Return the inputs with the mergers of their communes, and where the documents stand. Raises what that does."""
    standings = read_standings(project.register, sources.campaign.name)
    return with_mergers(sources, standings), standings


def with_mergers(sources: Sources, standings: Standings) -> Sources:
    """Return the same inputs with the communes nouvelles in the place of those that they took in, and who signs known.

    Raises DataError when somebody has now the slot of a convention that goes on.
    """
    merged = [one for one in standings.documents if one.kind == CONVENTION and one.mergers]
    heirs = {one.insee: tuple(_heirs(sources, standings, one)) for one in merged}
    ended = frozenset(one.insee for one in merged if one.ending)
    numbered = frozenset(standings.numbered)
    known = sources.with_heirs({insee: found for insee, found in heirs.items() if found}, ended, numbered)
    return known.with_signers(settled(known, standings))


def _heirs(sources: Sources, standings: Standings, convention: Standing) -> Iterator[Heir]:
    """Yield who takes the place of the commune that signed a convention, merger after merger, under its dossier's code.

    A commune nouvelle that keeps that code is the commune of its row, and one without a row is not known.
    """
    rows = {commune.insee: commune for commune in sources.table.communes}
    for merger in convention.mergers:
        commune = rows.get(merger.into_insee)
        if commune and merger.into_insee != convention.insee:
            yield Heir(merger.ends_on, _as_party(commune, convention, standings))


def _as_party(commune: Commune, convention: Standing, standings: Standings) -> Commune:
    signature = convention.signature
    row = (signature.dossier.made_from.commune if signature else {}) or standings.row(convention.insee)
    former = row.get("nom") or convention.insee
    party = replace(commune, insee=convention.insee, participe=True, former=former)
    return party.with_slot(_slot(convention, standings))


def _slot(convention: Standing, standings: Standings) -> Slot | None:
    """Return the slot of a convention, as its last avenant changes it, signed or not."""
    changes = [one.record.content.slot for one in standings.avenants(convention.insee)]
    kept = convention.signature.dossier.slot if convention.signature else None
    return next((slot for slot in reversed(changes) if slot), kept)


def settled(sources: Sources, standings: Standings) -> frozenset[str]:
    """Return the communes that have signed all their acts, or whose council told who signs those that are left."""
    found = set()
    for commune in sources.participants:
        convention = standings.convention(commune.insee)
        if convention is None:
            continue
        left = [one for one in (convention, *standings.avenants(commune.insee)) if one.state != "signed"]
        acts = [one.deliberation or convention.deliberation for one in left]
        if all(act is not None and _two_persons(commune, sources.campaign, act) for act in acts):
            found.add(commune.insee)
    return frozenset(found)


def _two_persons(commune: Commune, campaign: Campaign, act: Act) -> bool:
    """Tell whether another person than the EPCI's signs for a commune by a deliberation."""
    day = first_day(campaign.epci.deliberation.date, voted_on=act.decided_on)
    representative = campaign.epci.representative(commune, day)
    signatory = commune_signatory(commune.maire, commune.signataire, act.designated, representative)
    return signatory is not None and not signatory.is_same_as(representative)
