"""What makes a blank page: a page break after which nothing comes, or another one, or dozens of empty paragraphs."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from lxml import etree

from generator.errors import Problem
from generator.inspection.opened import Opened
from generator.word.package import WORD
from generator.word.paragraphs import Paragraph
from generator.word.styles import is_on, value

#: Fewer lines than a page has, more than anybody leaves between two passages.
_GAP = 25
_SHOWN = (WORD + "drawing", WORD + "pict", WORD + "object", WORD + "sdt")


def check_blank(template: Opened) -> Iterator[Problem]:
    """Find a template that would print nothing between the margins."""
    if all(map(_is_empty, template.body.paragraphs)):
        message = "ce modèle n’a pas de texte, en-tête et pied de page mis à part : sa page serait blanche"
        yield Problem(
            "error", message, "écrivez-y le texte de l’acte, ou remettez le modèle d’avant", place=template.body.place
        )


def check_gaps(template: Opened) -> Iterator[Problem]:
    """Find the paragraphs by which somebody pushed the text to another page: on another engine they fill one."""
    for empty, paragraphs in itertools.groupby(
        template.body.paragraphs, lambda one: one.cell is None and _is_empty(one)
    ):
        if empty and len(run := list(paragraphs)) >= _GAP:
            yield run[0].problem(
                f"{len(run)} paragraphes vides se suivent : ils feraient une page blanche",
                "supprimez-les ; pour passer à la page suivante, insérez un saut de page (Ctrl+Entrée)",
            )


def check_breaks(template: Opened) -> Iterator[Problem]:
    """Find a page break that follows another with nothing between them."""
    broken = False
    for paragraph in template.body.paragraphs:
        for element in paragraph.element.iter(WORD + "t", WORD + "br", *_SHOWN):
            if element.tag != WORD + "br":
                broken = broken and element.tag == WORD + "t" and not (element.text or "").strip()
            elif value(element, "type") == "page":
                if broken:
                    message = "deux sauts de page se suivent : la page entre eux serait blanche"
                    remedy = "affichez les marques (¶), puis supprimez l’un des deux"
                    yield paragraph.problem(message, remedy)
                    return
                broken = True


def check_ending(template: Opened) -> Iterator[Problem]:
    """Find a page break, or a section that begins a page, with nothing to print after it."""
    for paragraph in reversed(template.body.paragraphs):
        breaks = _breaks_after(paragraph.element)
        empty = _is_empty(paragraph)
        before = empty and is_on(template.styles.paragraph_property(paragraph.element, "pageBreakBefore"))
        if breaks or before:
            yield paragraph.problem(
                "rien ne vient après ce saut de page : la dernière page serait blanche",
                "affichez les marques (¶), puis supprimez le saut de page",
                len(paragraph.text),
            )
        if not empty or breaks or before or paragraph.cell is not None:
            return


def _is_empty(paragraph: Paragraph) -> bool:
    return not paragraph.text.strip() and next(paragraph.element.iter(*_SHOWN), None) is None


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
