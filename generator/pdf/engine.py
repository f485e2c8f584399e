"""The PDF engines behind one small protocol, and the choice between them.

Two engines exist: LibreOffice, the reference layout, and the embedded one (rdocx), which needs no installation.
Both give files that pass PDF/A-2a and PDF/UA-1 and that are the same bytes for the same inputs and date.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path
from typing import Protocol

from generator.errors import EngineError
from generator.pdf.conversion import Conversion, ConversionJob, EngineInfo
from generator.pdf.embedded import EmbeddedEngine
from generator.pdf.libreoffice import LibreOfficeEngine
from generator.workers import Workers

__all__ = ["Conversion", "ConversionJob", "Engine", "EngineInfo", "select_engine", "usual_engine"]


class Engine(Protocol):
    """A program that prints DOCX files as PDF."""

    @property
    def info(self) -> EngineInfo:
        """Which engine, which version."""
        ...

    def begun(self, scratch: Path) -> AbstractContextManager[None]:
        """Start what takes a moment to start; a printing in the block, here and in the same ``scratch``, takes it."""
        ...

    def convert(
        self, jobs: Iterable[ConversionJob], *, workers: Workers, date: datetime, scratch: Path | None = None
    ) -> Iterator[Conversion]:
        """Print every job and yield one conversion per job, of the very job given, in the order in which they end.

        A document that fails does not stop the others. ``date`` is the only date that the files bear. Nothing is left
        in any folder; what a killed run leaves lies in ``scratch``, by default among the system's temporary files, or
        in the memory, and goes with a later run.
        Raises Cancelled when the run is to stop.
        """
        ...


def select_engine(choice: str) -> Engine:
    """Return the engine named ``choice``: ``auto``, ``libreoffice`` or ``embedded``.

    ``auto`` is LibreOffice when it is installed, the embedded engine otherwise.
    Raises EngineError when the engine asked for is not there.
    """
    if choice == "embedded":
        return EmbeddedEngine.probe()
    if choice == "libreoffice":
        return LibreOfficeEngine.probe()
    if choice != "auto":
        raise EngineError(f"Moteur PDF inconnu : « {choice} ». Choisissez auto, libreoffice ou embedded.")
    try:
        return LibreOfficeEngine.probe()
    except EngineError as no_libreoffice:
        try:
            return EmbeddedEngine.probe()
        except EngineError as no_embedded:
            raise EngineError(f"{no_libreoffice}\n{no_embedded}") from no_embedded


@functools.cache
def usual_engine() -> str:
    """Return the name of the engine that ``auto`` is, as long as this process lives."""
    return select_engine("auto").info.name
