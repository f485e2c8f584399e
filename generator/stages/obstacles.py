"""What stands in the way of a signature: the rules of law, and what is missing from the files of the dossier."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass

from generator.avenants.inforce import InForce, in_force
from generator.avenants.mandates import epci_act, first_day_of
from generator.errors import Problem
from generator.inputs.campaign import Campaign
from generator.inputs.communes import Commune
from generator.inputs.epci import EpciDeliberation
from generator.inputs.kinds import CONVENTION, PLANNING
from generator.inputs.sources import Sources
from generator.inspection.figures import figures_of
from generator.language.dates import date_longue
from generator.law.acts import Act
from generator.law.answers import Answer, examine_answer
from generator.law.authorisation import authorising, authorising_act
from generator.law.epci import authorises_president, examine_epci_signature, examine_mandate, examine_office
from generator.law.findings import Finding, Rule
from generator.law.signatories import commune_signatory, examine_delegate, examine_representative, needs_designation
from generator.law.signing import Signing, examine_signature
from generator.project import Project
from generator.register.avenantcontent import AvenantContent
from generator.register.signatures import SignatureDates
from generator.register.standing import AvenantStanding, Standing
from generator.register.standings import Standings
from generator.rendering.plannedfigures import Contradiction, contradictions
from generator.rendering.planning import make_planning


@dataclass(frozen=True, slots=True)
class Examination:
    """A convention or an avenant, as the law judges its signature on given days.

    ``commune`` is who is party to it, ``act`` the deliberation by which it may sign. ``undesignated`` tells that its
    council has not said yet who signs in the place of a mayor who signs for the EPCI.
    """

    commune: Commune
    act: Act | None
    undesignated: bool
    findings: tuple[Finding, ...]

    @property
    def refusals(self) -> list[Problem]:
        """What forbids the signature."""
        return [one.as_problem(commune=self.commune.nom) for one in self.findings if one.level == "error"]


def party_of(sources: Sources, standing: Standing, commune: Commune) -> Commune:
    """Return who is party to a convention or an avenant of a commune: it, or the commune nouvelle in its place."""
    content = _content(standing)
    return sources.party(commune, content.effect) if content else commune


def examine(
    project: Project,
    sources: Sources,
    standings: Standings,
    standing: Standing,
    commune: Commune,
    dates: SignatureDates,
    today: datetime.date,
) -> Examination:
    """Have the law judge the signature of a convention or an avenant, whose party is ``commune``, on those days."""
    campaign, rank, content = sources.campaign, standing.rank, _content(standing)
    act, epci = _authorising(standings, standing), campaign.epci
    force = in_force(project, campaign, standings, standing.insee, before=rank) if rank else None
    representative = epci.representative(commune, first_day_of(campaign, standing))
    signatory = commune_signatory(commune.maire, commune.signataire, act.designated if act else "", representative)
    signing = Signing(
        dates.commune,
        dates.epci,
        dates.notified,
        _term(sources, standing, force, dates.signed_on),
        one_person=signatory is not None and signatory.is_same_as(representative),
        in_office_since=None if standing.signature or signatory != commune.maire else commune.maire_depuis,
        cited=tuple(_cited(force)) if force else (),
        cited_by=tuple(_cited_by(standings, standing)),
        stated=_stated(standing),
        effect=content.effect if content else None,
        former_term=_former_term(content, force, dates),
        planned_until=_planned_until(content, force),
        planned=tuple(_planned(campaign, standing, commune, force)),
    )
    own = epci_act(campaign, standing)
    findings = (
        *examine_signature(signing, act, today),
        *examine_representative(representative, dates.epci, delegates=authorises_president(own.organe)),
        *examine_delegate(
            commune.signataire,
            act.designated if act else "",
            dates.commune,
            opposed=needs_designation(commune.maire, representative),
        ),
        *examine_epci_signature(dates.epci, own.date, own.transmise, own.publiee, _section(campaign, own), own.organe),
        *examine_mandate(own.organe, own.date, dates.epci),
        *examine_office(representative.debut, own.date, dates.epci),
        *examine_answer(_answer(standings, standing, act), act, dates.commune),
        *_resent(standing, dates),
        *_contradictions(sources, standing, commune, force),
    )
    return Examination(commune, act, signatory is None, findings)


def _authorising(standings: Standings, standing: Standing) -> Act | None:
    """Return the deliberation by which the mayor signs a convention or an avenant."""
    if not standing.rank:
        return authorising(standing.deliberation)
    convention = standings.convention(standing.insee)
    return authorising_act(
        financial=standing.financial,
        convention=convention.deliberation if convention else None,
        own=standing.deliberation,
    )


def _section(campaign: Campaign, own: EpciDeliberation) -> str:
    """Return where campaign.toml tells of a deliberation of the EPCI, "" when the register keeps it with an avenant."""
    if own == campaign.epci.deliberation:
        return "epci.deliberation"
    return "avenant.deliberation_epci" if own == campaign.avenant_epci else ""


def _answer(standings: Standings, standing: Standing, act: Act | None) -> Answer | None:
    """Return what the prefecture asks about the deliberation by which the mayor signs."""
    holders = (standing, standings.convention(standing.insee))
    return next((one.answer for one in holders if one and one.deliberation == act), None)


def _cited(force: InForce) -> Iterator[tuple[str, datetime.date]]:
    """Yield the days that an avenant states of what is in force before it."""
    yield "la signature de la convention", force.signature.signed_on
    yield "la notification de la convention", force.notified_on
    for one in force.avenants:
        yield f"la signature de l’avenant n° {one.standing.rank}", one.signature.signed_on
        yield f"la notification de l’avenant n° {one.standing.rank}", one.notified_on


def _cited_by(standings: Standings, standing: Standing) -> Iterator[tuple[str, datetime.date]]:
    """Yield the signed avenants that state the days of this act."""
    for one in standings.avenants(standing.insee):
        if one.rank > standing.rank and one.signature:
            yield f"l’avenant n° {one.rank}", one.signature.signed_on


def _stated(standing: Standing) -> tuple[datetime.date, datetime.date] | None:
    """Return the days of its signature and of its notification that later avenants state, None before it has both."""
    signature = standing.signature
    return (signature.signed_on, signature.notified_on) if signature and signature.notified_on else None


def _term(sources: Sources, standing: Standing, force: InForce | None, day: datetime.date) -> datetime.date | None:
    """Return the term that must not be past on a day; None for an avenant that knows none.

    That of an avenant is the last day of its convention when that has one, or the term that it gives, if it is sooner.
    """
    content = _content(standing)
    if content:
        known = [force.duration.last_day(day) if force else None, content.term]
        return min((one for one in known if one), default=None)
    return standing.signature.dossier.term if standing.signature else sources.campaign.convention.terme


def _content(standing: Standing) -> AvenantContent | None:
    """Return what an avenant changes; None for a convention."""
    return standing.record.content if isinstance(standing, AvenantStanding) else None


def _resent(standing: Standing, dates: SignatureDates) -> Iterator[Finding]:
    """Find that a dossier left again for signature after it was signed: what is kept is what left last."""
    asking = [one for one in standing.mailings if one.purpose == "signature" and not (one.letter or one.reminder)]
    days = sorted(one.sent_on for one in asking if one.sent_on)
    if standing.signature is None and len(days) > 1 and dates.commune < days[-1]:
        yield Rule("dates").warning(
            f"signature de la commune du {date_longue(dates.commune)}, avant le dernier envoi du dossier pour"
            f" signature, le {date_longue(days[-1])} : les fichiers gardés seront ceux d’aujourd’hui ; vérifiez que"
            " l’exemplaire signé dit la même chose, sinon faites signer de nouveau."
        )


def _former_term(
    content: AvenantContent | None, force: InForce | None, dates: SignatureDates
) -> tuple[datetime.date, datetime.date] | None:
    """Return the term that an avenant says it moves, and the one in course when it takes effect; None for others."""
    if content is None or content.term is None or force is None:
        return None
    day = max(content.effect, dates.notified or dates.signed_on)
    return force.duration.term_on(content.effect), force.duration.term_on(day)


def _contradictions(sources: Sources, standing: Standing, commune: Commune, force: InForce | None) -> Iterator[Finding]:
    """Find what the articles to be signed, or left in force by an avenant, say otherwise than the planning."""
    campaign, content = sources.campaign, _content(standing)
    found: Iterator[Contradiction] = iter(())
    if standing.signature is None and content and force and campaign.planning:
        found = contradictions(force.texts(content), campaign.planning)
    elif standing.signature is None and content is None and CONVENTION in sources.templates:
        found = figures_of(sources.templates[CONVENTION], campaign, commune)
    for one in found:
        yield Rule("planning").warning(f"{one.message} ; corrigez l’un des deux avant la signature, qui les fixerait.")


def _planned_until(content: AvenantContent | None, force: InForce | None) -> datetime.date | None:
    """Return the last day of the planning annexed to an avenant that changes the slot; None without any."""
    if content is None or content.slot is None or force is None:
        return None
    return content.term or force.duration.term_on(content.effect)


def _planned(
    campaign: Campaign, standing: Standing, commune: Commune, force: InForce | None
) -> Iterator[datetime.date]:
    """Yield the days that the planning annexed to a convention, or to an avenant that changes the slot, adds to it.

    Public holidays are left out.
    """
    content, signed, pieces = _content(standing), standing.signature, campaign.pieces
    slot, start, term = commune.slot, None, campaign.convention.terme
    if content:
        slot, start, pieces = content.slot, content.effect, campaign.avenant
        term = _planned_until(content, force) or term
    elif signed:
        slot, start, term = signed.dossier.slot, signed.dossier.planned_from, signed.dossier.term
    rules = campaign.during(start, term).planning
    if slot and rules and any(piece.kind == PLANNING for piece in pieces):
        sessions = make_planning(commune.with_slot(slot), rules, term).seances
        yield from (session.date for session in sessions if not session.ferie)
