"""A DOCX that came back."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from generator.intake.docxtext import read_word
from generator.word.package import UnreadableError
from tests.intake.papers import completed, in_columns


def test_what_was_completed_stands_in_the_text_of_the_draft() -> None:
    """The text tells the same as the controls, in its place."""
    lines = read_word(completed()).replace("\u00a0", " ").splitlines()
    assert "Date de séance : 2 avril 2025" in lines
    assert "Excusés ayant donné pouvoir : FERAHTIA A. donne pouvoir à MURCIA B." in lines
    assert "Délibération n° 2025-02-10" in lines


def test_the_cells_of_a_row_stay_together() -> None:
    """Who gives a proxy and who holds it are in one line."""
    lines = read_word(in_columns()).splitlines()
    assert "M. FERAHTIA A.\tM. MURCIA B." in lines
    assert "RYCKELYNCK Jean-Paul\tPERTOLDI C.\tMURCIA B." in lines


def test_headers_come_first_then_the_body_then_the_footers() -> None:
    """The commune's name is often in the header alone; each part is read once, however many sections use it."""
    document = Document()
    document.add_paragraph("Séance du 2 avril 2025")
    section = document.sections[0]
    section.header.paragraphs[0].text = "Ville d’Haveluy"
    section.footer.paragraphs[0].text = "page 1"
    document.element.body.insert(0, parse_xml(f"<w:p {nsdecls('w')}><w:pPr/></w:p>"))
    document.element.body[0][0].append(parse_xml(section._sectPr.xml))
    stream = io.BytesIO()
    document.save(stream)
    assert [line for line in read_word(stream.getvalue()).split("\n") if line] == [
        "Ville d’Haveluy",
        "Séance du 2 avril 2025",
        "page 1",
    ]


def test_an_archive_that_would_fill_the_memory_is_refused() -> None:
    """A few kilobytes that unpack to hundreds of megabytes."""
    stream = io.BytesIO(completed())
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as package, package.open("word/bomb.xml", "w") as part:
        for _ in range(31):
            part.write(bytes(10_000_000))
    with pytest.raises(UnreadableError, match="trop volumineux"):
        read_word(stream.getvalue())
