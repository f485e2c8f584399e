"""Ordinals raised in a Word document: the letters alone, in the format of their figure, the text unchanged."""

from __future__ import annotations

import io

import docx
from docx.text.paragraph import Paragraph

from generator.word.controls import Control, fill_controls, read_controls
from generator.word.ordinals import raise_ordinals
from tests.cases import cases
from tests.edits import packed
from tests.intake.papers import draft


def _raised(text: str) -> tuple[str, list[str]]:
    """Return the text of a paragraph once its ordinals are raised, and what is raised."""
    document = docx.Document()
    document.add_paragraph(text)
    (paragraph,) = docx.Document(io.BytesIO(raise_ordinals(packed(document)))).paragraphs
    return paragraph.text, _superior(paragraph)


def _superior(paragraph: Paragraph) -> list[str]:
    return [run.text for run in paragraph.runs if run.font.superscript]


@cases(
    "text, letters",
    ("Article 1er : Objet", ["er"]),
    ("le 1er mai et la 1re fois, les 2es, le 12e", ["er", "re", "es", "e"]),
    ("a 1er\t2e\nfin", ["er", "e"]),
    ("D25049B, 4,5e, 1/2e, A2e, 3-1, 2026e, 1ère", []),
    ("2 h, 17,5 % et 35e.", ["e"]),
)
def test_the_letters_of_ordinals_are_raised_and_nothing_else(text: str, letters: list[str]) -> None:
    """A figure of one to three digits by itself, then « er », « re » or « e »; whoever searches finds the same text."""
    assert _raised(text) == (text, letters)


def test_a_figure_and_its_letters_may_stand_in_two_runs() -> None:
    """The letters keep their own format."""
    document = docx.Document()
    paragraph = document.add_paragraph("le 3")
    paragraph.add_run("e jeudi").bold = True
    (found,) = docx.Document(io.BytesIO(raise_ordinals(packed(document)))).paragraphs
    assert [(run.text, run.bold, run.font.superscript) for run in found.runs] == [
        ("le 3", None, None),
        ("e", True, True),
        (" jeudi", True, None),
    ]


def test_what_the_program_completes_is_raised_and_read_back() -> None:
    """A zone still holds its value, and can be completed again."""
    filled = raise_ordinals(fill_controls(draft(), {"seance.date": "1er avril 2025"}))
    document = docx.Document(io.BytesIO(filled))
    (paragraph,) = [one for one in document.paragraphs if one.text.startswith("Date de séance")]
    assert "".join(paragraph._element.xpath(".//w:sdt//w:r[w:rPr/w:vertAlign]/w:t/text()")) == "er"
    assert read_controls(filled)["seance.date"] == Control("1er avril 2025", placeholder=False)
    again = fill_controls(filled, {"seance.date": "2 avril 2025"})
    assert read_controls(again)["seance.date"] == Control("2 avril 2025", placeholder=False)


def test_a_document_without_ordinals_and_one_already_raised_keep_their_bytes() -> None:
    """Raising twice changes nothing."""
    document = docx.Document()
    document.add_paragraph("Rien à élever ici.")
    plain = packed(document)
    assert raise_ordinals(plain) is plain
    document.add_paragraph("le 1er jeudi")
    once = raise_ordinals(packed(document))
    assert raise_ordinals(once) == once
