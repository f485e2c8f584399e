"""The embedded engine: rdocx, a library that prints DOCX with its own fonts and needs no installed program."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from importlib import metadata
from pathlib import Path

from generator.errors import EngineError
from generator.pdf.conversion import Conversion, ConversionJob, EngineInfo, conclude, convert_each, failed
from generator.word.wordfile import read_word_file
from generator.workers import Workers


@dataclass(frozen=True, slots=True)
class EmbeddedEngine:
    """rdocx, in processes of its own because it holds Python's global lock while it prints."""

    info: EngineInfo

    @staticmethod
    def probe() -> EmbeddedEngine:
        """Return the engine; raises EngineError when the rdocx package is not installed."""
        try:
            return EmbeddedEngine(EngineInfo("embedded", metadata.version("rdocx")))
        except metadata.PackageNotFoundError as error:
            raise EngineError("Le moteur PDF intégré (rdocx) est absent. Installez-le : pip install rdocx.") from error

    def begun(self, scratch: Path) -> AbstractContextManager[None]:
        """See :class:`generator.pdf.engine.Engine`: nothing of it takes a moment to start."""
        return nullcontext()

    def convert(
        self, jobs: Iterable[ConversionJob], *, workers: Workers, date: datetime, scratch: Path | None = None
    ) -> Iterator[Conversion]:
        """Print every job; see :class:`generator.pdf.engine.Engine`."""
        return convert_each(functools.partial(_convert, date=date), jobs, workers)


def _convert(job: ConversionJob, date: datetime) -> Conversion:
    """Print one document, in whichever process this runs."""
    job = job.on_paper()
    try:
        word = read_word_file(job.name, job.docx)
        return conclude(job, draw(job.name, job.docx), word, date)
    except EngineError as error:
        return failed(job, error)


def draw(name: str, docx: bytes) -> bytes:
    """Return a DOCX, which messages call ``name``, as the library prints it; raises EngineError when it cannot."""
    # Here, not above: the library takes a noticeable time to load and LibreOffice's users never need it.
    from generator.pdf.keptprint import print_kept

    try:
        return print_kept(docx)
    except Exception as error:  # the library raises bare exceptions of many kinds for what it can't print
        raise EngineError(
            f"Le moteur intégré ne peut pas imprimer {name}",
            "Ouvrez le modèle dans Word ou LibreOffice, et enregistrez-le de nouveau au format .docx (ce que dit le "
            f"moteur : {error}).",
        ) from error
