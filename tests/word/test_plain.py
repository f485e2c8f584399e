"""What the embedded engine is given to print: lists that name their faces, and no content control."""

from __future__ import annotations

import io

import docx
from lxml import etree

from generator.pdf.embedded import draw
from generator.word.package import WORD, open_package
from generator.word.plain import made_plain
from tests.cases import cases
from tests.edits import packed


@cases("fonts", "", '<w:rPr xmlns:w="{}"><w:rFonts w:hint="default"/></w:rPr>'.format(WORD.strip("{}")))
def test_a_list_that_names_no_face_is_given_that_of_the_text(fonts: str) -> None:
    """For the engine that would take its own; given once, the bytes stay. Word writes fonts that are a hint alone."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Carlito"
    document.add_paragraph("x", style="List Number")
    for level in document.part.numbering_part.element.iter(WORD + "lvl") if fonts else ():
        level.append(etree.fromstring(fonts))
    named = made_plain(packed(document))[0]
    found = open_package(named).related("numbering")
    assert found is not None
    assert len([face for face in found[1].iter("{*}rFonts") if "Carlito" in face.attrib.values()]) == 1
    assert made_plain(named)[0] == named


def _wrapped(element: etree._Element) -> None:
    """Put a content control around an element."""
    control = etree.Element(WORD + "sdt")
    etree.SubElement(etree.SubElement(control, WORD + "sdtPr"), WORD + "tag").set(WORD + "val", "x")
    element.addprevious(control)
    etree.SubElement(control, WORD + "sdtContent").append(element)


def test_what_a_control_holds_stands_in_its_place() -> None:
    """Around paragraphs, words, tables, rows and cells, one within the other: the print has the same letters."""
    document = docx.Document()
    document.add_paragraph("Avant.")
    document.add_paragraph("Le ").add_run("conseil").bold = True
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Pour", "Contre"
    plain = io.BytesIO()
    document.save(plain)
    for element in (table.cell(0, 1)._tc, table.rows[0]._tr, table._tbl, *document.paragraphs[1].runs):
        _wrapped(element._r if hasattr(element, "_r") else element)
    for paragraph in document.paragraphs:
        _wrapped(paragraph._p)
    stream = io.BytesIO()
    document.save(stream)
    (before, after) = (open_package(one).document for one in (plain.getvalue(), made_plain(stream.getvalue())[0]))
    assert not list(after.iter(WORD + "sdt"))
    assert [one.tag for one in after.iter()] == [one.tag for one in before.iter()]
    assert draw("x", stream.getvalue()) == draw("x", plain.getvalue())
