"""RapidOCR, the second reader of scans: real, on this machine, without a network."""

from __future__ import annotations

import socket
from dataclasses import replace
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest
from PIL import Image

from generator.errors import EngineError
from generator.papers.lines import lay_out
from generator.papers.photographs import prepare
from generator.papers.rapidocr import RapidOcr, find_rapidocr, spaced
from tests.cases import cases
from tests.intake.papers import in_columns, photograph, print_pdf


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> Image.Image:
    """Scan the upper half of the page in columns, straight."""
    page = photograph(print_pdf(in_columns(), tmp_path_factory.mktemp("page")))
    return prepare(page.crop((0, 0, page.width, page.height // 2))).picture


def _installed() -> RapidOcr:
    found = find_rapidocr()
    assert found is not None
    return found


def _refused(*_: object, **__: object) -> None:
    raise AssertionError("the network is asked")


def test_a_page_is_read_in_french_with_its_places_and_without_a_network(
    picture: Image.Image, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Accents, capitals, figures; columns stay apart once laid out; no name is looked up, no connection made."""
    for call in ("getaddrinfo", "create_connection"):
        monkeypatch.setattr(socket, call, _refused)
    monkeypatch.setattr(socket.socket, "connect", _refused)
    words = _installed().read(picture)
    assert words is not None
    lines = [" ".join(line.split()) for line in lay_out(words).split("\n")]
    assert "Étaient présents :" in lines
    assert "MAYEUX Mariette LEBBADER D. CARLIER N." in lines
    assert "En exercice : 21" in lines
    assert all(0 <= word.left < word.right <= picture.width for word in words)


def test_a_page_that_takes_too_long_is_given_up(picture: Image.Image) -> None:
    """Half a page would contradict the other reader."""
    assert replace(_installed(), patience=0.0).read(picture) is None


def test_a_page_without_a_letter_has_no_words() -> None:
    """A blank sheet."""
    assert _installed().read(Image.new("L", (1240, 1754), 255)) == ()


@cases(
    "read, written",
    ("ABSENTS :M.DENHEZ-M. TONDEUR", "ABSENTS : M. DENHEZ - M. TONDEUR"),
    ("M. DESMEDT– Mme HUGUES –M. QUIEVY", "M. DESMEDT – Mme HUGUES – M. QUIEVY"),
    ("Présents : 9Votants : 10", "Présents : 9 Votants : 10"),
    ("ClaudeREGNIEZ (pouvoir),Gérald THURU", "Claude REGNIEZ (pouvoir), Gérald THURU"),
    ("Jean-Paul DUFOUR-TONINI, 18h30, le 1er, 3,5 %", "Jean-Paul DUFOUR-TONINI, 18h30, le 1er, 3,5 %"),
)
def test_spaces_that_the_model_leaves_out_are_put_back(read: str, written: str) -> None:
    """Beside a sign or a civility; what has none in French keeps none."""
    assert spaced(read) == written


def test_a_library_without_its_models_is_told_with_the_command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is fetched in their place; not installed, it is simply not there."""
    found: list[ModuleSpec | None] = [ModuleSpec("rapidocr", None, origin=str(tmp_path / "__init__.py"))]
    monkeypatch.setattr("generator.papers.rapidocr.find_spec", lambda name: found[0])
    with pytest.raises(EngineError, match=r"sans son modèle « PP-OCRv6_det_small.onnx ».*make ocr"):
        find_rapidocr()
    found[0] = None
    assert find_rapidocr() is None
