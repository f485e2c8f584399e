"""What is to be written of one dossier, and what was written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from generator.dossiers.dossier import Dossier, PlannedDocument
from generator.stages.workspace import LaidAside, Workspace

if TYPE_CHECKING:
    from generator.avenants.assessed import Assessed
    from generator.avenants.planned import Avenant
    from generator.avenants.sequels import Sequel


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
