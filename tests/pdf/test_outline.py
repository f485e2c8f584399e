"""The outline: what is open, what is counted, what is put under what."""

from __future__ import annotations

import pikepdf
from pikepdf import Dictionary, Name

from generator.pdf.outline import OutlineItem, part_item, read_outline, write_outline
from tests.pdf.pages import add_page


def _item(title: str, *children: OutlineItem, opened: bool = True) -> OutlineItem:
    return OutlineItem(title, None, opened, children)


def test_what_is_written_is_read_back() -> None:
    """Titles with accents, levels and open items survive."""
    items = (_item("Été", _item("Article 1"), _item("Article 2", _item("Détail"), opened=False)), _item("Fin"))
    pdf = pikepdf.new()
    write_outline(pdf, items)
    assert [child.title for child in read_outline(pdf.Root.Outlines)[0].children] == ["Article 1", "Article 2"]
    assert read_outline(pdf.Root.Outlines)[0].opened
    assert not read_outline(pdf.Root.Outlines)[0].children[1].opened
    assert pdf.Root.PageMode == Name.UseOutlines


def test_counts_are_what_a_reader_shows() -> None:
    """A count is the number of lines below that show when open, negative when closed (ISO 32000-1, 12.3.3)."""
    closed = _item("fermé", _item("a", _item("b")), opened=False)
    pdf = pikepdf.new()
    write_outline(pdf, [_item("ouvert", _item("c"), closed), _item("fin")])
    root = pdf.Root.Outlines
    assert int(root.Count) == 4
    assert int(root.First.Count) == 2
    assert int(root.First.Last.Count) == -2
    assert "/Count" not in root.Last


def test_siblings_are_linked_both_ways() -> None:
    """Each item knows the one before, the one after and the one above."""
    pdf = pikepdf.new()
    write_outline(pdf, [_item("a"), _item("b"), _item("c")])
    root = pdf.Root.Outlines
    assert str(root.First.Next.Title) == str(root.Last.Prev.Title) == "b"
    assert root.First.Next.Parent.objgen == root.objgen


def test_a_sole_title_gives_its_children_to_the_part() -> None:
    """The document's main title says what the part's title says; two top items are both kept."""
    page = add_page(pikepdf.new()).obj
    articles = (_item("Article 1"), _item("Article 2"))
    assert part_item("Convention", page, (_item("CONVENTION", *articles),), 4).children == articles
    assert part_item("Convention", page, articles, 4).children == articles


def test_a_few_parts_are_open_and_many_are_closed() -> None:
    """A pack shows its articles; a recueil of 46 communes shows 46 lines."""
    page = add_page(pikepdf.new()).obj
    assert part_item("Convention", page, (), 4).opened
    assert not part_item("Haveluy", page, (), 46).opened


def test_no_outline_is_no_items() -> None:
    """A file without bookmarks has none to read."""
    assert read_outline(Dictionary()) == ()
