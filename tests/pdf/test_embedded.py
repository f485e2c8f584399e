"""The embedded engine: what crashes in its processes stops one document only, and rows stay together."""

from __future__ import annotations

import io
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from docx.oxml import OxmlElement
from docx.shared import Mm

from generator.pdf.conversion import ConversionJob
from generator.pdf.embedded import EmbeddedEngine, draw
from generator.pdf.seen import read_texts
from generator.workers import dismiss
from tests.pdf.conftest import convert

#: Loaded by the engine's processes at their start: the library can't be told to crash, so it is made to.
CRASH = """
import os, rdocx
class Crashing:
    @staticmethod
    def from_bytes(docx, real=rdocx.Document.from_bytes):
        return os._exit(134) if docx == open({deadly!r}, "rb").read() else real(docx)
rdocx.Document = Crashing
"""


def test_a_crash_of_the_library_fails_one_document_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of ten documents nine are printed, and the one on which the process dies has its reason."""
    document, stream = Document(), io.BytesIO()
    document.core_properties.title = "Essai"
    document.add_heading("Un titre assez long pour être retrouvé", 1)
    document.save(stream)
    jobs = [ConversionJob(f"{number:02d}.docx", stream.getvalue()) for number in range(10)]
    document.core_properties.title = "Essai fatal"
    document.save(deadly := io.BytesIO())
    jobs[7] = ConversionJob("07.docx", deadly.getvalue())
    (tmp_path / "deadly").write_bytes(jobs[7].docx)
    (tmp_path / "sitecustomize.py").write_text(CRASH.format(deadly=str(tmp_path / "deadly")), encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    dismiss()  # a process that an earlier run kept does not load it
    conversions = convert(EmbeddedEngine.probe(), jobs, workers=2)
    assert [conversion.job for conversion in conversions if conversion.error] == [jobs[7]]
    assert "s’est arrêté en imprimant 07.docx" in conversions[7].error
    assert [bool(conversion.pdf) for conversion in conversions] == [job is not jobs[7] for job in jobs]


def _signed(lines: int, after: str = "") -> bytes:
    """Return an act of so many lines, then what a signature keeps on one page: place, parties, names, what follows."""
    document, stream = Document(), io.BytesIO()
    for rank in range(lines):
        document.add_paragraph(f"Ligne {rank}.")
    document.add_paragraph("Fait à Wallers.").paragraph_format.keep_with_next = True
    table = document.add_table(2, 2)
    for row, words in zip(
        table.rows, (("Pour la Communauté,", "Pour la Commune,"), ("Le Président", "Le Maire")), strict=True
    ):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, word in zip(row.cells, words, strict=True):
            cell.paragraphs[0].add_run(word)
    for cell in table.rows[0].cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = True
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    if after:
        for cell in table.rows[1].cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True
        document.add_paragraph(after)
    document.save(stream)
    return stream.getvalue()


def test_a_row_that_stays_with_the_next_one_is_on_its_page() -> None:
    """Wherever the page ends, parties and names are together, once, and the place with them."""
    pages = {lines: read_texts(draw("acte.docx", _signed(lines))) for lines in range(20, 32)}
    assert {len(texts) for texts in pages.values()} == {1, 2}
    for lines, texts in pages.items():
        last = texts[-1]
        assert [last.count(word) for word in ("Fait à", "Pour la Commune,", "Le Maire")] == [1, 1, 1], lines
        assert "".join(texts).count("Pour la Commune,") == 1, lines


def test_names_that_stay_with_what_follows_are_on_its_page() -> None:
    """Of a deliberation, the mention that makes it executory does not stand alone on the last page."""
    pages = {lines: read_texts(draw("acte.docx", _signed(lines, "Mention exécutoire."))) for lines in range(20, 32)}
    assert {len(texts) for texts in pages.values()} == {1, 2}
    for lines, texts in pages.items():
        assert [texts[-1].count(word) for word in ("Fait à", "Le Maire", "Mention")] == [1, 1, 1], lines


def test_a_word_longer_than_its_cell_ends_no_further() -> None:
    """It is written on several lines, and not over the next cell."""
    document = Document()
    table = document.add_table(1, 2)
    table.autofit = False
    for cell, text in zip(table.rows[0].cells, ("secretariat@mairie-emerchicourt.fr", "03"), strict=True):
        cell.width, cell.text = Mm(25), text
    stream = io.BytesIO()
    document.save(stream)
    with pypdfium2.PdfDocument(draw("x.docx", stream.getvalue())) as pdf:
        text = pdf[0].get_textpage()
        letters = [(text.get_text_range(rank, 1), text.get_charbox(rank)) for rank in range(text.count_chars())]
    begins = next(left for sign, (left, *_) in letters if sign == "0")
    assert max(right for sign, (_, _, right, _) in letters if sign.isalpha()) < begins
