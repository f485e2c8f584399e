"""Tesseract as a program: whether it is there and reads French, and one run of it on a picture, with a time limit."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from statistics import median

from generator.errors import EngineError
from generator.papers.textrows import Word
from generator.refusals import why

_LANGUAGE = "fra"
_USUAL_PLACES = (
    "/usr/bin/tesseract",
    "/opt/homebrew/bin/tesseract",
    "/usr/local/bin/tesseract",
    r"C:\Program Files\Tesseract-OCR\tesseract.exe",
)
_HOW_TO_INSTALL = (
    "Installez-le (Debian, Ubuntu : sudo apt install tesseract-ocr tesseract-ocr-fra), "
    "ou demandez à la commune le fichier Word ou PDF d’origine."
)
_PROBE_SECONDS = 30
#: Tesseract finds the blocks (« --psm 3 »): of names in columns it loses less than when told that all is one (6).
_LAYOUT = "3"
_ORIENTATION = "0"
#: The columns of Tesseract's table: what tells a line from another, and where a word stands.
_LINE, _BOX = ("page_num", "block_num", "par_num", "line_num"), ("left", "top", "width", "height")
#: Below this confidence of 100 a word is often misread, above it rarely; shorter ones are told by what is around them.
_SURE, _LEAST = 80.0, 3
#: The level of a line of Tesseract's table that stands for a word.
_WORD_LEVEL = "5"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in a picture: words with their places in pixels, and the mean confidence in them, 0 to 100.

    ``unsure`` are the words, without the signs around them, that Tesseract itself takes for doubtful.
    """

    words: tuple[Word, ...]
    confidence: float
    unsure: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Tesseract:
    """An installed Tesseract that reads French; ``patience`` is the seconds granted to a page."""

    path: Path
    version: str
    languages: frozenset[str]
    patience: float = 120.0

    def read(self, picture: bytes) -> Reading:
        """Return the words of an upright picture (PNG or PNM). Raises EngineError when Tesseract fails."""
        table = self._run(picture, "-l", _LANGUAGE, "--psm", _LAYOUT, "tsv")
        rows = csv.DictReader(table.split("\n"), delimiter="\t", quoting=csv.QUOTE_NONE)
        try:
            if "text" not in (rows.fieldnames or ()):  # the titles are there even where there is nothing to read
                raise KeyError("text")
            found = [row for row in rows if row["level"] == _WORD_LEVEL and (row["text"] or "").strip()]
            confidences = [float(row["conf"]) for row in found]
            mean = sum(confidences) / len(confidences) if confidences else 0.0
            told = zip(found, confidences, strict=True)
            unsure = (part for row, confidence in told if confidence < _SURE for part in parts_of(row["text"]))
            return Reading(tuple(_words(found)), mean, frozenset(unsure))
        except (KeyError, TypeError, ValueError, csv.Error) as error:
            raise EngineError(
                f"Tesseract ({self.path}) n’a pas répondu par un tableau de mots : il est peut-être abîmé. "
                f"{_HOW_TO_INSTALL}"
            ) from error

    def turn_needed(self, picture: bytes) -> int:
        """Return by how many degrees, clockwise, a picture must be turned to be upright; 0 when it can't be told."""
        if "osd" not in self.languages:
            return 0
        try:
            answer = self._run(picture, "-l", "osd", "--psm", _ORIENTATION)
        except EngineError:  # too few characters to tell
            return 0
        found = re.search(r"Rotate: (\d+)", answer)
        return int(found[1]) if found else 0

    def _run(self, picture: bytes, *options: str) -> str:
        command = [str(self.path), "stdin", "stdout", "--dpi", "300", *options]
        environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}  # pages are read in parallel, each on one core
        try:
            answer = subprocess.run(
                command, input=picture, env=environment, capture_output=True, timeout=self.patience, check=False
            )
        except subprocess.TimeoutExpired as error:
            raise EngineError(
                f"Tesseract n’a pas fini de lire une page en {self.patience:.0f} secondes. "
                "Numérisez-la de nouveau, droite et en 300 points par pouce."
            ) from error
        except OSError as error:
            raise EngineError(f"Tesseract ({self.path}) ne démarre pas : {why(error)}.") from error
        if answer.returncode < 0:
            raise EngineError(
                f"Tesseract ({self.path}) a été arrêté, peut-être faute de mémoire ; fermez d’autres programmes et "
                "recommencez."
            )
        if answer.returncode:
            said = answer.stderr.decode(errors="replace").strip().splitlines()
            raise EngineError(f"Tesseract ({self.path}) a échoué : {said[-1] if said else answer.returncode}.")
        return answer.stdout.decode("utf-8", errors="replace")


def find_tesseract() -> Tesseract:
    """Return the Tesseract of this machine; raises EngineError when it is missing, mute or without French."""
    found = shutil.which("tesseract")
    places: Sequence[str] = [found] if found else [place for place in _USUAL_PLACES if Path(place).exists()]
    if not places:
        raise EngineError("Tesseract, qui lit les documents numérisés, est introuvable. " + _HOW_TO_INSTALL)
    path = Path(places[0])
    version = re.search(r"tesseract v?(\d+(?:\.\d+)+)", _ask(path, "--version"))
    if version is None:
        raise EngineError(f"Tesseract ({path}) ne dit pas sa version. {_HOW_TO_INSTALL}")
    languages = frozenset(_ask(path, "--list-langs").split())
    if _LANGUAGE not in languages:
        raise EngineError(f"Tesseract ({path}) ne sait pas lire le français. {_HOW_TO_INSTALL}")
    return Tesseract(path, version[1], languages)


def parts_of(text: str) -> Iterator[str]:
    """Yield what a text is made of that can be misread without being seen: numbers, and words that may be names."""
    found = re.findall(r"[^\W_]+", text)
    return (part for part in found if part.isdigit() or (len(part) >= _LEAST and part[0].isupper()))


def _ask(path: Path, question: str) -> str:
    try:
        answer = subprocess.run(
            [str(path), question], capture_output=True, text=True, errors="replace", timeout=_PROBE_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise EngineError(f"Tesseract ({path}) ne répond pas. {_HOW_TO_INSTALL}") from error
    return answer.stdout + answer.stderr


def _words(rows: Sequence[Mapping[str, str]]) -> Iterator[Word]:
    """Yield words as high as the line that Tesseract found them in: a photograph bends lines, and letters differ."""
    for _, line in groupby(rows, key=lambda row: [row[name] for name in _LINE]):
        boxes = [([int(row[name]) for name in _BOX], row["text"].strip()) for row in line]
        middle = median(top + height / 2 for (_, top, _, height), _ in boxes)
        half = median(height for (_, _, _, height), _ in boxes) / 2
        for (left, _, width, _), text in boxes:
            yield Word(left, middle - half, left + width, middle + half, text)
