"""A rehearsal of avenants: the documents that one commune would get, printed in memory; nothing is written or given."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from generator.dossiers.members import members_of, select_participants
from generator.dossiers.outcomes import spoken
from generator.dossiers.plan import Wanted
from generator.errors import UsageError
from generator.exports import write_exports
from generator.inputs.communes import slug
from generator.pdf.archive import is_archive
from generator.pdf.engine import select_engine
from generator.progress import Clock, Progress, Stage
from generator.project import Project, refuse_own
from generator.runs.life.amend import AmendRequest, decide_on
from generator.runs.report import Done
from generator.stages.preparation import prepare
from generator.stages.printing import convert_drafts
from generator.stages.workspace import open_workspace
from generator.workers import LocalWorkers


@dataclass(frozen=True, slots=True)
class RehearseRequest:
    """What is asked of ``amend``, and the commune whose documents are to be seen, named as on a command line.

    ``folder`` is where they are written, if anywhere.
    """

    amend: AmendRequest
    commune: str
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """A document: what it is, the number that it would have, its PDF; ``fault`` is why there is none."""

    said: str
    number: str
    pdf: bytes = field(repr=False)
    fault: str

    def as_json(self) -> dict[str, str]:
        """Return what it is."""
        return {"said": self.said, "number": self.number, "fault": self.fault}


@dataclass(frozen=True, slots=True)
class RehearseReport(Done):
    """The documents of the avenant, in their order, and the files in which they were written."""

    TOLD = ("commune", "documents", "files", "problems")

    commune: str
    documents: tuple[Rehearsed, ...]
    files: tuple[Path, ...] = ()


def run(project: Project, request: RehearseRequest, progress: Progress) -> RehearseReport:
    """Print what ``amend`` would make for a commune, and write it into the folder if there is one.

    Raises what ``amend`` raises, UsageError for a commune that gets no avenant and for a folder of the project's own.
    """
    if request.folder:
        refuse_own(request.folder, project.root)
    clock, asked = Clock(progress), request.amend
    decided = decide_on(project, asked, clock)
    campaign = decided.sources.campaign
    (commune,) = select_participants(members_of(decided.sources, decided.standings), (request.commune,))
    engine = select_engine(asked.build.engine)
    kinds = frozenset(piece.kind for piece in campaign.avenant)
    wanted = Wanted(frozenset({commune.insee}), kinds, force=True)
    with (
        LocalWorkers(asked.build.jobs, clock.check) as workers,
        open_workspace(project, clock, workers, campaign.date, dry=True) as space,
    ):
        prepared = prepare(decided.sources, wanted, engine.info, space, decided.amending, signed=False)
        own = [one for one in prepared.drafts.stale if one.planned.insee == commune.insee and one.planned.rank]
        last = max((one.planned.rank for one in own), default=0)
        drafts = [one for one in own if one.planned.rank == last]
        if not drafts:
            raise UsageError(f"{commune.nom} : cette commune ne reçoit pas d’avenant ; examinez de nouveau.")
        with clock.stage(Stage.PRINTING, len(drafts)):
            pdfs = {draft.planned: conversion for draft, conversion in convert_drafts(drafts, space, engine)}
    documents = tuple(
        Rehearsed(spoken(one.planned.kind), one.planned.number, pdfs[one.planned].pdf, pdfs[one.planned].error)
        for one in drafts
    )
    if request.folder is None:
        return RehearseReport(commune.nom, documents)
    pages = {f"{one.number}-{slug(one.said)}.pdf": one.pdf for one in documents if one.pdf}
    files = write_exports(project.root, request.folder, pages, lambda _, data: is_archive(data))
    return RehearseReport(commune.nom, documents, files)
