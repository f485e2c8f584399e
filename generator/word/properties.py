"""The properties of a document (File, Information): those that are filled, and those that are not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from generator.word.package import Package
from generator.word.packaging import parsed, parts_of, serialized
from generator.word.paragraphs import Flow, Paragraph, Piece, Place

CORE = "docProps/core.xml"
#: Properties that docxtpl fills, and how Word calls them.
_FILLED = {
    "title": "titre",
    "subject": "objet",
    "creator": "auteur",
    "description": "commentaires",
    "language": "langue",
    "identifier": "identificateur",
}
_LEFT = {
    "keywords": "mots-clés",
    "category": "catégorie",
    "contentStatus": "état",
    "lastModifiedBy": "dernier auteur",
    "version": "version",
    "Company": "société",
    "Manager": "responsable",
}
_CUSTOM = "docProps/custom.xml"
PARTS = (CORE, "docProps/app.xml", _CUSTOM)
#: Properties that tell who wrote a template, for whom, where and how long; those that a service made up often do.
_PERSONAL = ("lastModifiedBy", "lastPrinted", "Company", "Manager", "Template", "HyperlinkBase", "TotalTime")


def place_of(name: str) -> str:
    """Return « propriétés du document (titre) » for the XML name of a property."""
    return f"propriétés du document ({_FILLED.get(name) or _LEFT.get(name) or name})"


def read_properties(package: Package) -> Iterator[Flow]:
    """Yield each property that bears text, as a part of one paragraph."""
    for part in PARTS:
        root = package.parts.get(part)
        for element in root.iter() if root is not None else ():
            if isinstance(element.tag, str) and (element.text or "").strip():
                name = etree.QName(element).localname
                place = place_of(name)
                paragraph = Paragraph(element, Place(place), element.text or "", (Piece(0, element, element, 1),))
                yield Flow(part, "property", place, (paragraph,), filled=part == CORE and name in _FILLED)


def property_of(package: Package, name: str) -> str:
    """Return the text of a core property, "" when it has none."""
    root = package.parts.get(CORE)
    found = None if root is None else root.find(f"{{*}}{name}")
    return "" if found is None else (found.text or "").strip()


def impersonal(docx: bytes) -> dict[str, bytes]:
    """Return the properties of a document that tell of its template's writer, by name of part, without them."""
    found: dict[str, bytes] = {}
    for name, data in parts_of(docx, "|".join(map(re.escape, PARTS))).items():
        try:
            part = parsed(data)
        except etree.XMLSyntaxError:  # which the inspection tells
            continue
        told = [one for one in part if name == _CUSTOM or etree.QName(one).localname in _PERSONAL]
        for one in told:
            part.remove(one)
        if told:
            found[name] = serialized(part)
    return found
