"""What an evaluation and a revision ask of each commune: an avenant, nothing, or a convention made again."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from generator.avenants.articles import Alinea, Article, chosen
from generator.avenants.consolidation import replace_in_article
from generator.avenants.inforce import InForce, in_force
from generator.avenants.limits import check_limits
from generator.errors import DataError, Problem
from generator.inputs.communes import Commune, Slot
from generator.inputs.evaluation import Evaluation, EvaluationRow
from generator.inputs.revision import Revision
from generator.inputs.sources import Sources
from generator.language.dates import date_longue
from generator.language.typography import typographie
from generator.project import Project
from generator.register.archive import ArticleWording, AvenantContent, AvenantFigures
from generator.register.avenants import AvenantChange, AvenantRecord
from generator.register.standings import AvenantStanding, Standings

Verdict = Literal["amended", "unchanged", "unsigned", "waiting"]


@dataclass(frozen=True, slots=True)
class Decision:
    """What becomes of one commune, and why; ``amend`` is what the register is asked, None when it stays as it is.

    ``slot`` is what communes.csv is to say of the commune's slot, None when it says so already: the new one, or the
    one that is in force. A commune waits when an avenant must be signed before this one.
    """

    commune: Commune
    verdict: Verdict
    reason: str
    amend: AvenantChange | None = None
    slot: Slot | None = None


def decide(
    project: Project, sources: Sources, standings: Standings, evaluation: Evaluation, revision: Revision | None
) -> tuple[Decision, ...]:
    """Decide for every participating commune; raises DataError with every article that does not exist as named."""
    decisions, problems = [], []
    for commune in sources.participants:
        force = in_force(standings, commune.insee, project.register, sources.campaign.convention.reconduction)
        row = evaluation.by_insee.get(commune.insee)
        concerned = revision if revision and revision.concerns(commune.insee) else None
        try:
            if force is None and _signed_only(standings, commune):
                decisions.append(Decision(commune, "waiting", "convention signée : à notifier d’abord"))
            elif force is None:
                decisions.append(_unsigned(commune, row, concerned))
            else:
                decision = _signed(commune, force, row, concerned, evaluation.periode)
                decision = _waiting(decision, standings) or decision
                slot = _coming(decision, force, standings, evaluation.periode)
                decisions.append(replace(decision, slot=slot if slot != commune.slot else None))
        except DataError as error:
            problems.append(Problem("error", str(error), "corrigez la révision", commune=commune.nom))
    if problems:
        raise DataError(f"{len(problems)} avenant(s) impossible(s) à préparer ; rien n’a été écrit.", problems)
    return tuple(decisions)


def slots_in_force(project: Project, sources: Sources, standings: Standings) -> tuple[Commune, ...]:
    """Return the communes with the slots that are in force: signed ones, and those of communes.csv for drafts."""
    clause = sources.campaign.convention.reconduction
    found = [
        (commune, in_force(standings, commune.insee, project.register, clause)) for commune in sources.table.communes
    ]
    return tuple(force.settle(commune) if force else commune for commune, force in found)


def _signed_only(standings: Standings, commune: Commune) -> bool:
    """Tell whether a commune's convention is signed and not in force yet."""
    convention = standings.convention(commune.insee)
    return convention is not None and convention.signature is not None


def _unsigned(commune: Commune, row: EvaluationRow | None, revision: Revision | None) -> Decision:
    slot = row.slot if row and row.slot and row.slot != commune.slot else None
    if slot is None and revision is None:
        return Decision(commune, "unchanged", "convention pas encore signée, aucun changement")
    reason = "convention pas encore signée : elle est refaite, sans avenant"
    if revision:
        reason += " ; portez la nouvelle rédaction des articles dans le modèle de la convention"
    return Decision(commune, "unsigned", reason, slot=slot)


def _signed(
    commune: Commune, force: InForce, row: EvaluationRow | None, revision: Revision | None, period: str
) -> Decision:
    slot = row.slot if row and row.slot and row.slot != force.slot else None
    articles = list(_articles(force, revision)) if revision else []
    term = revision.nouveau_terme if revision and revision.nouveau_terme != force.written_term else None
    asked = AvenantChange(commune.insee, force.convention.number, period, 0, None)
    if not (slot or articles or term):
        reason = "aucun changement demandé" if row else "pas de ligne dans l’évaluation"
        return Decision(commune, "unchanged", reason, asked)
    effect = _effect(commune, row if slot else None, revision if articles or term else None)
    check_limits(force, effect, term)
    articles += _term(force, term, articles) if term else ()
    reason = typographie(revision.motif) if revision and (articles or term) else ""
    content = AvenantContent(_figures(row), slot, effect, term, reason, tuple(articles))
    financial = bool(row and row.incidence_financiere)
    wanted = AvenantRecord(force.convention.number, period, financial, content)
    told = " ; ".join(_told(slot, articles, term))
    return Decision(commune, "amended", told, replace(asked, year=effect.year, wanted=wanted))


def _waiting(decision: Decision, standings: Standings) -> Decision | None:
    """Return the decision to wait, when an avenant that is not signed yet is in the way of a change."""
    pending = standings.pending(decision.commune.insee)
    wanted = decision.amend.wanted if decision.amend else None
    unnotified = _unnotified(standings, decision.commune)
    if unnotified and wanted:
        named = f"avenant n° {unnotified.rank} ({unnotified.number})"
        return Decision(decision.commune, "waiting", f"{named} signé : à notifier d’abord")
    if pending is None or pending.amendment == wanted:
        return None
    named = f"avenant n° {pending.rank} ({pending.number})"
    if pending.amendment.period != (decision.amend.period if decision.amend else ""):
        if wanted is None:
            return None
        return Decision(decision.commune, "waiting", f"{named} de « {pending.amendment.period} » d’abord à signer")
    if pending.act:
        return Decision(decision.commune, "waiting", f"{named} déjà voté : à signer tel quel, la suite au prochain")
    return None


def _unnotified(standings: Standings, commune: Commune) -> AvenantStanding | None:
    signed = [one for one in standings.avenants(commune.insee) if one.signature and one.signature.notified_on is None]
    return signed[0] if signed else None


def _coming(decision: Decision, force: InForce, standings: Standings, period: str) -> Slot | None:
    """Return the slot of a commune that has signed: that of its avenant to come, else the one in force."""
    pending = standings.pending(decision.commune.insee)
    coming = decision.amend.wanted if decision.amend else None
    if coming is None and pending:
        stays = decision.verdict == "waiting" or pending.amendment.period != period
        coming = pending.amendment if stays else None
    return (coming.content.slot if coming else None) or force.slot


def _articles(force: InForce, revision: Revision) -> Iterator[ArticleWording]:
    """Yield the articles whose wording in force is not the new one already."""
    for change in revision.articles:
        article = chosen(force.articles, change.number)
        alineas = tuple(Alinea(typographie(one.text), one.level) for one in change.paragraphs)
        if alineas != article.alineas:
            yield _article(article, alineas, typographie(change.motif))


def _term(force: InForce, term: datetime.date, articles: Sequence[ArticleWording]) -> Iterator[ArticleWording]:
    """Yield the article that says the term, with the new one, unless it is given a new wording anyway."""
    old, new = date_longue(force.written_term), date_longue(term)
    saying = [one for one in force.articles if any(old in alinea.text for alinea in one.alineas)]
    if len(saying) != 1:
        raise DataError(
            f"le terme en vigueur, {old}, figure dans {len(saying)} articles de la convention signée ; donnez la "
            "nouvelle rédaction de l’article dans la révision au lieu de nouveau_terme"
        )
    if saying[0].number not in [article.number for article in articles]:
        yield _article(saying[0], replace_in_article(force.text, saying[0].number, old, new), "")


def _article(article: Article, alineas: Sequence[Alinea], motif: str) -> ArticleWording:
    return ArticleWording(article.number, tuple((alinea.text, alinea.level) for alinea in alineas), motif)


def _effect(commune: Commune, row: EvaluationRow | None, revision: Revision | None) -> datetime.date:
    """Return the day of effect; an avenant has one only."""
    days = {day for day in (row and row.date_effet, revision and revision.date_effet) if day}
    if len(days) != 1:
        told = " et ".join(date_longue(day) for day in sorted(days)) or "aucune"
        raise DataError(
            f"un avenant a une seule date d’effet, et il y en a : {told} ; donnez la même date_effet à l’évaluation et "
            "à la révision"
        )
    return days.pop()


def _figures(row: EvaluationRow | None) -> AvenantFigures | None:
    """Return what the avenant says of the evaluation."""
    if row is None:
        return None
    return AvenantFigures(
        row.accompagnements,
        row.ateliers,
        row.permanences_tenues,
        row.permanences_prevues,
        row.periode,
        row.observations,
    )


def _told(slot: Slot | None, articles: Sequence[ArticleWording], term: datetime.date | None) -> Iterator[str]:
    if slot:
        when = f"{slot.jour} {slot.demi_journee}, semaine {slot.semaine}"
        yield f"nouveau créneau : {when}, {slot.mediateur}, {slot.lieu}"
    numbers = list(dict.fromkeys(article.number for article in articles))
    if numbers:
        yield f"article{'s' * (len(numbers) > 1)} {', '.join(numbers)}"
    if term:
        yield f"nouveau terme : {date_longue(term)}"
