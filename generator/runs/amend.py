"""The evaluation's job: which communes get an avenant, which lose one, and the same build as ever."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from generator.avenants.decisions import Decision, decide, slots_in_force
from generator.errors import ConventionsError, Problem, UsageError
from generator.inputs.communes import Slot
from generator.inputs.communesfile import CommunesFile, with_slots
from generator.inputs.evaluation import Evaluation, read_evaluation
from generator.inputs.problems import refuse_errors, refuse_warnings
from generator.inputs.revision import Revision, read_revision
from generator.inputs.sources import Sources
from generator.inputs.table import read_file
from generator.progress import Clock, Progress, Stage
from generator.project import Project
from generator.register.ledger import AvenantRequest
from generator.register.originals import Source
from generator.register.standings import Standings, read_standings
from generator.runs.build import BuildReport, BuildRequest, build, read


@dataclass(frozen=True, slots=True)
class AmendRequest:
    """The evaluation and the revision to act on, and how the build is made; a revision is optional."""

    evaluation: Path
    revision: Path | None = None
    build: BuildRequest = field(default_factory=BuildRequest)


@dataclass(frozen=True, slots=True)
class AmendReport:
    """What was decided for each commune, then what the build did; ``problems`` are warnings of all inputs."""

    decisions: tuple[Decision, ...]
    build: BuildReport
    problems: tuple[Problem, ...]

    @property
    def error(self) -> type[ConventionsError] | None:
        """What it ends with: what the build does."""
        return self.build.error

    def as_json(self) -> dict[str, Any]:
        """Return the manifest with states and reasons, and the decision of each commune."""
        decisions = [
            {
                "insee": decision.commune.insee,
                "commune": decision.commune.nom,
                "verdict": decision.verdict,
                "reason": decision.reason,
            }
            for decision in self.decisions
        ]
        problems = [asdict(problem) for problem in self.problems]
        return self.build.as_json() | {"decisions": decisions, "problems": problems}


def run(project: Project, request: AmendRequest, progress: Progress) -> AmendReport:
    """Make the avenants that an evaluation and a revision ask for, on the basis of what was signed.

    Everything is read, checked and rendered first. A commune whose convention is not signed yet gets no avenant: its
    new slot is written into communes.csv, with the numbers of the avenants or not at all, its convention made again.
    Raises DataError, TemplateError, UsageError, EngineError, RegisterError, RefusedError, OutputError, Cancelled.
    """
    clock = Clock(progress)
    with clock.stage(Stage.ASSESSING):
        sources = read(project, request.build)
        if not sources.campaign.avenant:
            raise UsageError(
                f"{project.campaign / 'campaign.toml'} : cette campagne n’a pas d’avenants ; ajoutez les sections "
                "[[avenant.pieces]] et leurs modèles."
            )
        source = Source(request.evaluation.name, read_file(request.evaluation))
        standings = read_standings(project.register, sources.campaign.name)
        evaluation, revision, problems = _read(project, sources, standings, request, source)
        refuse_errors(problems, "dans l’évaluation")
        if request.build.strict:
            refuse_warnings(problems)
        decisions = decide(project, sources, standings, evaluation, revision)
        communes = CommunesFile(project.communes, with_slots(sources.table.table, _slots(decisions)))
        sources = sources.with_communes(communes.data)
    changes = tuple(decision.amend for decision in decisions if decision.amend)
    amending = AvenantRequest(changes, evaluation.periode, source)
    report = build(project, sources, request.build, clock, amending, communes)
    return AmendReport(decisions, report, (*report.problems, *problems))


def _read(
    project: Project, sources: Sources, standings: Standings, request: AmendRequest, source: Source
) -> tuple[Evaluation, Revision | None, Sequence[Problem]]:
    communes = slots_in_force(project, sources, standings)
    evaluation, problems = read_evaluation(request.evaluation, communes, sources.campaign.planning, source.data)
    if request.revision is None:
        return evaluation, None, problems
    revision, others = read_revision(request.revision, communes)
    return evaluation, revision, (*problems, *others)


def _slots(decisions: Sequence[Decision]) -> Mapping[str, Slot]:
    return {decision.commune.insee: decision.slot for decision in decisions if decision.slot}
