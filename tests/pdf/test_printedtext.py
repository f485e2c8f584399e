"""Whether a PDF says what its DOCX says, to the letter, whatever its fonts' maps look like."""

from __future__ import annotations

from dataclasses import replace

import pikepdf
from pikepdf import Dictionary, Name

from generator.pdf.printedtext import differences, read_printed
from generator.word.shown import PAGE, PAGES, Shown
from generator.word.wordfile import read_word_file
from tests.cases import cases
from tests.pdf.conftest import Printed
from tests.pdf.pages import add_page

NOTHING = Shown((), "", frozenset({""}), frozenset({""}), ())


def shown_of(document: Printed) -> Shown:
    """Return what a printed document should show."""
    return read_word_file(document.docx.name, document.docx.read_bytes()).shown


def told(document: Printed, shown: Shown) -> list[str]:
    """Return the differences between a document's PDF and what is given as its text."""
    with pikepdf.open(document.pdf) as pdf:
        return differences(read_printed(pdf), shown)


def test_a_documents_text_is_in_its_pdf_and_nothing_else(printed: tuple[Printed, ...]) -> None:
    """What both engines print is found again, every letter of it."""
    for document in printed:
        assert told(document, shown_of(document)) == []


def test_a_lost_a_changed_and_an_added_word_are_told(printed: tuple[Printed, ...]) -> None:
    """One word of one paragraph is enough, and so is one that stands twice in the document and once in the PDF."""
    shown = shown_of(printed[1])
    assert told(printed[1], replace(shown, body=(*shown.body, "hippopotame"))) == ["il y manque « hippopotame »"]
    assert told(printed[1], replace(shown, body=(*shown.body, "Article 1"))) == ["il y manque « 1aceilrt »"]
    less = tuple(text for text in shown.body if text != "premier engagement")
    assert told(printed[1], replace(shown, body=less))[0].startswith("il y a en trop « premier")
    changed = tuple(text.replace("premier", "dernier") for text in shown.body)
    (missing, extra) = told(printed[1], replace(shown, body=changed))
    assert missing == "il y manque « dernier engagement »"
    assert "premier" in extra


def test_anothers_pdf_is_told(printed: tuple[Printed, ...]) -> None:
    """Two acts of one campaign differ by a few words: they are enough."""
    assert told(printed[0], shown_of(printed[1]))


def page_of(*texts: bytes) -> pikepdf.Pdf:
    """Return a PDF with a page for each content, in a font whose codes are Latin letters."""
    pdf = pikepdf.new()
    codes = b"1 beginbfrange <20> <7E> <0020> endbfrange"
    font = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.TrueType, ToUnicode=pdf.make_stream(codes)))
    for text in texts:
        page = add_page(pdf, text=b"BT /F 9 Tf " + text + b" ET")
        page.obj.Resources = Dictionary(Font=Dictionary(F=font))
    return pdf


def test_margins_are_held_against_those_of_the_document() -> None:
    """Each page bears a header and a footer of the document, with its own number; what is another's is told."""
    margins = replace(NOTHING, headers=frozenset({"Denain"}), footers=frozenset({f"{PAGE}/{PAGES}"}))
    bears = b"/Artifact BMC (Denain) Tj (%d/2) Tj EMC"
    assert differences(read_printed(page_of(bears % 1, bears % 2)), margins) == []
    (wrong,) = differences(read_printed(page_of(bears % 1, bears % 1)), margins)
    assert wrong == "page 2, l’en-tête ou le pied de page porte « Denain1/2 »"


def test_the_heads_of_a_table_come_again() -> None:
    """A row that each page repeats is in the PDF more often than in the document; another row is not."""
    shown = replace(NOTHING, body=("Date", "mardi"), heads=("Date",))
    assert differences(read_printed(page_of(b"(Date) Tj (mardi) Tj", b"(Date) Tj")), shown) == []
    assert differences(read_printed(page_of(b"(Date) Tj (mardi) Tj", b"(mardi) Tj")), shown)


@cases(
    "subtype, unicode_map, shown, word",
    (Name.TrueType, b"2 beginbfchar\n<01> <004F> <02> <0075>\nendbfchar", b"<0102> Tj <02> Tj", "OUU"),
    (Name.Type0, b"1 beginbfrange\n<0101> <0102> <004F>\nendbfrange", b"[<0101> 20 <0101>] TJ <0101> Tj", "ooo"),
    (Name.Type0, b"1 beginbfrange <0201> <0202> [<004F> <00750069>] endbfrange", b"<0201> Tj <0202> Tj", "oui"),
    (Name.Type0, b"1 beginbfchar <0303> <FB01> endbfchar", b"<0303> Tj", "fi"),
    (Name.Type0, b"1 beginbfchar <0403> <00650301> endbfchar", b"<0403> Tj", "é"),
)
def test_every_form_of_unicode_map_is_read(subtype: Name, unicode_map: bytes, shown: bytes, word: str) -> None:
    """Single codes, ranges, lists, ligatures and accents apart, with one byte or two bytes a code."""
    pdf = pikepdf.new()
    page = add_page(pdf, text=b"BT /F 9 Tf " + shown + b" ET")
    font = Dictionary(Type=Name.Font, Subtype=subtype, ToUnicode=pdf.make_stream(unicode_map))
    page.obj.Resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(font)))
    assert differences(read_printed(pdf), replace(NOTHING, body=(word,))) == []
    assert differences(read_printed(pdf), replace(NOTHING, body=(word + "x",)))


def test_a_font_without_a_map_shows_nothing() -> None:
    """Letters that no one can copy or hear count as missing."""
    pdf = pikepdf.new()
    page = add_page(pdf, text=b"BT /F 9 Tf (oui) Tj /Absent 9 Tf (oui) Tj ET")
    page.obj.Resources = Dictionary(Font=Dictionary(F=pdf.make_indirect(Dictionary(Type=Name.Font))))
    assert differences(read_printed(pdf), replace(NOTHING, body=("oui",)))
