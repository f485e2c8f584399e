"""What an engine receives and gives back, and the one way a printed draft becomes a finished file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator.errors import EngineError
from generator.pdf.finish import finish
from generator.word.wordfile import WordFile


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """An engine: ``name`` is ``libreoffice`` or ``embedded``; ``version`` is the program's own."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class ConversionJob:
    """One DOCX to print; ``pdf`` is where the finished file goes, in a folder that exists."""

    docx: Path
    pdf: Path


@dataclass(frozen=True, slots=True)
class Conversion:
    """How a job ended: ``error`` is empty and ``pages`` counted, or ``error`` is the French reason.

    After an error no file is left at ``job.pdf``, not even an older one.
    """

    job: ConversionJob
    pages: int
    error: str


def failed(job: ConversionJob, reason: str) -> Conversion:
    """End ``job`` as a failure and leave nothing at its place."""
    job.pdf.unlink(missing_ok=True)
    return Conversion(job, 0, reason)


def conclude(job: ConversionJob, draft: Path, word: WordFile, date: datetime) -> Conversion:
    """Check the engine's ``draft`` against its source, finish it for archiving and put it in its place."""
    try:
        return Conversion(job, finish(draft, job.pdf, word, date), "")
    except EngineError as error:
        return failed(job, str(error))
