"""The reports of the evaluations: one document a period, at the head of the recueil of avenants."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from generator.avenants.inforce import in_force
from generator.avenants.report import SlotChange, render_report
from generator.dossiers.fingerprints import program_sha256, sha256, sha256_of, snapshot
from generator.dossiers.records import DocumentRecord
from generator.inputs.communes import Commune, Slot, slug
from generator.inputs.evaluation import Evaluation, read_evaluation
from generator.inputs.kinds import EVALUATION
from generator.inputs.sources import Sources
from generator.pdf.conversion import Conversion, ConversionJob
from generator.pdf.engine import Engine
from generator.project import Project
from generator.register.evaluations import EvaluationFile
from generator.register.ledger import Ledger
from generator.register.originals import original_path, read_original
from generator.register.standings import Standing
from generator.stages.printing import engine_sha256
from generator.stages.workspace import Outcome, Workspace
from generator.stages.writing import Writer


@dataclass(frozen=True, slots=True)
class _Assessed:
    """One evaluation as it stood: the communes with the slots then in force, and the avenants it gave."""

    file: EvaluationFile
    evaluation: Evaluation
    communes: tuple[Commune, ...]
    changes: dict[str, SlotChange]

    @property
    def kind(self) -> str:
        """What names its files."""
        return f"{EVALUATION}-{slug(self.file.period)}"


def make_reports(
    project: Project, sources: Sources, ledger: Ledger, writer: Writer, space: Workspace, engine: Engine
) -> list[Outcome]:
    """Make the report of each period whose evaluation, avenants or template changed; none without a template.

    One that cannot be printed is reported and stops no other. Raises TemplateError, RegisterError.
    """
    template = sources.templates.get(EVALUATION)
    if template is None:
        return []
    outcomes = []
    for file in ledger.evaluations:
        assessed = _assess(project, sources, ledger, file)
        inputs = sha256_of(
            [
                program_sha256(), snapshot(sources.campaign), sha256(sources.logo or b""), sha256(template),
                file.original.sha256, [snapshot(commune) for commune in assessed.communes], snapshot(assessed.changes),
            ]
        )  # fmt: skip
        outcomes.append(_make(assessed, inputs, sources, writer, space, engine))
    return outcomes


def _make(
    assessed: _Assessed, inputs: str, sources: Sources, writer: Writer, space: Workspace, engine: Engine
) -> Outcome:
    kind, identity = assessed.kind, engine_sha256(engine.info)
    record = space.previous.document("", kind)
    fresh = record is not None and (record.inputs_sha256, record.engine_sha256) == (inputs, identity)
    if record and fresh and record.intact(space.project.output) and not space.request.force:
        return Outcome.of(record, "unchanged", "")
    reason = "évaluation ou présentation modifiée" if record else "nouveau"
    if space.request.dry_run:
        return Outcome("", assessed.file.period, kind, "", "built", reason, None)
    docx = render_report(writer.renderer, sources.campaign, assessed.evaluation, assessed.communes, assessed.changes)
    job = ConversionJob(space.scratch / f"{kind}.docx", space.scratch / f"{kind}.pdf")
    job.docx.write_bytes(docx)
    ended: list[Conversion] = []
    engine.convert([job], workers=1, date=space.date, done=ended.append)
    if ended[0].error:
        return Outcome("", assessed.file.period, kind, "", "failed", ended[0].error, None)
    files = (space.publish(job.docx, job.docx.name), space.publish(job.pdf, job.pdf.name, ended[0].pages))
    return Outcome.of(DocumentRecord("", assessed.file.period, kind, "", inputs, identity, files), "built", reason)


def _assess(project: Project, sources: Sources, ledger: Ledger, file: EvaluationFile) -> _Assessed:
    """Read an evaluation again as it was read then: on the slots in force before its own avenants."""
    periods = [one.period for one in ledger.evaluations]
    later = set(periods[periods.index(file.period) :])
    communes: list[Commune] = []
    given: dict[str, Standing] = {}
    for commune in sources.participants:
        avenants = ledger.standings.avenants(commune.insee)
        new = [one for one in avenants if one.amendment and one.amendment.period in later]
        force = in_force(ledger.standings, commune.insee, project.register, before=new[0].rank if new else None)
        communes.append(force.settle(commune) if force else commune)
        own = [one for one in new if one.amendment and one.amendment.period == file.period]
        if own:
            given[commune.insee] = own[0]
    read_original(project.register, file.original)
    path = original_path(project.register, file.original)
    evaluation, _ = read_evaluation(path, communes, sources.campaign.planning)
    return _Assessed(file, evaluation, tuple(communes), _changes(given))


def _changes(avenants: dict[str, Standing]) -> dict[str, SlotChange]:
    changes = {}
    for insee, standing in avenants.items():
        content = standing.amendment.content if standing.amendment else {}
        if content.get("slot"):
            effect = datetime.date.fromisoformat(content["date_effet"])
            changes[insee] = SlotChange(Slot(**content["slot"]), effect, standing.number)
    return changes
