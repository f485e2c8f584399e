"""The templates and letters in which a build found no fault, remembered by their bytes: none is inspected twice.

Only builds read it: ``conventions check`` inspects everything. It is of no use to another version of the program, and
may be thrown away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from generator.dossiers.fingerprints import program_sha256, sha256, sha256_of
from generator.inputs.sources import Sources
from generator.pdf.faces import travels
from generator.project import MADE, Project
from generator.stages.memory import recall, remember
from generator.word.faces import read_faces


@dataclass(frozen=True, slots=True)
class SoundTemplates:
    """The digests of sound templates and letters, each with the columns that it may name."""

    path: Path
    digests: frozenset[str]

    @classmethod
    def of(cls, project: Project) -> SoundTemplates:
        """Read what the builds of a campaign remember; nothing when it is damaged or of another version."""
        path = project.root / MADE / f"modeles-{project.campaign.name}.json"
        return cls(path, recall(path, _inspector(), frozenset) or frozenset())

    def others(self, templates: Mapping[str, bytes], columns: Iterable[str]) -> dict[str, bytes]:
        """Return the templates, or the letters, that are not known to be sound."""
        known = sorted(columns)
        return {name: template for name, template in templates.items() if _key(template, known) not in self.digests}

    def keep(self, sources: Sources) -> None:
        """Remember what a build was made of, but what is faulty and templates whose faces depend on the machine.

        What cannot be written is inspected again; nothing is written when it is what is known.
        """
        faulty = {problem.file for problem in sources.about_templates}
        known = sorted(sources.columns)
        kept = set()
        for piece in sources.campaign.templated:
            template = sources.templates[piece.kind]
            digest = _key(template, known)
            if digest in self.digests or (
                piece.template.name not in faulty and all(map(travels, read_faces(template).all))
            ):
                kept.add(digest)
        kept |= {_key(letter, known) for name, letter in sources.letters.items() if name not in faulty}
        if kept != self.digests:
            remember(self.path, _inspector(), sorted(kept))


def _key(template: bytes, columns: list[str]) -> str:
    return sha256_of([sha256(template), columns])


def _inspector() -> list[str]:
    """Return what an inspection depends on besides the template: this program and the library that reads tags."""
    return [program_sha256(), program_sha256(("inspection", "delivery")), version("jinja2")]
