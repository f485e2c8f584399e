"""What the service prints beside the dossiers, each sheet as a PDF: verified, and written whole."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path

from generator.delivery.printouts import docx_of
from generator.errors import Problem, UsageError, VerificationError
from generator.files import scratch_folder, write_whole
from generator.pdf.conformity import verify_pdf
from generator.pdf.conversion import ConversionJob
from generator.pdf.engine import select_engine
from generator.progress import Progress, Stage
from generator.project import PRINTOUTS, Project
from generator.refusals import IN_USE, writing
from generator.runs.followup import status as status_run
from generator.runs.followup.sheets import SHEETS as SHEETS, Matter
from generator.runs.followup.status import StatusRequest
from generator.runs.report import Done
from generator.workers import LocalWorkers


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


def print_on(path: Path, docx: bytes, on: datetime.date, engine: str, progress: Progress) -> int:
    """Write the PDF of a Word file, over the last one, once it has passed verification; return its pages.

    The same file on the same day gives the same bytes. Raises EngineError, VerificationError, OutputError.
    """
    progress.stage(Stage.PRINTING, 1)
    date = datetime.datetime.combine(on, datetime.time(), datetime.UTC)
    with LocalWorkers(1, progress.check) as workers:
        job = ConversionJob(path.with_suffix(".docx").name, docx)
        (conversion,) = select_engine(engine).convert([job], workers=workers, date=date)
    if conversion.cause:
        raise conversion.cause
    _verify(conversion.pdf, path.name)
    with writing(path, IN_USE):
        write_whole(path, conversion.pdf)
    return conversion.pages


def _verify(pdf: bytes, name: str) -> None:
    """Refuse a PDF that is not accessible or archivable; raises VerificationError."""
    with scratch_folder() as folder:
        path = folder / name
        path.write_bytes(pdf)
        failures, _ = verify_pdf(path)
    if failures:
        problems = [Problem("error", failure.fault, failure.remedy, name) for failure in failures]
        raise VerificationError(f"{name} : ce PDF ne passe pas le contrôle ; rien n’a été écrit.", problems)
