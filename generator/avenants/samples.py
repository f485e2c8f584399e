"""Made-up changes, to fill the templates of avenants and of the report before there is any real one.

Nothing that is kept ever shows them. Facts are those of the campaign and of its communes; figures are all zero but one,
so that every form of a number is met.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle
from typing import Any

from generator.avenants.facts import Facts, SlotChange
from generator.avenants.groups import Former, avenant_context
from generator.avenants.report import render_report
from generator.inputs.campaign import REMINDER, Campaign
from generator.inputs.communes import Commune, Slot
from generator.inputs.evaluation import Evaluation, EvaluationRow
from generator.inputs.kinds import ENDING, RENEWAL
from generator.inputs.pieces import Piece, pack_of
from generator.inputs.table import Row, Table, TableFormat
from generator.law.acts import Act
from generator.law.endingfacts import CAUSES
from generator.rendering.context import make_context
from generator.rendering.fields import as_seen
from generator.rendering.groups import (
    Assessment,
    AvenantGroup,
    ChangedArticle,
    FinancialEffect,
    FormerCommune,
    Modification,
    SignedAvenant,
    SignedConvention,
    Wording,
)
from generator.rendering.lettergroups import (
    EndingGroup,
    ReminderGroup,
    RenewalGroup,
    ResendGroup,
    ResentChange,
    ResentPiece,
    SignatureGroup,
)
from generator.rendering.rendering import Renderer

#: Communes in a report that is to be looked at, which has a page of each: one of them has no figures.
FEW = 3
_PERIOD = "mai 2025 – octobre 2025"
_ARTICLE = ChangedArticle("1er", "Objet", "", (Wording("Ancienne rédaction."),), (Wording("Nouvelle rédaction."),))
_SMALL = replace(_ARTICLE, modifications=(Modification("l’alinéa est complété par un alinéa", (Wording("Alinéa."),)),))
_FINANCES = FinancialEffect("1 200 €", "annuelle", "ligne du budget", "commune", "chaque année")


@dataclass(frozen=True, slots=True)
class SampleAvenant:
    """What the templates of a made-up avenant can name, its documents that have one, and what its pack holds."""

    context: dict[str, Any]
    pieces: tuple[Piece, ...]
    pack: tuple[Piece, ...]


def sample_act(campaign: Campaign) -> Act:
    """Return a deliberation with all that templates can say of one."""
    day = campaign.epci.deliberation.date
    return Act("", "1", day, sent_on=day, received_on=day, published_on=day, authorises_avenants=True)


def sample_avenants(commune: Commune, campaign: Campaign, number: str = "") -> Iterator[SampleAvenant]:
    """Yield avenants of each sort: all that may change, an article, a slot, an error corrected; then with a cost.

    None for a campaign without avenants; without planning no slot changes, whatever communes.csv says of one.
    ``number`` is theirs, the second one unless it is said.
    """
    if not campaign.avenant:
        return
    number = number or campaign.numbering.number(2)
    slot = campaign.planning and (commune.slot or _slot(campaign))
    effect = campaign.convention.terme.replace(day=1)
    same = AvenantGroup(1, effect, "Motif de l’avenant.", False, None, None, (), None, None)
    changes = [replace(same, articles=(_ARTICLE,))]
    if slot:
        changes.append(replace(same, motif="", creneau_ancien=commune.slot, creneau_nouveau=slot))
    longer = campaign.convention.terme + datetime.timedelta(days=365)
    whole = replace(changes[-1], terme_ancien=campaign.convention.terme, terme=longer, articles=(_ARTICLE,))
    rectified = replace(same, articles=(_SMALL,), rectification=True)
    for change in (whole, *changes, rectified):
        yield _avenant(commune, campaign, number, change, None, None)
    costly = replace(
        whole,
        rang=2,
        incidence_financiere=True,
        finances=_FINANCES,
        deliberation_propre=True,
        deliberation_epci=campaign.epci.deliberation,
    )
    for own in (None, sample_act(campaign)):
        yield _avenant(commune, campaign, number, costly, own, _figures(commune, None))


def sample_report(campaign: Campaign, communes: Sequence[Commune], renderer: Renderer) -> bytes:
    """Return the report of a made-up evaluation. Raises TemplateError."""
    evaluation, changes = _evaluation(communes, campaign)
    return render_report(renderer, Facts.of(campaign), evaluation, communes, changes)


def _evaluation(communes: Sequence[Commune], campaign: Campaign) -> tuple[Evaluation, dict[str, SlotChange]]:
    """Return an evaluation of all communes but the last, and a new slot for each that has one."""
    rows = tuple(
        _figures(commune, slot) for commune, slot in zip(communes, cycle((None, _slot(campaign))), strict=False)
    )
    table = Table(campaign.folder / "evaluation.csv", TableFormat("utf-8", ";"), "", Row(1, {}, 1), (), ())
    changes = {
        row.insee: SlotChange(row.slot, row.date_effet, f"AVENANT-{rank}")
        for rank, row in enumerate(rows)
        if row.slot and row.date_effet
    }
    return Evaluation(table, _PERIOD, rows[: max(1, len(rows) - 1)]), changes


def sample_sequels(commune: Commune, campaign: Campaign, number: str = "") -> Iterator[tuple[dict[str, Any], Piece]]:
    """Yield what follows signatures, each letter in all its forms: what its template can name, and the piece.

    ``number`` is that of the convention, the first one unless it is said.
    """
    day, letters = campaign.epci.deliberation.date, campaign.suites
    act, end = sample_act(campaign), campaign.convention.terme
    number = number or campaign.numbering.number(1)
    groups: list[tuple[Piece | None, str, Any]] = [
        (letter, "signature", SignatureGroup(rank, number, day, notified))
        for letter, notified in ((letters.notification, None), (letters.certificat, day))
        for rank in (0, 1)
    ]
    groups += [
        (letters.reconduction, RENEWAL, RenewalGroup(rank, day, end, known, known))
        for rank, known in ((1, day), (2, None))
    ]
    for cause in CAUSES:
        for author, in_time in (("commune", True), ("epci", False)):
            asked = author if cause in ("denonciation", "resiliation") else ""
            known = day if asked else None
            into, former = commune.nom if in_time else "", FormerCommune(commune.nom, commune.tncc)
            ended = EndingGroup(cause, asked, end, "Motif.", known, known, in_time, end, into, former, end)
            groups.append((letters.fin, ENDING, ended))
    for piece, name, group in groups:
        if piece is not None:
            yield make_context(commune, campaign, number, act, sequel={name: group}), piece


def sample_mails(campaign: Campaign, name: str) -> Iterator[dict[str, Any]]:
    """Yield what a letter, by the name of its file, can name besides the dossier, in all its forms."""
    day = campaign.epci.deliberation.date
    if name == REMINDER:
        for reminder in (ReminderGroup(1, day, None), ReminderGroup(2, day, day)):
            yield {"relance": as_seen("relance", reminder)}
        return
    yield {}
    change = ResentChange("« ancien » devient « nouveau »", "convention")
    for changes, others in (((change,), 1), ((), 0)):
        yield {"renvoi": as_seen("renvoi", ResendGroup(day, (ResentPiece("convention"),), changes, others))}


def _avenant(
    commune: Commune,
    campaign: Campaign,
    number: str,
    change: AvenantGroup,
    act: Act | None,
    figures: EvaluationRow | None,
) -> SampleAvenant:
    day = campaign.epci.deliberation.date
    former = (SignedAvenant(1, campaign.numbering.number(3), day, day),) if change.rang > 1 else ()
    end = campaign.convention.terme
    base = SignedConvention(campaign.numbering.number(1), day, day, former, end, end)
    if former:
        base = replace(base, ancienne=FormerCommune(commune.nom, commune.tncc), substituee_le=day)
    signed = Former(base, sample_act(campaign))
    assessment = Assessment.of(figures) if figures else None
    held = campaign.avenant_documents(
        commune.names,
        slot=change.creneau_nouveau is not None,
        articles=bool(change.articles),
        costs=change.incidence_financiere,
        voted=change.deliberation_propre,
        note_de_synthese=True,
    )
    return SampleAvenant(
        avenant_context(commune, campaign, number, act, change, signed, assessment),
        tuple(piece for piece in held if piece.templated),
        pack_of(held, voted=act is not None),
    )


def _slot(campaign: Campaign) -> Slot | None:
    """Return the first slot that the campaign offers, None when it offers none."""
    rules = campaign.planning
    if rules is None or not rules.mediateurs or not rules.demi_journees:
        return None
    day, half = rules.demi_journees[0]
    return Slot(next(iter(rules.mediateurs)), 1, day, half, "Mairie")


def _figures(commune: Commune, slot: Slot | None) -> EvaluationRow:
    effect = datetime.date(2026, 1, 1) if slot else None
    observations = "Observation." if slot else ""
    helped = 1 if slot else 0
    return EvaluationRow(helped, 0, helped, 1, commune.insee, _PERIOD, observations, slot, effect, False, {}, 1)
