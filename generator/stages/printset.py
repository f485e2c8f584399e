"""The print set: every copy of what is to be signed, for all communes, in one file to send to the printer."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator, Sequence

from generator.dossiers.dossier import Dossier
from generator.dossiers.outcomes import Outcome
from generator.dossiers.plan import Plan
from generator.errors import DataError
from generator.inputs.campaign import Campaign
from generator.inputs.kinds import ORIGINALS
from generator.inputs.pieces import BESIDE, Piece
from generator.language.typography import typographie
from generator.stages.packs import Members, recueil_of, recueil_of_avenants
from generator.stages.volumes import Volume
from generator.stages.workspace import Workspace


def volumes_of(
    plan: Plan, documents: Sequence[Outcome], reports: Sequence[Outcome], packs: Sequence[Outcome], space: Workspace
) -> list[Volume]:
    """Return all that is merged of many dossiers: the recueil, the originals to sign, the recueil of the avenants."""
    recueil, originals = recueil_of(plan, packs, space), originals_of(plan, documents, space)
    return [*recueil, *originals, *recueil_of_avenants(plan, reports, packs, space)]


def originals_of(plan: Plan, documents: Sequence[Outcome], space: Workspace) -> list[Volume]:
    """Return ``originaux.pdf``: of each dossier to sign, as many copies as asked of the pieces to be signed."""
    copies = plan.wanted.originals
    found = Members(documents, space)
    members: list[Outcome] = []
    titles: list[str] = []
    groups: list[str] = []
    for dossier in plan.to_sign:
        for copy in range(1, copies + 1):
            for piece in to_print(dossier):
                members.append(found.of(dossier, piece.kind))
                titles.append(typographie(f"{dossier.commune.nom} — original {copy}/{copies} — {piece.titre}"))
                groups.append(f"{dossier.number} — original {copy}/{copies}")
    if not members:
        return []
    volume = Volume(
        "",
        "",
        ORIGINALS,
        "",
        f"{ORIGINALS}.pdf",
        heading="Originaux à signer",
        subject=typographie(plan.campaign.convention.objet),
        author=typographie(plan.campaign.epci.nom),
        members=tuple(members),
        titles=tuple(titles),
        stamp=functools.partial(_stamp, tuple(_stamps(members, groups, duplex=plan.wanted.duplex))),
        duplex=plan.wanted.duplex,
    )
    return [volume]


def to_print(dossier: Dossier) -> list[Piece]:
    """Return what is printed to be signed: an annexe that cannot be bound is to be printed apart."""
    pieces = [planned.piece for planned in dossier.documents]
    return [piece for piece in pieces if piece.a_signer and piece.place != BESIDE]


def to_be_signed(campaign: Campaign) -> tuple[Piece, ...]:
    """Return the pieces that the President and the mayor sign; raises DataError when there is none."""
    signed = tuple(piece for piece in campaign.pieces if piece.a_signer)
    if not signed:
        raise DataError(
            f"{campaign.name}/campaign.toml : aucun document à signer ; ajoutez a_signer = true aux [[pack.pieces]] "
            "que le Président et le maire signent."
        )
    return signed


def _stamp(texts: Sequence[str], page: int, total: int) -> str:
    return texts[page - 1]


def _stamps(members: Sequence[Outcome], groups: Sequence[str], *, duplex: bool) -> Iterator[str]:
    """Yield the stamp of every page: « MED_NUM-2025-017 — original 1/2 — 3/6 ».

    A blank verso is counted within its copy, and is « verso » behind it, before another copy begins.
    """
    owners: list[tuple[str, bool]] = []
    for member, group in zip(members, groups, strict=True):
        if duplex and len(owners) % 2:
            last, _ = owners[-1]
            owners.append((last, last == group))
        owners += [(group, True)] * (member.files[-1].pages or 0 if member.files else 0)
    totals = Counter(group for group, counted in owners if counted)
    seen: Counter[str] = Counter()
    for group, counted in owners:
        seen[group] += counted
        yield f"{group} — {seen[group]}/{totals[group]}" if counted else f"{group} — verso"
