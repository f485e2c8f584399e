"""Whether a PDF shows given words, whatever its fonts' maps look like."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from generator.pdf.printedtext import share_of_words
from generator.word.wordfile import read_word_file
from tests.pdf.conftest import Printed
from tests.pdf.pages import add_page


def test_a_documents_words_are_all_in_its_pdf(printed: tuple[Printed, ...]) -> None:
    """What both engines print is found again, every word of it."""
    for job in printed:
        with pikepdf.open(job.pdf) as pdf:
            assert share_of_words(pdf, read_word_file(job.docx.name, job.docx.read_bytes()).words) == 1


def test_words_that_are_not_there_are_missed(printed: tuple[Printed, ...]) -> None:
    """The share is that of the words found."""
    with pikepdf.open(printed[1].pdf) as pdf:
        assert share_of_words(pdf, frozenset({"médiation", "hippopotame"})) == 0.5


def test_no_words_are_all_there() -> None:
    """A document of pictures has no words to miss."""
    pdf = pikepdf.new()
    add_page(pdf)
    assert share_of_words(pdf, frozenset()) == 1


@pytest.mark.parametrize(
    ("subtype", "unicode_map", "shown", "word"),
    [
        (Name.TrueType, b"2 beginbfchar\n<01> <004F> <02> <0075>\nendbfchar", b"<0102> Tj <02> Tj", "OUU"),
        (Name.Type0, b"1 beginbfrange\n<0101> <0102> <004F>\nendbfrange", b"[<0101> 20 <0101>] TJ <0101> Tj", "ooo"),
        (Name.Type0, b"1 beginbfrange <0201> <0202> [<004F> <00750069>] endbfrange", b"<0201> Tj <0202> Tj", "oui"),
        (Name.Type0, b"1 beginbfchar <0303> <FB01> endbfchar", b"<0303> Tj", "fi"),
        (Name.Type0, b"1 beginbfchar <0403> <00650301> endbfchar", b"<0403> Tj", "é"),
    ],
)
def test_every_form_of_unicode_map_is_read(subtype: Name, unicode_map: bytes, shown: bytes, word: str) -> None:
    """Single codes, ranges, lists, ligatures and accents apart, with one byte or two bytes a code."""
    pdf = pikepdf.new()
    page = add_page(pdf, text=b"BT /F 9 Tf " + shown + b" ET")
    font = Dictionary(Type=Name.Font, Subtype=subtype, ToUnicode=pdf.make_stream(unicode_map))
    page.obj.Resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(font)))
    assert share_of_words(pdf, frozenset({word})) == 1
    assert share_of_words(pdf, frozenset({word + "x"})) == 0


def test_a_font_without_a_map_shows_nothing() -> None:
    """Letters that no one can copy or hear count as missing."""
    pdf = pikepdf.new()
    page = add_page(pdf, text=b"BT /F 9 Tf (oui) Tj /Absent 9 Tf (oui) Tj ET")
    page.obj.Resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(Dictionary(Type=Name.Font))))
    assert share_of_words(pdf, frozenset({"oui"})) == 0
