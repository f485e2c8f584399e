"""The words of every document: a dossier's context once, each template rendered, derived documents computed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from generator.avenants.planned import Avenant
from generator.avenants.redline import redline
from generator.dossiers.plan import Dossier, PlannedDocument
from generator.inputs.kinds import PLANNING, PLANNING_REDLINE, REDLINE
from generator.inputs.pieces import Piece
from generator.inputs.sources import Sources
from generator.rendering.context import columns_read, completed, for_piece, make_context
from generator.rendering.rendering import Renderer
from generator.stages.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Written:
    """One document: its DOCX, and the columns of communes.csv that it may depend on."""

    docx: bytes
    columns: frozenset[str]


class Writer:
    """Writes the documents of any dossier, of a convention or of an avenant; raises TemplateError."""

    def __init__(self, sources: Sources, avenants: Iterable[Avenant], space: Workspace) -> None:
        self._sources = sources
        self._avenants = {avenant.number: avenant for avenant in avenants}
        self._space = space
        self.renderer = Renderer.of(sources, space.date)
        self._contexts: dict[str, dict[str, Any]] = {}
        self._consolidated: dict[str, bytes] = {}

    def write(self, dossier: Dossier, planned: PlannedDocument) -> Written:
        """Write one document of a dossier."""
        if planned.piece.derived:
            return Written(self._derive(self._avenants[dossier.number], dossier, planned.kind), frozenset())
        return self._render(dossier, planned.piece)

    def _render(self, dossier: Dossier, piece: Piece) -> Written:
        pack = [planned.piece for planned in dossier.bound]
        context = for_piece(self._context(dossier), piece, self._sources.campaign, pack)
        controls = completed(piece, dossier.act)
        docx = self.renderer.render(piece.kind, context, dossier.commune.nom, controls)
        return Written(docx, columns_read(context))

    def _context(self, dossier: Dossier) -> dict[str, Any]:
        if dossier.number not in self._contexts:
            avenant = self._avenants.get(dossier.number)
            self._contexts[dossier.number] = (
                avenant.context()
                if avenant
                else make_context(dossier.commune, self._sources.campaign, dossier.number, dossier.act)
            )
        return self._contexts[dossier.number]

    def _derive(self, avenant: Avenant, dossier: Dossier, kind: str) -> bytes:
        if kind == PLANNING_REDLINE:
            piece = next(planned.piece for planned in dossier.documents if planned.kind == PLANNING)
            planning = self._render(dossier, piece).docx
            return self._redline(avenant.force.planning or planning, planning)
        if dossier.number not in self._consolidated:
            self._consolidated[dossier.number] = avenant.consolidated()
        consolidated = self._consolidated[dossier.number]
        return self._redline(avenant.force.text, consolidated) if kind == REDLINE else consolidated

    def _redline(self, former: bytes, new: bytes) -> bytes:
        return redline(former, new, self._sources.campaign.epci.nom, self._space.date)
