"""Content controls completed and read back."""

from __future__ import annotations

import io
import zipfile

import pytest
from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree

from generator.errors import UnreadableError
from generator.word.controls import Control, fill_controls, read_controls
from generator.word.package import WORD
from generator.word.packaging import dated
from tests.cases import cases
from tests.edits import packed
from tests.intake.papers import COMPLETED, LEFT, completed, draft

_STYLE = '<w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr>'
_INLINE = (
    "<w:p {ns}><w:r><w:t>n° </w:t></w:r><w:sdt><w:sdtPr>{more}<w:tag w:val='a'/></w:sdtPr>"
    "<w:sdtContent>{content}</w:sdtContent></w:sdt></w:p>"
)
_BLOCK = "<w:sdt {ns}><w:sdtPr><w:tag w:val='a'/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def _document(xml: str, **parts: str) -> bytes:
    document = Document()
    document.element.body.insert(0, parse_xml(xml.format(ns=nsdecls("w", "w14"), **parts)))
    return packed(document)


def _inline(content: str, more: str = "") -> bytes:
    return _document(_INLINE, content=content, more=more)


def _xml(docx: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return package.read(name).decode()


def test_what_the_program_completes_in_the_draft_is_read_back_exactly() -> None:
    """Every control of the repository's template: text, dates, drop-down list; the others stay to complete."""
    controls = read_controls(completed())
    assert {tag: control.text for tag, control in controls.items() if not control.placeholder} == COMPLETED
    assert {tag for tag, control in controls.items() if control.placeholder} == LEFT


def test_an_untouched_draft_holds_only_placeholders() -> None:
    """Nothing was completed: every control of the draft says so."""
    controls = read_controls(draft())
    assert set(COMPLETED) <= set(controls)
    assert all(control.placeholder for control in controls.values())


def test_only_the_part_with_the_controls_changes_and_nothing_when_no_control_is_named() -> None:
    """The other parts keep their bytes; the same values give the same bytes."""
    with zipfile.ZipFile(io.BytesIO(draft())) as before, zipfile.ZipFile(io.BytesIO(completed())) as after:
        changed = [name for name in before.namelist() if before.read(name) != after.read(name)]
    assert changed == ["word/document.xml"]
    footer = (
        b"<?xml version='1.0'?><w:ftr xmlns:w='%s'><w:sdt><w:sdtContent/></w:sdt></w:ftr>" % WORD.strip("{}").encode()
    )
    filled = fill_controls(dated(draft(), {"word/footer1.xml": footer}), COMPLETED)
    assert _xml(filled, "word/footer1.xml").encode() == footer
    assert fill_controls(draft(), {}) == fill_controls(draft(), {"absent": "x"}) == draft()
    assert fill_controls(draft(), COMPLETED) == completed()


def test_a_completed_control_keeps_its_lock_and_loses_the_look_of_a_placeholder() -> None:
    """It can be completed again, and nothing shows that it was a placeholder."""
    xml = etree.fromstring(_xml(fill_controls(draft(), {"vote.pour": "20"})).encode())
    tag = f"{WORD}sdtPr/{WORD}tag[@{WORD}val='vote.pour']"
    control = next(control for control in xml.iter(WORD + "sdt") if control.find(tag) is not None)
    names = {etree.QName(element).localname for element in control.iter()}
    assert names >= {"sdtPr", "lock", "tag", "sdtContent", "t"}
    assert names.isdisjoint({"showingPlcHdr", "rStyle"})


@cases(
    "more, content, kept",
    ("<w:rPr><w:b/></w:rPr>", f"<w:r>{_STYLE}<w:t>[x]</w:t></w:r>", "<w:rPr><w:b/></w:rPr>"),
    ("", "<w:r><w:rPr><w:i/></w:rPr><w:t>3</w:t></w:r>", "<w:rPr><w:i/></w:rPr>"),
    (
        "",
        '<w:r><w:rPr><w:rStyle w:val="Textedelespacerserv"/><w:i/></w:rPr><w:t>[x]</w:t></w:r>',
        "<w:rPr><w:i/></w:rPr>",
    ),
)
def test_a_text_takes_the_format_of_its_control(more: str, content: str, kept: str) -> None:
    """The format set for the text, else the one of what stands there; never the placeholder's, in any language."""
    docx = _with_style(_inline(content, more), "Textedelespacerserv", "Placeholder Text")
    assert f'<w:r>{kept}<w:t xml:space="preserve">20</w:t></w:r>' in _xml(fill_controls(docx, {"a": "20"}))


def _with_style(docx: bytes, identifier: str, name: str) -> bytes:
    """Return a document with a character style as a French Word names it."""
    document = Document(io.BytesIO(docx))
    for known in (identifier, "PlaceholderText"):
        style = f'<w:style {nsdecls("w")} w:type="character" w:styleId="{known}"><w:name w:val="{name}"/></w:style>'
        document.styles.element.append(parse_xml(style))
    return packed(document)


def test_lines_are_paragraphs_in_a_block_and_breaks_in_a_line() -> None:
    """Both are read back as they were given."""
    value = "FERAHTIA A.\tMURCIA B.\nDHAUSSY L. "
    properties = '<w:pPr><w:jc w:val="center"/></w:pPr>'
    block = _document(_BLOCK, content=f"<w:p>{properties}<w:r><w:t>[noms]</w:t></w:r></w:p><w:p/>")
    line = _inline("<w:r><w:t>[noms]</w:t></w:r>")
    for docx in (block, line):
        assert read_controls(docx)["a"].placeholder
        assert read_controls(fill_controls(docx, {"a": value}))["a"] == Control(value, False)
    assert _xml(fill_controls(block, {"a": value})).count(properties) == 2
    assert _xml(fill_controls(line, {"a": value})).count("<w:br/>") == 1


def test_a_control_around_a_cell_stays_a_cell() -> None:
    """A row whose control lost its cell would be a damaged document."""
    cell = "<w:tc><w:tcPr/><w:p><w:r><w:t>[nom]</w:t></w:r></w:p></w:tc>"
    docx = _document("<w:tbl {ns}><w:tr>" + _BLOCK.replace("{ns}", "") + "</w:tr></w:tbl>", content=cell)
    filled = fill_controls(docx, {"a": "GARCIA M."})
    assert read_controls(filled)["a"].text == "GARCIA M."
    assert "<w:sdtContent><w:tc><w:tcPr/><w:p>" in _xml(filled)


def test_a_former_value_does_not_come_back() -> None:
    """A date's machine form, or the data that a control is bound to, would replace the text when Word opens it."""
    more = '<w:dataBinding w:xpath="/a" w:storeItemID="{{0}}"/><w:date w:fullDate="2024-01-01T00:00:00Z"/>'
    docx = _inline("<w:r><w:t>1er janvier 2024</w:t></w:r>", more.replace("{{", "{").replace("}}", "}"))
    xml = _xml(fill_controls(docx, {"a": "2 avril 2025"}))
    assert "dataBinding" not in xml
    assert "fullDate" not in xml
    assert "2 avril 2025" in xml


@cases(
    "content, more, placeholder",
    ("<w:r><w:t>[nombre]</w:t></w:r>", "", True),
    ("<w:r><w:t>Cliquez ici pour taper du texte.</w:t></w:r>", "<w:showingPlcHdr/>", True),
    (f"<w:r>{_STYLE}<w:t>21</w:t></w:r>", "", False),
    ("<w:r><w:t>21</w:t></w:r>", '<w:showingPlcHdr w:val="0"/>', False),
    ("<w:r><w:t>21 [dont 2 par visioconférence]</w:t></w:r>", "", False),
)
def test_a_placeholder_is_told_from_what_was_typed(content: str, more: str, placeholder: bool) -> None:
    """By Word's mark or by its brackets; the style stays on what LibreOffice types, and says nothing."""
    assert read_controls(_inline(content, more))["a"].placeholder is placeholder


def test_revisions_in_a_control_are_read_as_done() -> None:
    """A town hall that corrects with tracked changes means what stands in the end."""
    content = (
        '<w:ins w:id="1" w:author="Mairie"><w:r><w:t>20</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="Mairie"><w:r><w:delText>19</w:delText></w:r></w:del>'
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>18</w:t></w:r>"
    )
    assert read_controls(_inline(content))["a"] == Control("20", False)


def test_of_two_controls_of_one_tag_the_completed_one_is_read_and_both_are_filled() -> None:
    """A copied control bears the same tag."""
    control = (
        "<w:sdt><w:sdtPr><w:tag w:val='a'/></w:sdtPr><w:sdtContent><w:r><w:t>%s</w:t></w:r></w:sdtContent></w:sdt>"
    )
    twice = "<w:p {ns}>" + control % "[nombre]" + control % "21" + "</w:p>"
    docx = _document(twice)
    assert read_controls(docx)["a"] == Control("21", False)
    assert _xml(fill_controls(docx, {"a": "20"})).count(">20<") == 2


def test_controls_of_headers_are_read_and_filled() -> None:
    """A number may stand in the header."""
    document = Document()
    paragraph = document.sections[0].header.paragraphs[0]._p
    paragraph.append(parse_xml(_INLINE.format(ns=nsdecls("w"), more="", content="<w:r><w:t>[n°]</w:t></w:r>"))[1])
    assert read_controls(fill_controls(packed(document), {"a": "2025-02-10"}))["a"] == Control("2025-02-10", False)


def test_what_is_no_document_is_refused() -> None:
    """The reason is the same as for a template."""
    with pytest.raises(UnreadableError, match="ce n’est pas un document Word"):
        read_controls(b"2025-02-10")
