"""Counting the pages of files of others."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest

from generator.errors import EngineError
from generator.pdf.opening import page_count
from tests.cases import cases
from tests.pdf.pages import add_page


def test_pages_are_counted(pack: Path) -> None:
    """A pack of three documents of two pages has six."""
    assert page_count(pack) == 6


@cases("content", b"", b"%PDF-1.7\n", b"PK\x03\x04 not a PDF")
def test_what_is_no_pdf_is_named(tmp_path: Path, content: bytes) -> None:
    """An empty file, a bare header and another format are one clear error."""
    path = tmp_path / "scan.pdf"
    path.write_bytes(content)
    with pytest.raises(EngineError, match=r"scan\.pdf n’est pas un PDF lisible"):
        page_count(path)


def test_a_folder_is_no_pdf(tmp_path: Path) -> None:
    """What can't be opened at all is an error of the same kind."""
    with pytest.raises(EngineError, match="ne peut pas être lu"):
        page_count(tmp_path)


def test_a_page_that_is_not_where_the_file_says_is_no_page_less() -> None:
    """A table of places that is wrong for one page alone leaves a PDF that opens, without that page."""
    stream = io.BytesIO()
    with pikepdf.new() as pdf:
        add_page(pdf, text=b"0 0 10 10 re f")
        add_page(pdf, text=b"0 0 20 20 re f")
        first = pdf.pages[0].obj.objgen[0]
        pdf.save(stream, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    data = stream.getvalue()
    place = data.index(b"\n%d 0 obj" % first) + 1 if b"\n%d 0 obj" % first in data else 0
    entry = b"%010d 00000 n" % place
    assert page_count(data, "règlement") == 2
    assert entry in data
    with pytest.raises(EngineError, match="règlement a une structure interne abîmée"):
        page_count(data.replace(entry, b"%010d 00000 n" % (place + 3)), "règlement")
