"""Redlines in print: what a reader sees, what a screen reader says, and the standards."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pikepdf
from docx import Document
from docx.document import Document as WordDocument
from docx.shared import RGBColor

from generator.avenants.consolidation import consolidate
from generator.avenants.redline import redline
from generator.pdf.conformity import verify_pdf
from generator.pdf.conversion import ConversionJob
from generator.pdf.seen import read_texts
from generator.pdf.trackprint import print_redline
from tests.avenants.acts import changes, convention, edited, found, planning
from tests.cases import cases
from tests.rendering.templates import template

DATE = datetime(2025, 12, 1, tzinfo=UTC)
RED, DARK_RED, BLUE = (1.0, 0.0, 0.0), (0.75, 0.0, 0.0), (0.0, 0.0, 1.0)


def pdf_of(docx: bytes) -> bytes:
    """Return the PDF of a redline, which its print cannot refuse."""
    conversion = print_redline(ConversionJob("redline.docx", docx), DATE)
    assert not conversion.error
    return conversion.pdf


@cache
def convention_redline() -> bytes:
    return pdf_of(redline(convention(), consolidate(convention(), changes(), DATE.date()), "CAPH", DATE))


@cache
def planning_redline() -> bytes:
    return pdf_of(redline(planning(), planning("mercredi", "matin"), "CAPH", DATE))


def spans(pdf: bytes) -> list[tuple[str, str]]:
    """Return what the Spans say and how they are drawn, in reading order."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return [
            (str(element.ActualText), str(element.A.TextDecorationType))
            for element in _elements(opened.Root.StructTreeRoot)
            if element.S == "/Span"
        ]


def _elements(element: pikepdf.Object) -> Iterator[pikepdf.Object]:
    kids = element.get("/K")
    for kid in list(kids) if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield kid
            yield from _elements(kid)


def colours(pdf: bytes) -> set[tuple[float, ...]]:
    """Return the colours in which the pages are filled and drawn."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        return {
            tuple(float(operand) for operand in instruction.operands)
            for page in opened.pages
            for instruction in pikepdf.parse_content_stream(page, "rg RG")
        }


@cases("printed", convention_redline, planning_redline)
def test_a_redline_passes_every_check_of_the_other_files(printed: object, tmp_path: Path) -> None:
    """PDF/A-2a, PDF/UA-1, tags both ways, fonts, the corner of the stamp."""
    path = tmp_path / "redline.pdf"
    path.write_bytes(printed())  # type: ignore[operator]  # cached functions have no common type
    failures, pages = verify_pdf(path)
    assert failures == ()
    assert "Modifications apparentes : texte supprimé, texte ajouté." in " ".join(pages[0].text.split())


def test_each_change_is_told_in_words_and_tagged_as_it_is_drawn() -> None:
    """A screen reader hears which words go and which come; nothing else is in a Span."""
    said = spans(convention_redline())
    assert ("[supprimé\u00a0: 30 juin 2026] ", "/LineThrough") in said
    assert ("[ajouté\u00a0: 31 décembre 2027] ", "/Underline") in said
    assert ("[ajouté\u00a0: un atelier par trimestre.] ", "/Underline") in said
    assert [words for words, _ in said].count("[ajouté\u00a0: (modifié par l’avenant n° 1)] ") == 2
    assert len(said) == 11


def test_deleted_text_is_dark_enough_to_be_read() -> None:
    """Contrast with white 6.5; pure red, as the library prints it, has 4.0 where 4.5 is asked for."""
    assert {DARK_RED, BLUE} < colours(convention_redline())
    assert RED not in colours(convention_redline())


def test_the_redline_bears_the_title_and_the_date_given() -> None:
    """Like every other file."""
    with pikepdf.open(io.BytesIO(convention_redline())) as pdf:
        assert str(pdf.docinfo.Title).endswith("modifications apparentes")
        assert str(pdf.docinfo.CreationDate) == "D:20251201000000Z"


def test_the_same_redline_gives_the_same_bytes() -> None:
    """On any day."""
    docx = redline(planning(), planning("mercredi", "matin"), "CAPH", DATE)
    assert pdf_of(docx) == pdf_of(docx)


@cases("colour", RGBColor(0xFF, 0, 0), RGBColor(0, 0, 0xFF))
def test_text_of_the_act_in_the_colours_of_changes_is_no_change(colour: RGBColor) -> None:
    """A clerk's red warning is not struck through, tagged or told as deleted."""

    def paint(document: WordDocument) -> None:
        found(document, "Leur bureau").runs[0].font.color.rgb = colour

    docx = edited(convention(), paint)
    assert spans(pdf_of(redline(docx, docx, "CAPH", DATE))) == []


def test_what_is_no_document_is_refused() -> None:
    """With the reason, as for every print."""
    assert "n’est pas un document Word lisible" in print_redline(ConversionJob("redline.docx", b"x"), DATE).error


def test_a_document_without_title_is_printed() -> None:
    """Its file's name stands for the title, which PDF/UA asks for."""
    docx = template("Un texte.")
    assert Document(io.BytesIO(docx)).core_properties.title == ""
    with pikepdf.open(io.BytesIO(pdf_of(docx))) as pdf:
        assert str(pdf.docinfo.Title) == "redline"


def test_the_heads_of_a_signature_stay_with_the_names() -> None:
    """Wherever the text before them ends: no page closes on « Pour la Commune », with the names alone on the next."""

    def pages(lines: int) -> tuple[str, ...]:
        document = Document()
        for number in range(lines):
            document.add_paragraph(f"Ligne {number}")
        document.add_paragraph("Fait à Raismes.").paragraph_format.keep_with_next = True
        table = document.add_table(2, 1)
        table.cell(0, 0).text, table.cell(1, 0).text = "Pour la Commune", "La Maire"
        table.cell(0, 0).paragraphs[0].paragraph_format.keep_with_next = True
        stream = io.BytesIO()
        document.save(stream)
        return read_texts(pdf_of(stream.getvalue()))

    for lines in range(20, 26):
        (page,) = (page for page in pages(lines) if "Commune" in page)
        assert "Maire" in page
