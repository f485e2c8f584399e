"""The dossiers of avenants: planned from the register, written on the basis of what was signed."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from generator.avenants.articles import Alinea, chosen
from generator.avenants.consolidation import ArticleChange, consolidate
from generator.avenants.groups import authorisation, avenant_context, changed_article
from generator.avenants.inforce import InForce, in_force
from generator.dossiers.fingerprints import program_sha256, sha256, sha256_of, snapshot
from generator.dossiers.plan import Dossier, Plan, PlannedDocument, make_plan
from generator.inputs.campaign import Campaign
from generator.inputs.communes import Commune, Slot
from generator.inputs.pieces import Piece
from generator.inputs.sources import Sources
from generator.law.acts import Act
from generator.project import Project
from generator.register.ledger import Ledger
from generator.register.standings import Standing, Standings
from generator.rendering.groups import Assessment, AvenantGroup


@dataclass(frozen=True, slots=True)
class Avenant:
    """One avenant to write: where it stands, and what was in force before it."""

    standing: Standing
    force: InForce
    commune: Commune
    campaign: Campaign

    @property
    def number(self) -> str:
        """Its number."""
        return self.standing.number

    @property
    def content(self) -> Mapping[str, Any]:
        """What it changes, as the register keeps it."""
        if self.standing.amendment is None:
            raise ValueError("un avenant a toujours un contenu")
        return self.standing.amendment.content

    @property
    def amendment(self) -> AvenantGroup:
        """What it changes, as templates see it."""
        content = self.content
        term = content["terme"] and datetime.date.fromisoformat(content["terme"])
        slot = content["slot"] and Slot(**content["slot"])
        return AvenantGroup(
            rang=self.standing.rank,
            date_effet=self.effect,
            motif=content["motif"],
            incidence_financiere=self.standing.financial,
            terme_ancien=self.force.term if term else None,
            terme=term,
            articles=tuple(
                changed_article(chosen(self.force.articles, item["number"]), _alineas(item), item["motif"])
                for item in content["articles"]
            ),
            creneau_ancien=self.force.slot if slot else None,
            creneau_nouveau=slot,
        )

    @property
    def effect(self) -> datetime.date:
        """The day from which it applies."""
        return datetime.date.fromisoformat(self.content["date_effet"])

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The documents that go with it."""
        holds = {
            "": True,
            "creneau": bool(self.content["slot"] or (self.content["terme"] and self.force.slot)),
            "articles": bool(self.content["articles"]),
            "incidence_financiere": self.standing.financial,
        }
        return tuple(piece for piece in self.campaign.avenant if holds[piece.si])

    @property
    def pack(self) -> tuple[Piece, ...]:
        """The documents of its pack: the draft of its deliberation leaves it once the council has voted."""
        return tuple(piece for piece in self.pieces if not (piece.projet and self.standing.act))

    @property
    def own_act(self) -> Act | None:
        """The deliberation on this very avenant."""
        return self.standing.act.act if self.standing.act else None

    @property
    def act(self) -> Act | None:
        """The deliberation by which the mayor signs it, None while it is to be voted."""
        return authorisation(self.standing.financial, self.force.former, self.own_act)

    def context(self) -> dict[str, Any]:
        """Return what its templates can name."""
        figures = self.content["figures"]
        return avenant_context(
            self.force.settle(self.commune), self.force.settle_campaign(self.campaign), self.number,
            self.own_act, self.amendment, self.force.former, Assessment(**figures) if figures else None,
        )  # fmt: skip

    def consolidated(self) -> bytes:
        """Return the convention's text as it applies from the day of effect on."""
        changes = [
            ArticleChange(item["number"], _alineas(item), self.standing.rank) for item in self.content["articles"]
        ]
        return consolidate(self.force.text, changes, self.effect)


def plan_dossiers(
    project: Project, sources: Sources, ledger: Ledger, selected: Iterable[Commune], kinds: Iterable[str]
) -> tuple[Plan, tuple[Avenant, ...]]:
    """Plan the dossiers of all conventions, and of every avenant that was not cancelled."""
    standings = ledger.standings
    avenants = tuple(
        avenant
        for commune in sources.participants
        for avenant in avenants_of(project, sources.campaign, standings, commune)
    )
    dossiers = [_dossier(avenant, sources) for avenant in avenants]
    plan = make_plan(sources, ledger.numbers, selected, kinds, standings.acts, standings.signed, dossiers)
    return plan, avenants


def avenants_of(project: Project, campaign: Campaign, standings: Standings, commune: Commune) -> Iterator[Avenant]:
    """Yield the avenants of a commune whose convention is signed, by rank, without those that were cancelled."""
    for standing in standings.avenants(commune.insee):
        force = in_force(standings, commune.insee, project.register, before=standing.rank)
        if force is not None:
            yield Avenant(standing, force, commune, campaign)


def _dossier(avenant: Avenant, sources: Sources) -> Dossier:
    standing, commune = avenant.standing, avenant.commune
    act = avenant.act
    common = {
        "program": program_sha256(),
        "campaign": snapshot(sources.campaign),
        "logo": sha256(sources.logo or b""),
        "commune": dict(commune.row),
        "number": standing.number,
        "rank": standing.rank,
        "act": snapshot(act) if act else {},
        "content": dict(avenant.content),
        "financial": standing.financial,
        "basis": avenant.force.identity,
    }
    documents = tuple(
        PlannedDocument(
            commune, standing.number, piece,
            sha256_of(common | {"kind": piece.kind, "template": sha256(sources.templates.get(piece.kind, b""))}),
            standing.rank,
        )
        for piece in avenant.pieces
    )  # fmt: skip
    return Dossier(commune, standing.number, documents, act, standing.state == "signed", standing.rank)


def _alineas(item: Mapping[str, Any]) -> tuple[Alinea, ...]:
    return tuple(Alinea(text, level) for text, level in item["alineas"])
