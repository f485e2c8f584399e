"""The evaluation's job: which communes get an avenant, which lose one, and the same build as ever."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from generator.avenants.decisions import Decision, decide, slots_in_force
from generator.errors import DataError, Problem, UsageError
from generator.inputs.evaluation import Evaluation, read_evaluation
from generator.inputs.revision import Revision, read_revision
from generator.inputs.sources import Sources
from generator.project import Project
from generator.register.deliberations import Source
from generator.register.ledger import AvenantRequest
from generator.register.standings import Standings, read_standings
from generator.runs.build import BuildReport, build, read
from generator.runs.slots import write_slots
from generator.stages.workspace import BuildRequest, Clock, Progress


@dataclass(frozen=True, slots=True)
class AmendReport:
    """What was decided for each commune, then what the build did; ``problems`` are warnings of all inputs."""

    decisions: tuple[Decision, ...]
    build: BuildReport
    problems: tuple[Problem, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the manifest with states and reasons, and the decision of each commune."""
        decisions = [
            {"insee": one.commune.insee, "commune": one.commune.nom, "verdict": one.verdict, "reason": one.reason}
            for one in self.decisions
        ]
        problems = [asdict(problem) for problem in self.problems]
        return self.build.as_json() | {"decisions": decisions, "problems": problems}


def amend(
    project: Project, evaluation: Path, revision: Path | None, request: BuildRequest, progress: Progress
) -> AmendReport:
    """Make the avenants that an evaluation and a revision ask for, on the basis of what was signed.

    Everything is read and checked first. A commune whose convention is not signed yet gets no avenant: its new slot is
    written into communes.csv, and its convention made again. Raises DataError, TemplateError, UsageError, EngineError,
    RegisterError, RefusedError.
    """
    clock = Clock(progress)
    with clock.stage("Lecture de l’évaluation"):
        sources = read(project, request)
        if not sources.campaign.avenant:
            raise UsageError(
                f"{project.campaign / 'campaign.toml'} : cette campagne n’a pas d’avenants ; ajoutez les sections "
                "[[avenant.pieces]] et leurs modèles."
            )
        standings = read_standings(project.register, sources.campaign.name)
        evaluated, revised, problems = _read(project, sources, standings, evaluation, revision)
        _refuse(problems, strict=request.strict)
        decisions = decide(project, sources, standings, evaluated, revised)
    slots = {decision.commune.insee: decision.slot for decision in decisions if decision.slot}
    if slots and not request.dry_run:
        write_slots(sources.table.table, slots)
    changes = tuple(decision.amend for decision in decisions if decision.amend)
    amending = AvenantRequest(changes, evaluated.periode, Source(evaluation.name, evaluation.read_bytes()))
    report = build(project, request, progress, amending)
    return AmendReport(decisions, report, (*report.problems, *problems))


def _read(
    project: Project, sources: Sources, standings: Standings, evaluation: Path, revision: Path | None
) -> tuple[Evaluation, Revision | None, list[Problem]]:
    communes = slots_in_force(project, sources.table.communes, standings)
    evaluated, problems = read_evaluation(evaluation, communes, sources.campaign.planning)
    if revision is None:
        return evaluated, None, list(problems)
    revised, others = read_revision(revision, communes)
    return evaluated, revised, [*problems, *others]


def _refuse(problems: list[Problem], *, strict: bool) -> None:
    errors = sum(problem.level == "error" for problem in problems)
    if errors:
        raise DataError(f"{errors} erreur{'s' * (errors > 1)} dans l’évaluation ; rien n’a été écrit.", problems)
    if strict and problems:
        raise DataError(f"{len(problems)} avertissement(s), traités comme des erreurs (--strict).", problems)
