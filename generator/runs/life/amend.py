"""The job of an evaluation or a revision: which communes get an avenant, which lose one, and the same build as ever."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from generator.avenants.assessed import facts_of
from generator.avenants.cautions import cautions
from generator.avenants.costs import unborne
from generator.avenants.decisions import Decision, decide, slots_in_force
from generator.avenants.demands import Demand
from generator.avenants.wordrevision import Reason, read_word_revision
from generator.dossiers.members import members_of, select_participants
from generator.errors import ConventionsError, Problem, UsageError
from generator.files import plain_name
from generator.inputs.communesfile import CommunesFiles, with_slots
from generator.inputs.evaluation import Evaluation
from generator.inputs.evaluationfile import read_evaluation
from generator.inputs.problems import refuse_errors, refuse_warnings
from generator.inputs.revision import Revision, read_revision
from generator.inputs.sources import Sources
from generator.inputs.table import read_file
from generator.inspection.signs import cells_of_evaluation, cells_of_settings, check_signs
from generator.progress import Clock, Progress, Stage
from generator.project import Project
from generator.register.evaluations import EvaluationFile, read_evaluations
from generator.register.ledger import AvenantRequest
from generator.register.originals import Source
from generator.register.standings import Standings, read_standings
from generator.runs.making.build import BuildRequest, build, read
from generator.runs.making.buildreport import BuildReport
from generator.runs.reasons import as_read
from generator.runs.report import Done, as_plain

_WORD = ".docx"


@dataclass(frozen=True, slots=True)
class AmendRequest:
    """The evaluation and the revision to act on, one of them at least, and how the build is made.

    ``communes`` are named as on the command line; all that take part when none is. ``effect``, ``why`` and ``vote``,
    whether each council votes on the avenant, are what a revision in Word can't say.
    """

    evaluation: Path | None = None
    revision: Path | None = None
    build: BuildRequest = field(default_factory=BuildRequest)
    communes: tuple[str, ...] = ()
    effect: datetime.date | None = None
    why: str = ""
    vote: bool = False


@dataclass(frozen=True, slots=True)
class AmendReport(Done):
    """What was decided for each commune, then what the build did; ``problems`` are warnings of all inputs.

    ``numbers`` are those that it gives, or would.
    """

    decisions: tuple[Decision, ...]
    build: BuildReport
    numbers: tuple[str, ...] = ()

    @property
    def error(self) -> type[ConventionsError] | None:
        """What it ends with: what the build does."""
        return self.build.error

    def as_json(self) -> dict[str, Any]:
        """Return the manifest with states and reasons, and the decision of each commune."""
        decisions = [
            {"insee": one.commune.insee, "commune": one.commune.nom, "verdict": one.verdict, "reason": one.reason}
            for one in self.decisions
        ]
        return self.build.as_json() | {"decisions": decisions, "problems": as_plain(self.problems)}


def run(project: Project, request: AmendRequest, progress: Progress) -> AmendReport:
    """Make the avenants that an evaluation and a revision ask for, on the basis of what was signed.

    Everything is read, checked and rendered first. A commune whose convention is not signed yet gets no avenant: its
    new slot is written into communes.csv, with the numbers of the avenants or not at all, its convention made again.
    Raises DataError, TemplateError, UsageError, EngineError, RegisterError, RefusedError, OutputError, Cancelled.
    """
    clock = Clock(progress)
    decided = decide_on(project, request, clock)
    report = build(project, decided.sources, request.build, clock, decided.amending, decided.communes)
    known = {one.number for one in decided.standings.documents}
    given = sorted({one.number for one in report.outcomes if one.number and one.number not in known})
    problems = (*report.problems, *decided.problems)
    return AmendReport(decided.decisions, report, tuple(given), problems=problems)


@dataclass(frozen=True, slots=True)
class Decided:
    """What the files ask for, before anything is made: the inputs with the new slots, and what the register is asked.

    ``communes`` are the files in which those slots are written.
    """

    sources: Sources
    standings: Standings
    decisions: tuple[Decision, ...]
    amending: AvenantRequest
    communes: CommunesFiles
    problems: tuple[Problem, ...]


def decide_on(project: Project, request: AmendRequest, clock: Clock) -> Decided:
    """Read and check all that is asked, and decide for each commune. Raises as ``run`` does."""
    with clock.stage(Stage.ASSESSING):
        _check(request)
        sources = read(project, request.build)
        if not sources.campaign.avenant:
            raise UsageError(
                f"{project.campaign / 'campaign.toml'} : cette campagne n’a pas d’avenants ; ajoutez les sections "
                "[[avenant.pieces]] et leurs modèles."
            )
        standings = read_standings(project.register, sources.campaign.name)
        files = _Files(_source(request.evaluation), _source(request.revision))
        evaluations = read_evaluations(project.register, sources.campaign.name) if files.evaluation else ()
        asked, problems = _read(project, sources, standings, evaluations, request, files)
        refuse_errors(problems, "dans l’évaluation" if request.evaluation else "dans la révision")
        decisions = decide(project, sources, standings, asked)
        told = cautions(
            sources.campaign, decisions, asked.file, request.build.today, in_word=request.effect is not None
        )
        problems = (*problems, *unborne(asked.evaluation, decisions), *told)
        if request.build.strict:
            refuse_warnings(problems)
        slots = {one.commune.insee: one.slot for one in decisions if one.slot}
        communes = CommunesFiles(with_slots(sources.table, slots), sources.table)
        sources = sources.with_communes(communes.contents)
        amending = _amending(project, sources, standings, evaluations, asked, decisions, files)
    return Decided(sources, standings, decisions, amending, communes, problems)


@dataclass(frozen=True, slots=True)
class _Files:
    """The files that are acted on, as they were read."""

    evaluation: Source | None
    revision: Source | None


def _source(path: Path | None) -> Source | None:
    """Read a file, if there is one. Raises DataError."""
    return Source(plain_name(path.name), read_file(path)) if path else None


def _check(request: AmendRequest) -> None:
    """Refuse a request that asks for nothing, or without what its revision needs."""
    if request.evaluation is None and request.revision is None:
        raise UsageError(
            "Donnez une évaluation (un fichier .csv, .xlsx ou .ods), une révision (--revision), ou les deux."
        )
    in_word = request.revision is not None and request.revision.suffix.lower() == _WORD
    if in_word and not (request.effect and as_read(request.why)):
        raise UsageError(
            "Une révision faite dans Word ne dit ni quand ni pourquoi : donnez sa date d’effet (--effect) et le motif "
            "que l’avenant donnera (--why)."
        )
    if not in_word and (request.effect or request.why):
        raise UsageError(
            "La date d’effet (--effect) et le motif (--why) vont avec une révision faite dans Word ; retirez-les."
        )
    if not in_word and request.vote:
        raise UsageError(
            "Le vote des conseils (--vote) se demande ainsi pour une révision faite dans Word ; dans une autre, "
            "écrivez deliberation = true."
        )


def _read(
    project: Project,
    sources: Sources,
    standings: Standings,
    evaluations: Sequence[EvaluationFile],
    request: AmendRequest,
    files: _Files,
) -> tuple[Demand, tuple[Problem, ...]]:
    """Return what is asked, with all its problems."""
    communes = slots_in_force(project, sources, standings)
    selected = select_participants(members_of(sources, standings), request.communes) if request.communes else ()
    named = {one.insee for one in selected}
    evaluation: Evaluation | None = None
    revision: Revision | None = None
    problems: list[Problem] = []
    if request.evaluation and files.evaluation:
        rules, data = sources.campaign.planning, files.evaluation.data
        past = any(file.original.is_of(data) for file in evaluations)
        evaluation, found = read_evaluation(request.evaluation, communes, rules, data, past=past)
        cells = cells_of_evaluation(evaluation, {commune.insee: commune.nom for commune in communes})
        problems += [*found, *check_signs(sources.templates, cells)]
    if request.revision and files.revision:
        if request.effect:
            reason = Reason(request.effect, as_read(request.why), request.vote)
            path, data = request.revision, files.revision.data
            revision, found = read_word_revision(path, data, project, sources, standings, reason, named)
        else:
            revision, found = read_revision(request.revision, communes)
            settings = files.revision.data.decode("utf-8-sig", "replace")
            found = (*found, *check_signs(sources.templates, cells_of_settings(settings, request.revision.name)))
        problems += found
    asked = Demand(evaluation, revision, frozenset(named))
    for commune in communes:
        wrong = any(one.commune == commune.nom for one in problems)  # a row with an error is not read
        if commune.insee in named and not wrong and not (asked.row(commune.insee) or asked.revision_of(commune.insee)):
            remedy = "retirez-la de la commande, ou complétez l’évaluation ou la révision"
            message = "rien n’est demandé pour cette commune"
            problems.append(Problem("error", message, remedy, commune=commune.nom))
    return asked, tuple(problems)


def _amending(
    project: Project,
    sources: Sources,
    standings: Standings,
    evaluations: Sequence[EvaluationFile],
    asked: Demand,
    decisions: Sequence[Decision],
    files: _Files,
) -> AvenantRequest:
    """Return what the register is asked, with the files and the facts that it keeps."""
    changes = tuple(decision.amend for decision in decisions if decision.amend)
    facts = facts_of(project, sources, standings, evaluations, asked.occasion) if files.evaluation else ""
    return AvenantRequest(changes, asked.occasion, files.evaluation, files.revision, facts)
