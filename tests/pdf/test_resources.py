"""Equal resources are kept once, different ones apart."""

from __future__ import annotations

import pikepdf
from pikepdf import Dictionary, Name

from generator.pdf.resources import share_resources
from tests.pdf.pages import add_page


def _add_font_page(pdf: pikepdf.Pdf, program: bytes) -> pikepdf.Object:
    """Append a page with its own copy of a font of the given program, and return its font."""
    descriptor = pdf.make_indirect(Dictionary(Type=Name.FontDescriptor, FontFile2=pdf.make_stream(program)))
    font = pdf.make_indirect(Dictionary(Type=Name.Font, FontDescriptor=descriptor))
    page = add_page(pdf)
    page.obj.Resources = Dictionary(Font=Dictionary(F=font))
    return page.obj


def test_equal_fonts_become_one() -> None:
    """Fonts equal down to their programs are one object; one whose program differs stays."""
    pdf = pikepdf.new()
    pages = [_add_font_page(pdf, program) for program in (b"program", b"program", b"another")]
    share_resources(pdf)
    first, second, third = (page.Resources.Font.F.objgen for page in pages)
    assert first == second != third


def test_streams_of_equal_bytes_and_other_meaning_stay_apart() -> None:
    """The same bytes as two images of different form are two images."""
    pdf = pikepdf.new()
    pages = []
    for width in (1, 2):
        image = pdf.make_stream(b"12")
        image.Width = width
        page = add_page(pdf).obj
        page.Resources = Dictionary(XObject=Dictionary(I=image))
        pages.append(page)
    share_resources(pdf)
    assert pages[0].Resources.XObject.I.objgen != pages[1].Resources.XObject.I.objgen


def test_a_resource_that_reaches_itself_is_no_trap() -> None:
    """A form that lists itself among its resources is walked once."""
    pdf = pikepdf.new()
    page = add_page(pdf).obj
    form = pdf.make_stream(b"")
    form.Resources = Dictionary(XObject=Dictionary(F=form))
    page.Resources = Dictionary(XObject=Dictionary(F=form))
    share_resources(pdf)
    assert page.Resources.XObject.F.objgen == form.objgen
