"""Blank pages, added so that each part starts on a recto, and never silently: they say why they are there."""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name

from generator.pdf.drawing import pagination, show
from generator.pdf.font import Weight, embed_font
from generator.pdf.frame import visible_frame
from generator.pdf.lengths import A4

_TEXT = "Page laissée blanche pour l’impression recto verso"
_SIZE = 10.0
_FONT = "/Blank"


def insert_blank_page(pdf: pikepdf.Pdf, index: int) -> pikepdf.Page:
    """Insert a page at ``index`` (from 0) as large as the one before it, or A4 at the front; it is still wordless."""
    width, height = A4
    if index:
        before = visible_frame(pdf.pages[index - 1])
        width, height = before.width, before.height
    page = Dictionary(Type=Name.Page, MediaBox=Array([0, 0, width, height]), Resources=Dictionary())
    pdf.pages.insert(index, pikepdf.Page(pdf.make_indirect(page)))
    return pdf.pages[index]


def explain_blank_pages(pdf: pikepdf.Pdf, pages: Sequence[pikepdf.Page]) -> None:
    """Print on ``pages``, in their middle, why they are blank.

    It is an artifact, not read aloud: it says nothing to who does not print.
    """
    if not pages:
        return
    font = embed_font(pdf, Weight.REGULAR, [_TEXT])
    for page in pages:
        frame = visible_frame(page)
        width = font.width(_TEXT, _SIZE)
        left, base = (frame.width - width) / 2, frame.height / 2
        box = frame.rectangle(left, base - 2, left + width, base + _SIZE)
        page.obj.Resources = Dictionary(Font=Dictionary({_FONT: font.reference}))
        page.obj.Contents = pdf.make_stream(
            pagination(show(_FONT, font, _TEXT, _SIZE, left, base, grey=0.3), "Header", box)
        )
