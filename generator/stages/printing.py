"""The chosen engine prints the drafts; each document appears in the output whole, DOCX and PDF, or fails alone."""

from __future__ import annotations

from generator.dossiers.fingerprints import program_sha256, sha256_of
from generator.dossiers.plan import PlannedDocument
from generator.dossiers.records import DocumentRecord
from generator.inputs.kinds import PLANNING_REDLINE, REDLINE
from generator.pdf.conversion import Conversion, ConversionJob, EngineInfo
from generator.pdf.engine import Engine
from generator.pdf.trackprint import convert_redlines
from generator.stages.drafts import Draft
from generator.stages.workspace import Outcome, State, Workspace

REDLINES = (REDLINE, PLANNING_REDLINE)


def engine_sha256(engine: EngineInfo) -> str:
    """Return what identifies the way from a DOCX to its PDF: the engine, and this program."""
    return sha256_of([engine.name, engine.version, program_sha256()])


def print_documents(drafts: tuple[Draft, ...], space: Workspace, engine: Engine) -> list[Outcome]:
    """Print every draft and publish it; a document that fails keeps its reason and stops no other."""
    if space.request.dry_run:
        return [_outcome(draft.planned, "built", draft.reason, None) for draft in drafts]
    jobs = {}
    for position, draft in enumerate(drafts):
        job = ConversionJob(space.scratch / f"{position}.docx", space.scratch / f"{position}.pdf")
        job.docx.write_bytes(draft.docx)
        jobs[job] = draft
    identity = engine_sha256(engine.info)
    outcomes: dict[ConversionJob, Outcome] = {}

    def done(conversion: Conversion) -> None:
        draft = jobs[conversion.job]
        outcomes[conversion.job] = _publish(draft, conversion, space, identity)
        space.clock.step(f"{draft.planned.commune.nom}, {draft.planned.kind}")

    redlines = [job for job, draft in jobs.items() if draft.planned.kind in REDLINES]
    acts = [job for job in jobs if job not in redlines]
    engine.convert(acts, workers=space.request.jobs, date=space.date, done=done)
    convert_redlines(redlines, workers=space.request.jobs, date=space.date, done=done)
    return [outcomes[job] for job in jobs]


def _publish(draft: Draft, conversion: Conversion, space: Workspace, identity: str) -> Outcome:
    planned = draft.planned
    if conversion.error:
        return _outcome(planned, "failed", conversion.error, None)
    record = DocumentRecord(
        planned.commune.insee, planned.commune.nom, planned.kind, planned.number,
        inputs_sha256=planned.inputs_sha256,
        engine_sha256=identity,
        files=(
            space.publish(conversion.job.docx, planned.docx),
            space.publish(conversion.job.pdf, planned.pdf, conversion.pages),
        ),
        rank=planned.rank,
    )  # fmt: skip
    return _outcome(planned, "built", draft.reason, record)


def _outcome(planned: PlannedDocument, state: State, reason: str, record: DocumentRecord | None) -> Outcome:
    return Outcome(planned.commune.insee, planned.commune.nom, planned.kind, planned.number, state, reason, record)
