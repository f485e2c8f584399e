"""Named destinations of one name in several parts, and the links to them."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from generator.pdf.outline import adapt_destinations, top_of, write_destinations
from generator.pdf.trees import name_items, name_tree
from tests.pdf.pages import add_page


@pytest.fixture
def source() -> pikepdf.Pdf:
    """Make a page with the places « annexe », named as today, and « debut », named as PDF 1.1 did."""
    pdf = pikepdf.new()
    page = add_page(pdf).obj
    pdf.Root.Names = Dictionary(Dests=name_tree([(b"annexe", top_of(page))]))
    pdf.Root.Dests = Dictionary(debut=top_of(page))
    page.Annots = Array(
        [
            Dictionary(Subtype=Name.Link, Dest=String("annexe")),
            Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.GoTo, D=String("annexe"))),
            Dictionary(Subtype=Name.Link, Dest=Name.debut),
            Dictionary(Subtype=Name.Link, Dest=top_of(page)),
            Dictionary(Subtype=Name.Link, Dest=String("ailleurs")),
        ]
    )
    item = pdf.make_indirect(Dictionary(Title=String("Annexe"), Dest=String("annexe")))
    pdf.Root.Outlines = pdf.make_indirect(Dictionary(First=item, Last=item))
    return pdf


def test_names_get_their_parts_prefix(source: pikepdf.Pdf) -> None:
    """Both ways of naming a place end as names of the one tree."""
    named = adapt_destinations(source, "p2")
    assert set(named) == {b"p2.annexe", b"p2.debut"}
    write_destinations(source, named)
    assert {name for name, _ in name_items(source.Root.Names.Dests)} == {b"p2.annexe", b"p2.debut"}


def test_links_and_bookmarks_follow(source: pikepdf.Pdf) -> None:
    """Links by name, by action and by old name, and bookmarks, lead to the renamed places; others are left."""
    adapt_destinations(source, "p2")
    by_name, by_action, by_old_name, direct, unknown = source.pages[0].obj.Annots.as_list()
    assert str(by_name.Dest) == "p2.annexe"
    assert str(by_action.A.D) == "p2.annexe"
    assert str(by_old_name.Dest) == "p2.debut"
    assert isinstance(direct.Dest, Array)
    assert str(unknown.Dest) == "ailleurs"
    assert str(source.Root.Outlines.First.Dest) == "p2.annexe"
