"""Which documents changed: each is rendered only if its inputs did, and printed only if its DOCX did."""

from __future__ import annotations

from dataclasses import dataclass, replace

from generator.dossiers.fingerprints import sha256
from generator.dossiers.plan import Plan, PlannedDocument
from generator.dossiers.reasons import explain
from generator.dossiers.records import DocumentRecord, Inputs
from generator.errors import TemplateError
from generator.rendering.faults import gather
from generator.stages.workspace import Outcome, Workspace
from generator.stages.writing import Writer


@dataclass(frozen=True, slots=True)
class Draft:
    """A document to print: its DOCX, and why."""

    planned: PlannedDocument
    docx: bytes
    reason: str


@dataclass(frozen=True, slots=True)
class Drafts:
    """What to print, and what stays as it is."""

    stale: tuple[Draft, ...]
    unchanged: tuple[Outcome, ...]


def make_drafts(plan: Plan, writer: Writer, inputs: Inputs, space: Workspace, engine_sha256: str) -> Drafts:
    """Render every chosen document whose inputs, files or engine changed; nothing is written.

    Raises TemplateError with every document that could not be rendered.
    """
    known = {(record.number, record.kind): record for record in space.previous.documents}
    stale: list[Draft] = []
    unchanged: list[Outcome] = []
    errors: list[TemplateError] = []
    for dossier in plan.chosen:
        for planned in dossier.documents:
            if planned.kind not in plan.kinds:
                continue
            space.clock.step(f"{planned.commune.nom}, {planned.kind}")
            record = known.get((planned.number, planned.kind))
            usable = _usable(record, space, engine_sha256)
            if usable and usable.inputs_sha256 == planned.inputs_sha256:
                unchanged.append(_unchanged(planned, usable))
                continue
            try:
                written = writer.write(dossier, planned)
            except TemplateError as error:
                errors.append(error)
                continue
            if usable and usable.files[0].sha256 == sha256(written.docx):
                unchanged.append(_unchanged(planned, usable))
                continue
            reason = _outside_reason(planned, record, space, engine_sha256) or explain(
                planned, record, space.previous.inputs, inputs, written.columns
            )
            stale.append(Draft(planned, written.docx, reason))
    if errors:
        raise TemplateError(f"{len(errors)} document(s) impossible(s) à rédiger ; rien n’a été écrit.", gather(errors))
    return Drafts(tuple(stale), tuple(unchanged))


def _usable(record: DocumentRecord | None, space: Workspace, engine_sha256: str) -> DocumentRecord | None:
    """Return the record when its files can stay: intact on disk, printed by the same engine, nothing forced."""
    if space.request.force or record is None or record.engine_sha256 != engine_sha256:
        return None
    return record if record.intact(space.project.output) else None


def _outside_reason(
    planned: PlannedDocument, record: DocumentRecord | None, space: Workspace, engine_sha256: str
) -> str:
    """Return the reason that is not in the inputs, when they are the same."""
    if record is None or record.inputs_sha256 != planned.inputs_sha256:
        return ""
    if space.request.force:
        return "demandé (--force)"
    return "autre moteur PDF" if record.engine_sha256 != engine_sha256 else "fichier absent ou modifié à la main"


def _unchanged(planned: PlannedDocument, record: DocumentRecord) -> Outcome:
    record = replace(record, inputs_sha256=planned.inputs_sha256, commune=planned.commune.nom)
    return Outcome(planned.commune.insee, planned.commune.nom, planned.kind, planned.number, "unchanged", "", record)
