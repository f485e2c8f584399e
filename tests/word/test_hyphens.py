"""Numbers stay whole on a line when a DOCX is printed, and nothing else of it changes."""

from __future__ import annotations

import io

from docx import Document

from generator.word.hyphens import NO_BREAK_HYPHEN, with_whole_numbers
from tests.cases import cases


def printed(text: str, style: str = "Normal") -> str:
    """Return what a paragraph becomes."""
    document, stream = Document(), io.BytesIO()
    document.add_paragraph(text, style)
    document.save(stream)
    return Document(io.BytesIO(with_whole_numbers(stream.getvalue()))).paragraphs[-1].text


@cases(
    "text, whole",
    ("article L. 2121-12 du CGCT", "article L. 2121*12 du CGCT"),
    ("n° MED_NUM-2025-017.", "n° MED_NUM*2025*017."),
    ("de 2024-2044", "de 2024*2044"),
    ("Château-l’Abbaye, rendez-vous, article 5-1, 3-4 ans", "Château-l’Abbaye, rendez-vous, article 5-1, 3-4 ans"),
)
def test_numbers_are_whole(text: str, whole: str) -> None:
    """Articles of a code, numbers of dossiers, years; names and words may break where French lets them."""
    assert printed(text) == whole.replace("*", NO_BREAK_HYPHEN)


def test_headings_stay() -> None:
    """They become bookmarks, where who searches types an ordinary hyphen."""
    assert printed("Convention n° MED_NUM-2025-017", "Heading 1") == "Convention n° MED_NUM-2025-017"


def test_a_document_without_numbers_keeps_its_bytes() -> None:
    """It is given back as it was; and the same input gives the same bytes."""
    document, stream = Document(), io.BytesIO()
    document.add_paragraph("Sans numéro.")
    document.save(stream)
    assert with_whole_numbers(stream.getvalue()) == stream.getvalue()
    document.add_paragraph("L. 2121-12")
    document.save(other := io.BytesIO())
    assert with_whole_numbers(other.getvalue()) == with_whole_numbers(other.getvalue()) != other.getvalue()
