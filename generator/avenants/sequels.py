"""What follows a signature: the letter that notifies it, each period renewed with its planning, the end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from generator.avenants.inforce import InForce, in_force
from generator.dossiers.fingerprints import snapshot
from generator.dossiers.members import members_of
from generator.dossiers.plan import Dependencies, Dossier
from generator.inputs.campaign import Campaign
from generator.inputs.communes import Commune
from generator.inputs.kinds import ENDING, NOTIFICATION, PLANNING, RENEWAL
from generator.inputs.pieces import Piece
from generator.inputs.sources import Sources
from generator.law.duration import Period
from generator.project import Project
from generator.register.endings import Ending
from generator.register.standings import Standing, Standings
from generator.rendering.context import make_context
from generator.rendering.groups import EndingGroup, RenewalGroup, SignatureGroup

#: The group that the letter of notification names.
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
    project: Project, sources: Sources, standings: Standings, dependencies: Dependencies
) -> Iterator[Sequel]:
    """Yield what follows the signatures of the campaign, of communes that left it too, as they last took part."""
    for member in members_of(sources, standings):
        convention, commune = member.standing, member.commune or member.kept
        if convention is None or convention.signature is None or commune is None:
            continue
        author = _Author(commune, convention, sources.campaign, dependencies)
        for signed in (convention, *standings.avenants(commune.insee)):
            yield from author.notification(signed)
        force = in_force(standings, commune.insee, project.register, sources.campaign.convention.reconduction)
        if force is not None:
            for period in convention.renewals:
                yield from author.renewal(force, period)
            if convention.ending is not None:
                yield from author.ending(force, convention.ending, _name(sources, convention.ending.into_insee))


class _Author:
    """Plans what follows the signatures of one commune."""

    def __init__(self, commune: Commune, convention: Standing, campaign: Campaign, dependencies: Dependencies) -> None:
        self._commune = commune
        self._convention = convention
        self._campaign = campaign
        self._dependencies = dependencies

    def notification(self, signed: Standing) -> Iterator[Sequel]:
        """Yield the letter that notifies a signed convention or avenant."""
        piece = self._campaign.suites.notification
        if piece is None or signed.signature is None:
            return
        group = SignatureGroup(
            signed.rank, self._convention.number, signed.signature.signed_on, signed.signature.notified_on
        )
        yield self._sequel(NOTIFICATION, (piece,), {_SIGNATURE: group}, self._campaign, standing=signed)

    def renewal(self, force: InForce, period: Period) -> Iterator[Sequel]:
        """Yield the letter and the planning of a period renewed: the slot stays, another one is an avenant."""
        letter, start = self._campaign.suites.reconduction, period.start
        if letter is None or start is None:
            return
        life = force.duration
        group = RenewalGroup(period.renewal, start, period.end, life.notice_by(start))
        pieces = (replace(letter, kind=f"{RENEWAL}-{start.year}", of=letter.kind), *self._planning(str(start.year)))
        yield self._sequel(
            f"renouvellement-{start.year}",
            pieces,
            {RENEWAL: group},
            self._campaign.during(period.start, period.end),
            force=force,
        )

    def ending(self, force: InForce, ending: Ending, into: str) -> Iterator[Sequel]:
        """Yield the letter of an end, and the planning up to it."""
        letter = self._campaign.suites.fin
        if letter is None:
            return
        life = force.duration.with_end(None)
        received = ending.received_on or ending.ends_on
        term = life.term_on(received)
        group = EndingGroup(
            ending.cause,
            ending.author,
            ending.ends_on,
            ending.why,
            ending.received_on,
            ending.notice_on,
            ending.ends_on <= term,
            term,
            into,
        )
        period = force.duration.period_on(ending.ends_on)
        yield self._sequel(
            ENDING,
            (letter, *self._planning(ENDING)),
            {ENDING: group},
            self._campaign.during(period.start, period.end),
            force=force,
        )

    def _planning(self, mark: str) -> tuple[Piece, ...]:
        """Return the planning of the dossier under a name of its own."""
        found = [piece for piece in self._campaign.pieces if piece.kind == PLANNING and self._campaign.planning]
        return tuple(replace(piece, kind=f"{PLANNING}-{mark}", of=PLANNING, a_signer=False) for piece in found)

    def _sequel(
        self,
        name: str,
        pieces: tuple[Piece, ...],
        groups: Mapping[str, Any],
        campaign: Campaign,
        *,
        force: InForce | None = None,
        standing: Standing | None = None,
    ) -> Sequel:
        standing = standing or self._convention
        commune = force.settle(self._commune) if force else self._commune
        own = {"sequel": {key: snapshot(group) for key, group in groups.items()}, "slot": snapshot(commune.slot)}
        own["period"] = snapshot(campaign.planning) | {"term": campaign.convention.terme.isoformat()}
        act = standing.deliberation or self._convention.deliberation
        documents = self._dependencies.documents(commune, standing.number, pieces, act, standing.rank, own, sequel=name)
        dossier = Dossier(commune, standing.number, documents, act, rank=standing.rank, sequel=name)
        return Sequel(dossier, campaign, groups)


def _name(sources: Sources, insee: str) -> str:
    """Return the name of a commune, its code when the file does not have it; "" without any."""
    known = {commune.insee: commune.nom for commune in sources.table.communes}
    return known.get(insee, insee)
