"""Passphrases in files, as editors write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import ConventionsError, UsageError
from generator.runs.keeping.backup import read_passphrase
from tests.cases import cases

WORDS = "l’été à Rœulx, 7 écluses"


@cases("encoding", "utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252")
@cases("end", "", "\n", "\r\n", "  \r\n\r\n")
def test_the_same_words_whatever_wrote_them(tmp_path: Path, encoding: str, end: str) -> None:
    """Notepad's « UTF-8 », « UTF-8 avec BOM », « UTF-16 » and « ANSI », and the line ends of any system."""
    path = tmp_path / "phrase.txt"
    path.write_bytes(f"{WORDS}{end}".encode(encoding))
    assert read_passphrase(path, anew=True) == WORDS


@cases(
    "data, told",
    (b"Tr0mp3tt\x80\xa7", "UTF-8"),
    (b"\xff\xfeL\x00a", "UTF-8"),
    (b"PK\x03\x04\x00\x00", "UTF-8"),
    (b"\xef\xbb\xbf \r\n", "vide"),
    (b"un\r\ndeux", "sur une seule"),
    ids=["signs", "cut", "no text", "empty", "two lines"],
)
def test_what_leaves_a_doubt_is_no_passphrase(tmp_path: Path, data: bytes, told: str) -> None:
    """A letter read as another would make a key that nobody knows."""
    path = tmp_path / "phrase.txt"
    path.write_bytes(data)
    with pytest.raises(UsageError, match=told):
        read_passphrase(path, anew=True)


def test_a_passphrase_on_two_lines_still_opens_what_it_closed(tmp_path: Path) -> None:
    """Only a new one is refused."""
    path = tmp_path / "phrase.txt"
    path.write_bytes(b"un\r\ndeux\r\n")
    assert read_passphrase(path) == "un\ndeux"


def test_a_file_that_is_none_is_told(tmp_path: Path) -> None:
    """A folder, nothing, or a file of megabytes."""
    (tmp_path / "grand").write_bytes(b"a" * 20_000)
    for name in ("absent", ".", "grand"):
        with pytest.raises(ConventionsError, match=r"introuvable|c’est un dossier|lecture impossible"):
            read_passphrase(tmp_path / name)
