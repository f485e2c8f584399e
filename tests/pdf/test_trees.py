"""Name trees and number trees of several levels, and damaged ones."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, String

from generator.pdf.trees import name_items, name_tree, number_items, number_tree


def test_items_of_all_levels_are_read() -> None:
    """Leaves under kids under kids are all read."""
    pdf = pikepdf.new()
    leaf = pdf.make_indirect(Dictionary(Nums=Array([0, String("a"), 1, String("b")])))
    middle = pdf.make_indirect(Dictionary(Kids=Array([leaf])))
    other = pdf.make_indirect(Dictionary(Nums=Array([7, String("c")])))
    tree = pdf.make_indirect(Dictionary(Kids=Array([middle, other])))
    assert {key: str(value) for key, value in number_items(tree)} == {0: "a", 1: "b", 7: "c"}


def test_a_tree_that_loops_is_read_once() -> None:
    """A node among its own kids does not keep the reading going."""
    pdf = pikepdf.new()
    tree = pdf.make_indirect(Dictionary(Names=Array([String("a"), 1])))
    tree.Kids = Array([tree])
    assert [name for name, _ in name_items(tree)] == [b"a"]


def test_no_tree_has_no_items() -> None:
    """What is absent is empty."""
    assert [*number_items(None), *name_items(None)] == []


def test_trees_are_written_in_order() -> None:
    """Readers search them by halves: keys must ascend (ISO 32000-1, 7.9.6)."""
    assert [key for key, _ in number_items(number_tree([(3, String("c")), (1, String("a"))]))] == [1, 3]
    assert [name for name, _ in name_items(name_tree([(b"z", String("c")), (b"a", String("a"))]))] == [b"a", b"z"]
