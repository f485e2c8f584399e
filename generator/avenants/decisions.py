"""What an evaluation and a revision ask of each commune: an avenant, nothing, or its slot while nothing is signed."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from generator.actor import refused
from generator.avenants.demands import Demand, agreed_effect, agreed_finances, figures_of
from generator.avenants.inforce import InForce, in_force
from generator.avenants.limits import check_due, check_limits, check_order, check_sessions
from generator.avenants.revised import revised_articles, term_articles
from generator.errors import DataError, Problem
from generator.inputs.communes import Commune, Slot
from generator.inputs.finances import Finances
from generator.inputs.sources import Sources
from generator.language.agreement import plural
from generator.language.dates import date_longue
from generator.language.typography import typographie
from generator.law.authorisation import needs_own_act
from generator.project import Project
from generator.register.avenantcontent import ArticleWording, AvenantContent
from generator.register.avenants import AvenantChange, AvenantRecord
from generator.register.standing import AvenantStanding
from generator.register.standings import Standings

Verdict = Literal["amended", "unchanged", "unsigned", "waiting"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of one commune, and why; ``amend`` is what the register is asked, None when it stays as it is.

    ``slot`` is what communes.csv is to say of the commune's slot, None when it says so already: the new one, or the
    one that is in force. A commune waits when an avenant must be signed before this one. ``force`` is what is in force
    for one that has signed. ``cancels`` is the number of the avenant that is asked for no more, "" without any;
    ``rewords`` tells that what is asked is to be written in the template, for one that has not signed.
    """

    commune: Commune
    verdict: Verdict
    reason: str
    amend: AvenantChange | None = None
    slot: Slot | None = None
    force: InForce | None = None
    cancels: str = ""
    rewords: bool = False

    @property
    def wanted(self) -> AvenantRecord | None:
        """The avenant that the commune gets."""
        return self.amend.wanted if self.amend and self.verdict == "amended" else None

    @property
    def amended(self) -> Amended | None:
        """The same on what is in force, which nobody amends before it is."""
        return Amended(self.commune, self.force, self.wanted) if self.force and self.wanted else None


@dataclass(frozen=True, slots=True)
class Amended:
    """An avenant that is to be made: whose, on what is in force."""

    commune: Commune
    force: InForce
    wanted: AvenantRecord


def decide(project: Project, sources: Sources, standings: Standings, demand: Demand) -> tuple[Decision, ...]:
    """Decide for every participating commune that is concerned.

    Raises DataError with every article that does not exist as named, and with all else that no avenant can say.
    """
    decisions, problems = [], []
    for commune in sources.participants:
        if not demand.concerns(commune.insee):
            continue
        force = in_force(project, sources.campaign, standings, commune.insee)
        try:
            if force is None and _signed_only(standings, commune):
                decisions.append(Decision(commune, "waiting", "convention signée : à notifier d’abord"))
            elif force is None:
                decisions.append(_unsigned(commune, demand))
            else:
                decision = _signed(commune, force, demand)
                decision = _waiting(decision, standings) or _cancelling(decision, standings)
                slot = _coming(decision, force, standings, demand.occasion)
                written = slot if slot != commune.slot and not commune.former else None  # no row says it of a merger
                decisions.append(replace(decision, force=force, slot=written))
        except DataError as error:
            problems.append(Problem("error", str(error), f"corrigez {demand.files}", commune=commune.nom))
    if problems:
        many = plural(len(problems), "avenant impossible", "avenants impossibles")
        raise DataError(refused(f"{many} à préparer"), problems)
    return tuple(decisions)


def slots_in_force(project: Project, sources: Sources, standings: Standings) -> tuple[Commune, ...]:
    """Return the communes with the slots that are in force: signed ones, and those of communes.csv for drafts."""
    known = {commune.insee: commune for commune in (*sources.table.communes, *sources.successors)}.values()
    found = [(commune, in_force(project, sources.campaign, standings, commune.insee)) for commune in known]
    return tuple(force.settle(commune) if force else commune for commune, force in found)


def _signed_only(standings: Standings, commune: Commune) -> bool:
    """Tell whether a commune's convention is signed and not in force yet."""
    convention = standings.convention(commune.insee)
    return convention is not None and convention.signature is not None


def _unsigned(commune: Commune, demand: Demand) -> Decision:
    row, revision = demand.row(commune.insee), demand.revision_of(commune.insee)
    slot = row.slot if row and row.slot and row.slot != commune.slot else None
    if slot is None and revision is None:
        return Decision(commune, "unchanged", "aucun changement demandé")
    told = ["nouveau créneau écrit dans communes.csv"] if slot else []
    if revision:
        told.append("la révision est à porter dans le modèle de la convention ou dans campaign.toml")
    reason = f"pas d’avenant ; {' ; '.join(told)}"
    return Decision(commune, "unsigned", reason, slot=slot, rewords=revision is not None)


def _signed(commune: Commune, force: InForce, demand: Demand) -> Decision:
    row, revision = demand.row(commune.insee), demand.revision_of(commune.insee)
    slot = row.slot if row and row.slot and row.slot != force.slot else None
    articles = list(revised_articles(force, revision)) if revision else []
    term = revision.nouveau_terme if revision and revision.nouveau_terme != force.written_term else None
    asked = AvenantChange(commune.insee, force.convention.number, demand.occasion, 0, None)
    if not (slot or articles or term):
        reason = "aucun changement demandé" if row or revision else demand.unasked
        return Decision(commune, "unchanged", reason, asked)
    effect = agreed_effect(row if slot else None, revision if articles or term else None)
    check_limits(force, effect, term)
    if slot:
        check_sessions(slot, effect, term or force.duration.term_on(effect))
    articles += term_articles(force, term, articles) if term else ()
    revised = revision if articles or term else None
    finances = agreed_finances(row, revised)
    costs = finances is not None or bool(row and row.incidence_financiere)
    votes = bool(revised and revised.deliberation) or needs_own_act(financial=False, convention=force.act)
    content = AvenantContent(
        figures_of(row),
        slot,
        effect,
        term,
        typographie(revised.motif) if revised else "",
        tuple(articles),
        nature=revised.nature if revised else "",
        finances=finances,
        costless=votes and not costs,
        epci=revised.deliberation_epci if revised else None,
    )
    check_order(force, content)
    check_due(force, content)
    wanted = AvenantRecord(force.convention.number, demand.occasion, votes or costs, content)
    told = " ; ".join(_told(slot, articles, term, finances))
    return Decision(commune, "amended", told, replace(asked, year=effect.year, wanted=wanted))


def _waiting(decision: Decision, standings: Standings) -> Decision | None:
    """Return the decision to wait, when an avenant that is not signed yet is in the way of a change."""
    pending = standings.pending(decision.commune.insee)
    wanted = decision.amend.wanted if decision.amend else None
    unnotified = _unnotified(standings, decision.commune)
    if unnotified and wanted:
        named = f"avenant n° {unnotified.rank} ({unnotified.number})"
        return Decision(decision.commune, "waiting", f"{named} signé : à notifier d’abord")
    if pending is None or pending.record == wanted:
        return None
    named = f"avenant n° {pending.rank} ({pending.number})"
    if pending.record.period != (decision.amend.period if decision.amend else ""):
        if wanted is None:
            return None
        return Decision(decision.commune, "waiting", f"{named} de « {pending.record.period} » d’abord à signer")
    if pending.act:
        return Decision(decision.commune, "waiting", f"{named} déjà voté : à signer tel quel, la suite au prochain")
    return None


def _unnotified(standings: Standings, commune: Commune) -> AvenantStanding | None:
    signed = [one for one in standings.avenants(commune.insee) if one.signature and one.signature.notified_on is None]
    return signed[0] if signed else None


def _cancelling(decision: Decision, standings: Standings) -> Decision:
    """Say which avenant is cancelled, when the commune had one on this occasion that is asked for no more."""
    pending = standings.pending(decision.commune.insee)
    asked = decision.amend
    if pending is None or asked is None or asked.wanted or pending.record.period != asked.period:
        return decision
    told = f"{decision.reason} : l’avenant n° {pending.rank} ({pending.number}) est annulé"
    if pending.sent_on:
        told += f" ; il était parti le {date_longue(pending.sent_on)} : prévenez la commune"
    return replace(decision, reason=told, cancels=pending.number)


def _coming(decision: Decision, force: InForce, standings: Standings, period: str) -> Slot | None:
    """Return the slot of a commune that has signed: that of its avenant to come, else the one in force."""
    pending = standings.pending(decision.commune.insee)
    coming = decision.amend.wanted if decision.amend else None
    if coming is None and pending:
        stays = decision.verdict == "waiting" or pending.record.period != period
        coming = pending.record if stays else None
    return (coming.content.slot if coming else None) or force.slot


def _told(
    slot: Slot | None, articles: Sequence[ArticleWording], term: datetime.date | None, finances: Finances | None
) -> Iterator[str]:
    if slot:
        when = f"{slot.jour} {slot.demi_journee}, semaine {slot.semaine}"
        yield f"nouveau créneau : {when}, {slot.mediateur}, {slot.lieu}"
    numbers = list(dict.fromkeys(article.number for article in articles))
    if numbers:
        yield f"article{'s' * (len(numbers) > 1)} {', '.join(numbers)}"
    if term:
        yield f"nouveau terme : {date_longue(term)}"
    if finances:
        paid = {"commune": ", à la charge de la commune", "epci": ", à la charge de l’EPCI"}
        yield f"{finances.montant} ({finances.periodicite}){paid.get(finances.payeur, '')}"
