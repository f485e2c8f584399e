"""The outline: what is open, what is counted, what is put under what."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from generator.pdf.outline import OutlineItem, part_item, read_outline, write_outline
from tests.pdf.pages import add_page

Place = tuple[str, pikepdf.Object]


def _item(title: str, *children: OutlineItem, opened: bool = True, place: Place | None = None) -> OutlineItem:
    return OutlineItem(title, place, opened, children)


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
    assert part_item("Convention", page, (_item("CONVENTION", *articles),), 4, {}).children == articles
    assert part_item("Convention", page, articles, 4, {}).children == articles


_PLACES: list[Callable[[pikepdf.Object], Place]] = [
    lambda page: ("/Dest", Array([page, Name.Fit])),
    lambda page: ("/Dest", String("p1.here")),
    lambda page: ("/Dest", String("p1.there")),
    lambda page: ("/A", Dictionary(S=Name.GoTo, D=Array([page, Name.Fit]))),
]


@pytest.mark.parametrize("leading", _PLACES)
def test_a_sole_bookmark_of_another_page_is_kept(leading: Callable[[pikepdf.Object], Place]) -> None:
    """A title leads to where the part begins; what leads further, by whatever way, is no title."""
    pdf = pikepdf.new()
    first, last = (pdf.make_indirect(add_page(pdf).obj) for _ in range(2))
    for page, kept in ((first, False), (last, True)):
        place = Array([page, Name.Fit])
        named: dict[bytes, pikepdf.Object] = {b"p1.here": place, b"p1.there": Dictionary(D=place)}
        sole = _item("Tarifs applicables", place=leading(page))
        assert part_item("Annexe", first, (sole,), 4, named).children == ((sole,) if kept else ())


def test_what_leads_out_of_the_file_is_kept() -> None:
    """It is no title either."""
    pdf = pikepdf.new()
    page = add_page(pdf).obj
    for action in (Dictionary(S=Name.GoToR, D=Array([0, Name.Fit])), Dictionary(S=Name.URI, URI=String("x:"))):
        sole = _item("Tarifs", place=("/A", action))
        assert part_item("Annexe", page, (sole,), 4, {}).children == (sole,)
    lost = _item("Tarifs", place=("/Dest", String("nowhere")))
    assert part_item("Annexe", page, (lost,), 4, {}).children == (lost,)


def test_a_few_parts_are_open_and_many_are_closed() -> None:
    """A pack shows its articles; a recueil of 46 communes shows 46 lines."""
    page = add_page(pikepdf.new()).obj
    assert part_item("Convention", page, (), 4, {}).opened
    assert not part_item("Haveluy", page, (), 46, {}).opened


def test_no_outline_is_no_items() -> None:
    """A file without bookmarks has none to read."""
    assert read_outline(Dictionary()) == ()
