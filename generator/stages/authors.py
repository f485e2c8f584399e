"""Who writes the documents of one dossier: its context made once, in whichever process."""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Any

from generator.dossiers.dossier import Dossier, PlannedDocument
from generator.errors import ConventionsError
from generator.inputs.campaign import Campaign
from generator.inputs.kinds import PLANNING, PLANNING_REDLINE, REDLINE
from generator.inputs.pieces import Piece
from generator.rendering.context import columns_read, completed, for_piece, make_context
from generator.rendering.rendering import Renderer, renderer_of
from generator.rendering.templates import Templates
from generator.stages.tasks import Task, Written
from generator.word.ordinals import raise_ordinals

if TYPE_CHECKING:
    from generator.avenants.planned import Avenant


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
            from generator.avenants.report import render_report  # here, not above: conventions have no report

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
        from generator.avenants.redline import redline  # here, not above, for the same reason

        return redline(former, new, self._campaign.epci.nom, self._templates.date)
