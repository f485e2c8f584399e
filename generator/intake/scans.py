"""Pages that are only pictures, read by Tesseract, several at a time."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor

from PIL import Image

from generator.intake.lines import lay_out
from generator.intake.photographs import encode, prepare
from generator.intake.tesseract import Reading, Tesseract

#: A page read with less confidence, or with fewer words, may lie on its side or upside down.
_POOR, _FEW = 60.0, 5
_SHORT = 3


def read_scans(pages: Sequence[Callable[[], Image.Image]], tesseract: Tesseract) -> list[str]:
    """Return the text of each page, whose picture is made only when its turn comes: a few are in memory at a time.

    Raises EngineError when Tesseract fails, and whatever making a picture raises.
    """
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        try:
            return list(pool.map(lambda page: _read(page(), tesseract), pages))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _read(picture: Image.Image, tesseract: Tesseract) -> str:
    best = tesseract.read(encode(prepare(picture)))
    if best.confidence < _POOR or len(best.words) < _FEW or _is_sideways(best):
        turn = tesseract.turn_needed(encode(picture))
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
