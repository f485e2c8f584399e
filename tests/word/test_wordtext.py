"""The text of a Word document as it is read."""

from __future__ import annotations

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from generator.word.package import open_package
from generator.word.wordtext import text_of
from tests.edits import packed

_BOX = (
    '<mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="wps"><w:drawing><w:txbxContent><w:p><w:r><w:t>Reçu le 7 avril</w:t></w:r></w:p>'
    "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent><w:p><w:r><w:t>Reçu le 7 avril</w:t>"
    "</w:r></w:p></w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent>"
)


def _text(*blocks: str) -> str:
    document = Document()
    for block in reversed(blocks):
        document.element.body.insert(0, parse_xml(f"<w:body {nsdecls('w')}>{block}</w:body>")[0])
    return text_of(open_package(packed(document)).document)


def _run(text: str, properties: str = "") -> str:
    return f"<w:r>{properties}<w:t xml:space='preserve'>{text}</w:t></w:r>"


def test_a_paragraph_is_a_line_and_a_break_begins_another() -> None:
    """Names are typed one a line, with Enter or with Shift and Enter."""
    names = "<w:p><w:r><w:t>Présents :</w:t><w:tab/><w:t>MURCIA B.</w:t><w:br/><w:t>CLOSSE E.</w:t></w:r></w:p>"
    assert _text(names, "<w:p/>", f"<w:p>{_run('2025')}<w:r><w:noBreakHyphen/></w:r>{_run('10')}</w:p>") == (
        "Présents :\tMURCIA B.\nCLOSSE E.\n\n2025-10"
    )


def test_a_row_is_a_line_with_a_tab_between_its_cells() -> None:
    """A table of votes, with a nested table and a cell of two paragraphs."""
    rows = [["Pour", "Contre"], ["20", "0"]]
    cells = [[f"<w:tc><w:p>{_run(text)}</w:p></w:tc>" for text in row] for row in rows]
    inner = "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in cells) + "</w:tbl>"
    assert _text(inner) == "Pour\tContre\n20\t0"
    outer = f"<w:tbl><w:tr><w:tc><w:p>{_run('Vote')}</w:p><w:p/></w:tc><w:tc>{inner}<w:p/></w:tc></w:tr></w:tbl>"
    assert _text(outer) == "Vote\n\tPour\tContre\n20\t0\n"


def test_what_was_deleted_is_not_there_and_what_was_inserted_is() -> None:
    """Tracked changes: runs, a paragraph's mark, moved text, a row."""
    mark = "<w:pPr><w:rPr><w:del w:id='3' w:author='M'/></w:rPr></w:pPr>"
    deleted = "<w:del w:id='1' w:author='M'><w:r><w:delText>dix-neuf</w:delText></w:r></w:del>"
    inserted = f"<w:ins w:id='2' w:author='M'>{_run('vingt')}</w:ins>"
    moved = f"<w:moveFrom w:id='4' w:author='M'>{_run('ailleurs')}</w:moveFrom>"
    row = f"<w:tr>%s<w:tc><w:p>{_run('GARCIA M.')}</w:p></w:tc></w:tr>"
    table = "<w:tbl>" + row % "<w:trPr><w:del w:id='5' w:author='M'/></w:trPr>" + row % "" + "</w:tbl>"
    first = f"<w:p>{mark}{_run('par ')}{deleted}{inserted}{moved}</w:p>"
    assert _text(first, f"<w:p>{_run(' voix')}</w:p>", table) == "par vingt voix\nGARCIA M."


def test_hidden_text_is_not_read() -> None:
    """Nobody sees it on the page."""
    assert _text(f"<w:p>{_run('20')}{_run('19', '<w:rPr><w:vanish/></w:rPr>')}</w:p>") == "20"


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    """Word writes it twice, for itself and for older programs."""
    assert _text(f"<w:p>{_run('Le Maire')}<w:r>{_BOX}</w:r></w:p>") == "Le Maire\nReçu le 7 avril"


def test_controls_and_links_are_read_through() -> None:
    """A control around paragraphs, another in a line, a link and a field's result."""
    control = "<w:sdt><w:sdtPr><w:tag w:val='a'/></w:sdtPr><w:sdtContent>%s</w:sdtContent></w:sdt>"
    field = f"<w:hyperlink>{_run(' lien')}</w:hyperlink><w:fldSimple>{_run(' 3')}</w:fldSimple>"
    line = f"<w:p>{control % _run('21')}{field}</w:p>"
    assert _text(control % line) == "21 lien 3"
