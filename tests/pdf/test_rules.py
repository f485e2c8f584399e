"""What the validator finds, told in French."""

from __future__ import annotations

import re

import pikepdf
from pikepdf import Array, Dictionary, Name

from generator.pdf.rules import said
from tests.cases import cases
from tests.pdf.pages import add_page


def _two_pages() -> tuple[pikepdf.Pdf, int, int]:
    """Return a PDF, the number of an element and that of a font of its second page."""
    pdf = pikepdf.new()
    add_page(pdf)
    page = add_page(pdf)
    inner = pdf.make_indirect(Dictionary(Type=Name.Font))
    font = pdf.make_indirect(Dictionary(Type=Name.Font, DescendantFonts=Array([inner])))
    page.obj.Resources = Dictionary(Font=Dictionary(F=font))
    element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Note, Pg=page.obj))
    return pdf, element.objgen[0], inner.objgen[0]


@cases(
    "rule, meaning",
    ("PDFUA1-NOTDEF-GLYPH-001", "un signe n’a pas de dessin dans sa police"),
    ("PDFUA1-NOTE-ID-001", "une note n’a pas d’identifiant"),
    ("PDFUA1-FIGURE-ALTERNATIVE-TEXT-001", "texte de remplacement"),
    ("PDFUA1-LINK-LINK-TAG-001", "un lien n’est pas balisé"),
    ("PDFUA1-TD-PARENT-001", "un tableau est mal balisé"),
    ("PDFUA1-CONTENT-TAGGING-001", "un dessin (bordure, trait, forme)"),
    ("PDFA1B-CIDTOGIDMAP-001", "une police est mal incorporée"),
    ("PDFA1B-NEW-RULE-001", "une règle n’est pas respectée"),
)
def test_a_rule_is_told_in_french(rule: str, meaning: str) -> None:
    """By its kind; nothing of the validator's English is left."""
    pdf, *_ = _two_pages()
    told = " ; ".join(said(rule, "font object 11 0 references the .notdef glyph", pdf, 0))
    assert meaning in told
    assert not re.search(r"\b(?:font|object|the|page)\b", told)


def test_the_page_is_told() -> None:
    """That of the message, that of the element at fault, or the first one that draws with the font at fault."""
    pdf, element, font = _two_pages()
    assert said("PDFUA1-CONTENT-TAGGING-001", "page 1 contains path painting", pdf, 0)[0].startswith("page 1 : ")
    assert said("PDFUA1-NOTE-ID-001", "a Note", pdf, element)[0].startswith("page 2 : ")
    assert said("PDFUA1-NOTDEF-GLYPH-001", "a font", pdf, font)[0].startswith("page 2 : ")
