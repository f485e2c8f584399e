"""Name trees and number trees (ISO 32000-1, 7.9.6 and 7.9.7), which PDF spreads over nodes; one thing or several."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pikepdf
from pikepdf import Array, Dictionary, String


def listed(item: pikepdf.Object | None) -> list[pikepdf.Object]:
    """Return what is given where one thing or an array of them may be; nothing where none is."""
    if item is None:
        return []
    return list(item.as_list()) if isinstance(item, Array) else [item]


def number_items(tree: pikepdf.Object | None) -> Iterator[tuple[int, pikepdf.Object]]:
    """Yield the (key, value) pairs of a number tree; a node met twice is read once."""
    yield from ((int(key), value) for key, value in _pairs(tree, "/Nums"))


def name_items(tree: pikepdf.Object | None) -> Iterator[tuple[bytes, pikepdf.Object]]:
    """Yield the (key, value) pairs of a name tree; a node met twice is read once."""
    yield from ((bytes(key), value) for key, value in _pairs(tree, "/Names"))


def number_tree(items: Iterable[tuple[int, pikepdf.Object]]) -> Dictionary:
    """Build a number tree of one node, in the order of its keys."""
    ordered = sorted(items, key=lambda item: item[0])
    return Dictionary(Nums=Array([part for item in ordered for part in item]))


def name_tree(items: Iterable[tuple[bytes, pikepdf.Object]]) -> Dictionary:
    """Build a name tree of one node, in the order of its keys."""
    ordered = sorted(items, key=lambda item: item[0])
    return Dictionary(Names=Array([part for name, value in ordered for part in (String(name), value)]))


def _pairs(tree: pikepdf.Object | None, entries: str) -> Iterator[tuple[pikepdf.Object, pikepdf.Object]]:
    waiting = [tree]
    seen: set[tuple[int, int]] = set()
    while waiting:
        node = waiting.pop()
        if not isinstance(node, Dictionary) or (node.is_indirect and node.objgen in seen):
            continue
        seen.add(node.objgen)
        held = list(node.get(entries, Array()))
        yield from zip(held[::2], held[1::2], strict=False)
        waiting.extend(node.get("/Kids", Array()))
