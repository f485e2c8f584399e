"""The faces that a document asks for."""

from __future__ import annotations

import io

from docx import Document
from docx.oxml.ns import qn

from generator.word.faces import read_faces, with_first_faces
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
    single = with_first_faces(listed)
    assert Document(io.BytesIO(single)).styles["Normal"].font.name == "Liberation Sans"
    for other in ("Liberation Sans", "A & B"):
        same = _document(other)
        assert with_first_faces(same) is same
