"""The outline (bookmarks), one item per part with its own under it, and the named destinations of all parts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from generator.pdf.trees import name_items, name_tree

#: Up to here the parts' items are open: a pack shows its articles, a recueil only its communes.
_MOST_OPEN_PARTS = 8


@dataclass(frozen=True, slots=True)
class OutlineItem:
    """An item: ``place`` is its /Dest or /A entry, by that name; an ``opened`` one shows its children."""

    title: str
    place: tuple[str, pikepdf.Object] | None
    opened: bool
    children: tuple[OutlineItem, ...] = ()


def read_outline(outlines: pikepdf.Object) -> tuple[OutlineItem, ...]:
    """Read a file's outline; an item met twice is read once."""
    return _read(outlines, set())


def part_item(
    title: str, page: pikepdf.Object, own: tuple[OutlineItem, ...], parts: int, named: Mapping[bytes, pikepdf.Object]
) -> OutlineItem:
    """Return the item of one of ``parts`` parts, which begins on ``page`` and has the outline ``own``.

    When ``own`` has one top item, which leads to that page or nowhere, it is the document's main title and says what
    ``title`` says: its children are put directly under the part. ``named`` are the places that have a name.
    """
    sole = own[0] if len(own) == 1 else None
    children = sole.children if sole and (sole.place is None or _leads_to(page, sole.place[1], named)) else own
    return OutlineItem(title, ("/Dest", top_of(page)), parts <= _MOST_OPEN_PARTS, children)


def _leads_to(page: pikepdf.Object, place: pikepdf.Object, named: Mapping[bytes, pikepdf.Object]) -> bool:
    """Tell whether a /Dest or /A entry leads to ``page`` (ISO 32000-1, 12.3.2 and 12.6.4.2)."""
    target = place.get("/D") if isinstance(place, Dictionary) else place
    if isinstance(target, String):
        target = named.get(bytes(target))
    if isinstance(target, Dictionary):
        target = target.get("/D")
    first = next(iter(target), None) if isinstance(target, Array) else None
    return isinstance(first, Dictionary) and first.objgen == page.objgen


def top_of(page: pikepdf.Object) -> Array:
    """Return the destination that shows ``page`` from its top, at the reader's zoom."""
    return Array([page, Name.XYZ, None, None, None])


def write_outline(pdf: pikepdf.Pdf, items: Sequence[OutlineItem]) -> None:
    """Put the outline into the file's catalogue, and have it shown when the file is opened."""
    root = pdf.make_indirect(Dictionary(Type=Name.Outlines))
    root.Count = _write(pdf, root, items)
    pdf.Root.Outlines = root
    pdf.Root.PageMode = Name.UseOutlines


def outline_nodes(outlines: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield every item's dictionary once, even when the outline is damaged and loops."""
    waiting = [outlines.get("/First")]
    seen: set[tuple[int, int]] = set()
    while waiting:
        node = waiting.pop()
        if not isinstance(node, Dictionary) or node.objgen in seen:
            continue
        seen.add(node.objgen)
        yield node
        waiting += [node.get("/Next"), node.get("/First")]


def _read(holder: pikepdf.Object, seen: set[tuple[int, int]]) -> tuple[OutlineItem, ...]:
    items = []
    node = holder.get("/First")
    while isinstance(node, Dictionary) and node.objgen not in seen:
        seen.add(node.objgen)
        place = next(((key, node[key]) for key in ("/Dest", "/A") if key in node), None)
        opened = int(node.get("/Count", 0)) > 0
        items.append(OutlineItem(str(node.get("/Title", "")), place, opened, _read(node, seen)))
        node = node.get("/Next")
    return tuple(items)


def _write(pdf: pikepdf.Pdf, parent: pikepdf.Object, items: Sequence[OutlineItem]) -> int:
    """Write ``items`` under ``parent`` and return how many lines they show."""
    shown = len(items)
    nodes = []
    for item in items:
        node = pdf.make_indirect(Dictionary(Title=String(item.title), Parent=parent))
        if item.place is not None:
            key, place = item.place
            node[key] = place
        below = _write(pdf, node, item.children)
        if below:
            node.Count = below if item.opened else -below
            shown += below if item.opened else 0
        nodes.append(node)
    for before, after in pairwise(nodes):
        before.Next, after.Prev = after, before
    if nodes:
        parent.First, parent.Last = nodes[0], nodes[-1]
    return shown


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
