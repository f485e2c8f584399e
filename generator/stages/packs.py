"""The documents of a commune merged into its numbered pack, and all packs into the recueil."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from generator.dossiers.dossier import Dossier
from generator.dossiers.outcomes import Outcome
from generator.dossiers.plan import Plan
from generator.inputs.kinds import PACK, RECUEIL, RECUEIL_AVENANTS
from generator.inputs.pieces import BESIDE
from generator.language.typography import typographie
from generator.pdf.makeup import Corner
from generator.stages.recueil import in_volumes, stamp, stamp_recueil
from generator.stages.volumes import Volume
from generator.stages.workspace import Workspace


def packs_of(plan: Plan, documents: Sequence[Outcome], space: Workspace) -> list[Volume]:
    """Return the pack of every dossier that this build makes."""
    if PACK not in plan.wanted.kinds:
        return []
    members = Members(documents, space)
    held = {dossier.number: [one for one in dossier.bound if one.piece.place != BESIDE] for dossier in plan.chosen}
    return [
        Volume(
            dossier.commune.insee,
            dossier.commune.nom,
            PACK,
            dossier.number,
            dossier.pack,
            heading=typographie(dossier.number),
            subject=typographie(dossier.commune.nom),
            author=typographie(plan.campaign.epci.nom),
            members=tuple(members.of(dossier, planned.kind) for planned in held[dossier.number]),
            titles=tuple(typographie(planned.piece.titre) for planned in held[dossier.number]),
            stamp=functools.partial(stamp, dossier.number),
            duplex=plan.wanted.duplex,
            rank=dossier.rank,
        )
        for dossier in plan.chosen
    ]


def recueil_of(plan: Plan, packs: Sequence[Outcome], space: Workspace) -> list[Volume]:
    """Return the volume, or the volumes, of all conventions' packs, chosen or not, with their table of contents.

    Those that were signed by communes which have left come last. There is none as long as some dossiers were never
    made (a build of some communes only).
    """
    if len(plan.conventions) < len(plan.sources.codes):
        return []
    made = Members(packs, space)
    members = [made.of(dossier, PACK) for dossier in plan.conventions]
    members += _departed(plan, packs, amended=False)
    titles = [member.commune for member in members]
    return _bound(RECUEIL, "Recueil des dossiers", members, titles, packs, plan, space)


def recueil_of_avenants(
    plan: Plan, reports: Sequence[Outcome], packs: Sequence[Outcome], space: Workspace
) -> list[Volume]:
    """Return the volume, or volumes, of the evaluations' reports, then of all avenants' packs; none without any."""
    made = Members(packs, space)
    members = [made.of(dossier, PACK) for dossier in plan.avenants]
    members += _departed(plan, packs, amended=True)
    if not members:
        return []
    ranks = [dossier.rank for dossier in plan.avenants]
    ranks += [member.record.rank for member in members[len(ranks) :] if member.record]
    titles = [f"{member.commune} — avenant n° {rank}" for member, rank in zip(members, ranks, strict=True)]
    titles = [f"Évaluation — {report.period}" for report in reports] + titles
    return _bound(RECUEIL_AVENANTS, "Recueil des avenants", [*reports, *members], titles, packs, plan, space)


class Members:
    """What there is of each document to bind: as this build made it, or as an earlier one left it."""

    def __init__(self, outcomes: Sequence[Outcome], space: Workspace) -> None:
        self._outcomes = {outcome.key: outcome for outcome in outcomes}
        self._space = space

    def of(self, dossier: Dossier, kind: str) -> Outcome:
        """Return what became of a dossier's document or pack."""
        made = self._outcomes.get((dossier.number, kind))
        if made is not None:
            return made
        insee, name = dossier.commune.insee, dossier.commune.nom
        record = self._space.previous.document(dossier.number, kind)
        if record is not None and record.intact(self._space.project.output):
            return Outcome(insee, name, kind, dossier.number, "unchanged", "", record)
        return Outcome(insee, name, kind, dossier.number, "failed", "jamais fabriqué", None)


def _departed(plan: Plan, packs: Sequence[Outcome], *, amended: bool) -> list[Outcome]:
    """Return the signed packs of communes that no longer participate, of conventions or of avenants."""
    present = {dossier.commune.insee for dossier in plan.dossiers}
    gone = [pack for pack in packs if pack.kind == PACK and pack.record and pack.insee not in present]
    return [pack for pack in gone if pack.record and bool(pack.record.rank) == amended]


def _bound(
    kind: str,
    heading: str,
    members: Sequence[Outcome],
    titles: Sequence[str],
    packs: Sequence[Outcome],
    plan: Plan,
    space: Workspace,
) -> list[Volume]:
    if PACK not in plan.wanted.kinds:
        return []
    failed = any(outcome.state == "failed" for outcome in packs)
    never_made = any(member.state == "failed" for member in members) and not failed
    if never_made:
        return []
    volume = Volume(
        "",
        "",
        kind,
        "",
        f"{kind}.pdf",
        heading=heading,
        subject=typographie(plan.campaign.convention.objet),
        author=typographie(plan.campaign.epci.nom),
        members=tuple(members),
        titles=tuple(typographie(name) for name in titles),
        stamp=functools.partial(stamp_recueil, 0),
        corner=Corner.BOTTOM_LEFT,
        duplex=plan.wanted.duplex,
        contents=True,
    )
    return in_volumes(volume, plan.campaign.recueil_pages, space)
