"""Reading a DOCX before it is printed."""

from __future__ import annotations

import zipfile
from pathlib import Path

import docx
import pytest

from generator.errors import EngineError
from generator.word.wordfile import WordFile, read_word_file
from tests.pdf.worddocuments import write_word_document


def _read(path: Path) -> WordFile:
    return read_word_file(path.name, path.read_bytes())


def test_properties_and_words_are_read(tmp_path: Path) -> None:
    """Title, author, language, and the texts of paragraphs, cells, links and content controls."""
    word = _read(write_word_document(tmp_path / "a.docx", "Convention"))
    assert (word.title, word.author, word.language) == ("Convention", "Communauté d’agglomération", "fr-FR")
    assert {"Article 1", "mardi\tMairie", "Voir l’annexe", "Séance du date à compléter"} <= {*word.shown.body}


def test_a_document_without_properties_has_its_files_name(tmp_path: Path) -> None:
    """PDF/UA wants a title: without one in the properties it is the file's name; the language is French."""
    document = docx.Document()
    document.core_properties.title = document.core_properties.author = ""
    document.save(str(tmp_path / "bordereau.docx"))
    word = _read(tmp_path / "bordereau.docx")
    assert (word.title, word.author, word.language) == ("bordereau", "", "fr-FR")


def test_words_split_between_runs_are_whole_and_hidden_ones_left_out(tmp_path: Path) -> None:
    """Word splits runs anywhere; what is hidden is not printed."""
    document = docx.Document()
    paragraph = document.add_paragraph("con")
    paragraph.add_run("vention")
    paragraph.add_run(" secrète").font.hidden = True
    document.save(str(tmp_path / "a.docx"))
    assert _read(tmp_path / "a.docx").shown.body == ("convention",)


def test_an_empty_file_is_told() -> None:
    """What is wrong is said in so many words."""
    with pytest.raises(EngineError, match=r"e\.docx .*le fichier est vide"):
        read_word_file("e.docx", b"")


def _rewritten(source: Path, target: Path, name: str, content: bytes) -> None:
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.namelist():
            new.writestr(entry, content if entry == name else old.read(entry))


def test_broken_xml_is_told(tmp_path: Path) -> None:
    """A zip whose document does not parse would be printed as nothing."""
    source = write_word_document(tmp_path / "a.docx", "Convention")
    _rewritten(source, tmp_path / "b.docx", "word/document.xml", b"<w:document>")
    with pytest.raises(EngineError, match=r"b\.docx n’est pas un document Word lisible"):
        _read(tmp_path / "b.docx")


def test_a_zip_of_something_else_is_told(tmp_path: Path) -> None:
    """A zip without a Word document in it is not one."""
    with zipfile.ZipFile(tmp_path / "c.docx", "w") as archive:
        archive.writestr("lisez-moi.txt", "bonjour")
    with pytest.raises(EngineError, match=r"c\.docx n’est pas un document Word lisible"):
        _read(tmp_path / "c.docx")


def test_a_part_with_a_wrong_checksum_is_named(tmp_path: Path) -> None:
    """One byte changed in a stored part shows in its checksum."""
    source = write_word_document(tmp_path / "a.docx", "Convention")
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(tmp_path / "d.docx", "w", zipfile.ZIP_STORED) as archive:
        for entry in old.namelist():
            archive.writestr(entry, old.read(entry))
    content = (tmp_path / "d.docx").read_bytes()
    (tmp_path / "d.docx").write_bytes(content.replace("médiation".encode(), "médiatrix".encode()))
    with pytest.raises(EngineError, match=r"d\.docx .*abîmé \(partie word/document\.xml\)"):
        _read(tmp_path / "d.docx")
