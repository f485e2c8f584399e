"""Pages that are only pictures, read by the real Tesseract."""

from __future__ import annotations

import io
import os
import random
import re
import signal
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from generator.errors import Cancelled, UnreadableError
from generator.papers.lightened import Leaf, draw_lit
from generator.papers.photographs import decode, encode
from generator.papers.portable import open_portable
from generator.papers.rapidocr import RapidOcr, find_rapidocr
from generator.papers.scans import Recognised, read_scans
from generator.papers.spots import boxes_of
from generator.papers.tesseract import find_tesseract
from generator.papers.textrows import Word
from generator.progress import Silence
from generator.workers import LocalWorkers
from tests.cases import cases
from tests.intake.papers import completed, in_columns, photograph, print_pdf


def _words(text: str) -> list[str]:
    return re.findall(r"[\w-]+", text)


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.split("\n")]


def _proxies(text: str) -> list[tuple[str, str]]:
    """Return the names of those who give and hold a proxy, row by row; a full stop is easily lost."""
    return re.findall(r"^ *M(?:me|\.) ([A-Z]{3,}) [A-Z., ]+ M(?:me|\.) ([A-Z]{3,}) [A-Z., ]+$", text, re.MULTILINE)


def _damaged() -> Image.Image:
    raise UnreadableError("l’image est abîmée", "recommencez")


def _texts(*pages: Callable[[], Image.Image], processes: int = 1) -> list[str]:
    with LocalWorkers(processes, Silence().check) as workers:
        drawn = [partial(decode, encode(page())) for page in pages]
        return [page.text for page in read_scans(drawn, find_tesseract(), None, workers)]


class _Killed(RapidOcr):
    """A second reader that ends its process."""

    def read(self, picture: Image.Image) -> tuple[Word, ...] | None:
        os.kill(os.getpid(), signal.SIGKILL)
        return None


class _Greedy(RapidOcr):
    """A second reader that takes more memory than it is given."""

    def read(self, picture: Image.Image) -> tuple[Word, ...] | None:
        return (Word(0, 0, 1, 1, "a" * (2 << 30)),)


@pytest.fixture(scope="module")
def columns(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Print the page in columns."""
    return print_pdf(in_columns(), tmp_path_factory.mktemp("columns"))


def _upper(sheet: Image.Image, share: int = 3) -> Image.Image:
    """Return the upper part of a page, a third unless told otherwise."""
    return sheet.crop((0, 0, sheet.width, sheet.height // share))


@pytest.fixture(scope="module")
def sideways(columns: bytes) -> tuple[bytes, Recognised]:
    """Return half a page that lies on its side, a little askew, and what both readers say of it."""
    picture = encode(_upper(photograph(columns, skew=1), 2).rotate(90, expand=True))
    with LocalWorkers(1, Silence().check) as workers:
        (page,) = read_scans([partial(decode, picture)], find_tesseract(), find_rapidocr(), workers)
    return picture, page


def test_a_scan_at_150_points_askew_by_2_degrees_is_read_line_by_line(columns: bytes) -> None:
    """Names in columns, proxies in a table, the opening beside its frame: as in the printed page, but for few words."""
    with open_portable(columns, 1) as document:
        printed = document.read(0).text
    (text,) = _texts(lambda: photograph(columns, 150, skew=2))
    missing = set(_words(printed)) - set(_words(text))
    assert len(missing) <= 0.05 * len(set(_words(printed))), missing
    assert _proxies(text) == [("FERAHTIA", "MURCIA"), ("DHAUSSY", "RYCKELYNCK"), ("PLANTIN", "CLOSSE")]
    assert "dix-huit heures trente, le conseil municipal de cette commune, régulièrement" in " ".join(text.split())


@cases("turn", 90, 180, 270)
def test_a_page_scanned_on_its_side_or_upside_down_is_read(columns: bytes, turn: int) -> None:
    """The sheet was put in as it came."""
    (text,) = _texts(lambda: _upper(photograph(columns, skew=1)).rotate(turn, expand=True))
    assert "En exercice : 21" in _lines(text)


def test_a_photograph_in_the_shade_with_bent_lines_is_read_line_by_line(columns: bytes) -> None:
    """Taken by hand: darker on one side, the sheet not quite facing the lens."""
    page = photograph(columns, 250)
    width, height = page.size
    seen = (-50, -10, 20, height + 30, width - 30, height + 20, width + 50, -20)
    bent = page.transform(page.size, Image.Transform.QUAD, seen, Image.Resampling.BICUBIC, fillcolor=90)
    shade = Image.linear_gradient("L").rotate(90).resize(page.size).point(lambda value: 90 + value * 6 // 10)
    (text,) = _texts(lambda: ImageChops.multiply(bent, shade))
    assert _proxies(text) == [("FERAHTIA", "MURCIA"), ("DHAUSSY", "RYCKELYNCK"), ("PLANTIN", "CLOSSE")]
    assert "Délibération n° 2025-02-10" in _lines(text)


def test_a_grainy_photocopy_is_read(columns: bytes) -> None:
    """Specks as dark as the letters, on which Tesseract alone spends minutes, are smoothed away before it reads."""
    sheet = _upper(photograph(columns, 150))
    specks = Image.frombytes("L", sheet.size, random.Random(1).randbytes(sheet.width * sheet.height))
    (text,) = _texts(lambda: ImageChops.add(sheet, specks, 1, -128))
    read = " ".join(text.split())
    assert "COMMUNE D'HAVELUY" in read.replace("’", "'")
    assert "En exercice : 21" in read


@cases("processes", 1, 2)
def test_pages_come_in_their_order(tmp_path: Path, processes: int) -> None:
    """They are read at once, the shortest is ready first; with one process, one after the other."""
    pdf = print_pdf(completed(), tmp_path)
    first, last = (_upper(photograph(pdf, page=page)) for page in (0, 1))
    blank = Image.new("L", first.size, 255)
    pages = (lambda: first), (lambda: blank), (lambda: last)
    texts = _texts(*pages, processes=processes)
    assert "Extrait du registre" in texts[0]
    assert texts[1] == ""
    assert "Le numérique transforme profondément nos modes de vie" in texts[2]


def test_a_page_is_read_by_both_readers(sideways: tuple[bytes, Recognised]) -> None:
    """In the same process, upright and straight for both: a page on its side is read by the second one too."""
    _, page = sideways
    assert page.second is not None
    assert page.second != page.text
    for text in (page.text, page.second):
        assert "En exercice : 21" in _lines(text)


@cases("reader", RapidOcr(Path("absent.onnx"), Path("absent.onnx")), _Killed(Path(), Path()), _Greedy(Path(), Path()))
def test_tesseract_reads_alone_where_the_second_reader_fails(columns: bytes, reader: RapidOcr) -> None:
    """A model that is damaged, a library that brings its process down, or needs too much memory: no page is lost."""
    drawn = [partial(decode, encode(_upper(photograph(columns), 4)))]
    with LocalWorkers(1, Silence().check) as workers:
        (page,) = read_scans(drawn, find_tesseract(), reader, workers)
    assert "En exercice : 21" in _lines(page.text)
    assert page.second is None


def test_a_page_that_cannot_be_drawn_ends_the_reading(columns: bytes) -> None:
    """With its own error."""
    good = partial(decode, encode(photograph(columns)))
    with pytest.raises(UnreadableError, match="abîmée"), LocalWorkers(2, Silence().check) as workers:
        read_scans([_damaged, good], find_tesseract(), None, workers)


def test_tesseract_ends_with_a_run_that_is_stopped(tmp_path: Path) -> None:
    """Nothing of a run that was given up still works when it has ended."""
    tesseract = find_tesseract()
    noted = tmp_path / "tesseract"
    noted.write_text(f'#!/bin/sh\ntouch "{tmp_path}/$$.pid"\nexec "{tesseract.path}" "$@"\n')
    noted.chmod(0o755)
    noise = Image.effect_noise((1500, 2000), 200)

    def stop() -> None:
        if any(tmp_path.glob("*.pid")):
            raise Cancelled("assez")

    with pytest.raises(Cancelled), LocalWorkers(2, stop) as workers:
        read_scans([partial(decode, encode(noise))] * 4, replace(tesseract, path=noted), None, workers)
    begun = [int(path.stem) for path in tmp_path.glob("*.pid")]
    assert begun
    for number in begun:
        with pytest.raises(ProcessLookupError):
            os.kill(number, 0)


def test_a_phrase_is_lit_up_on_a_scan_where_both_readers_see_it(
    columns: bytes, sideways: tuple[bytes, Recognised]
) -> None:
    """The sheet lies on its side, askew: it is shown upright, lit up where the printed page has the same words.

    But for the height of a line: the sheet that leans is a little larger than the printed page.
    """
    picture, page = sideways
    expected = _lit(Leaf(columns, 1, 600, "En exercice : 21"), 0.5)
    for text, spots in ((page.text, page.sheet.spots), (page.second or "", page.sheet.again)):
        start = text.index("En exercice : 21")
        boxes = boxes_of(spots, (start, start + len("En exercice : 21")))
        shown = _lit(Leaf(picture, 1, 600, "", turn=page.sheet.turn, boxes=boxes), 1)
        assert [abs(one - other) < 0.03 for one, other in zip(expected, shown, strict=True)] == [True] * 4


def _lit(leaf: Leaf, part: float) -> tuple[float, ...]:
    """Return where a picture is lit up, in shares of its width and of a part of its height."""
    with Image.open(io.BytesIO(draw_lit(leaf))) as picture:
        red, _, blue = picture.convert("RGB").split()
        left, top, right, bottom = ImageChops.subtract(red, blue, offset=-60).getbbox() or (0, 0, 0, 0)
        tall = part * picture.height
        return left / picture.width, top / tall, right / picture.width, bottom / tall
