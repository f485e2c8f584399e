"""One source's pages and what hangs on them, brought into the merged file in a single copy.

In one copy, because links, tags and outline point at pages: copied apart, each would bring copies of the pages.
"""

from __future__ import annotations

from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name

from generator.pdf.finish import set_reading_order_tabs
from generator.pdf.outline import OutlineItem, adapt_destinations, read_outline
from generator.pdf.structure import StructureTree, keyed_streams, set_apart


@dataclass(frozen=True, slots=True)
class Lifted:
    """A source's pages and what hangs on them, ready to be copied; ``names`` are those of its places, in order.

    ``language`` is the one that it says, "" when it says none.
    """

    bundle: pikepdf.Object
    names: tuple[bytes, ...]
    language: str


@dataclass(frozen=True, slots=True)
class Transplant:
    """What a source brought; ``position`` is how many pages stood before its first when it came."""

    position: int
    pages: tuple[pikepdf.Page, ...]
    outline: tuple[OutlineItem, ...]
    destinations: dict[bytes, pikepdf.Object]
    output_intents: pikepdf.Object


def lift(source: pikepdf.Pdf, prefix: str) -> Lifted:
    """Gather what is to be copied of ``source``; ``prefix`` keeps this part's names apart from the others'.

    ``source`` is changed in memory: close it once it is transplanted.
    """
    set_apart(source, prefix)
    named = adapt_destinations(source, prefix)
    pages = [page.obj for page in source.pages]
    for page in pages:
        detach(page)
    bundle = source.make_indirect(
        Dictionary(
            Pages=Array(pages),
            Tree=source.Root.StructTreeRoot,
            Streams=Array(keyed_streams(source)),
            Outlines=source.Root.get("/Outlines", Dictionary()),
            Places=Array([place for _, place in sorted(named.items())]),
            Intents=source.Root.get("/OutputIntents", Array()),
        )
    )
    return Lifted(bundle, tuple(sorted(named)), str(source.Root.get("/Lang", "")))


def transplant(lifted: Lifted, pdf: pikepdf.Pdf, structure: StructureTree, title: str, prefix: str) -> Transplant:
    """Append the pages of what was lifted to ``pdf``, and have ``structure`` adopt its tags under ``title``."""
    copied, position = pdf.copy_foreign(lifted.bundle), len(pdf.pages)
    pages = list(copied.Pages.as_list())
    for copy in pages:
        copy.Type = Name.Page
        set_reading_order_tabs(copy)
        pdf.pages.append(pikepdf.Page(copy))
    structure.adopt(copied.Tree, title, prefix, pages, list(copied.Streams.as_list()), lifted.language)
    return Transplant(
        position=position,
        pages=tuple(pdf.pages[position:]),
        outline=read_outline(copied.Outlines),
        destinations=dict(zip(lifted.names, copied.Places.as_list(), strict=True)),
        output_intents=copied.Intents,
    )


def detach(page: pikepdf.Object) -> None:
    """Cut ``page`` from its page tree, of which it inherits nothing any more since it was opened.

    It is disguised as something else on the way, because qpdf copies no page from within another object.
    """
    for key in ("/Parent", "/B", "/Thumb"):
        if key in page:
            del page[key]
    page.Type = Name.DetachedPage
