"""The PDF engines behind one small protocol, and the choice between them.

Two engines exist: LibreOffice, the reference layout, and the embedded one (rdocx), which needs no installation.
Both give files that pass PDF/A-2b and PDF/UA-1 and that are the same bytes for the same inputs and date.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Protocol

from generator.errors import EngineError
from generator.pdf.conversion import Conversion, ConversionJob, EngineInfo
from generator.pdf.embedded import EmbeddedEngine
from generator.pdf.libreoffice import LibreOfficeEngine

__all__ = ["Conversion", "ConversionJob", "Engine", "EngineInfo", "select_engine"]


class Engine(Protocol):
    """A program that prints DOCX files as PDF."""

    @property
    def info(self) -> EngineInfo:
        """Which engine, which version."""
        ...

    def convert(
        self,
        jobs: Sequence[ConversionJob],
        *,
        workers: int,
        date: datetime,
        done: Callable[[Conversion], None],
    ) -> list[Conversion]:
        """Print every job and return one conversion per job, in the order of ``jobs``.

        ``done`` is called for each, in the calling thread and in no promised order. A document that fails does
        not stop the others. ``date`` is the only date that the files bear.
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
        raise EngineError(
            f"Moteur PDF inconnu\u00a0: «\u00a0{choice}\u00a0». Choisissez auto, libreoffice ou embedded."
        )
    try:
        return LibreOfficeEngine.probe()
    except EngineError as no_libreoffice:
        try:
            return EmbeddedEngine.probe()
        except EngineError as no_embedded:
            raise EngineError(f"{no_libreoffice}\n{no_embedded}") from no_embedded
