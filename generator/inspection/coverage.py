"""Which documents pass which branch of a template, and the communes that they are of."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from generator.inputs.communes import Commune
from generator.inputs.sources import Sources
from generator.inspection.branches import Branch, Recorder
from generator.law.acts import Act
from generator.rendering.context import for_piece, make_context
from generator.rendering.rendering import Renderer
from generator.rendering.templates import Templates


@dataclass(frozen=True, slots=True)
class Coverage:
    """One branch of one template: ``communes`` are those whose document passes it, ``others`` those whose does not."""

    kind: str
    file: str
    branch: Branch
    communes: tuple[Commune, ...]
    others: tuple[Commune, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the branch with the INSEE codes and the names of its communes."""
        communes = [{"insee": commune.insee, "nom": commune.nom} for commune in self.communes]
        return {"kind": self.kind, "file": self.file, "branch": asdict(self.branch), "communes": communes}


def measure_coverage(sources: Sources, acts: Mapping[str, Act], file: str = "") -> tuple[Coverage, ...]:
    """Render every document and return every branch: first those that no commune exercises, else in reading order.

    ``acts`` are the deliberations recorded, by INSEE code; ``file`` is the template asked for, all when none is. Raises
    TemplateError as a renderer does.
    """
    pieces = [one for one in sources.campaign.pieces if one.templated and file in ("", one.template.name)]
    found = [item for piece in pieces for item in _cover(sources, acts, piece.kind)]
    return tuple(sorted(found, key=lambda item: bool(item.communes)))


class Watched:
    """Renders the templates of a campaign, and tells which branches of each a document passes."""

    def __init__(self, templates: Templates) -> None:
        self._templates = templates
        self._watched: dict[str, tuple[Renderer, Recorder]] = {}

    def renderer(self, kind: str) -> Renderer:
        """Return the renderer of one template, which knows no other; raises TemplateError as it does."""
        return self._of(kind)[0]

    def branches(self, kind: str) -> Sequence[Branch]:
        """Return the branches of a template, once a document of it was rendered."""
        return self._of(kind)[1].branches

    def passed(self, kind: str) -> frozenset[int]:
        """Return the indices of those passed since the last call."""
        return self._of(kind)[1].passed()

    def _of(self, kind: str) -> tuple[Renderer, Recorder]:
        if kind not in self._watched:
            (file,) = [file for file in self._templates.files if file[0] == kind]
            recorder = Recorder(file[2])
            self._watched[kind] = Renderer(replace(self._templates, files=(file,)), recorder.mark), recorder
        return self._watched[kind]


@functools.lru_cache(maxsize=2)
def watched_of(templates: Templates) -> Watched:
    """Return what watches these templates at work, the same as long as they are."""
    return Watched(templates)


def _cover(sources: Sources, acts: Mapping[str, Act], kind: str) -> Iterator[Coverage]:
    campaign = sources.campaign
    (piece,) = [piece for piece in campaign.pieces if piece.kind == kind]
    watched = watched_of(Templates.of(sources))
    passed: dict[str, Collection[int]] = {}
    for seq, commune in enumerate(sources.participants, 1):
        if piece not in campaign.documents(note_de_synthese=commune.note_de_synthese):
            passed[commune.insee] = ()
            continue
        shared = make_context(commune, campaign, campaign.numbering.number(seq), acts.get(commune.insee))
        watched.renderer(kind).render(kind, for_piece(shared, piece, campaign), commune.nom)
        passed[commune.insee] = watched.passed(kind)
    for index, branch in enumerate(watched.branches(kind)):
        communes = tuple(commune for commune in sources.participants if index in passed[commune.insee])
        others = tuple(commune for commune in sources.participants if index not in passed[commune.insee])
        yield Coverage(kind, piece.template.name, branch, communes, others)
