"""The tags of a document are known again in a pack, and those of a pack in a recueil, when they say the same alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from generator.pdf.composition import _abridged, file_digests, verify_composition
from generator.pdf.conformity import standard_failures
from generator.pdf.knownpages import page_digests
from generator.pdf.knowntags import tags_of
from generator.pdf.marks import own_contents, read_marks
from generator.pdf.opening import opened
from generator.pdf.structure import elements
from generator.pdf.tagtree import read_tree
from generator.pdf.trees import number_items
from tests.cases import cases
from tests.pdf.conftest import Printed

Change = Callable[[pikepdf.Pdf, pikepdf.Object], None]


def own_tags(pdf: pikepdf.Pdf) -> str:
    """Return the digest of a file's tags."""
    pages = {page.obj.objgen: digest.whole for page, digest in zip(pdf.pages, page_digests(pdf), strict=True)}
    tags = tags_of(pdf, read_tree(pdf))
    return tags.whole.digest(pages) if tags else ""


def tags_of_parts(pdf: pikepdf.Pdf) -> list[str]:
    """Return the digests of the tags of its parts, under its stamps."""
    pages = {page.obj.objgen: digest.core for page, digest in zip(pdf.pages, page_digests(pdf), strict=True)}
    tags = tags_of(pdf, read_tree(pdf))
    return [part.digest(pages) for part in tags.parts] if tags else []


def test_the_tags_of_documents_are_known_again_in_their_pack(printed: tuple[Printed, ...], pack: Path) -> None:
    """Each in its place, though their numbers are others there."""
    alone = []
    for document in printed:
        with pikepdf.open(document.pdf, inherit_page_attributes=True) as pdf:
            alone.append(own_tags(pdf))
    with pikepdf.open(pack) as pdf:
        assert tags_of_parts(pdf) == alone
    assert len(set(alone)) == len(alone)
    assert all(alone)


def test_the_tags_of_a_pack_are_known_again_in_the_recueil(pack: Path, recueil: Path) -> None:
    """Twice, since it holds the pack twice, after its table of contents."""
    with pikepdf.open(pack) as pdf:
        own = own_tags(pdf)
    with pikepdf.open(recueil) as pdf:
        assert tags_of_parts(pdf)[1:] == [own, own]


def _role(pdf: pikepdf.Pdf, element: pikepdf.Object) -> None:
    element.S = Name.Span


def _meaning(pdf: pikepdf.Pdf, element: pikepdf.Object) -> None:
    roles = pdf.Root.StructTreeRoot.get("/RoleMap", Dictionary())
    pdf.Root.StructTreeRoot.RoleMap = Dictionary({**roles.as_dict(), str(element.S): Name.Quote})


def _order(pdf: pikepdf.Pdf, element: pikepdf.Object) -> None:
    element.P.K = Array(list(element.P.K.as_list())[::-1])


def _contents(pdf: pikepdf.Pdf, element: pikepdf.Object) -> None:
    element.K = Array([])


def _attributes(pdf: pikepdf.Pdf, element: pikepdf.Object) -> None:
    element.A = Dictionary(O=Name.Layout, Placement=Name.Block)


def _said(pdf: pikepdf.Pdf, element: pikepdf.Object) -> None:
    element.ActualText = String("autre")


def _named(pdf: pikepdf.Pdf, element: pikepdf.Object) -> None:
    element.ID = String("note")


def _page(pdf: pikepdf.Pdf, element: pikepdf.Object) -> None:
    page = pdf.pages[0].obj
    before, *own, after = page.Contents.as_list()
    page.Contents = Array([before, *own, pdf.make_stream(b"0 0 m 10 10 l S\n"), after])


@cases("change", _role, _meaning, _order, _contents, _attributes, _said, _named, _page)
def test_whatever_tags_say_otherwise_is_not_known(pack: Path, change: Change) -> None:
    """A role or what it stands for, the order, the contents, attributes, words, the page that they are on."""
    with pikepdf.open(pack) as pdf:
        before = tags_of_parts(pdf)
        first = pdf.Root.StructTreeRoot.K[0].K[0]
        change(pdf, next(one for one in elements(first) if "/K" in one and one.P.objgen == first.objgen))
        after = tags_of_parts(pdf)
    assert after[0] != before[0]


def test_headings_and_links_stay_of_a_part_that_is_known(pack: Path) -> None:
    """The headings of the whole file must follow one another, and links are in no digest; all else is gone."""
    with pikepdf.open(pack) as pdf:
        tags = tags_of(pdf, read_tree(pdf))
        assert tags
        part = tags.parts[0]
        links = [page for page in pdf.pages if "/Annots" in page.obj]
        part.prune(pdf)
        left = pdf.Root.StructTreeRoot.K[0].K[0].K.as_list()
        roles = [str(one.S) for one in left]
        assert roles.count("/Link") == (1 if links else 0)
        assert {role for role in roles if role != "/Link"} <= {"/H1", "/H2", "/Title"}
        assert len(roles) > roles.count("/Link")
        assert all(kid.Type == "/OBJR" for one in left if "/K" in one for kid in one.K.as_list())


@cases("second, found", (b"/H2", False), (b"/H4", True))
def test_headings_of_known_parts_are_held_to_the_standard(pack: Path, second: bytes, found: bool) -> None:
    """They are made anew in the copy: a level that is passed over there is found by the validator."""
    with opened(pack) as pdf:
        tags = tags_of(pdf, read_tree(pdf))
        assert tags
        for part in tags.parts:
            part.kept = [b"/H1", second]
        abridged = _abridged(pdf, {}, {""}, tags)
    with opened(abridged, "abridged") as copy:
        rules = {failure.rule for failure in standard_failures(abridged, copy)}
    assert ("PDFUA1-HEADING-NESTING-001" in rules) == found


def known_of(pack: Path) -> dict[str, int]:
    """Return what is known of a pack that was found sound."""
    with opened(pack) as pdf:
        digests = file_digests(pdf, read_tree(pdf))
    tags = {digests.tags: -1} if digests.tags else {}
    return tags | dict(zip((page.whole for page in digests.pages), digests.marks, strict=True))


def test_the_copy_without_known_tags_is_sound(pack: Path, recueil: Path) -> None:
    """The validator finds nothing wrong with what stays."""
    assert verify_composition(recueil, known_of(pack)).failures == ()


def test_the_marked_contents_of_pages_are_known(pack: Path) -> None:
    """So many of each, as its tags claim them: they are read from its pages no more."""
    with opened(pack) as pdf:
        counted = file_digests(pdf, read_tree(pdf)).marks
        assert counted == tuple(len(read_marks(page.obj)) for page in pdf.pages)
    assert all(counted)


def _unclaimed(pdf: pikepdf.Pdf) -> None:
    part = pdf.Root.StructTreeRoot.K[0].K[1]
    next(one for one in elements(part) if own_contents(one.get("/K"))).K = Array([])


def _claimed_twice(pdf: pikepdf.Pdf) -> None:
    part = pdf.Root.StructTreeRoot.K[0].K[1]
    element = next(one for one in elements(part) if own_contents(one.get("/K")))
    element.K.append(element.K[0])


def _drawn_with_the_stamp(pdf: pikepdf.Pdf) -> None:
    stamp = pdf.pages[-1].obj.Contents[-1]
    stamp.write(stamp.read_bytes() + b"/P <</MCID 999>> BDC EMC\n")


def _led_elsewhere(pdf: pikepdf.Pdf) -> None:
    back = dict(number_items(pdf.Root.StructTreeRoot.ParentTree))[int(pdf.pages[-1].obj.StructParents)]
    back[0] = pdf.Root.StructTreeRoot.K[0]


@cases(
    "change, said",
    (_unclaimed, "sont hors de l’arbre de structure"),
    (_claimed_twice, "sont à plusieurs éléments à la fois"),
    (_drawn_with_the_stamp, "(MCID 999) sont hors de l’arbre de structure"),
    (_led_elsewhere, "à un autre élément que le leur"),
)
def test_tags_are_held_against_pages_that_are_known(
    pack: Path, recueil: Path, tmp_path: Path, change: Callable[[pikepdf.Pdf], None], said: str
) -> None:
    """Their marked contents are known from where they come; who claims them is not."""
    with pikepdf.open(recueil) as pdf:
        change(pdf)
        pdf.save(tmp_path / "damaged.pdf", object_stream_mode=pikepdf.ObjectStreamMode.generate)
    failures = verify_composition(tmp_path / "damaged.pdf", known_of(pack)).failures
    assert said in "\n".join(failure.message for failure in failures if failure.check == "tags")


def test_the_tags_of_a_file_of_level_b_are_not_known(pack: Path) -> None:
    """It was held to less than what it is merged into may claim."""
    with opened(pack) as pdf:
        metadata = pdf.Root.Metadata
        for level in (b"A", b"B"):
            metadata.write(re.sub(rb"conformance>[AB]</", b"conformance>%b</" % level, metadata.read_bytes()))
            assert bool(file_digests(pdf, read_tree(pdf)).tags) == (level == b"A")
