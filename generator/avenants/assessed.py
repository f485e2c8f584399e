"""The evaluations as they stood: the facts of that time, the slots then in force, and the avenants that each gave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace

from generator.avenants.facts import Facts, SlotChange, kept, read_kept
from generator.avenants.inforce import in_force
from generator.dossiers.dossier import PlannedDocument
from generator.dossiers.fingerprints import snapshot
from generator.dossiers.plan import Dependencies
from generator.inputs.communes import Commune, slug
from generator.inputs.evaluation import Evaluation
from generator.inputs.evaluationfile import read_evaluation
from generator.inputs.kinds import EVALUATION
from generator.inputs.sources import Sources
from generator.project import Project
from generator.register.evaluations import EvaluationFile
from generator.register.ledger import Ledger
from generator.register.originals import Source, original_path, read_original
from generator.register.standings import Standings


@dataclass(frozen=True, slots=True)
class Assessed:
    """One evaluation, with the document that reports it."""

    planned: PlannedDocument
    facts: Facts
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
        if file.facts:
            facts, communes = read_kept(file.period, file.facts)
        else:
            periods = [known.period for known in ledger.evaluations]
            later = set(periods[periods.index(file.period) :])
            facts, communes = Facts.of(sources.campaign), _before(project, sources, ledger.standings, later)
        evaluation = _read(project, sources, file, communes, coming)
        changes = _changes(sources, ledger, file)
        own = {
            "evaluation": file.original.sha256,
            "facts": snapshot(facts),
            "communes": [snapshot(commune) for commune in communes],
            "changes": snapshot(changes),
        }
        named = replace(piece, kind=f"{EVALUATION}-{slug(file.period)}", of=piece.kind)
        digest = dependencies.digest(named, own)
        yield Assessed(
            PlannedDocument("", "", "", named, "", digest, period=file.period), facts, evaluation, communes, changes
        )


def facts_of(
    project: Project, sources: Sources, standings: Standings, evaluations: Sequence[EvaluationFile], period: str
) -> str:
    """Return what is kept of the evaluation of a period that is acted on, as it is today.

    It is what was kept already as soon as a later period was evaluated: what is past does not change any more.
    """
    periods = [file.period for file in evaluations]
    if period in periods[:-1]:
        return evaluations[periods.index(period)].facts
    communes = _before(project, sources, standings, {period})
    return kept(Facts.of(sources.campaign), sources.table, communes)


def _read(
    project: Project, sources: Sources, file: EvaluationFile, communes: tuple[Commune, ...], coming: Source | None
) -> Evaluation:
    data = (
        coming.data if coming and file.original.is_of(coming.data) else read_original(project.register, file.original)
    )
    path = original_path(project.register, file.original)
    evaluation, _ = read_evaluation(path, communes, sources.campaign.planning, data, past=True)
    return evaluation


def _changes(sources: Sources, ledger: Ledger, file: EvaluationFile) -> dict[str, SlotChange]:
    """Return the slots that the avenants of an evaluation gave, by INSEE code."""
    changes = {}
    for commune in sources.participants:
        given = (one for one in ledger.standings.avenants(commune.insee) if one.record.period == file.period)
        own = next(given, None)
        if own and (slot := own.record.content.slot):
            changes[commune.insee] = SlotChange(slot, own.record.content.effect, own.number)
    return changes


def _before(project: Project, sources: Sources, standings: Standings, periods: Set[str]) -> tuple[Commune, ...]:
    """Return the communes with the slots that were in force before the first avenant of these periods."""
    communes = []
    for commune in sources.participants:
        new = [one.rank for one in standings.avenants(commune.insee) if one.record.period in periods]
        force = in_force(project, sources.campaign, standings, commune.insee, min(new, default=None))
        communes.append(force.settle(commune) if force else commune)
    return tuple(communes)
