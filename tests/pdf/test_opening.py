"""Counting the pages of files of others."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.errors import EngineError
from generator.pdf.opening import page_count


def test_pages_are_counted(pack: Path) -> None:
    """A pack of three documents of two pages has six."""
    assert page_count(pack) == 6


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"PK\x03\x04 not a PDF"])
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
