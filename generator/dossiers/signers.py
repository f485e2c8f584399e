"""Where the register tells that nobody signs for both parties, whatever the data say by themselves."""

from __future__ import annotations

from generator.inputs.campaign import Campaign
from generator.inputs.communes import Commune
from generator.inputs.sources import Sources
from generator.law.acts import Act
from generator.law.signatories import commune_signatory, first_day
from generator.register.standings import Standings


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
