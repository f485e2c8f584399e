"""The PDF engine that would print now, and whether it has the typeface of the templates."""

from __future__ import annotations

from dataclasses import dataclass

from generator.dossiers.manifest import Manifest
from generator.errors import EngineError
from generator.pdf.engine import select_engine
from generator.pdf.faces import FOLDER, OURS
from generator.pdf.trial import printed_as
from generator.progress import Progress
from generator.project import Project
from generator.runs.report import Done

#: The face in which the templates of the program are written.
FACE = OURS[0]
#: The fonts that travel with the program.
FACES = FOLDER
#: How each engine is called.
ENGINES = {"libreoffice": "LibreOffice", "embedded": "moteur intégré (rdocx)"}


def called(manifest: Manifest) -> str:
    """Return how the engine that printed an output is called, with its version."""
    return _called(manifest.engine_name, manifest.engine_version)


def chosen(engine: str) -> str:
    """Return how the engine that a choice would print with is called, with its version; "" where there is none."""
    try:
        info = select_engine(engine).info
    except EngineError:
        return ""
    return _called(info.name, info.version)


@dataclass(frozen=True, slots=True)
class EnginesReport(Done):
    """The engine's ``name`` and version, "" when there is none, for the reason ``missing``.

    ``face`` tells whether it prints the face of the templates.
    """

    name: str
    version: str
    face: bool
    missing: str = ""

    @property
    def told(self) -> str:
        """How people call the engine."""
        return ENGINES.get(self.name, self.name)


@dataclass(frozen=True, slots=True)
class EnginesRequest:
    """The choice of an engine."""

    engine: str = "auto"


def run(project: Project, request: EnginesRequest, progress: Progress) -> EnginesReport:
    """Ask the engine of a choice what it is, and to print one line in Carlito."""
    try:
        info = select_engine(request.engine).info
    except EngineError as error:
        return EnginesReport("", "", False, str(error))
    return EnginesReport(info.name, info.version, any(FACE in name for name in printed_as(FACE, request.engine)))


def _called(name: str, version: str) -> str:
    return f"{ENGINES.get(name, name)} {version}".strip()
