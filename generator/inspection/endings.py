"""What makes a blank page at the end of a document: a page break after which nothing comes."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from generator.errors import Problem
from generator.word.package import WORD
from generator.word.paragraphs import Flow
from generator.word.styles import Styles, is_on, value

_SHOWN = (WORD + "drawing", WORD + "pict", WORD + "object", WORD + "sdt")


def check_ending(body: Flow, styles: Styles) -> Iterator[Problem]:
    """Find a page break, or a section that begins a page, with nothing to print after it."""
    for paragraph in reversed(body.paragraphs):
        breaks = _breaks_after(paragraph.element)
        empty = not paragraph.text.strip() and next(paragraph.element.iter(*_SHOWN), None) is None
        before = empty and is_on(styles.paragraph_property(paragraph.element, "pageBreakBefore"))
        if breaks or before:
            yield paragraph.problem(
                "error",
                "rien ne vient après ce saut de page : la dernière page serait blanche",
                "affichez les marques (¶), puis supprimez le saut de page",
                len(paragraph.text),
            )
        if not empty or breaks or before or paragraph.cell is not None:
            return


def _breaks_after(paragraph: etree._Element) -> bool:
    """Tell whether a page ends in a paragraph after its last word."""
    last = ""
    for element in paragraph.iter(WORD + "t", WORD + "br", *_SHOWN):
        if element.tag == WORD + "br":
            last = value(element, "type") or last
        elif (element.text or "").strip() or element.tag != WORD + "t":
            last = ""
    section = paragraph.find(f"{WORD}pPr/{WORD}sectPr")
    return last == "page" or (section is not None and value(section.find(WORD + "type")) != "continuous")
