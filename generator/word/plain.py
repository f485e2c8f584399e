"""A DOCX as the embedded engine takes it: lists that name their faces, plain colours, nothing within controls."""

from __future__ import annotations

from lxml import etree

from generator.word.colours import recoloured
from generator.word.narrow import break_words
from generator.word.numbering import dress
from generator.word.package import WORD, Package, open_package
from generator.word.packaging import dated, serialized
from generator.word.shadings import plain_shadings

_CONTROL, _CONTENT = f"{WORD}sdt", f"{WORD}sdtContent"


def made_plain(docx: bytes) -> tuple[bytes, Package]:
    """Return a document as it is printed, where the library would take a face of its own, and twice the time.

    What is within a content control takes it that; its print is the same without. One that is plain keeps its bytes.
    Its parts come with it. Raises UnreadableError when the file is no DOCX.
    """
    package = open_package(docx)
    changed = dict(dress(package, bare=True))
    changed |= {name: part for name, part in package.parts.items() if _unwrap(part)}
    changed |= {name: part for name, part in package.parts.items() if plain_shadings(part)}
    changed |= {name: package.parts[name] for name in break_words(package)}
    parts = {name: serialized(part) for name, part in changed.items()} | dict(recoloured(docx))
    return (dated(docx, parts, packed=False) if parts else docx), package


def _unwrap(part: etree._Element) -> bool:
    """Put what controls hold in their place; tell whether there were any."""
    controls = list(part.iter(_CONTROL))
    for control in controls:
        holder, content = control.getparent(), control.find(_CONTENT)
        if holder is not None:
            place = holder.index(control)
            holder[place : place + 1] = [] if content is None else list(content)
    return bool(controls)
