"""What a template names elsewhere: content that no engine fetches, addresses where no archive may lead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import cast

from lxml import etree

from generator.errors import Problem
from generator.word.package import WORD, Package
from generator.word.paragraphs import Flow

#: The kinds of parts that are content; a link that a reader follows, or the name of a Word template, is none.
_CONTENT = {
    "image": "image liée",
    "oleObject": "objet lié",
    "aFChunk": "texte lié",
    "subDocument": "document lié",
    "frame": "cadre lié",
}
#: Addresses that a reader can follow from an archive: none that runs a command or opens a file of one computer.
_ADMITTED = re.compile(r"(?:https?|mailto|tel):|(?![A-Za-z][A-Za-z0-9+.-]*:)\S", re.IGNORECASE)


def check_links(package: Package, flows: list[Flow]) -> Iterator[Problem]:
    """Find pictures, objects and texts that are elsewhere: on the web, or in another file."""
    owners = {flow.part: flow for flow in flows}
    for name, part in package.parts.items():
        if not name.endswith(".rels"):
            continue
        owner = owners.get(name.replace("_rels/", "").removesuffix(".rels"))
        for link in part:
            what = _CONTENT.get(link.get("Type", "").rpartition("/")[2])
            if what and link.get("TargetMode") == "External":
                message = f"{what} ({link.get('Target', '')[:100]}) : le programme ne va rien chercher ailleurs"
                remedy = "insérez le contenu lui-même (dans Word : Fichier, Informations, Modifier les liens, Rompre)"
                shown = _leading(package.parts[owner.part], link.get("Id", "")) if owner else []
                place = owner.where(shown[0]) if owner and shown else ""
                yield Problem("error", message, remedy, place=place)


def check_addresses(package: Package, flows: list[Flow]) -> Iterator[Problem]:
    """Find the links that lead to nothing, or where a PDF/A may not lead (ISO 19005-2, 6.5.1)."""
    for flow in {flow.part: flow for flow in flows if not flow.is_property}.values():
        for link in package.links(flow.part):
            address = link.get("Target", "")
            if link.get("Type", "").endswith("/hyperlink") and not _ADMITTED.match(address):
                for element in _leading(package.parts[flow.part], link.get("Id", "")):
                    message = f"un lien mène où un PDF d’archive ne peut pas mener (« {address[:60]} »)"
                    remedy = "donnez-lui une adresse en https:// ou mailto:, ou retirez-le (clic droit sur le lien)"
                    yield flow.problem(element, "error", message, remedy)
    marks = {mark.get(f"{WORD}name") for part in package.parts.values() for mark in part.iter(f"{WORD}bookmarkStart")}
    for flow in {flow.part: flow for flow in flows if not flow.is_property}.values():
        for link in package.parts[flow.part].iter(f"{WORD}hyperlink"):
            if (name := link.get(f"{WORD}anchor", "")) and name not in marks and name != "_top":
                message = f"un lien mène à un signet qui n’existe pas (« {name[:40]} »)"
                yield flow.problem(link, "warning", message, "refaites le lien, ou retirez-le (clic droit sur le lien)")


def _leading(part: etree._Element, identifier: str) -> list[etree._Element]:
    """Return the elements of a part that lead where a link of it leads: texts, pictures."""
    return cast("list[etree._Element]", part.xpath("//*[@*[. = $id]]", id=identifier)) if identifier else []
