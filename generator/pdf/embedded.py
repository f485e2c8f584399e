"""The embedded engine: rdocx, a library that prints DOCX with its own fonts and needs no installed program."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from importlib import metadata
from pathlib import Path

from generator.errors import EngineError
from generator.pdf.conversion import Conversion, ConversionJob, EngineInfo, conclude, failed
from generator.pdf.wordfile import WordFile, read_word_file
from generator.pdf.workers import worker_pool

_WORTH_A_PROCESS = 8
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
        if workers < 2 or len(jobs) < _WORTH_A_PROCESS:
            conversions = []
            for job in jobs:
                conversions.append(_convert(job, date))
                done(conversions[-1])
            return conversions
        with worker_pool(min(workers, len(jobs))) as pool:
            order = {pool.submit(_convert, job, date): position for position, job in enumerate(jobs)}
            results: dict[int, Conversion] = {}
            try:
                for future in as_completed(order):
                    with suppress(BrokenProcessPool):  # a crash takes the waiting documents with it
                        results[order[future]] = future.result()
                        done(results[order[future]])
            except BaseException:
                pool.shutdown(cancel_futures=True)
                raise
        for position, job in enumerate(jobs):
            if position not in results:
                results[position] = _convert_apart(job, date)
                done(results[position])
        return [results[position] for position in range(len(jobs))]


def _convert_apart(job: ConversionJob, date: datetime) -> Conversion:
    """Print one document in a process of its own: if it crashes again, it is this document's failure alone."""
    with worker_pool(1) as pool:
        try:
            return pool.submit(_convert, job, date).result()
        except BrokenProcessPool:
            return failed(
                job, f"Le moteur intégré s’est arrêté en imprimant {job.docx.name}. Essayez avec LibreOffice."
            )


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
