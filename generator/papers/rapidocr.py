"""RapidOCR, an optional second reader of scans: a library with its models inside, which fetches nothing."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from itertools import accumulate, chain, pairwise
from pathlib import Path
from typing import Any

from PIL import Image

from generator.errors import EngineError
from generator.papers.textrows import Word

#: The models that the package brings: one finds lines, the other reads them, in the letters of fifty languages.
_FINDS, _READS = "PP-OCRv6_det_small.onnx", "PP-OCRv6_rec_small.onnx"
#: Lines are found in a smaller picture, in a quarter of the time and memory, and read in the whole one.
_LOOK = 1280
#: What is read with less confidence, of 1, are specks; a box so many times as high as wide is no line, nor a figure.
_SURE, _TALL = 0.5, 2.5
#: Letters touch the edges of the boxes that are found: so much of their height is added.
_ROOM = 0.08
#: Where the model leaves a space out, which it does beside a sign: after a comma, around a dash, before a civility.
_SPACE_LOST = re.compile(
    r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ]{2})|(?<=[0-9])(?=[A-ZÀ-Þ][a-zà-ÿ])|(?<=[,;:])(?=[^\W\d_])|(?<=\w)(?=[–—])"
    r"|(?<=[–—])(?=\w)|(?<=\w)(?=-(?:MM?\.|Mmes? ))|(?<=-)(?=MM?\.|Mmes? )|(?<=\bM\.)(?=[A-ZÀ-Þ]{2})"
)


@dataclass(frozen=True, slots=True)
class RapidOcr:
    """The models of an installed RapidOCR; ``patience`` is the seconds of processor granted to a page."""

    finds: Path
    reads: Path
    patience: float = 18.0

    def read(self, picture: Image.Image) -> tuple[Word, ...] | None:
        """Return the words of an upright page, with their places; None when reading it takes too long."""
        begun = time.process_time()
        engine = _engine(self)
        words: list[Word] = []
        for left, top, right, bottom in _lines(engine, picture):
            if time.process_time() - begun > self.patience:
                return None
            words += _words(engine, picture.crop((left, top, right, bottom)), left, top)
        return tuple(words)


def find_rapidocr() -> RapidOcr | None:
    """Return the RapidOCR of this Python, None when it is not installed; raises EngineError when it lacks its models.

    It is found without being loaded, which takes seconds and memory that the processes of the readings have.
    """
    specification = find_spec("rapidocr")
    if specification is None or specification.origin is None or find_spec("onnxruntime") is None:
        return None
    folder = Path(specification.origin).parent / "models"
    models = folder / _FINDS, folder / _READS
    missing = next((model.name for model in models if not model.is_file()), None)
    if missing:
        raise EngineError(
            f"RapidOCR est installé sans son modèle « {missing} ». Réinstallez-le (make ocr), ou "
            "retirez-le (pip uninstall rapidocr) : Tesseract lira seul."
        )
    return RapidOcr(*models)


def spaced(line: str) -> str:
    """Return a line that the model read, with the spaces that it leaves out."""
    return _SPACE_LOST.sub(" ", line)


@cache
def _engine(reader: RapidOcr) -> Any:
    """Return the library made ready, on one processor, with the models that are on this machine and no others."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # numpy's, which takes memory for each processor
    import cv2
    from rapidocr import RapidOCR

    cv2.setNumThreads(1)
    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Global.max_side_len": 1 << 15,
            "Det.model_path": str(reader.finds),
            "Rec.model_path": str(reader.reads),
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )


def _pixels(picture: Image.Image) -> Any:
    import numpy

    return numpy.asarray(picture.convert("RGB"))


def _lines(engine: Any, picture: Image.Image) -> Iterator[tuple[int, int, int, int]]:
    factor = max(1.0, max(picture.size) / _LOOK)
    small = picture.resize((round(picture.width / factor), round(picture.height / factor)), Image.Resampling.BOX)
    found = engine(_pixels(small), use_det=True, use_rec=False)
    for box in [] if found.boxes is None else found.boxes:
        across, down = [factor * float(x) for x, _ in box], [factor * float(y) for _, y in box]
        room = _ROOM * (max(down) - min(down))
        left, right = max(0.0, min(across) - room), min(float(picture.width), max(across) + room)
        top, bottom = max(0.0, min(down)), min(float(picture.height), max(down))
        if 1 < bottom - top < _TALL * (right - left):
            yield round(left), round(top), round(right), round(bottom)


def _words(engine: Any, line: Image.Image, left: int, top: int) -> Iterator[Word]:
    """Yield the words of the picture of a line; a letter stands where the model had read it."""
    read = engine(_pixels(line), use_det=False, use_rec=True, return_word_box=True)
    text, known = read.txts[0], read.word_results[0]
    if not text.strip() or read.scores[0] < _SURE:
        return
    columns = list(chain.from_iterable(known.word_cols))
    width = line.width / known.line_txt_len
    tokens = spaced(text).split()
    if len(columns) != sum(map(len, tokens)):  # a sign that the model holds for a space
        yield Word(left, top, left + line.width, top + line.height, text)
        return
    for (first, last), token in zip(pairwise(accumulate(map(len, tokens), initial=0)), tokens, strict=True):
        begins, ends = columns[first] * width, (columns[last - 1] + 1) * width
        yield Word(left + begins, top, left + ends, top + line.height, token)
