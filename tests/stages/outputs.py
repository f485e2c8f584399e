"""Outputs to try the stages on: what a build would have left there, without an engine."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp

from generator.avenants.planned import Planned, plan_dossiers
from generator.dossiers.manifest import Manifest
from generator.dossiers.outcomes import Outcome
from generator.dossiers.plan import Plan, Wanted, select_kinds
from generator.dossiers.records import DocumentRecord, FileRecord, Inputs
from generator.inputs.sources import Sources, read_sources
from generator.pdf.conversion import EngineInfo
from generator.progress import Clock, Progress, Silence
from generator.project import Project
from generator.register.ledger import Entries, reserve
from generator.stages.drafts import Draft
from generator.stages.printing import engine_sha256
from generator.stages.workspace import Workspace
from generator.workers import LocalWorkers

ENGINE = EngineInfo("embedded", "1")
#: The numbers of three communes, those of ``small_project``.
NUMBERS = {"59292": "N-1", "59564": "N-2", "59504": "N-3"}


def workspace(project: Project, progress: Progress | None = None, previous: Manifest | None = None) -> Workspace:
    """Return a workspace of one process on the project's output."""
    project.output.mkdir(parents=True, exist_ok=True)
    clock = Clock(progress or Silence())
    known = previous or Manifest(project.campaign.name, "", "")
    date = read_sources(project).campaign.date
    return Workspace(project, clock, LocalWorkers(1, clock.check), date, known, Path(mkdtemp(dir=project.root)))


def everything(sources: Sources, *insee: str) -> Wanted:
    """Return a build of all kinds, for all communes or those named."""
    chosen = insee or sources.codes
    return Wanted(frozenset(chosen), frozenset(select_kinds(sources.campaign, ())))


def printed_documents(plan: Plan, pages: int = 3) -> list[Outcome]:
    """Return the documents of a build as if they were printed, each of so many pages; no file is there."""
    outcomes = []
    for _, planned in plan.documents():
        record = planned.record((FileRecord(planned.pdf, planned.pdf, 1, pages),), engine_sha256(ENGINE))
        outcomes.append(planned.outcome("built", "nouveau", record))
    return outcomes


def holding(space: Workspace, drafts: Iterable[Draft], inputs: Inputs) -> Workspace:
    """Return the workspace of the next build once these drafts were printed, whose PDFs only say so."""
    identity = engine_sha256(ENGINE)
    records: list[DocumentRecord] = []
    for draft in drafts:
        planned = draft.planned
        files = (space.write(draft.docx, planned.docx), space.write(b"pdf of " + draft.docx, planned.pdf, 1))
        records.append(planned.record(files, identity))
    made = replace(space.previous, documents=tuple(records), inputs=inputs)
    return replace(space, previous=made)


def plan_of(project: Project) -> Planned:
    """Return the plan of a build of everything."""
    sources = read_sources(project)
    ledger = reserve(project.register, Entries(sources.campaign.name, sources.campaign.numbering, sources.codes))
    return plan_dossiers(project, sources, ledger, everything(sources))
