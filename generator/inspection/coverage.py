"""Which communes exercise which branch of which template."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from generator.inputs.communes import Commune
from generator.inputs.sources import Sources
from generator.inspection.branches import Branch, Recorder
from generator.law.acts import Act
from generator.rendering.context import for_piece, make_context
from generator.rendering.rendering import Renderer


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


def _cover(sources: Sources, acts: Mapping[str, Act], kind: str) -> Iterator[Coverage]:
    campaign = sources.campaign
    (piece,) = [piece for piece in campaign.pieces if piece.kind == kind]
    template, name = sources.templates[kind], piece.template.name
    recorder = Recorder(template)
    renderer = Renderer({kind: template}, {kind: name}, campaign.date, sources.logo, campaign.logo_texte, recorder.mark)
    passed: dict[str, Collection[int]] = {}
    for seq, commune in enumerate(sources.participants, 1):
        if piece not in campaign.documents(note_de_synthese=commune.note_de_synthese):
            passed[commune.insee] = ()
            continue
        shared = make_context(commune, campaign, campaign.numbering.number(seq), acts.get(commune.insee))
        context = for_piece(shared, piece, campaign)
        renderer.render(kind, context, commune.nom)
        passed[commune.insee] = recorder.passed()
    for index, branch in enumerate(recorder.branches):
        communes = tuple(commune for commune in sources.participants if index in passed[commune.insee])
        others = tuple(commune for commune in sources.participants if index not in passed[commune.insee])
        yield Coverage(kind, name, branch, communes, others)
