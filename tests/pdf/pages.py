"""PDFs made by hand for the tests that need no printed document."""

from __future__ import annotations

from collections.abc import Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name

A4 = (0.0, 0.0, 595.0, 842.0)


def add_page(
    pdf: pikepdf.Pdf, *, box: Sequence[float] = A4, crop: Sequence[float] = (), rotate: int = 0, text: bytes = b""
) -> pikepdf.Page:
    """Append a page with a media ``box``, perhaps a ``crop`` box and a rotation, and the operators ``text``."""
    page = Dictionary(Type=Name.Page, MediaBox=Array(box), Resources=Dictionary(), Contents=pdf.make_stream(text))
    if crop:
        page.CropBox = Array(crop)
    if rotate:
        page.Rotate = rotate
    pdf.pages.append(pikepdf.Page(pdf.make_indirect(page)))
    return pdf.pages[-1]


def add_tree(pdf: pikepdf.Pdf, entries: dict[str, pikepdf.Object]) -> pikepdf.Object:
    """Give ``pdf`` a structure tree of a document with one paragraph, and return the paragraph."""
    tree = pdf.make_indirect(Dictionary({"/Type": Name.StructTreeRoot, **entries}))
    document = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Document, P=tree))
    paragraph = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=document))
    document.K = Array([paragraph])
    tree.K = Array([document])
    pdf.Root.StructTreeRoot = tree
    return paragraph
