"""What a build found of the annexes, remembered by their bytes: to look at hundreds of pages takes half a minute.

Only builds read it: ``conventions check`` looks at each. It is of no use to another version of the program or of what
reads PDFs, and may be thrown away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from importlib.metadata import version
from pathlib import Path

from generator.dossiers.fingerprints import program_sha256, sha256
from generator.inputs.sources import Sources
from generator.inspection.annexes import examine
from generator.inspection.examined import Examined
from generator.project import MADE, Project
from generator.stages.memory import recall, remember

#: How an annexe that was examined is written down.
_Told = tuple[str, int, str, list[str], list[tuple[str, int, str]], list[str]]


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


def _read(found: dict[str, _Told]) -> dict[str, Examined]:
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
