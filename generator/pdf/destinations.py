"""Named destinations: every part may call a place « _Toc1 ».

So each part's names get its prefix, and its links and outline follow.
"""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from generator.pdf.outline import outline_nodes
from generator.pdf.trees import name_items, name_tree


def adapt_destinations(source: pikepdf.Pdf, prefix: str) -> dict[bytes, pikepdf.Object]:
    """Prefix the named destinations of ``source`` in its links and outline; return them by their new names."""
    named = dict(name_items(source.Root.get("/Names", Dictionary()).get("/Dests")))
    # PDF 1.1 kept them in a dictionary, under names instead of strings.
    named.update((str(name)[1:].encode(), place) for name, place in source.Root.get("/Dests", Dictionary()).items())
    if not named:
        return {}
    renamed = {name: f"{prefix}.".encode() + name for name in named}
    for holder in _link_holders(source):
        _follow(holder, "/Dest", renamed)
        action = holder.get("/A")
        if isinstance(action, Dictionary):
            _follow(action, "/D", renamed)
    return {renamed[name]: place for name, place in named.items()}


def write_destinations(pdf: pikepdf.Pdf, named: dict[bytes, pikepdf.Object]) -> None:
    """Put the named destinations into the file's catalogue."""
    if named:
        pdf.Root.Names = Dictionary(Dests=pdf.make_indirect(name_tree(named.items())))


def _link_holders(source: pikepdf.Pdf) -> Iterator[pikepdf.Object]:
    for page in source.pages:
        yield from page.obj.get("/Annots", Array())
    yield from outline_nodes(source.Root.get("/Outlines", Dictionary()))


def _follow(holder: pikepdf.Object, key: str, renamed: dict[bytes, bytes]) -> None:
    target = holder.get(key)
    if isinstance(target, String):
        name = bytes(target)
    elif isinstance(target, Name):
        name = str(target)[1:].encode()
    else:
        return
    if name in renamed:
        holder[key] = String(renamed[name])
