"""The LibreOffice engine: shares of the documents, each printed by one start of the program on a private profile.

LibreOffice ends with code 0 whatever happens, so only the files before and after tell whether a document was printed.
"""

from __future__ import annotations

import functools
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from pathlib import Path

from generator.errors import EngineError
from generator.files import scratch_folder
from generator.pdf.conversion import Conversion, ConversionJob, EngineInfo, conclude, failed, get_ready
from generator.pdf.soffice import Soffice, find_soffice, quick_place
from generator.word.hyphens import with_whole_numbers
from generator.word.wordfile import WordFile, read_word_file
from generator.workers import Limits, Workers

#: A crash or a time-out costs at most this many documents a second attempt, alone; a start costs a quarter of a second.
_MOST_PER_START = 50
#: So many documents are shared out at a time: they stand in the memory.
_MOST_TOGETHER = 2000
#: A start, and that of a process to wait for it, takes as long as the printing of this many documents.
_FEWEST_PER_START = 6
#: From this many shares on, each has a process: a share takes seconds.
_WORTH_PROCESSES = 2
#: LibreOffice has a time limit of its own, which a share may meet for each of its documents.
_LIMITS = Limits(3600.0)
#: Bytes without which LibreOffice prints nothing, and does not say why: its profile alone takes as much.
_ROOM = 1_000_000

_NOT_PRINTED = "LibreOffice n’a pas imprimé"
_ENDLESS = "Redémarrez l’ordinateur, ou choisissez le moteur intégré (--engine embedded)."
#: After so many documents in a row over which LibreOffice does not end, alone, it is its own fault and not theirs.
_MOST_ENDLESS = 2

Share = Sequence[ConversionJob]


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

    def begun(self, scratch: Path) -> AbstractContextManager[None]:
        """See :class:`generator.pdf.engine.Engine`: a start takes a quarter of a second."""
        return self.soffice.waiting(scratch)

    def convert(
        self, jobs: Iterable[ConversionJob], *, workers: Workers, date: datetime, scratch: Path | None = None
    ) -> Iterator[Conversion]:
        """Print every job; see :class:`generator.pdf.engine.Engine`."""
        print_share = functools.partial(_print_share, self.soffice, date, workers.check, scratch)
        remote = functools.partial(_print_share, None, date, workers.check, None)
        print_all = functools.partial(
            workers.imap, print_share, lost=_lost, worth=_WORTH_PROCESSES, limits=_LIMITS, remote=remote
        )
        coming = iter(jobs)
        while together := list(islice(coming, _MOST_TOGETHER)):
            for share, conversions in print_all(_shares(together, workers.count)):
                for job, conversion in zip(share, conversions, strict=True):
                    yield replace(conversion, job=job)


def _carries_fonts(docx: bytes) -> bool:
    return b"word/fonts/" in docx  # the names of a package's parts are not packed


def _shares(jobs: Sequence[ConversionJob], workers: int) -> Iterator[Share]:
    """Split ``jobs`` evenly between ``workers``, then so that no start of LibreOffice has too many, nor too few.

    A document that carries fonts has a start of its own: they would dress those after it too.
    """
    together = [job for job in jobs if not _carries_fonts(job.docx)]
    rounds = -(-len(together) // (workers * _MOST_PER_START))
    size = max(_FEWEST_PER_START, -(-len(together) // (workers * max(1, rounds))))
    for start in range(0, len(together), size):
        yield together[start : start + size]
    yield from ([job] for job in jobs if _carries_fonts(job.docx))


def _print_share(
    soffice: Soffice | None, date: datetime, check: Callable[[], None], scratch: Path | None, share: Share
) -> list[Conversion]:
    """Print a share together, in its order; what did not come out well is tried once more, alone and on the disk.

    On another machine the program is looked for.
    """
    get_ready()  # before anything is started: who is stopped while it loads pikepdf ends at once, and leaves that
    soffice = soffice or find_soffice()
    share = [job.on_paper() for job in share]
    conversions: dict[int, Conversion] = {}
    sound: dict[int, WordFile] = {}
    for position, job in enumerate(share):
        try:
            sound[position] = read_word_file(job.name, job.docx)
        except EngineError as error:
            conversions[position] = failed(job, error)

    def attempt(positions: Sequence[int], place: Path | None) -> bool:
        documents = [(share[position], sound[position]) for position in positions]
        ended, found = _attempt(soffice, documents, date, check, scratch, place)
        conversions.update(zip(positions, found, strict=True))
        return ended

    if sound:
        attempt(list(sound), quick_place(scratch, sum(len(job.docx) for job in share)))
    endless = 0
    for position in sound:
        if endless == _MOST_ENDLESS and conversions[position].error:
            conversions[position] = failed(
                share[position], EngineError(f"{_NOT_PRINTED} {share[position].name} : il ne répond plus", _ENDLESS)
            )
        elif conversions[position].error:
            endless = 0 if attempt([position], scratch) else endless + 1
    return [conversions[position] for position in range(len(share))]


def _attempt(
    soffice: Soffice,
    documents: Sequence[tuple[ConversionJob, WordFile]],
    date: datetime,
    check: Callable[[], None],
    scratch: Path | None,
    place: Path | None,
) -> tuple[bool, list[Conversion]]:
    """Print ``documents`` with one start, from copies whose names can't meet, and conclude each; tell if it ended.

    That which waits for ``scratch`` may print them; the files lie in a folder of ``place``.
    """
    with scratch_folder(place) as folder:
        copies = [folder / f"{number:04d}.docx" for number in range(len(documents))]
        for copy, (job, _) in zip(copies, documents, strict=True):
            copy.write_bytes(with_whole_numbers(job.docx))
        ended = soffice.print_into(folder, copies, check, scratch)
        return ended, [
            _conclude(job, copy.with_suffix(".pdf"), word, date)
            for copy, (job, word) in zip(copies, documents, strict=True)
        ]


def _conclude(job: ConversionJob, draft: Path, word: WordFile, date: datetime) -> Conversion:
    if not draft.exists() and shutil.disk_usage(draft.parent).free < _ROOM:
        return failed(job, EngineError(f"{_NOT_PRINTED} {job.name} : le disque est plein", "Libérez de la place."))
    if not draft.exists():
        why = EngineError(f"{_NOT_PRINTED} {job.name}", "Ouvrez-le dans LibreOffice pour voir pourquoi.")
        return failed(job, why)
    return conclude(job, draft.read_bytes(), word, date)


def _lost(share: Share) -> list[Conversion]:
    return [
        failed(
            job, EngineError(f"L’impression de {job.name} s’est arrêtée deux fois", "Essayez avec le moteur intégré.")
        )
        for job in share
    ]
