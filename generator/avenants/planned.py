"""The dossiers of avenants: planned from the register, written on the basis of what was signed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from generator.avenants.articles import Alinea, article_numbered
from generator.avenants.assessed import Assessed, assess
from generator.avenants.consolidation import ArticleChange, consolidate
from generator.avenants.groups import avenant_context, changed_article
from generator.avenants.inforce import InForce, in_force
from generator.avenants.mandates import first_day_of, own_epci_act
from generator.avenants.sequels import Sequel, departed_letters, sequels_of
from generator.dossiers.dossier import Dossier
from generator.dossiers.fingerprints import snapshot
from generator.dossiers.plan import Dependencies, Plan, Wanted, lacks_signatory, plan_conventions
from generator.inputs.campaign import Campaign
from generator.inputs.communes import Commune
from generator.inputs.pieces import Piece, pack_of
from generator.inputs.revision import RECTIFICATION
from generator.inputs.sources import Sources
from generator.language.dates import date_longue
from generator.language.places import de
from generator.language.typography import typographie
from generator.law.acts import Act
from generator.law.authorisation import authorising_act, needs_own_act
from generator.project import Project
from generator.register.avenantcontent import ArticleWording, AvenantContent
from generator.register.ledger import AvenantRequest, Ledger, RegisterRequest
from generator.register.standing import AvenantStanding
from generator.register.standings import Standings
from generator.rendering.groups import Assessment, AvenantGroup, FinancialEffect


@dataclass(frozen=True, slots=True)
class Avenant:
    """One avenant to write: where it stands, and what was in force before it."""

    standing: AvenantStanding
    force: InForce
    commune: Commune
    campaign: Campaign

    @property
    def number(self) -> str:
        """Its own number."""
        return self.standing.number

    @property
    def content(self) -> AvenantContent:
        """What it changes, as the register keeps it."""
        return self.standing.record.content

    @property
    def group(self) -> AvenantGroup:
        """What it changes, as templates see it."""
        content = self.content
        return AvenantGroup(
            rang=self.standing.rank,
            date_effet=self.effect,
            motif=content.reason,
            incidence_financiere=self.costs,
            terme_ancien=self.force.duration.term_on(self.effect) if content.term else None,
            terme=content.term,
            articles=tuple(
                changed_article(article_numbered(self.force.articles, one.number), _alineas(one), one.reason)
                for one in content.articles
            ),
            creneau_ancien=self.force.signed_slot if content.slot else None,
            creneau_nouveau=content.slot,
            finances=FinancialEffect.of(content.finances),
            deliberation_propre=self.voted_apart,
            rectification=content.nature == RECTIFICATION,
            deliberation_epci=own_epci_act(self.campaign, self.standing),
        )

    @property
    def costs(self) -> bool:
        """Tell whether it has a financial effect."""
        return self.standing.costs

    @property
    def effect(self) -> datetime.date:
        """The day from which it applies."""
        return self.content.effect

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The documents that go with it."""
        return self.campaign.avenant_documents(
            self.commune.names,
            slot=bool(self.content.slot or (self.content.term and self.force.slot)),
            articles=bool(self.content.articles),
            costs=self.costs,
            voted=self.voted_apart,
            note_de_synthese=self.commune.note_de_synthese,
        )

    @property
    def pack(self) -> tuple[Piece, ...]:
        """The documents of its pack: the draft of its deliberation leaves it once the council has voted."""
        return pack_of(self.pieces, voted=self.standing.act is not None)

    @property
    def voted_apart(self) -> bool:
        """Tell whether the council votes on it: for its financial effect, or because it did not authorise avenants."""
        return needs_own_act(financial=self.standing.financial, convention=self.force.act)

    @property
    def own_act(self) -> Act | None:
        """The deliberation on this very avenant."""
        return self.standing.deliberation

    @property
    def act(self) -> Act | None:
        """The deliberation by which the mayor signs it, None while it is to be voted."""
        return authorising_act(financial=self.standing.financial, convention=self.force.act, own=self.own_act)

    def context(self) -> dict[str, Any]:
        """Return what its templates can name."""
        figures = self.content.figures
        return avenant_context(
            self.force.settle(self.commune),
            self.force.settle_campaign(self.campaign, self.effect),
            self.number,
            self.own_act,
            self.group,
            self.force.former(self.effect),
            Assessment.of(figures) if figures else None,
        )

    def consolidated(self) -> bytes:
        """Return the convention's text as it applies from the day of effect on."""
        changes = [ArticleChange(one.number, _alineas(one), self.standing.rank) for one in self.content.articles]
        return consolidate(self.force.text, changes, self.effect, self._substitution)

    @property
    def _substitution(self) -> str:
        """Say which commune took the place of the one that signed, "" without any (CGCT, art. L. 2113-2)."""
        since = self.force.substituted(self.effect)
        if since is None:
            return ""
        return typographie(
            f"La commune nouvelle {de(self.commune)} est substituée à la commune {de(self.force.signatory)} depuis le "
            f"{date_longue(since)} (article L. 2113-2 du CGCT)"
        )


@dataclass(frozen=True, slots=True)
class Planned:
    """The plan of a build, and what its documents are written from."""

    plan: Plan
    avenants: tuple[Avenant, ...]
    assessed: tuple[Assessed, ...]
    sequels: tuple[Sequel, ...]


def plan_dossiers(
    project: Project, sources: Sources, ledger: Ledger, wanted: Wanted, request: RegisterRequest | None = None
) -> Planned:
    """Plan the dossiers of all conventions, of every avenant that was not cancelled, and the evaluations' reports.

    ``request`` is an evaluation that the register does not keep yet. Raises RegisterError.
    """
    standings = ledger.standings
    avenants = tuple(
        avenant for commune in sources.participants for avenant in avenants_of(project, sources, standings, commune)
    )
    coming = request.source if isinstance(request, AvenantRequest) else None
    dependencies = Dependencies(sources)
    dossiers = plan_conventions(sources, ledger.numbers, standings.acts, standings.signed)
    dossiers += tuple(_dossier(avenant, dependencies) for avenant in avenants)
    assessed = tuple(assess(project, sources, ledger, coming))
    sequels = tuple(sequels_of(project, sources, standings, dependencies, again=wanted.letters_again))
    plan = Plan(
        sources,
        wanted,
        dossiers,
        tuple(found.planned for found in assessed),
        tuple(sequel.dossier for sequel in sequels),
        departed_letters(sources, standings),
    )
    return Planned(plan, avenants, assessed, sequels)


def avenants_of(project: Project, sources: Sources, standings: Standings, commune: Commune) -> Iterator[Avenant]:
    """Yield the avenants of a commune whose convention is signed, by rank, without those that were cancelled.

    Each is of who is party to it on its day of effect: after a merger, the commune nouvelle.
    """
    campaign = sources.campaign
    for standing in standings.avenants(commune.insee):
        effect = standing.record.content.effect
        force = in_force(project, campaign, standings, commune.insee, before=standing.rank)
        if force is not None:
            yield Avenant(standing, force, sources.party(commune, effect), campaign)


def _dossier(avenant: Avenant, dependencies: Dependencies) -> Dossier:
    standing = avenant.standing
    own = {
        "rank": standing.rank,
        "content": avenant.content.told,
        "financial": standing.financial,
        "basis": avenant.force.identity,
        "duration": snapshot(avenant.force.duration),
        "renewed": avenant.force.recorded_term.isoformat(),
        "revoked": avenant.force.convention.revoked,
    }
    documents = dependencies.documents(
        avenant.commune, standing.number, avenant.pieces, avenant.act, standing.rank, own
    )
    act, campaign = avenant.act, avenant.campaign
    undesignated = lacks_signatory(avenant.commune, campaign.epci, act, first_day_of(campaign, standing))
    signed = standing.state == "signed"
    return Dossier(avenant.commune, standing.number, documents, act, signed, standing.rank, undesignated=undesignated)


def _alineas(article: ArticleWording) -> tuple[Alinea, ...]:
    return tuple(Alinea(text, level) for text, level in article.alineas)
