"""A word longer than its line has places where it ends, in the copy that the embedded engine prints."""

from __future__ import annotations

from docx import Document
from docx.shared import Mm, Pt

from generator.word.narrow import BREAK, break_words
from generator.word.package import open_package
from tests.cases import cases
from tests.edits import packed

MAIL = "secretariat@mairie-emerchicourt.fr"


def _broken(*texts: str, width: float = 25) -> list[str]:
    """Return the texts of the cells of a row, each so wide, once their words are broken."""
    document = Document()
    document.styles["Normal"].font.size = Pt(11)
    table = document.add_table(1, len(texts))
    for cell, text in zip(table.rows[0].cells, texts, strict=True):
        cell.width = Mm(width)
        cell.text = text
    document.add_paragraph(MAIL * 2)
    package = open_package(packed(document))
    changed = list(break_words(package))
    assert changed == (["word/document.xml"] if any(BREAK in text for text in _cells(package.document)) else [])
    return _cells(package.document)


def _cells(document: object) -> list[str]:
    return ["".join(cell.itertext("{*}t")) for cell in document.iter("{*}tc")]  # type: ignore[attr-defined]


@cases(
    "text, pieces",
    (MAIL, ["secretariat", "@mairie-", "emerchicou", "rt.fr"]),
    ("MED_NUM-2025-0017", ["MED_NUM-", "2025-0017"]),
    ("anticonstitutionnellement", ["anticonstitut", "ionnellemen", "t"]),
)
def test_a_word_is_broken_where_its_line_is_full(text: str, pieces: list[str]) -> None:
    """After a mark of it, where there is one; what a whole line holds is left as it is."""
    assert _broken(text) == [BREAK.join(pieces)]


def test_words_that_hold_are_whole() -> None:
    """Those of a wide cell, short ones of a narrow one, and lines to write on."""
    for texts, width in (((MAIL, "x"), 75), (("Salle des fêtes du Conseil", "03 27 00 00 00", "…" * 30), 25)):
        assert _broken(*texts, width=width) == list(texts)


def test_a_word_longer_than_a_line_of_the_page_is_broken() -> None:
    """By its letters: eighty small ones hold where sixty capitals do not."""
    document = Document()
    document.styles["Normal"].font.size = Pt(11)
    for text in ("W" * 60, "i" * 80, "Un texte de mots courts. " * 20):
        document.add_paragraph(text)
    package = open_package(packed(document))
    assert list(break_words(package)) == ["word/document.xml"]
    assert [BREAK in (text.text or "") for text in package.document.iter("{*}t")] == [True, False, False]
