"""A Word file of the service printed, verified and written whole: what is printed beside the dossiers."""

from __future__ import annotations

import datetime
from pathlib import Path

from generator.errors import EngineError, Problem, VerificationError
from generator.files import scratch_folder, write_whole
from generator.pdf.conformity import verify_pdf
from generator.pdf.conversion import ConversionJob
from generator.pdf.engine import select_engine
from generator.progress import Progress, Stage
from generator.refusals import IN_USE, writing
from generator.workers import LocalWorkers


def print_on(path: Path, docx: bytes, on: datetime.date, engine: str, progress: Progress) -> int:
    """Write the PDF of a Word file, over the last one, once it has passed verification; return its pages.

    The same file on the same day gives the same bytes. Raises EngineError, VerificationError, OutputError.
    """
    progress.stage(Stage.PRINTING, 1)
    date = datetime.datetime.combine(on, datetime.time(), datetime.UTC)
    with LocalWorkers(1, progress.check) as workers:
        job = ConversionJob(path.with_suffix(".docx").name, docx)
        (conversion,) = select_engine(engine).convert([job], workers=workers, date=date)
    if conversion.error:
        raise EngineError(conversion.error)
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
