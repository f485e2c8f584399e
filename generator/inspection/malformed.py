"""What each program reads in its own way: text where it has no place, forms said twice, measures with a unit."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from generator.errors import Problem
from generator.inspection.opened import Opened
from generator.word.package import WORD

_BLOCKS = "body tc sdtContent txbxContent hdr ftr footnote endnote customXml"
#: What may hold each element (ISO/IEC 29500-1, 17), of Word's own; a deleted text outside its deletion nothing.
_HOLDERS = {
    WORD + name: frozenset(WORD + holder for holder in holders.split())
    for name, holders in (
        ("p", _BLOCKS),
        ("tbl", _BLOCKS),
        ("tr", "tbl sdtContent customXml"),
        ("tc", "tr sdtContent customXml"),
        ("r", "p hyperlink sdtContent fldSimple ins moveTo smartTag customXml dir bdo rt rubyBase"),
        ("t", "r"),
        ("delText", ""),
    )
}
#: What each element of the format has once at most.
_PROPERTIES = tuple(WORD + name for name in ("pPr", "rPr", "tblPr", "trPr", "tcPr"))
_REMEDY = "ouvrez le modèle dans Word, qui le répare, relisez-le et enregistrez-le ; ou retapez ce passage"
#: ST_UniversalMeasure and ST_Percentage (ISO/IEC 29500-1, 22.9.2.15 and 22.9.2.9).
_WITH_UNIT = re.compile(r"-?[0-9]+(\.[0-9]+)?(mm|cm|in|pt|pc|pi|%)")
_NAMES = (
    "pgSz pgMar cols ind spacing tab sz position kern tblW tblInd tblCellSpacing tcW gridCol trHeight wBefore wAfter "
    "top left start bottom right end"
)
_MEASURED = tuple(WORD + name for name in _NAMES.split())


def check_placement(template: Opened) -> Iterator[Problem]:
    """Find the first of each in each part; tracked changes have left the package, as they are told apart."""
    for flow in template.texts:
        part = template.root(flow)
        if (text := next(filter(_is_astray, part.iter(*_HOLDERS)), None)) is not None:
            message = "du texte est là où un document Word n’en a pas : il se perdrait, ou ne devrait pas s’imprimer"
            yield flow.problem(text, message, _REMEDY)
        if (twice := next(filter(_is_repeated, part.iter(*_PROPERTIES)), None)) is not None:
            message = "une mise en forme est écrite deux fois : chaque programme n’en prend qu’une, et pas la même"
            yield flow.problem(twice, message, _REMEDY)


def _is_astray(element: etree._Element) -> bool:
    parent = element.getparent()
    if parent is None or not parent.tag.startswith(WORD) or parent.tag in _HOLDERS[element.tag]:
        return False
    return bool("".join(map(str, element.itertext())).strip())


def _is_repeated(properties: etree._Element) -> bool:
    return next(properties.itersiblings(properties.tag, preceding=True), None) is not None


def check_measures(template: Opened) -> Iterator[Problem]:
    """Find the first such measure: the embedded engine refuses the file, and no other check would count with it."""
    known = {flow.part: flow for flow in template.texts}
    for name, root in template.package.parts.items():
        for element in root.iter(*_MEASURED):
            if found := next((said for said in map(str, element.attrib.values()) if _WITH_UNIT.fullmatch(said)), ""):
                message = f"une mesure est écrite avec son unité ({found}), ce que tous les programmes ne lisent pas"
                remedy = "ouvrez le modèle dans Word ou LibreOffice, et enregistrez-le de nouveau au format .docx"
                place = known[name].where(element) if name in known else "corps du document"
                yield Problem("error", message, remedy, place=place)
                return
