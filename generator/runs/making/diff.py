"""What a build would change in the words of the documents: the output's DOCX against those it would make now."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from generator.dossiers.comparison import Change, compare
from generator.dossiers.members import members_of, select_participants
from generator.dossiers.mergers import read_known
from generator.dossiers.movements import Movement as Movement, movements
from generator.dossiers.plan import Plan, Wanted, select_kinds
from generator.dossiers.records import DocumentRecord, Inputs
from generator.errors import UnreadableError
from generator.inputs.kinds import PACK
from generator.inputs.sources import Sources
from generator.inspection.annexes import examined
from generator.pdf.conversion import EngineInfo
from generator.progress import Clock, Progress, Stage
from generator.project import Project
from generator.rendering.context import make_context
from generator.runs.making.grouping import Group, Located, group
from generator.runs.making.ownvalues import OwnValues
from generator.runs.report import Done
from generator.stages.drafts import Draft
from generator.stages.preparation import prepare
from generator.stages.workspace import Workspace, open_workspace
from generator.workers import LocalWorkers

DifferenceState = Literal["changed", "layout", "replaced", "new", "gone"]


@dataclass(frozen=True, slots=True)
class DocumentDifference:
    """A document that a build would change: new words, layout alone, another annexe, a document that comes or goes."""

    insee: str
    commune: str
    kind: str
    number: str
    state: DifferenceState
    reason: str
    path: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class DiffRequest:
    """Which communes and kinds are compared; empty means all. ``jobs`` is how many processes share the work."""

    communes: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    jobs: int | None = None


@dataclass(frozen=True, slots=True)
class DiffReport(Done):
    """All differences; ``groups`` holds each change of words once.

    ``participants`` are the names of all communes of the campaign; ``empty`` when nothing was ever made.
    """

    TOLD = ("empty", "unchanged", "documents", "groups", "movements", "problems")

    documents: tuple[DocumentDifference, ...]
    groups: tuple[Group, ...]
    unchanged: int
    participants: tuple[str, ...]
    empty: bool
    movements: tuple[Movement, ...] = ()

    def in_state(self, state: DifferenceState) -> tuple[DocumentDifference, ...]:
        """Return the documents of which this becomes."""
        return tuple(document for document in self.documents if document.state == state)


def run(project: Project, request: DiffRequest, progress: Progress) -> DiffReport:
    """Compare the documents that a build would make now with those that the output holds; nothing is written.

    Raises DataError, TemplateError, RegisterError, UsageError, Cancelled.
    """
    clock = Clock(progress)
    with clock.stage(Stage.READING):
        sources, standings = read_known(project)
        sources = examined(sources)
        members = members_of(sources, standings)
        selected = select_participants(members, request.communes)
        kinds = select_kinds(sources.campaign, request.only)
    wanted = Wanted(frozenset(commune.insee for commune in selected), frozenset(kinds))
    with (
        LocalWorkers(request.jobs, clock.check) as workers,
        open_workspace(project, clock, workers, sources.campaign.date, dry=True) as space,
    ):
        engine = EngineInfo(space.previous.engine_name, space.previous.engine_version)
        prepared = prepare(sources, wanted, engine, space, signed=False)
        plan = prepared.plan
        drafts = [draft for draft in prepared.drafts.stale if not draft.planned.period]
        with clock.stage(Stage.COMPARING, len(drafts)):
            found = [*_compare_all(drafts, space), *_gone(plan, space)]
    communes = {dossier.commune.insee: dossier.commune for dossier in reversed(plan.dossiers)}
    changed = [Located(d.kind, communes[d.insee], change) for d in found for change in d.changes]
    return DiffReport(
        documents=tuple(found),
        groups=tuple(group(changed, _own_values(plan, sources, space, {item.commune.insee for item in changed}))),
        unchanged=plan.size - len(plan.reports) - sum(document.state != "gone" for document in found),
        participants=tuple(commune.nom for commune in sources.participants),
        empty=not space.previous.documents,
        problems=sources.problems,
        movements=movements(members, standings),
    )


def _compare_all(drafts: Sequence[Draft], space: Workspace) -> Iterator[DocumentDifference]:
    for draft in drafts:
        difference = _compare_one(draft, space)
        space.clock.step(draft.planned.name)
        if difference is not None:
            yield difference


def _compare_one(draft: Draft, space: Workspace) -> DocumentDifference | None:
    """Return the difference of one document, None when the output has the same bytes (its PDF alone is missing)."""
    planned = draft.planned
    record = space.previous.document(planned.number, planned.kind)
    before = _read(record, space)
    if before == draft.docx:
        return None
    state: DifferenceState = "new"
    changes: tuple[Change, ...] = ()
    if before is not None and planned.piece.annexe:
        state = "replaced"  # its words are somebody else's
    elif before is not None:
        try:
            changes = compare(before, draft.docx)
            state = "changed" if changes else "layout"
        except UnreadableError:
            pass  # the file was spoilt since: the build makes a new one
    return DocumentDifference(
        planned.insee, planned.commune, planned.kind, planned.number, state, draft.reason, planned.path, changes
    )


def _read(record: DocumentRecord | None, space: Workspace) -> bytes | None:
    """Return the DOCX that the output holds, as it is now; None when there is none."""
    if record is None:
        return None
    path = space.project.output / record.files[0].path
    return path.read_bytes() if path.is_file() else None


def _gone(plan: Plan, space: Workspace) -> Iterator[DocumentDifference]:
    """Yield the documents that leave the output: their commune or their kind is no longer part of the campaign."""
    planned = {document.key for dossier in plan.dossiers for document in dossier.documents}
    letters = {path for letter in plan.letters for path in letter.originals}  # made once, they stay
    communes = {dossier.commune.insee for dossier in plan.dossiers}
    for record in space.previous.documents:
        stays = record.key in planned or record.files[0].path in letters
        if record.kind != PACK and not stays:
            reason = "plus dans la campagne" if record.insee in communes else "la commune ne participe plus"
            yield DocumentDifference(
                record.insee, record.commune, record.kind, record.number, "gone", reason, record.files[0].path
            )


def _own_values(plan: Plan, sources: Sources, space: Workspace, concerned: set[str]) -> dict[str, OwnValues]:
    """Return what is each commune's own, without what changed since the output was made."""
    before, now = space.previous.inputs, Inputs.of(sources, plan.acts, {})
    values = {}
    numbers: dict[str, set[str]] = {}
    for record in space.previous.documents:
        numbers.setdefault(record.insee, set()).add(record.number)
    for dossier in plan.conventions:
        insee = dossier.commune.insee
        if insee in concerned:
            old, new = before.communes.get(insee, {}), now.communes[insee]
            changed = {name for name in {*old, *new} if old.get(name, "") != new.get(name, "")}
            if numbers.get(insee, set()) - {dossier.number}:
                changed.add("numero")
            context = make_context(dossier.commune, sources.campaign, dossier.number, dossier.act)
            values[insee] = OwnValues(dossier.commune, context, frozenset(changed))
    return values
