"""Texts of former word processors: printed by LibreOffice where it is, else told with what to do."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from generator.errors import UnreadableError
from generator.papers.former import print_former, print_pictures
from generator.papers.portable import open_portable
from generator.pdf.soffice import find_soffice
from tests.intake.papers import in_columns

RTF = rb"{\rtf1\ansi\ansicpg1252 D\'e9lib\'e9ration n\'b0 2025-02-10\par Pour : 20}"


def _check() -> None:
    """Never stop."""


def test_an_rtf_is_read_through_libreoffice() -> None:
    """Its letters in the encoding of Windows."""
    printed = print_former(RTF, _check)
    assert printed is not None
    with open_portable(printed, 3) as document:
        assert " ".join(document.read(0).text.split()) == "Délibération n° 2025-02-10 Pour : 20"


def test_a_doc_is_read_through_libreoffice(tmp_path: Path) -> None:
    """As LibreOffice saves for Word 97; names stay in their columns."""
    (tmp_path / "acte.docx").write_bytes(in_columns())
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [str(find_soffice().path), profile, "--headless", "--convert-to", "doc", "--outdir", str(tmp_path)]
    subprocess.run([*command, str(tmp_path / "acte.docx")], check=True, capture_output=True)
    printed = print_former((tmp_path / "acte.doc").read_bytes(), _check)
    assert printed is not None
    with open_portable(printed, 3) as document:
        assert "MAYEUX Mariette   LEBBADER D." in re.sub(" {3,}", "   ", document.read(0).text)


def test_what_is_none_of_them_is_left_to_others() -> None:
    """A DOCX with a password is a compound file too."""
    for data in (b"", b"%PDF-1.7", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)):
        assert print_former(data, _check) is None


def test_without_libreoffice_it_says_how_to_save_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What it is, and what to do."""
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("generator.pdf.soffice._USUAL_PLACES", ())
    with pytest.raises(UnreadableError, match="texte RTF") as caught:
        print_former(RTF, _check)
    assert caught.value.remedy == "enregistrez-le au format DOCX ou PDF"
    with pytest.raises(UnreadableError, match="porte l’acte en image") as caught:
        print_pictures(in_columns(), "docx", _check)
    assert caught.value.remedy == "enregistrez-le au format PDF"
