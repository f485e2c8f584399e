"""What could meet between parts is kept apart: keys, roles, classes and identifiers."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from generator.pdf.structure import StructureTree, is_tagged, keyed_streams, set_apart
from generator.pdf.trees import name_items, name_tree, number_items, number_tree
from tests.pdf.pages import add_page, add_tree


def _merge(*sources: pikepdf.Pdf) -> tuple[pikepdf.Pdf, list[pikepdf.Object]]:
    """Merge the trees of ``sources``; return the file and each source's copied page."""
    target = pikepdf.new()
    structure = StructureTree(target, "fr-FR")
    pages = []
    for number, source in enumerate(sources, start=1):
        set_apart(source, f"p{number}")
        page = source.pages[0].obj
        del page.Parent
        page.Type = Name.Detached
        bundle = source.make_indirect(
            Dictionary(Tree=source.Root.StructTreeRoot, Page=page, Streams=Array(keyed_streams(source)))
        )
        copied = target.copy_foreign(bundle)
        structure.adopt(copied.Tree, f"Partie {number}", f"p{number}", [copied.Page], list(copied.Streams.as_list()))
        pages.append(copied.Page)
    structure.write()
    return target, pages


def _source(**entries: pikepdf.Object) -> tuple[pikepdf.Pdf, pikepdf.Object]:
    pdf = pikepdf.new()
    add_page(pdf)
    return pdf, add_tree(pdf, {f"/{name}": value for name, value in entries.items()})


def _paragraph(pdf: pikepdf.Pdf, part: int) -> pikepdf.Object:
    return pdf.Root.StructTreeRoot.K[0].K[part].K[0]


def test_keys_of_pages_annotations_and_forms_are_moved_on() -> None:
    """The second source's keys continue after the first's last, wherever they are written."""
    sources = []
    for _ in range(2):
        source, paragraph = _source(ParentTree=number_tree([]))
        page = source.pages[0].obj
        form = source.make_stream(b"")
        form.StructParents = 2
        page.StructParents = 0
        page.Annots = Array([Dictionary(Type=Name.Annot, StructParent=1)])
        page.Resources = Dictionary(XObject=Dictionary(F=form))
        source.Root.StructTreeRoot.ParentTree = number_tree([(key, paragraph) for key in range(3)])
        sources.append(source)
    merged, pages = _merge(*sources)
    keys = [
        [int(page.StructParents), int(page.Annots[0].StructParent), int(page.Resources.XObject.F.StructParents)]
        for page in pages
    ]
    assert keys == [[0, 1, 2], [3, 4, 5]]
    entries = dict(number_items(merged.Root.StructTreeRoot.ParentTree))
    assert [entries[key].objgen for key in (0, 3)] == [_paragraph(merged, part).objgen for part in (0, 1)]
    assert int(merged.Root.StructTreeRoot.ParentTreeNextKey) == 6


def test_an_annotation_on_two_pages_is_moved_once() -> None:
    """A key that is moved twice would point at nothing."""
    source, paragraph = _source()
    link = source.make_indirect(Dictionary(Type=Name.Annot, StructParent=0))
    add_page(source)
    for page in source.pages:
        page.obj.Annots = Array([link])
    source.Root.StructTreeRoot.ParentTree = number_tree([(0, paragraph)])
    first, other = _source()
    first.Root.StructTreeRoot.ParentTree = number_tree([(4, other)])
    _, pages = _merge(first, source)
    assert int(pages[1].Annots[0].StructParent) == 5


def test_a_key_missing_from_the_parent_tree_is_not_given_again() -> None:
    """A damaged source can't have its pages read as the next part's."""
    careless, _ = _source()
    careless.pages[0].obj.StructParents = 7
    sound, paragraph = _source()
    sound.pages[0].obj.StructParents = 0
    sound.Root.StructTreeRoot.ParentTree = number_tree([(0, Array([paragraph]))])
    _, pages = _merge(careless, sound)
    assert int(pages[1].StructParents) == 8


def test_the_same_role_is_kept_once() -> None:
    """Two documents of the same styles share their role map."""
    sources = [_source(RoleMap=Dictionary(Standard=Name.P))[0] for _ in range(2)]
    merged, _ = _merge(*sources)
    assert merged.Root.StructTreeRoot.RoleMap.as_dict() == {"/Standard": Name.P}


def test_a_role_of_another_meaning_is_renamed() -> None:
    """« Titre » may be a heading here and a paragraph there: each element keeps its own meaning."""
    sources = []
    for meaning in (Name.H1, Name.P):
        source, paragraph = _source(RoleMap=Dictionary(Titre=meaning))
        paragraph.S = Name.Titre
        sources.append(source)
    merged, _ = _merge(*sources)
    roles = merged.Root.StructTreeRoot.RoleMap
    assert [str(roles[str(_paragraph(merged, part).S)]) for part in (0, 1)] == ["/H1", "/P"]


def test_a_role_through_a_renamed_role_follows_it() -> None:
    """Where « Sous-titre » means « Titre » and « Titre » had to be renamed, it means the renamed one."""
    sources = []
    for meaning in (Name.H1, Name.P):
        source, paragraph = _source(RoleMap=Dictionary({"/Sous": Name.Titre, "/Titre": meaning}))
        paragraph.S = Name.Sous
        sources.append(source)
    merged, _ = _merge(*sources)
    roles = merged.Root.StructTreeRoot.RoleMap
    meanings = [str(roles[str(roles[str(_paragraph(merged, part).S)])]) for part in (0, 1)]
    assert meanings == ["/H1", "/P"]


def test_identifiers_and_headers_stay_within_their_part() -> None:
    """A cell names its header by an identifier that every document may use."""
    sources = []
    for _ in range(2):
        source, paragraph = _source()
        paragraph.ID = String("h1")
        paragraph.A = Array([Dictionary(O=Name.Table, Headers=Array([String("h1")]))])
        source.Root.StructTreeRoot.IDTree = name_tree([(b"h1", paragraph)])
        sources.append(source)
    merged, _ = _merge(*sources)
    found = dict(name_items(merged.Root.StructTreeRoot.IDTree))
    assert set(found) == {b"p1.h1", b"p2.h1"}
    for part, identifier in enumerate((b"p1.h1", b"p2.h1")):
        paragraph = _paragraph(merged, part)
        assert bytes(paragraph.ID) == bytes(paragraph.A[0].Headers[0]) == identifier
        assert found[identifier].objgen == paragraph.objgen


def test_classes_stay_within_their_part() -> None:
    """Attribute classes of one name are two classes."""
    sources = []
    for alignment in (Name.Start, Name.Center):
        source, paragraph = _source(ClassMap=Dictionary(C=Dictionary(O=Name.Layout, TextAlign=alignment)))
        paragraph.C = Name.C
        sources.append(source)
    merged, _ = _merge(*sources)
    classes = merged.Root.StructTreeRoot.ClassMap
    alignments = [str(classes[str(_paragraph(merged, part).C[0])].TextAlign) for part in (0, 1)]
    assert alignments == ["/Start", "/Center"]


def test_a_tree_without_a_document_gets_a_part() -> None:
    """Elements directly under the root are put under a part, which becomes their parent."""
    source, paragraph = _source()
    source.Root.StructTreeRoot.K = paragraph
    merged, _ = _merge(source)
    part = merged.Root.StructTreeRoot.K[0].K[0]
    assert (part.S, str(part.T)) == (Name.Part, "Partie 1")
    assert part.K[0].P.objgen == part.objgen


def test_a_looping_tree_is_walked_once() -> None:
    """An element that contains its own parent does not keep the walk going for ever."""
    source, paragraph = _source(IDTree=name_tree([]))
    paragraph.ID = String("a")
    paragraph.K = Array([source.Root.StructTreeRoot.K[0]])
    merged, _ = _merge(source)
    assert bytes(_paragraph(merged, 0).ID) == b"p1.a"


def test_an_empty_tree_is_no_tags() -> None:
    """A structure tree without an element says nothing."""
    source, _ = _source()
    assert is_tagged(source)
    source.Root.StructTreeRoot.K = Array()
    assert not is_tagged(source)
