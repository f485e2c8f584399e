"""Pages that are only pictures, read by Tesseract and by a second reader where there is one, several at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from PIL import Image

from generator.errors import EngineError, UnreadableError
from generator.language.numbers import ordinal
from generator.papers.lines import Laid, laid_out
from generator.papers.photographs import GRAINY, Prepared, encode, grain, prepare, smoothings
from generator.papers.rapidocr import RapidOcr
from generator.papers.spots import Sheet, spots_of
from generator.papers.tesseract import Reading, Tesseract
from generator.progress import LOGGER, tell_nobody
from generator.workers import FOREIGN, Limits, Workers

#: A page read with less confidence, or with fewer words, may lie on its side or upside down.
_POOR, _FEW = 60.0, 5
_SHORT = 3
#: What a page may cost: half a minute of a processor, which on a busy machine takes longer.
_A_PAGE = Limits(150.0, FOREIGN.bytes, 28)
#: After so many seconds of processor there is no time for another reading.
_ENOUGH = 12.0


@dataclass(frozen=True, slots=True)
class Recognised:
    """The text of a page as Tesseract reads it, and as the second reader does: None without it, or when it fails.

    ``sheet`` tells where the words of both stand on its picture.
    """

    text: str
    second: str | None
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class _Page:
    """A page to read, as another process takes it: its rank, who draws it, and who reads it."""

    rank: int
    draw: Callable[[], Image.Image]
    tesseract: Tesseract
    second: RapidOcr | None


@dataclass(frozen=True, slots=True)
class _Attempt:
    """A picture of a page, turned so many degrees clockwise, made ready, and what Tesseract reads in it."""

    picture: Image.Image
    ready: Prepared
    reading: Reading
    turn: int = 0

    @property
    def worth(self) -> float:
        return 0.0 if _is_sideways(self.reading) else self.reading.confidence * len(self.reading.words)


def read_scans(
    pages: Sequence[Callable[[], Image.Image]],
    tesseract: Tesseract,
    second: RapidOcr | None,
    workers: Workers,
    told: Callable[[str], None] = tell_nobody,
) -> list[Recognised]:
    """Return the text of each page, drawn and read in another process, which must be able to be sent its ``draw``.

    ``told`` is told of each page. Raises EngineError when Tesseract fails, UnreadableError when a page takes too much
    time or memory, Cancelled when the run is to stop, and whatever making a picture raises. Where only the second
    reader fails, or takes too much, Tesseract reads alone.
    """
    found: dict[int, Recognised] = {}
    for page, recognised in _readings(
        [_Page(rank, draw, tesseract, second) for rank, draw in enumerate(pages)], workers
    ):
        found[page.rank] = recognised
        told(f"page {page.rank + 1}")
    return [found[rank] for rank in range(len(pages))]


def _readings(pages: Sequence[_Page], workers: Workers) -> Iterator[tuple[_Page, Recognised]]:
    """Yield what is read of each page, again by Tesseract alone where both readers took too much."""
    again = []
    for page, recognised in workers.imap(_read, pages, lost=_too_much, worth=1, limits=_A_PAGE):
        if recognised:
            yield page, recognised
        else:
            again.append(replace(page, second=None))
    if again:
        LOGGER.warning("%d pages take too much for two readers", len(again))
        yield from _readings(again, workers)


def _too_much(page: _Page) -> None:
    if page.second is None:
        raise UnreadableError(
            f"sa {ordinal(page.rank + 1, 'f')} page numérisée demande trop de temps ou de mémoire",
            "numérisez-la de nouveau, droite et en 300 points par pouce",
        )


def _read(page: _Page) -> Recognised | None:
    best = _best(page)
    first = laid_out(best.reading.words)
    again = _read_again(page.second, best.ready.picture) if page.second else None
    sheet = Sheet(
        best.turn, spots_of(first, best.ready), spots_of(again, best.ready) if again else (), best.reading.unsure
    )
    return Recognised(first.text, again.text if again else None, sheet)


def _read_again(reader: RapidOcr, picture: Image.Image) -> Laid | None:
    try:
        words = reader.read(picture)
    except MemoryError:
        raise
    except Exception as error:  # the library and those under it have their own ways to fail; the other reader is enough
        LOGGER.warning("RapidOCR fails over a page: %r", error)
        return None
    return None if words is None else laid_out(words)


def _best(page: _Page) -> _Attempt:
    """Return the best that Tesseract reads: of a grainy page smoothed in two ways, of one that may lie on its side."""
    begun = sum(os.times()[:4])
    drawn = page.draw()
    if grain(drawn) >= GRAINY:  # as it is, it would be misread, or read for minutes: its specks pass for letters
        picture, *others = smoothings(drawn)
    else:
        picture, others = drawn, []

    def read(one: Image.Image, turn: int = 0) -> _Attempt:
        ready = prepare(one)
        return _Attempt(one, ready, page.tesseract.read(encode(ready.picture)), turn)

    def has_time() -> bool:
        return sum(os.times()[:4]) - begun < _ENOUGH

    best = read(picture)
    with suppress(EngineError):  # one reading is enough when there is no time for another
        for one in others:
            if has_time():
                best = max(best, read(one), key=lambda attempt: attempt.worth)
        reading = best.reading
        if has_time() and (reading.confidence < _POOR or len(reading.words) < _FEW or _is_sideways(reading)):
            turn = page.tesseract.turn_needed(encode(drawn))
            if turn:
                turned = read(best.picture.rotate(-turn, expand=True), turn)
                best = max(best, turned, key=lambda attempt: attempt.worth)
    return best


def _is_sideways(reading: Reading) -> bool:
    """Tell whether most words stand on end: Tesseract reads them well so, but in no order of lines."""
    words = [word for word in reading.words if len(word.text) > _SHORT]
    return 2 * sum(word.bottom - word.top > word.right - word.left for word in words) > len(words)
