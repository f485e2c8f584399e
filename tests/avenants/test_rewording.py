"""Paragraphs reworded in place."""

from __future__ import annotations

from docx.oxml.ns import nsdecls
from hypothesis import given, strategies as st
from lxml import etree

from generator.avenants.rewording import reword
from generator.word.package import WORD
from generator.word.wordtext import text_of

BOLD = "<w:rPr><w:b/></w:rPr>"


def paragraph(content: str) -> etree._Element:
    return etree.fromstring(f"<w:p {nsdecls('w')}>{content}</w:p>")


def run(text: str, form: str = "") -> str:
    shown = f'<w:t xml:space="preserve">{text}</w:t>'
    for sign, element in (("\t", "tab"), ("\n", "br")):
        shown = shown.replace(sign, f'</w:t><w:{element}/><w:t xml:space="preserve">')
    return f"<w:r>{form}{shown}</w:r>"


def runs(element: etree._Element) -> list[tuple[str, bool]]:
    """Return the runs with whether they are bold."""
    return [(text_of(found), found.find(f"{WORD}rPr/{WORD}b") is not None) for found in element.iter(WORD + "r")]


def test_words_that_come_take_the_format_of_those_they_replace() -> None:
    """A bold date stays bold, and what surrounds it is not touched."""
    term = paragraph(run("jusqu’au ") + run("30 juin 2026", BOLD) + run(" au plus tard."))
    reword(term, "jusqu’au 31 décembre 2027 au plus tard.")
    assert runs(term) == [("jusqu’au ", False), ("31 décembre 2027", True), (" au plus tard.", False)]


def test_words_added_take_the_format_of_the_word_before() -> None:
    """At the beginning there is none: that of the first."""
    title = paragraph(run("Vu", BOLD) + run(" le code"))
    reword(title, "Et vu le code général")
    assert runs(title) == [("Et vu", True), (" le code général", False)]


def test_a_run_whose_words_all_go_goes() -> None:
    """No empty run is left behind."""
    text = paragraph(run("la salle ") + run("chauffée", BOLD) + run("."))
    reword(text, "la salle.")
    assert runs(text) == [("la salle", False), (".", False)]


def test_a_content_control_and_a_line_break_survive_a_change_beside_them() -> None:
    """Only the words that differ are touched."""
    control = f'<w:sdt><w:sdtPr><w:tag w:val="date"/></w:sdtPr><w:sdtContent>{run("[date]")}</w:sdtContent></w:sdt>'
    text = paragraph(run("Fait à Wallers,") + "<w:r><w:br/></w:r>" + run("le ") + control + run("."))
    reword(text, "Fait à Denain,\nle [date].")
    assert text_of(text) == "Fait à Denain,\nle [date]."
    assert [element.tag for element in text] == [WORD + "r", WORD + "r", WORD + "r", WORD + "sdt", WORD + "r"]


@given(st.lists(st.text("ab 12,.’é\t\n", max_size=8), max_size=4), st.text("ab 12,.’é\t\n", max_size=20))
def test_the_paragraph_says_the_new_text_however_its_runs_are_cut(cut: list[str], text: str) -> None:
    """Any text cut in any runs becomes any other text, provided that there is a run to hold it."""
    element = paragraph("".join(run(piece) for piece in ["x", *cut]))
    reword(element, text)
    assert text_of(element) == text
