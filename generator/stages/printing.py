"""The chosen engine prints the drafts; each document appears in the output whole, DOCX and PDF, or fails alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import PurePosixPath

from generator.dossiers.dossier import PlannedDocument
from generator.dossiers.fingerprints import program_sha256, sha256_of
from generator.dossiers.outcomes import Outcome
from generator.inputs.kinds import PLANNING_REDLINE, REDLINE
from generator.inputs.pieces import Piece
from generator.pdf.conversion import Conversion, ConversionJob, EngineInfo
from generator.pdf.engine import Engine
from generator.rendering.context import BY_HAND
from generator.stages.drafts import Draft
from generator.stages.workspace import Workspace

_REDLINES = (REDLINE, PLANNING_REDLINE)


def engine_sha256(engine: EngineInfo) -> str:
    """Return what identifies the way from a DOCX to its PDF: the engine, and this program."""
    return sha256_of([engine.name, engine.version, program_sha256()])


def print_documents(drafts: Sequence[Draft], space: Workspace, engine: Engine) -> list[Outcome]:
    """Print every draft and publish it, in their order; a document that fails keeps its reason and stops no other.

    Annexes come last, as they are.
    """
    to_print = [draft for draft in drafts if not draft.planned.piece.annexe]
    annexes = [draft for draft in drafts if draft.planned.piece.annexe]
    identity = engine_sha256(engine.info)
    printed: dict[PlannedDocument, Outcome] = {}
    for draft, conversion in convert_drafts(to_print, space, engine):
        printed[draft.planned] = _publish(draft, conversion, space, identity)
        space.clock.step(draft.planned.name)
    return [*(printed[draft.planned] for draft in to_print), *(_join(draft, space) for draft in annexes)]


def convert_drafts(drafts: Sequence[Draft], space: Workspace, engine: Engine) -> Iterator[tuple[Draft, Conversion]]:
    """Yield each draft with its PDF as it ends; nothing is put in the output."""
    redlines = [draft for draft in drafts if draft.planned.kind in _REDLINES]
    acts = [draft for draft in drafts if draft.planned.kind not in _REDLINES]
    printed: dict[ConversionJob, Draft] = {}

    def jobs(drafts: Iterable[Draft]) -> Iterator[ConversionJob]:
        """Yield what is to be printed as the engine takes it: the documents do not all stand in the memory."""
        for draft in drafts:
            job = job_of(PurePosixPath(draft.planned.docx).name, draft.planned.piece, draft.docx)
            printed[job] = draft
            yield job

    for conversion in engine.convert(jobs(acts), workers=space.workers, date=space.date, scratch=space.scratch):
        yield printed.pop(conversion.job), conversion
    if redlines:
        # Here, not above: what prints them takes a noticeable time to load, and few builds have some.
        from generator.pdf.trackprint import convert_redlines

        for conversion in convert_redlines(jobs(redlines), workers=space.workers, date=space.date):
            yield printed.pop(conversion.job), conversion


def job_of(name: str, piece: Piece, docx: bytes) -> ConversionJob:
    """Return the job of a document of a piece: what is completed by hand at the signature is a zone of its print."""
    return ConversionJob(name, docx, BY_HAND if piece.a_signer else "")


def _join(draft: Draft, space: Workspace) -> Outcome:
    """Put an annexe in the output byte for byte."""
    from generator.pdf.opening import page_count  # here, not above, for the same reason

    planned = draft.planned
    file = space.write(draft.docx, planned.pdf, page_count(draft.docx, planned.piece.template.name))
    space.clock.step(planned.name)
    return planned.outcome("built", draft.reason, planned.record((file,), ""))


def _publish(draft: Draft, conversion: Conversion, space: Workspace, identity: str) -> Outcome:
    planned = draft.planned
    if conversion.error:
        return planned.outcome("failed", conversion.error)
    docx = conversion.job.docx
    space.keep_made(docx)
    files = (space.write(docx, planned.docx), space.write(conversion.pdf, planned.pdf, conversion.pages))
    return planned.outcome("built", draft.reason, planned.record(files, identity), reprinted=draft.reprinted)
