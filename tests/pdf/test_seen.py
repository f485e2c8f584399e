"""What is seen of a page: whether its text is upright."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from generator.pdf.seen import read_pages


@pytest.mark.parametrize(
    ("matrix", "upright"), [("1 0 0 1", True), ("0.9 0.3 -0.3 0.9", False), ("0 1 -1 0", False), ("-1 0 0 -1", False)]
)
def test_one_text_that_leans_among_others_is_seen(matrix: str, upright: bool, tmp_path: Path) -> None:
    """Askew, upwards or upside down, after a line that is straight."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        page.obj.Resources = Dictionary(Font=Dictionary(F0=pdf.make_indirect(font)))
        text = f"BT /F0 12 Tf 1 0 0 1 50 700 Tm (Une ligne droite) Tj {matrix} 200 400 Tm (une autre) Tj ET"
        page.contents_add(pdf.make_stream(text.encode()))
        pdf.save(tmp_path / "page.pdf")
    assert [page.upright for page in read_pages(tmp_path / "page.pdf")] == [upright]


@pytest.mark.parametrize(("matrix", "upright"), [("1 0 0 1", True), ("0 1 -1 0", False)])
def test_a_text_that_leans_in_a_drawing_is_seen(matrix: str, upright: bool, tmp_path: Path) -> None:
    """A form is turned with all that it holds."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        fonts = Dictionary(Font=Dictionary(F0=pdf.make_indirect(font)))
        form = pdf.make_stream(b"BT /F0 12 Tf 1 0 0 1 50 70 Tm (Une ligne) Tj ET")
        form.Type, form.Subtype, form.BBox, form.Resources = Name.XObject, Name.Form, [0, 0, 595, 842], fonts
        page.obj.Resources = Dictionary(Font=fonts.Font, XObject=Dictionary(X0=form))
        page.contents_add(f"BT /F0 12 Tf 50 700 Td (Une autre) Tj ET q {matrix} 200 200 cm /X0 Do Q".encode())
        pdf.save(tmp_path / "page.pdf")
    assert [page.upright for page in read_pages(tmp_path / "page.pdf")] == [upright]
