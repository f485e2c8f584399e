"""Pages that are only pictures, read by Tesseract, several at a time."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PIL import Image

from generator.intake.lines import lay_out
from generator.intake.photographs import decode, encode, grain, prepare, smoothings
from generator.intake.tesseract import Reading, Tesseract
from generator.workers import Workers

#: A page read with less confidence, or with fewer words, may lie on its side or upside down.
_POOR, _FEW = 60.0, 5
_SHORT = 3
#: A clean scan has a grain of 1 or 2 shades, a bad photocopy of 20 and more.
_GRAINY = 10.0
#: A page takes seconds: two are worth starting processes.
_WORTH_PROCESSES = 2


@dataclass(frozen=True, slots=True)
class _Page:
    """A page to read, as another process takes it: its rank, its picture as a PNG, and who reads it."""

    rank: int
    picture: bytes
    tesseract: Tesseract


def read_scans(pages: Sequence[Callable[[], Image.Image]], tesseract: Tesseract, workers: Workers) -> list[str]:
    """Return the text of each page, whose picture is made only when its turn comes: a few are in memory at a time.

    Raises EngineError when Tesseract fails, Cancelled when the run is to stop, and whatever making a picture raises.
    """
    drawn = (_Page(rank, encode(draw()), tesseract) for rank, draw in enumerate(pages))
    texts = {page.rank: text for page, text in workers.imap(_read, drawn, worth=_WORTH_PROCESSES)}
    return [texts[rank] for rank in range(len(pages))]


def _read(page: _Page) -> str:
    picture, tesseract = decode(page.picture), page.tesseract
    if grain(picture) >= _GRAINY:  # as it is, it would be misread, or read for minutes: its specks pass for letters
        readings = ((one, tesseract.read(encode(prepare(one)))) for one in smoothings(picture))
        picture, best = max(readings, key=lambda reading: _worth(reading[1]))
    else:
        best = tesseract.read(encode(prepare(picture)))
    if best.confidence < _POOR or len(best.words) < _FEW or _is_sideways(best):
        turn = tesseract.turn_needed(page.picture)
        if turn:
            turned = tesseract.read(encode(prepare(picture.rotate(-turn, expand=True))))
            best = max(best, turned, key=_worth)
    return lay_out(best.words)


def _worth(reading: Reading) -> float:
    return 0.0 if _is_sideways(reading) else reading.confidence * len(reading.words)


def _is_sideways(reading: Reading) -> bool:
    """Tell whether most words stand on end: Tesseract reads them well so, but in no order of lines."""
    words = [word for word in reading.words if len(word.text) > _SHORT]
    return 2 * sum(word.bottom - word.top > word.right - word.left for word in words) > len(words)
