"""The LibreOffice engine: one process per worker, each on a private profile, each with a share of the files.

LibreOffice ends with code 0 whatever happens, so only the files before and after tell whether a document was printed.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator.errors import EngineError
from generator.pdf.conversion import Conversion, ConversionJob, EngineInfo, conclude, failed
from generator.pdf.soffice import Runs, Soffice, find_soffice
from generator.word.wordfile import WordFile, read_word_file

_MOST_PER_START = 16
"""A crash or a time-out costs at most this many documents a second attempt; a start costs a quarter of a second."""

Share = Sequence[tuple[int, ConversionJob]]


@dataclass(frozen=True, slots=True)
class LibreOfficeEngine:
    """An installed LibreOffice Writer."""

    soffice: Soffice

    @staticmethod
    def probe() -> LibreOfficeEngine:
        """Return the engine; raises EngineError when LibreOffice Writer is not installed or does not answer."""
        return LibreOfficeEngine(find_soffice())

    @property
    def info(self) -> EngineInfo:
        """LibreOffice and its full version."""
        return EngineInfo("libreoffice", self.soffice.version)

    def convert(
        self,
        jobs: Sequence[ConversionJob],
        *,
        workers: int,
        date: datetime,
        done: Callable[[Conversion], None],
    ) -> list[Conversion]:
        """Print every job; see :class:`generator.pdf.engine.Engine`."""
        runs = Runs(self.soffice)
        results: dict[int, Conversion] = {}
        with ThreadPoolExecutor(max(1, workers)) as pool:
            try:
                shares = [pool.submit(_print_share, runs, share, date) for share in _shares(jobs, max(1, workers))]
                for share in as_completed(shares):
                    for position, conversion in share.result():
                        results[position] = conversion
                        done(conversion)
            except BaseException:
                runs.stop()
                pool.shutdown(cancel_futures=True)
                raise
        return [results[position] for position in range(len(jobs))]


def _shares(jobs: Sequence[ConversionJob], workers: int) -> Iterator[Share]:
    """Split ``jobs`` evenly between ``workers``, then so that no start of LibreOffice has too many."""
    numbered = list(enumerate(jobs))
    rounds = -(-len(jobs) // (workers * _MOST_PER_START))
    size = max(1, -(-len(jobs) // (workers * max(1, rounds))))
    for start in range(0, len(numbered), size):
        yield numbered[start : start + size]


def _print_share(runs: Runs, share: Share, date: datetime) -> list[tuple[int, Conversion]]:
    """Print a share together; what did not come out well is tried once more, alone."""
    conversions: list[tuple[int, Conversion]] = []
    sound: list[tuple[int, ConversionJob, WordFile]] = []
    for position, job in share:
        try:
            sound.append((position, job, read_word_file(job.docx)))
        except EngineError as error:
            conversions.append((position, failed(job, str(error))))
    first = _attempt(runs, [(job, word) for _, job, word in sound], date)
    for (position, job, word), conversion in zip(sound, first, strict=True):
        again = [conversion] if not conversion.error else _attempt(runs, [(job, word)], date)
        conversions.append((position, again[0]))
    return conversions


def _attempt(runs: Runs, documents: Sequence[tuple[ConversionJob, WordFile]], date: datetime) -> list[Conversion]:
    """Print ``documents`` with one start, from copies whose names can't meet, and conclude each."""
    if not documents:
        return []
    with tempfile.TemporaryDirectory(prefix="conventions-") as name:
        folder = Path(name)
        copies = [folder / f"{number:04d}.docx" for number in range(len(documents))]
        for copy, (_, word) in zip(copies, documents, strict=True):
            shutil.copyfile(word.path, copy)
        runs.print_into(folder, copies)
        return [
            _conclude(job, copy.with_suffix(".pdf"), word, date)
            for copy, (job, word) in zip(copies, documents, strict=True)
        ]


def _conclude(job: ConversionJob, draft: Path, word: WordFile, date: datetime) -> Conversion:
    if not draft.exists():
        return failed(
            job,
            f"LibreOffice n’a pas imprimé {word.path.name}. Ouvrez-le dans LibreOffice pour voir pourquoi.",
        )
    return conclude(job, draft, word, date)
