"""What a build found of templates, letters and annexes, remembered by their bytes: none is looked at twice.

Only builds read it: ``conventions check`` looks at everything, and hundreds of pages take half a minute. It is of no
use to another version of the program or of its libraries, and may be thrown away.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import astuple, dataclass
from importlib.metadata import version
from pathlib import Path

from generator.dossiers.fingerprints import program_sha256, sha256, sha256_of
from generator.inputs.sources import Sources
from generator.inspection.annexes import examine
from generator.inspection.examined import Examined
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


@dataclass(frozen=True, slots=True)
class KnownAnnexes:
    """What was found of annexes that can be joined, by the digest of each."""

    path: Path
    found: Mapping[str, Examined]

    @classmethod
    def of(cls, project: Project) -> KnownAnnexes:
        """Read what the builds of a campaign remember; nothing when it is damaged or of another version."""
        path = project.root / MADE / f"annexes-{project.campaign.name}.json"
        if not path.exists():  # most campaigns have no annexe: then nothing is asked of the libraries either
            return cls(path, {})
        return cls(path, recall(path, _examiner(), _read) or {})

    def examine(self, data: bytes) -> Examined:
        """Return what is known of an annexe, or look at it."""
        return self.found.get(sha256(data)) or examine(data)

    def keep(self, sources: Sources) -> None:
        """Remember what was found of the annexes of a build, and forget others; nothing is written when it is known."""
        found = {sha256(data): self.examine(data) for data in sources.annexes.values()}
        if found != self.found:
            remember(self.path, _examiner(), {digest: astuple(one) for digest, one in found.items()})


def _read(
    found: Mapping[str, tuple[str, int, str, list[str], list[tuple[str, int, str]], list[str]]],
) -> dict[str, Examined]:
    return {
        digest: Examined(
            str(error),
            int(pages),
            str(odd),
            tuple(map(str, apart)),
            tuple((str(check), int(count), str(first)) for check, count, first in faults),
            tuple(map(str, signatures)),
        )
        for digest, (error, pages, odd, apart, faults, signatures) in found.items()
    }


def _examiner() -> list[str]:
    """Return what an examination depends on besides the annexe: this program and the libraries that read PDFs."""
    libraries = ("page-validation", "pikepdf", "cryptography", "asn1crypto")
    return [program_sha256(), program_sha256(("inspection",)), *map(version, libraries)]
