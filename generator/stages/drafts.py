"""Which documents changed: each is rendered only if its inputs did, and printed only if its DOCX did."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from generator.actor import refused
from generator.dossiers.dossier import PlannedDocument
from generator.dossiers.fingerprints import sha256
from generator.dossiers.outcomes import Outcome
from generator.dossiers.plan import Plan
from generator.dossiers.reasons import explain
from generator.dossiers.records import DocumentRecord, Inputs
from generator.errors import TemplateError
from generator.language.agreement import plural
from generator.progress import LOGGER
from generator.rendering.faults import gather
from generator.stages.tasks import Written
from generator.stages.workspace import Workspace
from generator.stages.writing import Writer


@dataclass(frozen=True, slots=True)
class Draft:
    """A document to print, or an annexe to join: its words, and why.

    ``reprinted`` tells that the DOCX is the one that was printed last.
    """

    planned: PlannedDocument
    written: Written
    reason: str
    reprinted: bool = False

    @property
    def docx(self) -> bytes:
        """Its DOCX, or the PDF of an annexe. Raises OutputError."""
        return self.written.docx


@dataclass(frozen=True, slots=True)
class Drafts:
    """What to print, and what stays as it is; ``written`` is all that was rendered, by plan."""

    stale: tuple[Draft, ...]
    unchanged: tuple[Outcome, ...]
    written: Mapping[PlannedDocument, Written] = field(repr=False)


def make_drafts(
    plan: Plan,
    writer: Writer,
    inputs: Inputs,
    space: Workspace,
    engine_sha256: str,
    known: Mapping[PlannedDocument, Written] = MappingProxyType({}),
    returning: Collection[str] = (),
) -> Drafts:
    """Render every document of the plan whose inputs, files or engine changed; nothing is written.

    ``known`` are those that were rendered for an earlier plan, ``returning`` the communes (INSEE codes) that had left
    the campaign. Raises TemplateError with every document that could not be rendered.
    """
    previous = _Previous(plan, space, engine_sha256)
    kept = [planned for _, planned in plan.documents() if previous.is_current(planned)]
    same = set(kept)
    wanted = [(dossier, planned) for dossier, planned in plan.documents() if planned not in same]
    written = {planned: known[planned] for _, planned in wanted if planned in known}
    errors: dict[PlannedDocument, TemplateError] = {}
    for planned in (*kept, *written):
        space.clock.step(planned.name)
    for planned, result in writer.write([one for one in wanted if one[1] not in written]):
        space.clock.step(planned.name)
        if isinstance(result, Written):
            written[planned] = result if planned.piece.annexe else result.aside(space)
        elif isinstance(result, TemplateError):
            errors[planned] = result
        else:
            raise result
    if errors:
        told = gather([errors[planned] for _, planned in wanted if planned in errors])
        many = plural(len(errors), "document impossible", "documents impossibles")
        raise TemplateError(refused(f"{many} à rédiger"), told)
    stale: list[Draft] = []
    unchanged = {planned: previous.unchanged(planned) for planned in kept}
    for _, planned in wanted:
        words = written[planned]
        digest = sha256(words.docx)
        if previous.has_docx(planned, digest):
            unchanged[planned] = previous.unchanged(planned)
            continue
        reason = previous.outside_reason(planned) or explain(
            planned,
            previous.record(planned),
            space.previous.inputs.of_commune(planned.insee),
            inputs,
            words.columns,
            returns=planned.insee in returning,
        )
        LOGGER.debug("%s: %s", planned.name, reason)
        stale.append(Draft(planned, words, reason, previous.printed(planned, digest)))
    in_order = [unchanged[planned] for _, planned in plan.documents() if planned in unchanged]
    return Drafts(tuple(stale), tuple(in_order), written)


class _Previous:
    """What the output holds of a plan's documents, and whether it can stay."""

    def __init__(self, plan: Plan, space: Workspace, engine_sha256: str) -> None:
        self._records = {record.key: record for record in space.previous.records}
        self._force = plan.wanted.force
        self._engine_sha256 = engine_sha256
        self._intact = {
            planned.key: planned.key in self._records and self._records[planned.key].intact(space.project.output)
            for _, planned in plan.documents()
        }

    def record(self, planned: PlannedDocument) -> DocumentRecord | None:
        return self._records.get(planned.key)

    def is_current(self, planned: PlannedDocument) -> bool:
        """Tell whether the files can stay without a look at the words: made of the same inputs, and as they were."""
        record = self._usable(planned)
        return record is not None and record.inputs_sha256 == planned.inputs_sha256

    def has_docx(self, planned: PlannedDocument, sha256: str) -> bool:
        """Tell whether the files can stay because the words are the same after all."""
        record = self._usable(planned)
        return record is not None and record.files[0].sha256 == sha256

    def printed(self, planned: PlannedDocument, sha256: str) -> bool:
        """Tell whether this very DOCX was printed last, whatever became of the files."""
        record = self._records.get(planned.key)
        return record is not None and record.files[0].sha256 == sha256

    def unchanged(self, planned: PlannedDocument) -> Outcome:
        record = self._records[planned.key]
        return planned.outcome(
            "unchanged",
            "",
            replace(record, inputs_sha256=planned.inputs_sha256, commune=planned.commune, place=planned.piece.place),
        )

    def outside_reason(self, planned: PlannedDocument) -> str:
        """Return the reason that is not in the inputs, when they are the same."""
        record = self._records.get(planned.key)
        if record is None or record.inputs_sha256 != planned.inputs_sha256:
            return ""
        if self._force:
            return "demandé (--force)"
        return "fichier absent ou modifié à la main" if self._same_engine(planned, record) else "autre moteur PDF"

    def _usable(self, planned: PlannedDocument) -> DocumentRecord | None:
        """Return the record when its files can stay: intact on disk, printed by the same engine, nothing forced."""
        record = self._records.get(planned.key)
        if self._force or record is None or not self._same_engine(planned, record):
            return None
        return record if self._intact[planned.key] else None

    def _same_engine(self, planned: PlannedDocument, record: DocumentRecord) -> bool:
        """Tell whether it would be printed in the same way; an annexe is not printed."""
        return planned.piece.annexe or record.engine_sha256 == self._engine_sha256
