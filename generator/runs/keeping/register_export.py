"""The whole register as files that any program reads."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.errors import DataError
from generator.inputs.communerows import read_communes
from generator.progress import Progress
from generator.project import OUTPUT, Project
from generator.register.database import existing_register, open_register
from generator.register.export import export_register
from generator.register.roll import enrolled_names
from generator.runs.report import Done


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """Into which folder; None is ``output/registre``."""

    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class ExportReport(Done):
    """The files that were written."""

    TOLD = ("files",)

    files: tuple[Path, ...]


def run(project: Project, request: ExportRequest, progress: Progress) -> ExportReport:
    """Write the register as CSV and JSON.

    Raises UsageError before the first build and for a folder that holds other things, RegisterError, OutputError.
    """
    register = existing_register(project.register)
    progress.check()
    folder = request.folder or project.root / OUTPUT / "registre"
    return ExportReport(export_register(register, project.root, folder, _names(project)))


def _names(project: Project) -> dict[str, str]:
    """Return the names of communes by INSEE code: those of communes.csv over those that the register remembers.

    The former ones have no row any more. When the file can't be read, the register is exported anyway.
    """
    with open_register(project.register) as connection:
        known = enrolled_names(connection)
    try:
        return known | {commune.insee: commune.nom for commune in read_communes(project.communes).communes}
    except DataError:
        return known
