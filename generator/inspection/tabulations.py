"""Tab stops and indents that lead out of the text, where it is cut off, and tabs underlined to write on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from lxml import etree

from generator.errors import Problem
from generator.inspection.opened import Opened
from generator.word.package import WORD
from generator.word.paragraphs import Paragraph
from generator.word.parts import MARGINS
from generator.word.styles import Styles, number, value, width_beside

#: What is forgiven, in twentieths of a point: a millimetre.
_ROUNDING = 57


def check_tabs(template: Opened) -> Iterator[Problem]:
    """Find the paragraphs that lead to a tab stop outside the text; in the body, outside the page.

    LibreOffice loses what stands there. Those of tables and text boxes are not looked at.
    """
    for flow in template.texts:
        sides = ("left", "gutter", "right") if flow.kind in MARGINS else ("left", "gutter")
        limit = min((width_beside(section, *sides) + _ROUNDING for section in template.sections), default=0)
        for paragraph in flow.paragraphs if limit and flow.kind in ("body", *MARGINS) else ():
            if paragraph.cell is None and any(stop > limit for stop in _used(paragraph, template.styles)):
                yield paragraph.problem(
                    "une tabulation mène au-delà de la marge de droite : ce qui la suit serait coupé",
                    "Paragraphe, Tabulations : ramenez-la à la largeur du texte",
                )


def check_indents(template: Opened) -> Iterator[Problem]:
    """Find the paragraphs of which an indent leads out of the page, but those of tables and text boxes."""
    margins = [section.find(WORD + "pgMar") for section in template.sections]
    for flow in template.texts if margins else ():
        for paragraph in flow.paragraphs if flow.kind in ("body", *MARGINS) else ():
            if paragraph.cell is not None or not paragraph.text.strip() or paragraph.is_boxed:
                continue
            for side in ("left", "right"):
                room = min(number(value(margin, side)) for margin in margins)
                if template.styles.indent(paragraph.element, side) < -room - _ROUNDING:
                    yield paragraph.problem(
                        "le retrait d’un paragraphe le fait sortir de la page",
                        "Paragraphe, Retrait : pas de nombre négatif",
                    )
                    break


def check_underlined(template: Opened) -> Iterator[Problem]:
    """Find lines to write on that are made of underlined tabs: the embedded engine underlines letters and spaces."""
    for paragraph in template.paragraphs:
        if any(map(partial(_draws_line, paragraph, template.styles), paragraph.element.iter(WORD + "tab"))):
            yield paragraph.problem(
                "un trait fait d’une tabulation soulignée n’est pas imprimé par le moteur intégré",
                "ôtez le soulignement ; Paragraphe, Tabulations : points de suite 4 (____)",
                len(paragraph.text),
            )


def _draws_line(paragraph: Paragraph, styles: Styles, tab: etree._Element) -> bool:
    """Tell whether a tab is underlined with no letter of its run after it."""
    run = tab.getparent()
    if run is None or run.tag != WORD + "r" or next(run.iterancestors(WORD + "p")) is not paragraph.element:
        return False
    after = "".join(one.text or "" for one in tab.itersiblings(WORD + "t"))
    return not after.strip() and value(styles.run_property(run, paragraph.element, "u")) not in ("", "none")


def _used(paragraph: Paragraph, styles: Styles) -> list[int]:
    """Return the stops to which the tabs of a paragraph lead, in twentieths of a point from the margin."""
    runs = paragraph.element.findall(f".//{WORD}r/{WORD}tab")
    return [] if not runs or paragraph.is_boxed else styles.tab_stops(paragraph.element)[: len(runs)]
