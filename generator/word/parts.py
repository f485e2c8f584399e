"""The parts of a template that bear text, each with its paragraphs; its notes, those there are and those called."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from generator.errors import UnreadableError
from generator.word.addresses import BodyWalker, PartWalker, UnplacedWalker
from generator.word.package import WORD, Package, open_package
from generator.word.packaging import dated, serialized
from generator.word.paragraphs import Flow, FlowKind, Paragraph
from generator.word.styles import Styles, value

MARGINS: tuple[FlowKind, ...] = ("header", "footer")
_LABELS: Mapping[FlowKind, str] = {
    "header": "en-tête",
    "footer": "pied de page",
    "footnote": "note",
    "endnote": "note de fin",
}
_PAGES = {"default": "", "first": " de la première page", "even": " des pages paires"}
#: The call of a footnote, in a text of the body.
CALL = WORD + "footnoteReference"


def read_flows(package: Package, styles: Styles, *, placed: bool = True) -> list[Flow]:
    """Return the parts that bear text: body, headers and footers, notes.

    Places of paragraphs are not told unless they are ``placed``.
    """
    walker = PartWalker if placed else UnplacedWalker
    body = package.document.find(WORD + "body")
    paragraphs: tuple[Paragraph, ...] = ()
    if body is not None:
        paragraphs = tuple((BodyWalker(body, styles) if placed else walker("")).paragraphs(body))
    flows = [Flow(package.main, "body", "corps du document", paragraphs)]
    for part, (kind, label) in _headers(package).items():
        flows.append(Flow(part, kind, label, tuple(walker(label).paragraphs(package.parts[part]))))
    for kind in ("footnote", "endnote"):
        found = package.related(f"{kind}s")
        if found:
            notes = tuple(_notes(package, kind, walker))
            flows.append(Flow(found[0], kind, _LABELS[kind], notes, filled=kind == "footnote"))
    return flows


def paragraphs_of(docx: bytes) -> list[Paragraph]:
    """Return the paragraphs of all parts of a document that bear text, none of one that can't be opened."""
    try:
        package = open_package(docx)
    except UnreadableError:
        return []
    return [paragraph for flow in read_flows(package, Styles(package)) for paragraph in flow.paragraphs]


def _headers(package: Package) -> dict[str, tuple[FlowKind, str]]:
    """Return the headers and footers by part, each with its name; a section's number when there are several."""
    found: dict[str, tuple[FlowKind, str]] = {}
    sections = list(package.document.iter(WORD + "sectPr"))
    for number, section in enumerate(sections, 1):
        for kind in MARGINS:
            for reference in section.findall(f"{WORD}{kind}Reference"):
                part = package.reference(reference)
                pages = _PAGES.get(value(reference, "type"), "")
                where = f" (section {number})" if len(sections) > 1 else ""
                if part:
                    found.setdefault(part, (kind, f"{_LABELS[kind]}{pages}{where}"))
    for relation in package.relations.values():
        for kind in MARGINS:
            if relation.kind == kind and relation.target in package.parts:
                found.setdefault(relation.target, (kind, f"{_LABELS[kind]} inutilisé"))
    return found


def _notes(package: Package, kind: FlowKind, walker: type[PartWalker]) -> Iterator[Paragraph]:
    """Yield the paragraphs of the notes, numbered by their marks in the body."""
    numbers = {name: number for number, name in enumerate(calls_of(package, kind), 1)}
    for note in notes_of(package, kind):
        number = numbers.get(value(note, "id"))
        label = f"{_LABELS[kind]} {number}" if number else f"{_LABELS[kind]} sans appel"
        yield from walker(label).paragraphs(note)


def notes_of(package: Package, kind: str = "footnote") -> list[etree._Element]:
    """Return the notes of a document, without the lines that part them from the text."""
    found = package.related(f"{kind}s")
    return [note for note in found[1] if value(note, "type") in ("", "normal")] if found else []


def calls_of(package: Package, kind: str = "footnote") -> list[str]:
    """Return the identifiers of the notes that the text calls, in the order of their marks."""
    return [value(mark, "id") for mark in package.document.iter(f"{WORD}{kind}Reference")]


def drop_uncalled(docx: bytes) -> bytes:
    """Return a DOCX without the footnotes that nothing calls, as when the passage of the call is not for this commune.

    LibreOffice (7.4) gives notes to their calls in order, whatever their numbers.
    """
    package = open_package(docx)
    called = calls_of(package)
    uncalled = [note for note in notes_of(package) if value(note, "id") not in called]
    found = package.related("footnotes")
    if not found or not uncalled:
        return docx
    part, notes = found
    for note in uncalled:
        notes.remove(note)
    return dated(docx, {part: serialized(notes)})
