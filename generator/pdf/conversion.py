"""What an engine receives and gives back, and the one way a printed draft becomes a finished file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from generator.errors import EngineError, UnreadableError
from generator.pdf.faces import STAND_INS
from generator.word.controls import fill_controls, read_controls
from generator.word.faces import with_stand_ins
from generator.word.package import DAMAGED_ARCHIVE
from generator.word.wordfile import WordFile
from generator.workers import Workers

#: Five centimetres of points in the size of the text.
_DOTTED_LINE = "…" * 18


@dataclass(frozen=True, slots=True)
class EngineInfo:
    """An engine: ``name`` is ``libreoffice`` or ``embedded``; ``version`` is the program's own."""

    name: str
    version: str


@dataclass(frozen=True, slots=True)
class ConversionJob:
    """One DOCX to print; ``name`` is what messages call it, « convention.docx ».

    Zones whose tag begins with ``zones`` are printed as a dotted line, to be completed by hand; "" for none.
    """

    name: str
    docx: bytes
    zones: str = ""

    def on_paper(self) -> ConversionJob:
        """Return the job of the document as it is printed; the DOCX keeps its zones and its faces."""
        try:
            docx = with_stand_ins(self.docx, STAND_INS)
            controls = read_controls(docx) if self.zones else {}
        except (UnreadableError, *DAMAGED_ARCHIVE):  # which is told when it is printed
            return self
        by_hand = [tag for tag, control in controls.items() if control.placeholder and tag.startswith(self.zones)]
        filled = fill_controls(docx, dict.fromkeys(by_hand, _DOTTED_LINE), packed=False) if by_hand else docx
        return ConversionJob(self.name, filled)


@dataclass(frozen=True, slots=True)
class Conversion:
    """How a job ended: ``pdf`` is the finished file, of so many ``pages``; or b"", 0 and the ``cause``."""

    job: ConversionJob
    pdf: bytes
    pages: int
    cause: EngineError | None = None

    @property
    def error(self) -> str:
        """Why there is no file, in French; "" when there is one."""
        return str(self.cause or "")


def failed(job: ConversionJob, cause: EngineError) -> Conversion:
    """End ``job`` as a failure."""
    return Conversion(job, b"", 0, cause.with_traceback(None))


def get_ready() -> Callable[[bytes, WordFile, datetime], tuple[bytes, int]]:
    """Load what finishes a PDF, which takes a noticeable time and no plan needs, and return it."""
    from generator.pdf.finish import finish

    return finish


def conclude(job: ConversionJob, draft: bytes, word: WordFile, date: datetime) -> Conversion:
    """Check the engine's ``draft`` against its source and finish it for archiving."""
    finish = get_ready()
    try:
        return Conversion(job, *finish(draft, word, date))
    except EngineError as error:
        return failed(job, error)


def convert_each(
    convert: Callable[[ConversionJob], Conversion], jobs: Iterable[ConversionJob], workers: Workers
) -> Iterator[Conversion]:
    """Convert documents one by one with the embedded engine; one on which it crashes twice fails alone."""
    for job, conversion in workers.imap(convert, jobs, lost=_crashed, remote=convert):
        yield replace(conversion, job=job)


def _crashed(job: ConversionJob) -> Conversion:
    why = EngineError(f"Le moteur intégré s’est arrêté en imprimant {job.name}", "Essayez avec LibreOffice.")
    return failed(job, why)
