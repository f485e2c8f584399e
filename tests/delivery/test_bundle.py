"""An archive holds what the e-mail would, readable on Windows."""

from __future__ import annotations

import io
import zipfile

from generator.delivery.message import as_zip
from tests.delivery.test_message import DOCX, LETTER, MESSAGE, PDF


def test_an_archive_holds_the_files_and_the_letter() -> None:
    """The same bytes as attached, and the letter under its subject."""
    with zipfile.ZipFile(io.BytesIO(as_zip(MESSAGE))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [DOCX.name, PDF.name, "courriel.txt"]
        assert archive.read(DOCX.name) == DOCX.data
        assert archive.read(PDF.name) == PDF.data
        letter = archive.read("courriel.txt")
    assert letter.startswith(b"\xef\xbb\xbf")
    assert letter.count(b"\n") == letter.count(b"\r\n")
    assert letter.decode("utf-8-sig").replace("\r\n", "\n") == LETTER.text


def test_an_archive_depends_on_its_content_alone() -> None:
    """One date and one system for all entries; a name with accents says that it is UTF-8."""
    assert as_zip(MESSAGE) == as_zip(MESSAGE)
    with zipfile.ZipFile(io.BytesIO(as_zip(MESSAGE))) as archive:
        entries = archive.infolist()
    assert {(entry.date_time, entry.create_system) for entry in entries} == {((1980, 1, 1, 0, 0, 0), 3)}
    assert [bool(entry.flag_bits & 0x800) for entry in entries] == [False, True, False]
