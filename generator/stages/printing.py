"""The chosen engine prints the drafts; each document appears in the output whole, DOCX and PDF, or fails alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from pathlib import PurePosixPath

from generator.dossiers.fingerprints import program_sha256, sha256, sha256_of
from generator.dossiers.outcomes import Outcome
from generator.inputs.kinds import PLANNING_REDLINE, REDLINE
from generator.pdf.conversion import Conversion, ConversionJob, EngineInfo
from generator.pdf.engine import Engine
from generator.pdf.trackprint import convert_redlines
from generator.project import MADE
from generator.stages.drafts import Draft
from generator.stages.workspace import Workspace

_REDLINES = (REDLINE, PLANNING_REDLINE)


def engine_sha256(engine: EngineInfo) -> str:
    """Return what identifies the way from a DOCX to its PDF: the engine, and this program."""
    return sha256_of([engine.name, engine.version, program_sha256()])


def print_documents(drafts: Sequence[Draft], space: Workspace, engine: Engine) -> list[Outcome]:
    """Print every draft and publish it, in their order; a document that fails keeps its reason and stops no other."""
    jobs = {ConversionJob(PurePosixPath(draft.planned.docx).name, draft.docx): draft for draft in drafts}
    identity = engine_sha256(engine.info)
    outcomes: dict[ConversionJob, Outcome] = {}
    for conversion in _convert(list(jobs), jobs, space, engine):
        draft = jobs[conversion.job]
        outcomes[conversion.job] = _publish(draft, conversion, space, identity)
        space.clock.step(draft.planned.name)
    return [outcomes[job] for job in jobs]


def _convert(
    jobs: Sequence[ConversionJob], drafts: dict[ConversionJob, Draft], space: Workspace, engine: Engine
) -> Iterator[Conversion]:
    redlines = [job for job in jobs if drafts[job].planned.kind in _REDLINES]
    acts = [job for job in jobs if drafts[job].planned.kind not in _REDLINES]
    return chain(
        engine.convert(acts, workers=space.workers, date=space.date),
        convert_redlines(redlines, workers=space.workers, date=space.date),
    )


def _publish(draft: Draft, conversion: Conversion, space: Workspace, identity: str) -> Outcome:
    planned = draft.planned
    if conversion.error:
        return planned.outcome("failed", conversion.error)
    space.write(draft.docx, f"{MADE}/{sha256(draft.docx)}.docx")
    files = (space.write(draft.docx, planned.docx), space.write(conversion.pdf, planned.pdf, conversion.pages))
    return planned.outcome("built", draft.reason, planned.record(files, identity))
