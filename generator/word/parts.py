"""The parts of a template that bear text, each with its paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.word.addresses import BodyWalker, PartWalker
from generator.word.package import WORD, Package
from generator.word.paragraphs import Flow, Paragraph
from generator.word.styles import Styles, value

_HEADERS = {"headerReference": "en-tête", "footerReference": "pied de page"}
_PAGES = {"default": "", "first": " de la première page", "even": " des pages paires"}


def read_flows(package: Package, styles: Styles) -> list[Flow]:
    """Return the parts that bear text: body, headers and footers, notes."""
    body = package.document.find(WORD + "body")
    paragraphs = tuple(BodyWalker(body, styles).paragraphs(body)) if body is not None else ()
    flows = [Flow(package.main, "corps du document", paragraphs)]
    for part, label in _headers(package).items():
        flows.append(Flow(part, label, tuple(PartWalker(label).paragraphs(package.parts[part]))))
    for kind, label, filled in (("footnotes", "note", True), ("endnotes", "note de fin", False)):
        found = package.related(kind)
        if found:
            flows.append(Flow(found[0], label, tuple(_notes(package, kind, label)), filled))
    return flows


def _headers(package: Package) -> dict[str, str]:
    """Return the headers and footers by part, each with its name; a section's number when there are several."""
    found: dict[str, str] = {}
    sections = list(package.document.iter(WORD + "sectPr"))
    for number, section in enumerate(sections, 1):
        for tag, label in _HEADERS.items():
            for reference in section.findall(WORD + tag):
                part = package.reference(reference)
                pages = _PAGES.get(value(reference, "type"), "")
                where = f" (section {number})" if len(sections) > 1 else ""
                if part:
                    found.setdefault(part, f"{label}{pages}{where}")
    for relation in package.relations.values():
        if relation.kind in ("header", "footer") and relation.target in package.parts:
            unused = "en-tête" if relation.kind == "header" else "pied de page"
            found.setdefault(relation.target, f"{unused} inutilisé")
    return found


def _notes(package: Package, kind: str, label: str) -> Iterator[Paragraph]:
    """Yield the paragraphs of the notes, numbered by their marks in the body."""
    single = kind[:-1]
    marks = [value(mark, "id") for mark in package.document.iter(f"{WORD}{single}Reference")]
    numbers: Mapping[str, int] = {mark: number for number, mark in enumerate(marks, 1)}
    found = package.related(kind)
    for note in found[1].iter(WORD + single) if found else ():
        if value(note, "type") in ("", "normal"):
            number = numbers.get(value(note, "id"))
            yield from PartWalker(f"{label} {number}" if number else f"{label} sans appel").paragraphs(note)
