"""Text where the format of Word has no place for it, forms said twice: each program makes of it what it likes."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from generator.errors import Problem
from generator.word.package import WORD, Package
from generator.word.paragraphs import Flow

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


def check_placement(package: Package, flows: list[Flow]) -> Iterator[Problem]:
    """Find the first of each in each part; tracked changes have left the package, as they are told apart."""
    for flow in {flow.part: flow for flow in flows if not flow.is_property}.values():
        part = package.parts[flow.part]
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
