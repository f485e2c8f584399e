"""Notes, of the foot of a page and of the end: those that there are, and those that the text calls."""

from __future__ import annotations

from lxml import etree

from generator.word.package import WORD, Package, open_package
from generator.word.packaging import dated, serialized
from generator.word.styles import value

#: The call of a footnote, in a text of the body.
CALL = WORD + "footnoteReference"


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
