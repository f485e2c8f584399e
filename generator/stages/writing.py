"""The words of every document: a dossier's context once, each template rendered, derived documents computed."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, NoReturn

from generator.avenants.assessed import Assessed
from generator.avenants.planned import Avenant, Planned
from generator.avenants.redline import redline
from generator.avenants.report import render_report
from generator.avenants.sequels import Sequel
from generator.dossiers.dossier import Dossier, PlannedDocument
from generator.errors import ConventionsError
from generator.inputs.campaign import Campaign
from generator.inputs.kinds import PLANNING, PLANNING_REDLINE, REDLINE
from generator.inputs.pieces import Piece
from generator.rendering.context import columns_read, completed, for_piece, make_context
from generator.rendering.rendering import Renderer, Templates, renderer_of
from generator.stages.workspace import LaidAside, Workspace
from generator.word.ordinals import raise_ordinals
from generator.workers import FOREIGN, Workers


@dataclass(frozen=True, slots=True)
class Written:
    """One document: its DOCX, or the PDF of an annexe, and the columns of communes.csv that it may depend on.

    There can be tens of thousands of them: they do not all stay in the memory.
    """

    content: bytes | LaidAside
    columns: frozenset[str]

    @property
    def docx(self) -> bytes:
        """The file. Raises OutputError."""
        return self.content.read() if isinstance(self.content, LaidAside) else self.content

    def aside(self, space: Workspace) -> Written:
        """Return the same, on the disk. Raises OutputError."""
        return self if isinstance(self.content, LaidAside) else Written(space.lay_aside(self.content), self.columns)


@dataclass(frozen=True, slots=True)
class Task:
    """What is to be written of one dossier, or the report of an evaluation."""

    documents: tuple[PlannedDocument, ...]
    dossier: Dossier | None = None
    avenant: Avenant | None = None
    assessed: Assessed | None = None
    sequel: Sequel | None = None

    @property
    def needs_register(self) -> bool:
        """Tell whether signed files are read to write it, which lie beside the register."""
        return self.avenant is not None or self.sequel is not None


class Writer:
    """Writes the documents of a plan, of conventions, avenants and reports, dossier by dossier among workers.

    ``before`` is called before that, with how many there are: what it starts goes on meanwhile.
    """

    def __init__(self, planned: Planned, workers: Workers, before: Callable[[int], None] | None = None) -> None:
        self._templates = Templates.of(planned.plan.sources)
        self._annexes = planned.plan.sources.annexes
        self._campaign = planned.plan.campaign
        self._avenants = {avenant.number: avenant for avenant in planned.avenants}
        self._assessed = {found.planned.key: found for found in planned.assessed}
        self._sequels = {_key(sequel.dossier): sequel for sequel in planned.sequels}
        self._workers = workers
        self._before = before

    def write(
        self, wanted: Sequence[tuple[Dossier | None, PlannedDocument]]
    ) -> Iterator[tuple[PlannedDocument, Written | ConventionsError]]:
        """Yield each document with its words, or with why it cannot be written, in no promised order."""
        write = functools.partial(write_task, self._templates, self._campaign)
        for _, planned in wanted:
            if planned.piece.annexe:
                yield planned, Written(self._annexes[planned.kind], frozenset())
        tasks = list(self._tasks([(dossier, planned) for dossier, planned in wanted if not planned.piece.annexe]))
        if not tasks:
            return
        if self._before:
            self._before(len(wanted))
        anywhere = [task for task in tasks if not task.needs_register]
        share = functools.partial(
            self._workers.imap,
            write,
            lost=functools.partial(_given_up, self._templates),
            worth=self._templates.worth,
            limits=FOREIGN,
        )
        for task, written in chain(
            share(anywhere, remote=write), share([task for task in tasks if task.needs_register])
        ):
            yield from zip(task.documents, written, strict=True)

    def _tasks(self, wanted: Sequence[tuple[Dossier | None, PlannedDocument]]) -> Iterator[Task]:
        """Gather the documents of each dossier, which share one context."""
        dossiers: dict[tuple[str, str], tuple[Dossier, list[PlannedDocument]]] = {}
        for dossier, planned in wanted:
            if dossier is None:
                yield Task((planned,), assessed=self._assessed[planned.key])
            else:
                dossiers.setdefault(_key(dossier), (dossier, []))[1].append(planned)
        for key, (dossier, documents) in dossiers.items():
            sequel = self._sequels.get(key)
            avenant = None if sequel else self._avenants.get(dossier.number)
            yield Task(tuple(documents), dossier, avenant, sequel=sequel)


def _given_up(templates: Templates, task: Task) -> NoReturn:
    raise templates.given_up(task.documents[0].commune)  # the others would take as long


def _key(dossier: Dossier) -> tuple[str, str]:
    return dossier.number, dossier.sequel


def write_task(templates: Templates, campaign: Campaign, task: Task) -> list[Written | ConventionsError]:
    """Write the documents of one task, in their order, in whichever process this runs."""
    author = _Author(templates, campaign, task)
    written: list[Written | ConventionsError] = []
    for planned in task.documents:
        try:
            written.append(author.write(planned))
        except ConventionsError as error:
            written.append(error)
    return written


class _Author:
    """Writes the documents of one task; what several of them need is made once.

    Raises TemplateError, and DataError or VerificationError for what is derived of other documents.
    """

    def __init__(self, templates: Templates, campaign: Campaign, task: Task) -> None:
        self._renderer: Renderer = renderer_of(templates)
        self._templates = templates
        self._campaign = campaign
        self._task = task

    def write(self, planned: PlannedDocument) -> Written:
        if self._task.assessed is not None:
            found = self._task.assessed
            docx = render_report(self._renderer, found.facts, found.evaluation, found.communes, found.changes)
            return Written(docx, frozenset())
        if planned.piece.derived:
            return Written(self._derive(planned.kind), frozenset())
        return self._render(planned.piece)

    @functools.cached_property
    def _dossier(self) -> Dossier:
        if self._task.dossier is None:
            raise AssertionError("only a report has no dossier")
        return self._task.dossier

    @functools.cached_property
    def _avenant(self) -> Avenant:
        if self._task.avenant is None:
            raise AssertionError("only avenants have derived documents")
        return self._task.avenant

    @functools.cached_property
    def _context(self) -> dict[str, Any]:
        if self._task.sequel is not None:
            return self._task.sequel.context()
        if self._task.avenant is not None:
            return self._task.avenant.context()
        return make_context(self._dossier.commune, self._campaign, self._dossier.number, self._dossier.act)

    @functools.cached_property
    def _consolidated(self) -> bytes:
        return raise_ordinals(self._avenant.consolidated())

    def _render(self, piece: Piece) -> Written:
        dossier = self._dossier
        pack = [planned.piece for planned in dossier.bound]
        context = for_piece(self._context, piece, self._campaign, pack)
        docx = self._renderer.render(piece.model, context, dossier.commune.nom, completed(piece, dossier.act))
        return Written(docx, columns_read(context))

    def _derive(self, kind: str) -> bytes:
        if kind == PLANNING_REDLINE:
            piece = next(planned.piece for planned in self._dossier.documents if planned.kind == PLANNING)
            planning = self._render(piece).docx
            return self._redline(self._avenant.force.planning or planning, planning)
        if kind == REDLINE:
            return self._redline(self._avenant.force.text, self._consolidated)
        return self._consolidated

    def _redline(self, former: bytes, new: bytes) -> bytes:
        return redline(former, new, self._campaign.epci.nom, self._templates.date)
