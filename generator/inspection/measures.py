"""Measures written with their unit, « 2.5cm », « 100% »: the format allows them, and few programs read them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.errors import Problem
from generator.word.package import WORD, Package
from generator.word.paragraphs import Flow

#: ST_UniversalMeasure and ST_Percentage (ISO/IEC 29500-1, 22.9.2.15 and 22.9.2.9).
_WITH_UNIT = re.compile(r"-?[0-9]+(\.[0-9]+)?(mm|cm|in|pt|pc|pi|%)")
_NAMES = (
    "pgSz pgMar cols ind spacing tab sz position kern tblW tblInd tblCellSpacing tcW gridCol trHeight wBefore wAfter "
    "top left start bottom right end"
)
_MEASURED = tuple(WORD + name for name in _NAMES.split())


def check_measures(package: Package, flows: list[Flow]) -> Iterator[Problem]:
    """Find the first such measure: the embedded engine refuses the file, and no other check would count with it."""
    known = {flow.part: flow for flow in flows}
    for name, root in package.parts.items():
        for element in root.iter(*_MEASURED):
            if found := next((said for said in map(str, element.attrib.values()) if _WITH_UNIT.fullmatch(said)), ""):
                message = f"une mesure est écrite avec son unité ({found}), ce que tous les programmes ne lisent pas"
                remedy = "ouvrez le modèle dans Word ou LibreOffice, et enregistrez-le de nouveau au format .docx"
                place = known[name].where(element) if name in known else "corps du document"
                yield Problem("error", message, remedy, place=place)
                return
