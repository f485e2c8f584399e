"""Tesseract, real, then misbehaving as a small program in its place does on command."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from generator.errors import EngineError
from generator.papers.lines import lay_out
from generator.papers.photographs import encode, prepare
from generator.papers.tesseract import Tesseract, find_tesseract
from tests.cases import cases
from tests.intake.papers import in_columns, photograph, print_pdf

_VERSION = (
    "case $1 in --version) echo tesseract 5.3.0;; --list-langs) printf 'List:\\n{languages}\\n';; *) {run};; esac"
)


def _program(folder: Path, script: str) -> Path:
    program = folder / "tesseract"
    program.write_text("#!/bin/sh\n" + script, encoding="utf-8")
    program.chmod(0o755)
    return program


def _misbehaving(folder: Path, run: str) -> Tesseract:
    return replace(find_tesseract(), path=_program(folder, run), patience=0.5)


@pytest.fixture(scope="module")
def picture(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Scan the page in columns, straight."""
    return encode(prepare(photograph(print_pdf(in_columns(), tmp_path_factory.mktemp("page")))).picture)


def test_the_words_of_a_page_are_read_with_their_places(picture: bytes) -> None:
    """With accents, in French, with a confidence; in their lines once laid out."""
    reading = find_tesseract().read(picture)
    assert reading.confidence > 85
    assert "Absents excusés ayant donné procuration :" in [
        " ".join(x.split()) for x in lay_out(reading.words).split("\n")
    ]


def test_words_that_may_be_misread_are_told(tmp_path: Path) -> None:
    """Numbers, and words that may be names: the others are words of the language, or none at all."""
    head = "level page_num block_num par_num line_num word_num left top width height conf text"
    read = [("SALIGCT,", 62), ("REGNIEZ", 95), ("14", 70), ("unanimité", 40), ("DU", 30)]
    rows = [
        head.replace(" ", "\t"),
        *(f"5\t1\t1\t1\t1\t1\t{rank}0\t0\t9\t9\t{sure}\t{word}" for rank, (word, sure) in enumerate(read)),
    ]
    (tmp_path / "table").write_text("\n".join(rows), encoding="utf-8")
    assert _misbehaving(tmp_path, f"cat {tmp_path / 'table'}").read(b"").unsure == {"SALIGCT", "14"}


def test_a_missing_program_is_told_with_the_packages_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The exit code is that of an engine, the command can be copied."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("generator.papers.tesseract._USUAL_PLACES", ())
    with pytest.raises(EngineError, match="sudo apt install tesseract-ocr tesseract-ocr-fra") as caught:
        find_tesseract()
    assert caught.value.exit_code == 5


@cases(
    "script, message",
    (_VERSION.format(languages="eng\\nosd", run=":"), "ne sait pas lire le français"),
    ("echo bonjour", "ne dit pas sa version"),
)
def test_a_program_that_cannot_serve_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str, message: str
) -> None:
    """Without French, or something else of the same name."""
    _program(tmp_path, script)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    with pytest.raises(EngineError, match=message):
        find_tesseract()


@cases(
    "run, message",
    ("exec sleep 60", "n’a pas fini de lire une page"),
    ("echo 'Error in pixRead' >&2; exit 1", "a échoué : Error in pixRead"),
    ("kill -9 $$", "a été arrêté, peut-être faute de mémoire"),
    ("exit 0", "n’a pas répondu par un tableau de mots"),
    ("head -c 5000 /dev/urandom", "n’a pas répondu par un tableau de mots"),
    ("printf 'level\\tconf\\ttext\\n5\\t96\\tmot\\n'", "n’a pas répondu par un tableau de mots"),
    ("printf 'level\\tconf\\ttext\\n5\\tx\\tmot\\n'", "n’a pas répondu par un tableau de mots"),
)
def test_a_run_that_fails_is_told(tmp_path: Path, run: str, message: str) -> None:
    """One that never ends is ended; what a failing one says is kept, and what is no table is no blank page."""
    with pytest.raises(EngineError, match=message):
        _misbehaving(tmp_path, run).read(b"")


def test_a_picture_with_too_few_letters_is_not_turned() -> None:
    """Tesseract fails then; without its orientation data it is not even asked."""
    blank = encode(prepare(Image.new("L", (600, 800), 255)).picture)
    assert find_tesseract().turn_needed(blank) == 0
    assert replace(find_tesseract(), languages=frozenset({"fra"})).turn_needed(blank) == 0
