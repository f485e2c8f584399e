"""The documents of a commune merged into its numbered pack, and all packs into the recueil."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from generator.dossiers.fingerprints import program_sha256, sha256_of
from generator.dossiers.plan import Dossier, Plan
from generator.dossiers.reasons import shorten
from generator.dossiers.records import DocumentRecord
from generator.errors import EngineError
from generator.inputs.campaign import Campaign
from generator.inputs.kinds import PACK, RECUEIL, RECUEIL_AVENANTS
from generator.language.typography import typographie
from generator.pdf.assembly import Assembly, Part, assemble
from generator.pdf.contents import ContentsPage
from generator.pdf.stamp import Corner
from generator.stages.workspace import Outcome, State, Workspace


@dataclass(frozen=True, slots=True)
class Volume:
    """A merged file to make: ``members`` are what it is made of, ``titles`` their names in the outline."""

    insee: str
    commune: str
    kind: str
    number: str
    path: str
    title: str
    author: str
    members: tuple[Outcome, ...]
    titles: tuple[str, ...]
    stamp: Callable[[int, int], str]
    corner: Corner = Corner.BOTTOM_RIGHT
    contents: bool = False
    rank: int = 0

    def outcome(self, state: State, reason: str, record: DocumentRecord | None) -> Outcome:
        """Say what became of the volume."""
        return Outcome(self.insee, self.commune, self.kind, self.number, state, reason, record)


def stamp(number: str, page: int, total: int) -> str:
    """Return what a page of a pack bears, « MED_NUM-2025-017 — 3/12 », or a page of the recueil, without a number."""
    return f"{number} — {page}/{total}" if number else f"Recueil — page {page}/{total}"


def assemble_packs(plan: Plan, campaign: Campaign, documents: Sequence[Outcome], space: Workspace) -> list[Outcome]:
    """Make the pack of every chosen dossier whose documents changed; one that misses a document fails alone."""
    if PACK not in plan.kinds:
        return []
    outcomes = []
    for dossier in plan.chosen:
        volume = Volume(
            dossier.commune.insee, dossier.commune.nom, PACK, dossier.number, dossier.pack,
            title=typographie(f"{dossier.number} — {dossier.commune.nom}"),
            author=typographie(campaign.epci.nom),
            members=tuple(member_of(documents, space, dossier, planned.kind) for planned in dossier.bound),
            titles=tuple(typographie(planned.piece.titre) for planned in dossier.bound),
            stamp=functools.partial(stamp, dossier.number),
            rank=dossier.rank,
        )  # fmt: skip
        outcomes.append(make_volume(volume, space))
        space.clock.step(f"{dossier.commune.nom}, {PACK}")
    return outcomes


def bind_recueil(plan: Plan, campaign: Campaign, packs: Sequence[Outcome], space: Workspace) -> list[Outcome]:
    """Bind the packs of all conventions, chosen or not, into one file with its table of contents.

    Those that were signed by communes which have left come last. There is none as long as some dossiers were never
    made (a build of some communes only).
    """
    if PACK not in plan.kinds:
        return []
    members = [member_of(packs, space, dossier, PACK) for dossier in plan.conventions]
    members += _departed(plan, packs, amended=False)
    title = f"Recueil des dossiers — {campaign.convention.objet}"
    return _bind(RECUEIL, title, members, [member.commune for member in members], packs, campaign, space)


def bind_avenants(
    plan: Plan, campaign: Campaign, reports: Sequence[Outcome], packs: Sequence[Outcome], space: Workspace
) -> list[Outcome]:
    """Bind the reports of the evaluations, then the packs of all avenants, into one file; none without avenants."""
    members = [member_of(packs, space, dossier, PACK) for dossier in plan.avenants]
    members += _departed(plan, packs, amended=True)
    if PACK not in plan.kinds or not members:
        return []
    ranks = [dossier.rank for dossier in plan.avenants]
    ranks += [member.record.rank for member in members[len(ranks) :] if member.record]
    titles = [f"{member.commune} — avenant n° {rank}" for member, rank in zip(members, ranks, strict=True)]
    titles = [f"Évaluation — {report.commune}" for report in reports] + titles
    title = f"Recueil des avenants — {campaign.convention.objet}"
    return _bind(RECUEIL_AVENANTS, title, [*reports, *members], titles, packs, campaign, space)


def _departed(plan: Plan, packs: Sequence[Outcome], *, amended: bool) -> list[Outcome]:
    """Return the signed packs of communes that no longer participate, of conventions or of avenants."""
    present = {dossier.commune.insee for dossier in plan.dossiers}
    gone = [pack for pack in packs if pack.kind == PACK and pack.record and pack.insee not in present]
    return [pack for pack in gone if pack.record and bool(pack.record.rank) == amended]


def _bind(
    kind: str, title: str, members: list[Outcome], titles: list[str], packs: Sequence[Outcome], campaign: Campaign,
    space: Workspace,
) -> list[Outcome]:  # fmt: skip
    volume = Volume(
        "", "", kind, "", f"{kind}.pdf",
        title=typographie(title),
        author=typographie(campaign.epci.nom),
        members=tuple(members),
        titles=tuple(typographie(title) for title in titles),
        stamp=functools.partial(stamp, ""),
        corner=Corner.BOTTOM_LEFT,
        contents=True,
    )  # fmt: skip
    failed = any(outcome.state == "failed" for outcome in packs)
    never_made = any(member.state == "failed" for member in volume.members) and not failed
    return [] if never_made else [make_volume(volume, space)]


def member_of(outcomes: Sequence[Outcome], space: Workspace, dossier: Dossier, kind: str) -> Outcome:
    """Return what this build made of a document, or what an earlier one left."""
    insee, name = dossier.commune.insee, dossier.commune.nom
    for outcome in outcomes:
        if (outcome.number, outcome.kind) == (dossier.number, kind):
            return outcome
    record = space.previous.document(dossier.number, kind)
    if record is not None and record.intact(space.project.output):
        return Outcome(insee, name, kind, dossier.number, "unchanged", "", record)
    return Outcome(insee, name, kind, dossier.number, "failed", "jamais fabriqué", None)


def make_volume(volume: Volume, space: Workspace) -> Outcome:
    """Merge a volume when a member, its titles or its presentation changed; it fails when a member is missing."""
    missing = [member.name for member in volume.members if member.state == "failed"]
    if missing:
        return volume.outcome("failed", f"il manque : {shorten(missing)}", None)
    record = space.previous.document(volume.number, volume.kind)
    changed = [member.name for member in volume.members if member.state == "built"]
    inputs = _inputs_sha256(volume, space)
    kept = record is not None and record.inputs_sha256 == inputs and record.intact(space.project.output)
    if kept and not space.request.force:
        return volume.outcome("unchanged", "", record)
    reason = "nouveau" if record is None else shorten(changed) or "composition ou présentation modifiée"
    if space.request.dry_run:
        return volume.outcome("built", reason, None)
    return _assemble(volume, inputs, reason, space)


def _assemble(volume: Volume, inputs: str, reason: str, space: Workspace) -> Outcome:
    target = space.scratch / "volume.pdf"
    assembly = Assembly(
        title=volume.title,
        author=volume.author,
        parts=tuple(
            Part(space.project.output / member.record.files[-1].path, title, member.number if volume.contents else "")
            for member, title in zip(volume.members, volume.titles, strict=True)
            if member.record
        ),
        date=space.date,
        stamp=volume.stamp,
        corner=volume.corner,
        duplex=space.request.duplex,
        contents=_contents_page(volume) if volume.contents else None,
    )
    try:
        assembled = assemble(assembly, target)
    except EngineError as error:
        return volume.outcome("failed", str(error), None)
    record = DocumentRecord(
        volume.insee, volume.commune, volume.kind, volume.number, inputs, "",
        (space.publish(target, volume.path, assembled.pages),), volume.rank,
    )  # fmt: skip
    return volume.outcome("built", reason, record)


def _contents_page(volume: Volume) -> ContentsPage:
    """Return the table of contents: what the volume is as its heading, of what and by whom below."""
    heading, _, rest = volume.title.partition(" — ")
    return ContentsPage(heading, (rest, volume.author))


def _inputs_sha256(volume: Volume, space: Workspace) -> str:
    """Return what identifies a volume: its members' bytes, its titles and how it is printed."""
    files: list[Any] = [member.record.files[-1].sha256 if member.record else None for member in volume.members]
    presentation = [volume.number, volume.title, volume.titles, space.request.duplex]
    return sha256_of([program_sha256(), presentation, files])
