"""The embedded engine: rdocx, a library that prints DOCX with its own fonts and needs no installed program."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from importlib import metadata
from pathlib import Path

from generator.errors import EngineError
from generator.pdf.conversion import Conversion, ConversionJob, EngineInfo, conclude, failed
from generator.pdf.workers import convert_all
from generator.word.wordfile import WordFile, read_word_file

"""Below this many documents starting processes costs more than it saves."""


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
            raise EngineError(
                "Le moteur PDF intégré (rdocx) est absent. Installez-le\u00a0: pip install rdocx."
            ) from error

    def convert(
        self,
        jobs: Sequence[ConversionJob],
        *,
        workers: int,
        date: datetime,
        done: Callable[[Conversion], None],
    ) -> list[Conversion]:
        """Print every job; see :class:`generator.pdf.engine.Engine`."""
        return convert_all(_convert, jobs, workers=workers, date=date, done=done)


def _convert(job: ConversionJob, date: datetime) -> Conversion:
    """Print one document, in whichever process this runs."""
    try:
        word = read_word_file(job.docx)
        printed = _print(word)
    except EngineError as error:
        return failed(job, str(error))
    with tempfile.TemporaryDirectory(prefix="conventions-") as folder:
        draft = Path(folder, "draft.pdf")
        draft.write_bytes(printed)
        return conclude(job, draft, word, date)


def _print(word: WordFile) -> bytes:
    # Here, not above: the library takes a noticeable time to load and LibreOffice's users never need it.
    import rdocx

    try:
        return rdocx.Document.open(str(word.path)).to_pdfa_deterministic()
    except Exception as error:  # the library raises bare exceptions of many kinds for what it can't print
        raise EngineError(f"Le moteur intégré ne peut pas imprimer {word.path.name}\u00a0: {error}") from error
