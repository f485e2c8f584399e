"""The evaluations as they stood: the communes with the slots then in force, and the avenants that each gave."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.avenants.inforce import in_force
from generator.avenants.report import SlotChange
from generator.dossiers.fingerprints import snapshot
from generator.dossiers.plan import Dependencies, PlannedDocument
from generator.inputs.communes import Commune, slug
from generator.inputs.evaluation import Evaluation, read_evaluation
from generator.inputs.kinds import EVALUATION
from generator.inputs.sources import Sources
from generator.project import Project
from generator.register.evaluations import EvaluationFile
from generator.register.ledger import Ledger
from generator.register.originals import Source, original_path, read_original
from generator.register.standings import AvenantStanding


@dataclass(frozen=True, slots=True)
class Assessed:
    """One evaluation, with the document that reports it."""

    planned: PlannedDocument
    evaluation: Evaluation
    communes: tuple[Commune, ...]
    changes: dict[str, SlotChange]


def assess(project: Project, sources: Sources, ledger: Ledger, coming: Source | None = None) -> Iterator[Assessed]:
    """Yield every evaluation of the register, read again as it was read then; none without a template of the report.

    ``coming`` is the file of an evaluation that the register does not keep yet. Raises RegisterError when a file that
    it keeps is missing or altered.
    """
    piece = sources.campaign.rapport
    if piece is None:
        return
    dependencies = Dependencies(sources)
    for file in ledger.evaluations:
        communes, avenants = _as_it_stood(project, sources, ledger, file)
        evaluation = _read(project, sources, file, communes, coming)
        changes = _changes(avenants)
        own = {
            "evaluation": file.original.sha256,
            "communes": [snapshot(commune) for commune in communes],
            "changes": snapshot(changes),
        }
        named = replace(piece, kind=f"{EVALUATION}-{slug(file.period)}", of=piece.kind)
        digest = dependencies.digest(named, own)
        yield Assessed(
            PlannedDocument("", "", "", named, "", digest, period=file.period), evaluation, communes, changes
        )


def _read(
    project: Project, sources: Sources, file: EvaluationFile, communes: tuple[Commune, ...], coming: Source | None
) -> Evaluation:
    data = (
        coming.data if coming and file.original.is_of(coming.data) else read_original(project.register, file.original)
    )
    path = original_path(project.register, file.original)
    evaluation, _ = read_evaluation(path, communes, sources.campaign.planning, data)
    return evaluation


def _as_it_stood(
    project: Project, sources: Sources, ledger: Ledger, file: EvaluationFile
) -> tuple[tuple[Commune, ...], dict[str, AvenantStanding]]:
    """Return the communes with the slots in force before the evaluation, and the avenants it gave, by INSEE code."""
    periods = [known.period for known in ledger.evaluations]
    later = set(periods[periods.index(file.period) :])
    communes: list[Commune] = []
    given: dict[str, AvenantStanding] = {}
    clause = sources.campaign.convention.reconduction
    for commune in sources.participants:
        avenants = ledger.standings.avenants(commune.insee)
        new = [avenant for avenant in avenants if avenant.amendment.period in later]
        before = new[0].rank if new else None
        force = in_force(ledger.standings, commune.insee, project.register, clause, before)
        communes.append(force.settle(commune) if force else commune)
        own = [avenant for avenant in new if avenant.amendment.period == file.period]
        if own:
            given[commune.insee] = own[0]
    return tuple(communes), given


def _changes(avenants: dict[str, AvenantStanding]) -> dict[str, SlotChange]:
    contents = {insee: standing.amendment.content for insee, standing in avenants.items()}
    return {
        insee: SlotChange(content.slot, content.effect, avenants[insee].number)
        for insee, content in contents.items()
        if content.slot
    }
