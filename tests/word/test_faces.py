"""The faces that a document asks for."""

from __future__ import annotations

import io

from docx import Document
from docx.oxml.ns import qn

from generator.word.faces import read_faces, with_named_faces
from tests.edits import packed


def _document(face: str) -> bytes:
    document = Document()
    document.add_paragraph("Un mot")
    fonts = document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    for name in ("ascii", "hAnsi"):
        fonts.set(qn(f"w:{name}"), face)
    return packed(document)


def test_of_a_list_of_libreoffice_the_first_face_is_asked_for() -> None:
    """As it keeps what is pasted from a page of the Web; a face with a sign of XML in its name is no list."""
    listed = _document("Liberation Sans;Arial;sans-serif")
    assert read_faces(listed).body == {frozenset({"Liberation Sans"})}
    single = with_named_faces(listed)
    assert Document(io.BytesIO(single)).styles["Normal"].font.name == "Liberation Sans"
    for other in ("Liberation Sans", "A & B"):
        same = with_named_faces(_document(other))
        assert with_named_faces(same) is same
        assert Document(io.BytesIO(same)).styles["Normal"].font.name == other


def test_a_face_of_the_theme_is_named() -> None:
    """Word's headings say their theme's face: where Normal names another one, an engine printed them in that."""
    themed = _document("Arial")
    before = read_faces(themed)
    named = with_named_faces(themed)
    style = Document(io.BytesIO(named)).styles["Heading 1"]
    assert style.font.name == "Calibri"
    fonts = style.element.rPr.rFonts
    assert (fonts.get(qn("w:asciiTheme")), fonts.get(qn("w:eastAsiaTheme"))) == (None, "majorEastAsia")
    assert read_faces(named) == before
    assert with_named_faces(named) is named
