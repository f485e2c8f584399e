"""What follows a signature: the letter that notifies it and its certificate, each period renewed, the end.

Each is made once, on the facts of that day, and stays: other facts (a date corrected) ask for another letter.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.avenants.inforce import InForce, in_force
from generator.avenants.occasions import Occasion, left_on, to_certify, to_end, to_merge, to_notify, to_renew
from generator.dossiers.dossier import Dossier
from generator.dossiers.fingerprints import snapshot
from generator.dossiers.members import members_of
from generator.dossiers.plan import Dependencies
from generator.inputs.campaign import Campaign
from generator.inputs.communes import Commune
from generator.inputs.kinds import ENDING, PLANNING, RENEWAL
from generator.inputs.pieces import Piece
from generator.inputs.sources import Sources
from generator.law.duration import ONE_DAY, Period
from generator.project import Project
from generator.register.endings import Ending
from generator.register.letters import KeptLetter
from generator.register.standing import Standing
from generator.register.standings import Standings
from generator.rendering.context import make_context
from generator.rendering.lettergroups import EndingGroup, RenewalGroup, SignatureGroup
from generator.rendering.planning import make_planning

#: The group that the letter of notification and its certificate name.
_SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class Sequel:
    """What follows a signature: its documents, and what their templates can name."""

    dossier: Dossier
    campaign: Campaign
    groups: Mapping[str, Any]

    def context(self) -> dict[str, Any]:
        """Return what its templates can name."""
        dossier = self.dossier
        return make_context(dossier.commune, self.campaign, dossier.number, dossier.act, sequel=self.groups)


def sequels_of(
    project: Project,
    sources: Sources,
    standings: Standings,
    dependencies: Dependencies,
    insee: str = "",
    again: Collection[str] = (),
) -> Iterator[Sequel]:
    """Yield what follows the signatures of the campaign, of communes that left it too, as they last took part.

    ``insee`` is the only commune that is asked for; those of ``again`` get their letters anew.
    """
    for member in members_of(sources, standings):
        convention, commune = member.standing, member.commune or member.kept
        if convention is None or convention.signature is None or commune is None or insee not in ("", commune.insee):
            continue
        author = _Author(commune, convention, sources, dependencies, again=commune.insee in again)
        for signed in (convention, *standings.avenants(commune.insee)):
            yield from author.notification(signed)
        force = in_force(project, sources.campaign, standings, commune.insee)
        if force is not None:
            for period in convention.renewals:
                yield from author.renewal(force, period)
            for merger in convention.mergers:
                yield from author.merger(force, merger)
            if convention.ending is not None:
                yield from author.ending(force, convention.ending)


def departed_letters(sources: Sources, standings: Standings) -> tuple[KeptLetter, ...]:
    """Return the letters of communes of which no row is known any more: the last of each kind, of what is signed."""
    known = {member.insee for member in members_of(sources, standings) if member.commune or member.kept}
    gone = [one for one in standings.documents if one.insee not in known and one.signature]
    last = {(one.number, letter.document.kind): letter for one in gone for letter in one.letters}
    return tuple(last.values())


class _Author:
    """Plans what follows the signatures of one commune."""

    def __init__(
        self, commune: Commune, convention: Standing, sources: Sources, dependencies: Dependencies, *, again: bool
    ) -> None:
        self._commune = commune
        self._convention = convention
        self._sources = sources
        self._campaign = sources.campaign
        self._dependencies = dependencies
        self._again = again

    def notification(self, signed: Standing) -> Iterator[Sequel]:
        """Yield the letter that notifies a signed convention or avenant, then the certificate that it was notified.

        What was notified when its signature was recorded needs no letter.
        """
        suites, signature = self._campaign.suites, signed.signature
        if signature is None:
            return
        group = SignatureGroup(signed.rank, self._convention.number, signature.signed_on, signature.notified_on)
        letter = self._sequel(
            to_notify(signature),
            [suites.notification],
            {_SIGNATURE: replace(group, notifiee_le=None)},
            standing=signed,
            sent=signature.notified_on is not None,
        )
        if signature.notified_on is None or letter.dossier.kept:
            yield letter
        if signature.notified_on is not None:
            yield self._sequel(to_certify(signature), [suites.certificat], {_SIGNATURE: group}, standing=signed)

    def renewal(self, force: InForce, period: Period) -> Iterator[Sequel]:
        """Yield the letter and the planning of a period renewed: the slot stays until an avenant that is in force."""
        letter, start = self._campaign.suites.reconduction, period.start
        if letter is None or start is None:
            return
        last = force.duration.term_on(start)  # as an avenant moved it, or an end cut it, since it was recorded
        slot, _ = force.slot_on(start)
        changes = [one.effect for one in force.avenants if one.content.slot and start < one.effect <= last]
        until = min(changes) - ONE_DAY if changes else None
        group = RenewalGroup(period.renewal, start, last, force.duration.notice_by(start), until)
        occasion = to_renew(self._convention, period)
        campaign = self._campaign.during(start, until or last, force.duration.reconduction)
        commune, planning = _planned(self._sources.party(self._commune, start).with_slot(slot), campaign, start.year)
        pieces = [replace(letter, kind=occasion.kind, of=letter.kind), *planning]
        yield self._sequel(occasion, pieces, {RENEWAL: group}, commune=commune, campaign=campaign)

    def merger(self, force: InForce, merger: Ending) -> Iterator[Sequel]:
        """Yield the letter that tells the commune nouvelle with which conventions it goes on; its planning stays."""
        letter, start = self._campaign.suites.fin, merger.ends_on + ONE_DAY
        if letter is None:
            return
        occasion = to_merge(self._convention)[merger]
        yield self._sequel(
            occasion,
            [replace(letter, kind=occasion.kind, of=letter.kind)],
            {ENDING: self._told(force, merger)},
            commune=self._sources.party(self._commune, start),
        )

    def ending(self, force: InForce, ending: Ending) -> Iterator[Sequel]:
        """Yield the letter of an end, and the planning up to it: no earlier than the convention took effect."""
        letter = self._campaign.suites.fin
        if letter is None:
            return
        group = self._told(force, ending)
        period, (slot, since) = force.duration.period_on(ending.ends_on), force.slot_on(ending.ends_on)
        rules = self._campaign.planning
        planned = force.signature.dossier.planned_from or (rules.debut if rules else None)
        start = max(day for day in (period.start, since, planned, force.notified_on) if day)
        campaign = self._campaign.during(start, period.end, force.duration.reconduction)
        party = self._sources.party(self._commune, ending.recorded_on or ending.ends_on)
        commune, planning = _planned(party.with_slot(slot), campaign, ENDING)
        pieces = [letter, *planning]
        yield self._sequel(to_end(ending), pieces, {ENDING: group}, commune=commune, campaign=campaign)

    def _told(self, force: InForce, ending: Ending) -> EndingGroup:
        term = force.duration.without_end().term_on(ending.received_on or ending.ends_on)
        return EndingGroup(
            ending.cause,
            ending.author,
            ending.ends_on,
            ending.why,
            ending.received_on,
            ending.notice_on,
            ending.ends_on <= term,
            term,
            self._sources.names.get(ending.into_insee, ""),
            force.signatory,
            ending.ends_on + ONE_DAY,
        )

    def _sequel(
        self,
        occasion: Occasion,
        pieces: Sequence[Piece | None],
        groups: Mapping[str, Any],
        *,
        standing: Standing | None = None,
        sent: bool = False,
        commune: Commune | None = None,
        campaign: Campaign | None = None,
    ) -> Sequel:
        """Return a sequel: what was made of it, on the same facts, stays; the rest is to be made."""
        standing, commune, campaign = standing or self._convention, commune or self._commune, campaign or self._campaign
        name, facts = occasion.name, occasion.facts
        found = [piece for piece in pieces if piece is not None]
        kept = {letter.document.kind: letter for letter in standing.letters if letter.facts == facts}
        if self._again and not sent and left_on(standing, facts) is None:
            kept = {}
        own = {"sequel": {key: snapshot(group) for key, group in groups.items()}, "slot": snapshot(commune.slot)}
        own["period"] = snapshot(campaign.planning) | {"term": campaign.convention.terme.isoformat()}
        act = standing.deliberation or self._convention.deliberation
        wanted = [piece for piece in found if piece.kind not in kept]
        documents = self._dependencies.documents(commune, standing.number, wanted, act, standing.rank, own, sequel=name)
        dossier = Dossier(
            commune,
            standing.number,
            documents,
            act,
            rank=standing.rank,
            sequel=name,
            facts=facts,
            kept=tuple(kept.values()),
        )
        return Sequel(dossier, campaign, groups)


def _planned(commune: Commune, campaign: Campaign, mark: int | str) -> tuple[Commune, tuple[Piece, ...]]:
    """Return a commune with the planning of the dossier, under a name of its own, for the period of a campaign.

    Without any, and without slot, where no half-day falls in it, or a campaign has no planning.
    """
    rules = campaign.planning
    if rules is None or not make_planning(commune, rules, campaign.convention.terme).seances:
        return commune.with_slot(None), ()
    found = [piece for piece in campaign.pieces if piece.kind == PLANNING]
    return commune, tuple(replace(one, kind=f"{PLANNING}-{mark}", of=PLANNING, a_signer=False) for one in found)
