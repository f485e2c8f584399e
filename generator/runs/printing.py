"""What the service prints beside the dossiers, each sheet as a PDF."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from generator.delivery.printouts import docx_of
from generator.errors import UsageError
from generator.progress import Progress
from generator.project import PRINTOUTS, Project
from generator.runs import status as status_run
from generator.runs.paper import print_on
from generator.runs.report import Done
from generator.runs.sheets import SHEETS as SHEETS
from generator.runs.sheets import Matter
from generator.runs.status import StatusRequest


@dataclass(frozen=True, slots=True)
class PrintRequest:
    """Which of ``SHEETS``; of which communes, all when none is named.

    ``year`` is that of the register, ``period`` the one of which the forms of an evaluation are.
    """

    sheet: str
    communes: tuple[str, ...] = ()
    year: int | None = None
    engine: str = "auto"
    period: str = ""


@dataclass(frozen=True, slots=True)
class PrintReport(Done):
    """The PDF that was made."""

    TOLD = ("pdf", "pages", "problems")

    pdf: Path
    pages: int


def run(project: Project, request: PrintRequest, progress: Progress) -> PrintReport:
    """Make one of them, over the last one, in the output. The same register on the same day gives the same bytes.

    Raises UsageError for a sheet that there is not or with nothing on it, DataError, RegisterError, EngineError,
    VerificationError, OutputError.
    """
    if request.sheet not in SHEETS:
        raise UsageError(f"« {request.sheet} » ne s’imprime pas ; choisissez parmi {', '.join(SHEETS)}.")
    status = status_run.run(project, StatusRequest(request.communes, words=False), progress)
    matter = Matter(project, status, progress, bool(request.communes), request.year, request.period)
    printout = SHEETS[request.sheet](matter)
    if not printout.blocks:
        raise UsageError(f"{printout.title} : il n’y a rien à imprimer.")
    path = sheet_path(project, request.sheet)
    pages = print_on(path, docx_of(printout), status.on, request.engine, progress)
    return PrintReport(path, pages, problems=status.problems)


def sheet_path(project: Project, sheet: str) -> Path:
    """Return where a sheet is once it was made."""
    return project.output / PRINTOUTS / f"{sheet}.pdf"
