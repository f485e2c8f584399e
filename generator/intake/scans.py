"""Pages that are only pictures, read by Tesseract, several at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import NoReturn

from PIL import Image

from generator.errors import EngineError
from generator.intake.lines import lay_out
from generator.intake.photographs import encode, grain, prepare, smoothings
from generator.intake.tesseract import Reading, Tesseract
from generator.word.package import UnreadableError
from generator.workers import FOREIGN, Limits, Workers

#: A page read with less confidence, or with fewer words, may lie on its side or upside down.
_POOR, _FEW = 60.0, 5
_SHORT = 3
#: A clean scan has a grain of 1 or 2 shades, a bad photocopy of 20 and more.
_GRAINY = 10.0
#: What a page may cost: half a minute of a processor, which on a busy machine takes longer.
_A_PAGE = Limits(150.0, FOREIGN.bytes, 28)
#: After so many seconds of processor there is no time for another reading.
_ENOUGH = 12.0


@dataclass(frozen=True, slots=True)
class _Page:
    """A page to read, as another process takes it: its rank, who draws it, and who reads it."""

    rank: int
    draw: Callable[[], Image.Image]
    tesseract: Tesseract


def read_scans(
    pages: Sequence[Callable[[], Image.Image]],
    tesseract: Tesseract,
    workers: Workers,
    told: Callable[[str], None] = lambda page: None,
) -> list[str]:
    """Return the text of each page, drawn and read in another process, which must be able to be sent its ``draw``.

    ``told`` is told of each page. Raises EngineError when Tesseract fails, UnreadableError when a page takes too much
    time or memory, Cancelled when the run is to stop, and whatever making a picture raises.
    """
    texts: dict[int, str] = {}
    wanted = [_Page(rank, draw, tesseract) for rank, draw in enumerate(pages)]
    for page, text in workers.imap(_read, wanted, lost=_too_much, worth=1, limits=_A_PAGE):
        texts[page.rank] = text
        told(f"page {page.rank + 1}")
    return [texts[rank] for rank in range(len(pages))]


def _too_much(page: _Page) -> NoReturn:
    raise UnreadableError(
        f"sa {page.rank + 1}e page numérisée demande trop de temps ou de mémoire",
        "numérisez-la de nouveau, droite et en 300 points par pouce",
    )


def _read(page: _Page) -> str:
    begun = sum(os.times()[:4])
    drawn = page.draw()
    if grain(drawn) >= _GRAINY:  # as it is, it would be misread, or read for minutes: its specks pass for letters
        picture, *others = smoothings(drawn)
    else:
        picture, others = drawn, []

    def read(one: Image.Image) -> Reading:
        return page.tesseract.read(encode(prepare(one)))

    def has_time() -> bool:
        return sum(os.times()[:4]) - begun < _ENOUGH

    best = read(picture)
    with suppress(EngineError):  # one reading is enough when there is no time for another
        for one in others:
            reading = read(one) if has_time() else best
            if _worth(reading) > _worth(best):
                picture, best = one, reading
        if has_time() and (best.confidence < _POOR or len(best.words) < _FEW or _is_sideways(best)):
            turn = page.tesseract.turn_needed(encode(drawn))
            if turn:
                best = max(best, read(picture.rotate(-turn, expand=True)), key=_worth)
    return lay_out(best.words)


def _worth(reading: Reading) -> float:
    return 0.0 if _is_sideways(reading) else reading.confidence * len(reading.words)


def _is_sideways(reading: Reading) -> bool:
    """Tell whether most words stand on end: Tesseract reads them well so, but in no order of lines."""
    words = [word for word in reading.words if len(word.text) > _SHORT]
    return 2 * sum(word.bottom - word.top > word.right - word.left for word in words) > len(words)
