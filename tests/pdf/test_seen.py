"""What is seen of a page: whether its text is upright, and what is drawn on it."""

from __future__ import annotations

from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name

from generator.pdf.makeup import Corner
from generator.pdf.seen import read_pages
from generator.pdf.stamp import stamp_pages
from tests.cases import cases


@cases("matrix, upright", ("1 0 0 1", True), ("0.9 0.3 -0.3 0.9", False), ("0 1 -1 0", False), ("-1 0 0 -1", False))
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


@cases("matrix, upright", ("1 0 0 1", True), ("0 1 -1 0", False))
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


@cases("rotate", 0, 90, 180, 270)
def test_a_number_beside_letters_from_right_to_left_is_read_as_it_is_drawn(rotate: int, tmp_path: Path) -> None:
    """An annexe in Arabic: a viewer tells the line in its own order, « 1/1 — -2025-017NUM_MED »."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(595, 842))
        codes = pdf.make_stream(
            b"1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfrange <61> <7a> <0621> endbfrange"
        )
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, ToUnicode=codes)
        page.obj.Resources = Dictionary(Font=Dictionary(F0=pdf.make_indirect(font)))
        page.obj.Rotate = rotate
        # On the line of the stamp, wherever that is: « Annexe n° 2 » in the letters of the annexe.
        lines = {0: "1 0 0 1 50 22", 90: "0 1 -1 0 573 50", 180: "-1 0 0 -1 545 820", 270: "0 -1 1 0 22 792"}
        page.contents_add(f"BT /F0 12 Tf {lines[rotate]} Tm (abcdef ghijkl mnopqr) Tj ET".encode())
        stamp_pages(pdf, ["MED_NUM-2025-017 — 1/1"], Corner.BOTTOM_RIGHT)
        pdf.save(tmp_path / "page.pdf")
    assert [page.text.count("MED_NUM-2025-017 — 1/1") for page in read_pages(tmp_path / "page.pdf")] == [1]


def test_what_stands_outside_the_visible_area_is_not_read(tmp_path: Path) -> None:
    """A stamp that was put beside a page, by its crop box, for one."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        stamp_pages(pdf, ["MED_NUM-2025-017 — 1/1"], Corner.BOTTOM_RIGHT)
        pdf.pages[0].obj.CropBox = pikepdf.Array([0, 100, 595, 842])
        stamp_pages(pdf, ["Recueil — page 1/1"], Corner.BOTTOM_LEFT)
        pdf.save(tmp_path / "page.pdf")
    assert [page.text for page in read_pages(tmp_path / "page.pdf")] == ["Recueil — page 1/1"]
