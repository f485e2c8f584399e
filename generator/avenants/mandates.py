"""Acts still to be signed after the elections of March 2026, which ask who is in office and by which delegation."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from itertools import chain

from generator.errors import Problem
from generator.inputs.campaign import Campaign
from generator.inputs.communes import Commune
from generator.inputs.epci import EpciDeliberation
from generator.inputs.sources import Sources
from generator.language.dates import date_longue
from generator.law.epci import examine_mandate, examine_office, mayor_may_have_changed
from generator.law.signatories import Representative, first_day
from generator.register.standing import AvenantStanding, Standing
from generator.register.standings import Standings


def examine_mandates(sources: Sources, standings: Standings) -> Iterator[Problem]:
    """Yield what to verify of the acts that nobody can sign before the renewal, each commune and the EPCI once."""
    campaign, last = sources.campaign, dict[EpciDeliberation, datetime.date]()
    offices: dict[tuple[Representative, datetime.date], datetime.date] = {}
    days: list[tuple[Commune, datetime.date]] = []
    for commune in sources.participants:
        acts = [(one, first_day_of(campaign, one)) for one in _to_sign(commune, standings)]
        for one, day in acts:
            own = epci_act(campaign, one)
            last[own] = max(day, last.get(own, day))
            office = campaign.epci.representative(commune, day), own.date
            offices[office] = max(day, offices.get(office, day))
        days += [(commune, max(day for _, day in acts))] if acts else []
    findings = [examine_mandate(own.organe, own.date, day) for own, day in last.items()]
    findings += [examine_office(who.debut, decided_on, day) for (who, decided_on), day in offices.items()]
    for finding in chain.from_iterable(findings):
        yield finding.as_problem(file=f"{campaign.name}/campaign.toml")
    for commune, day in days:
        if commune.signataire is None and mayor_may_have_changed(commune.maire_depuis, day):
            message = f"un acte à signer est du {date_longue(day)}, après les élections de mars 2026"
            remedy = "vérifiez qui est maire, puis corrigez sa ligne, maire_depuis compris"
            yield Problem("warning", message, remedy, *commune.place("maire_depuis"), "maire_depuis", commune.nom)


def _to_sign(commune: Commune, standings: Standings) -> list[Standing]:
    convention = standings.convention(commune.insee)
    acts = [*([convention] if convention else []), *standings.avenants(commune.insee)]
    return [one for one in acts if one.state != "signed"]


def own_epci_act(campaign: Campaign, avenant: AvenantStanding) -> EpciDeliberation | None:
    """Return the EPCI's own deliberation on an avenant: what was asked with it, else the campaign's on what costs."""
    return avenant.record.content.epci or (campaign.avenant_epci if avenant.costs else None)


def epci_act(campaign: Campaign, standing: Standing) -> EpciDeliberation:
    """Return the deliberation by which the EPCI signs a convention or an avenant."""
    own = own_epci_act(campaign, standing) if isinstance(standing, AvenantStanding) else None
    return own or campaign.epci.deliberation


def first_day_of(campaign: Campaign, standing: Standing) -> datetime.date:
    """Return the day before which nobody can sign a convention or an avenant."""
    own = standing.deliberation
    return first_day(
        epci_act(campaign, standing).date,
        voted_on=own.decided_on if own else None,
        effect=standing.record.content.effect if isinstance(standing, AvenantStanding) else None,
    )
