"""What a template names elsewhere: content that no engine fetches, addresses where no archive may lead, bookmarks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import cast

from lxml import etree

from generator.errors import Problem
from generator.inspection.hidden import MARKS
from generator.inspection.opened import Opened
from generator.rendering.tags import read_tags
from generator.word.fields import Field, read_fields
from generator.word.package import RELATIONSHIP, WORD, Package
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
_ADMITTED = re.compile(r"(?:https?|mailto|tel):|#|(?![A-Za-z][A-Za-z0-9+.-]*:|\\\\)\S", re.IGNORECASE)
#: Those that say where they lead by themselves; others are beside the file, which a PDF leaves behind.
_WHOLE = re.compile(r"(?:[A-Za-z][A-Za-z0-9+.-]*:|#)\S*")
#: What an element names that the file does not have, by its name.
_LOST = {
    "blip": "une image",
    "imagedata": "une image",
    "hyperlink": "un lien",
    "hlinkClick": "un lien",
    "headerReference": "un en-tête",
    "footerReference": "un pied de page",
}


@dataclass(frozen=True, slots=True)
class _Link:
    """Where an element leads: to an ``address``, or to the bookmark ``anchor`` of the document itself."""

    element: etree._Element
    address: str | None = None
    anchor: str = ""


def check_links(template: Opened) -> Iterator[Problem]:
    """Find pictures, objects and texts that are elsewhere: on the web, or in another file."""
    owners = {flow.part: flow for flow in template.texts}
    for name, part in template.package.parts.items():
        if not name.endswith(".rels"):
            continue
        owner = owners.get(name.replace("_rels/", "").removesuffix(".rels"))
        for link in part:
            what = _CONTENT.get(link.get("Type", "").rpartition("/")[2])
            if what and link.get("TargetMode") == "External":
                message = f"{what} ({link.get('Target', '')[:100]}) : le programme ne va rien chercher ailleurs"
                remedy = "insérez le contenu lui-même (dans Word : Fichier, Informations, Modifier les liens, Rompre)"
                shown = _leading(template.root(owner), link.get("Id", "")) if owner else []
                place = owner.where(shown[0]) if owner and shown else ""
                yield Problem("error", message, remedy, place=place)


def check_lost(template: Opened) -> Iterator[Problem]:
    """Find the elements that name a picture, a link or another part by an identifier that their part does not have."""
    for flow in template.texts:
        known = {link.get("Id", "") for link in template.package.links(flow.part)}
        for element in template.root(flow).iter(etree.Element):
            named = [text for key, text in element.attrib.items() if str(key).startswith(RELATIONSHIP)]
            if any(name and name not in known for name in named):
                what = _LOST.get(etree.QName(element).localname, "un objet")
                yield flow.problem(
                    element,
                    f"{what} n’est plus dans le fichier",
                    "effacez ce qu’il en reste, puis refaites l’insertion",
                )


def check_addresses(template: Opened) -> Iterator[Problem]:
    """Find the links that lead to nothing, where a PDF/A may not lead (ISO 19005-2, 6.5.1), or to a file beside."""
    for flow in template.texts:
        for link in _links(template.package, flow):
            if link.address is not None and (wrong := _misled(link.address)):
                yield flow.problem(link.element, *wrong)


def check_anchors(template: Opened) -> Iterator[Problem]:
    """Find the links to bookmarks that there are not, or that a condition can take away without the link."""
    package, texts = template.package, template.texts
    anchored = [(flow, link) for flow in texts for link in _links(package, flow) if link.anchor not in ("", "_top")]
    branches = {flow.part: _branches(flow) for flow in texts} if anchored else {}
    marks: dict[str, tuple[int, ...]] = {}
    for name, part in package.parts.items() if anchored else ():
        for mark in part.iter(f"{WORD}bookmarkStart"):
            marks.setdefault(mark.get(f"{WORD}name", ""), _around(mark, branches.get(name, {})))
    for flow, link in anchored:
        shown, remedy = link.anchor[:40], "refaites le lien, ou retirez-le (clic droit sur le lien)"
        if link.anchor not in marks:
            message = f"un lien mène à un signet qui n’existe pas (« {shown} »)"
            yield flow.problem(link.element, message, remedy, level="warning")
        elif not _holds(marks[link.anchor], _around(link.element, branches[flow.part])):
            message = f"un lien mène à un signet qu’une condition ou une boucle peut retirer (« {shown} »)"
            yield flow.problem(link.element, message, "placez le lien dans la même, ou retirez-le", level="warning")


def _misled(address: str) -> tuple[str, str] | None:
    """Return what is wrong with an address, and the remedy."""
    shown = address[:60]
    if any(mark in address for mark in MARKS):
        return None  # told as a tag
    if not _ADMITTED.match(address):
        return (
            f"un lien mène où un PDF d’archive ne peut pas mener (« {shown} »)",
            "donnez-lui une adresse en https:// ou mailto:, ou retirez-le (clic droit sur le lien)",
        )
    if _WHOLE.fullmatch(address):
        return None
    if _WHOLE.match(address):
        return f"l’adresse d’un lien contient une espace (« {shown} »)", "corrigez-la (clic droit sur le lien)"
    if address.lower().startswith("www."):
        return f"l’adresse d’un lien est incomplète (« {shown} »)", f"écrivez https://{shown}"
    return (
        f"un lien mène à un fichier qui ne suit pas le PDF (« {shown} »)",
        "donnez-lui une adresse en https://, ou joignez ce fichier au dossier et retirez le lien",
    )


def _links(package: Package, flow: Flow) -> Iterator[_Link]:
    """Yield the links of a text, those that fields make too."""
    part = package.parts[flow.part]
    for link in package.links(flow.part):
        if link.get("Type", "").endswith("/hyperlink"):
            for element in _leading(part, link.get("Id", "")):
                yield _Link(element, link.get("Target", ""))
    for element in part.iter(f"{WORD}hyperlink"):
        yield _Link(element, anchor=element.get(f"{WORD}anchor", ""))
    for field in read_fields(part):
        if field.kind == "HYPERLINK":
            yield _of_field(field)


def _of_field(field: Field) -> _Link:
    r"""Return where a field leads (ISO/IEC 29500-1, 17.16.5.25): « HYPERLINK "address" \l "bookmark" »."""
    words = field.words[1:]
    switches = {name.lower(): word.strip('"') for name, word in pairwise(words)}
    address = words[0].strip('"') if words and not words[0].startswith("\\") else None
    return _Link(field.element, address, switches.get(r"\l", ""))


def _branches(flow: Flow) -> Mapping[etree._Element, tuple[int, ...]]:
    """Return the conditions and loops that hold each paragraph whole, as the numbers of their branches."""
    found: dict[etree._Element, tuple[int, ...]] = {}
    tags = read_tags(flow, [])
    opened: list[int] = []
    for number, tag in enumerate(tags):
        if tag.keyword in ("if", "for"):
            opened.append(number)
        elif tag.keyword in ("elif", "else") and opened:
            opened[-1] = number
        elif tag.keyword in ("endif", "endfor") and opened:
            opened.pop()
        found[tag.paragraph.element] = tuple(opened)
    within: dict[etree._Element, tuple[int, ...]] = {}
    present: tuple[int, ...] = ()
    for paragraph in flow.paragraphs:
        within[paragraph.element] = present
        present = found.get(paragraph.element, present)
    return within


def _around(element: etree._Element, branches: Mapping[etree._Element, tuple[int, ...]]) -> tuple[int, ...]:
    """Return the branches that hold an element."""
    holders = (element, *element.iterancestors(f"{WORD}p"))
    return next((branches[holder] for holder in holders if holder in branches), ())


def _holds(mark: tuple[int, ...], link: tuple[int, ...]) -> bool:
    """Tell whether a bookmark is in every document that has the link."""
    return link[: len(mark)] == mark


def _leading(part: etree._Element, identifier: str) -> list[etree._Element]:
    """Return the elements of a part that lead where a link of it leads: texts, pictures."""
    return cast("list[etree._Element]", part.xpath("//*[@*[. = $id]]", id=identifier)) if identifier else []
