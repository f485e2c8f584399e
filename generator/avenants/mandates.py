"""Acts still to be signed after the elections of March 2026, which ask who is in office and by which delegation."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from generator.errors import Problem
from generator.inputs.campaign import Campaign
from generator.inputs.communes import Commune
from generator.inputs.sources import Sources
from generator.language.dates import date_longue
from generator.law.epci import examine_mandate, mayor_may_have_changed
from generator.law.signatories import first_day
from generator.register.standings import AvenantStanding, Standing, Standings


def examine_mandates(sources: Sources, standings: Standings) -> Iterator[Problem]:
    """Yield what to verify of the acts that nobody can sign before the renewal, each commune and the EPCI once."""
    campaign = sources.campaign
    acts = [(commune, _last_day(campaign, commune, standings)) for commune in sources.participants]
    days = [(commune, day) for commune, day in acts if day is not None]
    if days:
        own = campaign.epci.deliberation
        for finding in examine_mandate(own.organe, own.date, max(day for _, day in days)):
            yield finding.as_problem(file=f"{campaign.name}/campaign.toml")
    for commune, day in days:
        if commune.signataire is None and mayor_may_have_changed(commune.maire_depuis, day):
            message = f"un acte à signer est du {date_longue(day)}, après les élections de mars 2026"
            remedy = "vérifiez qui est maire, puis corrigez sa ligne, maire_depuis compris"
            yield Problem("warning", message, remedy, *commune.place("maire_depuis"), "maire_depuis", commune.nom)


def _last_day(campaign: Campaign, commune: Commune, standings: Standings) -> datetime.date | None:
    """Return the latest of the days before which the commune's acts to be signed are not; None without any."""
    convention = standings.convention(commune.insee)
    acts = [*([convention] if convention else []), *standings.avenants(commune.insee)]
    return max((first_day_of(campaign, one) for one in acts if one.state != "signed"), default=None)


def first_day_of(campaign: Campaign, standing: Standing) -> datetime.date:
    """Return the day before which nobody can sign a convention or an avenant."""
    own = standing.deliberation
    return first_day(
        campaign.epci.deliberation.date,
        voted_on=own.decided_on if own else None,
        effect=standing.record.content.effect if isinstance(standing, AvenantStanding) else None,
    )
