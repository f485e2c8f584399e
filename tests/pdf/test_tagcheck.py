"""The check of tags finds each way in which tags and pages can fall apart, which a validator does not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from generator.errors import EngineError
from generator.pdf.makeup import Part
from generator.pdf.trees import number_items, number_tree
from tests.cases import cases
from tests.pdf.conformance import failures, tag_findings
from tests.pdf.conftest import Printed

Sabotage = Callable[[pikepdf.Pdf], None]


def _tree(pdf: pikepdf.Pdf) -> pikepdf.Object:
    return pdf.Root.StructTreeRoot


def _empty_tree(pdf: pikepdf.Pdf) -> None:
    _tree(pdf).K = Array()


def _dropped_part(pdf: pikepdf.Pdf) -> None:
    del _tree(pdf).K[0].K[1]


def _part_twice(pdf: pikepdf.Pdf) -> None:
    _tree(pdf).K[0].K.append(_tree(pdf).K[0].K[1])


def _missing_key(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[3].obj.StructParents


def _swapped_keys(pdf: pikepdf.Pdf) -> None:
    first, second = pdf.pages[1].obj, pdf.pages[2].obj
    first.StructParents, second.StructParents = second.StructParents, first.StructParents


def _same_key(pdf: pikepdf.Pdf) -> None:
    pdf.pages[2].obj.StructParents = pdf.pages[0].obj.StructParents


def _unknown_key(pdf: pikepdf.Pdf) -> None:
    pdf.pages[2].obj.StructParents = 999


def _entry_of_another_document(pdf: pikepdf.Pdf) -> None:
    entries = dict(number_items(_tree(pdf).ParentTree))
    first, second = int(pdf.pages[0].obj.StructParents), int(pdf.pages[2].obj.StructParents)
    entries[first] = entries[second]
    _tree(pdf).ParentTree = pdf.make_indirect(number_tree(entries.items()))


def _entry_twice(pdf: pikepdf.Pdf) -> None:
    entries = list(number_items(_tree(pdf).ParentTree))
    _tree(pdf).ParentTree = pdf.make_indirect(number_tree([*entries, entries[0]]))


def _untagged_link(pdf: pikepdf.Pdf) -> None:
    link = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9])))
    pdf.pages[0].obj.Annots = Array([*pdf.pages[0].obj.get("/Annots", Array()).as_list(), link])


def _wrong_parent(pdf: pikepdf.Pdf) -> None:
    parts = _tree(pdf).K[0].K
    parts[1].K[0].P = parts[0]


def _foreign_kid(pdf: pikepdf.Pdf) -> None:
    _tree(pdf).K[0].K.append(Name.Nothing)


def _contents_of_nowhere(pdf: pikepdf.Pdf) -> None:
    part = _tree(pdf).K[0].K[1]
    part.K.append(Dictionary(Type=Name.MCR, Pg=pdf.pages[2].obj, MCID=4321))


def _contents_twice(pdf: pikepdf.Pdf) -> None:
    page = pdf.pages[0].obj
    twice = pdf.make_stream(b"/P <</MCID 0>> BDC EMC\n")
    page.Contents = Array([*(page.Contents.as_list() if isinstance(page.Contents, Array) else [page.Contents]), twice])


def _contents_claimed_twice(pdf: pikepdf.Pdf) -> None:
    part = _tree(pdf).K[0].K[0]
    part.K.append(Dictionary(Type=Name.MCR, Pg=pdf.pages[0].obj, MCID=0))


def _contents_without_page(pdf: pikepdf.Pdf) -> None:
    part = _tree(pdf).K[0].K[0]
    if "/Pg" in part:
        del part.Pg
    part.K.append(0)


def _object_of_no_page(pdf: pikepdf.Pdf) -> None:
    link = pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9])))
    _tree(pdf).K[0].K[0].K.append(Dictionary(Type=Name.OBJR, Pg=pdf.pages[0].obj, Obj=link))


def _no_tree(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot


@cases(
    "sabotage, said",
    (_no_tree, "n’a pas d’arbre de structure"),
    (_empty_tree, "est vide"),
    (_dropped_part, "hors de l’arbre"),
    (_part_twice, "atteint deux fois"),
    (_missing_key, "sans clé de structure"),
    (_swapped_keys, "à un autre élément que le leur"),
    (_same_key, "sert 2 fois"),
    (_unknown_key, "la clé de structure 999 n’a pas d’entrée"),
    (_entry_of_another_document, "à un autre élément que le leur"),
    (_entry_twice, "est donnée deux fois"),
    (_untagged_link, "n’est pas rattachée"),
    (_wrong_parent, "n’a pas pour parent"),
    (_foreign_kid, "autre chose que des éléments"),
    (_contents_of_nowhere, "qui n’existent pas"),
    (_contents_twice, "sont donnés deux fois"),
    (_contents_claimed_twice, "à plusieurs éléments"),
    (_contents_without_page, "ne dit pas sa page"),
    (_object_of_no_page, "hors des pages"),
)
def test_sabotage_is_found(pack: Path, tmp_path: Path, sabotage: Sabotage, said: str) -> None:
    """Each sabotage of a sound pack is among the findings, in words that say what is wrong."""
    damaged = tmp_path / "damaged.pdf"
    with pikepdf.open(pack) as pdf:
        sabotage(pdf)
        pdf.save(damaged)
    assert said in "\n".join(tag_findings(damaged))


def _key_of_link_missing(pdf: pikepdf.Pdf) -> None:
    del pdf.pages[0].obj.Annots[0].StructParent


def _keys_of_links_swapped(pdf: pikepdf.Pdf) -> None:
    first, second = pdf.pages[0].obj.Annots.as_list()
    first.StructParent, second.StructParent = second.StructParent, first.StructParent


@cases(
    "sabotage, said",
    (_key_of_link_missing, "n’a pas de clé de structure"),
    (_keys_of_links_swapped, "à un autre élément que le sien"),
)
def test_sabotage_of_links_is_found(recueil: Path, tmp_path: Path, sabotage: Sabotage, said: str) -> None:
    """The links of a table of contents must lead back to their own elements."""
    damaged = tmp_path / "damaged.pdf"
    with pikepdf.open(recueil) as pdf:
        sabotage(pdf)
        pdf.save(damaged)
    assert said in "\n".join(tag_findings(damaged))


def test_a_tree_that_can_t_be_read_is_an_error(pack: Path, tmp_path: Path) -> None:
    """Tags of the wrong kind are one clear error with the file's name."""
    damaged = tmp_path / "damaged.pdf"
    with pikepdf.open(pack) as pdf:
        _tree(pdf).K[0].K.append(Dictionary(Type=Name.OBJR))
        pdf.save(damaged)
    with pytest.raises(EngineError, match=r"damaged\.pdf a une structure interne abîmée"):
        tag_findings(damaged)


def test_the_validator_alone_would_not_do(pack: Path, tmp_path: Path) -> None:
    """Why this check exists: a validator of PDF/UA has nothing to say of a document missing from the tree."""
    damaged = tmp_path / "damaged.pdf"
    with pikepdf.open(pack) as pdf:
        _dropped_part(pdf)
        pdf.save(damaged)
    assert [failure for failure in failures(damaged) if failure.startswith("ua1")] == []
    assert tag_findings(damaged) != []


def test_a_plain_append_is_found(parts: tuple[Part, ...], printed: tuple[Printed, ...], tmp_path: Path) -> None:
    """Pages appended without their tags are contents outside the tree."""
    appended = tmp_path / "appended.pdf"
    with pikepdf.open(parts[0].pdf) as pdf, pikepdf.open(printed[1].pdf) as other:
        pdf.pages.extend(other.pages)
        pdf.save(appended)
    assert any(finding.startswith("Page 3 : ") for finding in tag_findings(appended))


def test_contents_of_a_form_are_checked_too(tmp_path: Path) -> None:
    """A form with marked contents of its own has its own key, and its contents an element."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page().obj
    form = pdf.make_stream(b"/P <</MCID 0>> BDC EMC\n")
    form.Type, form.Subtype, form.BBox = Name.XObject, Name.Form, Array([0, 0, 9, 9])
    form.StructParents = 0
    page.Resources = Dictionary(XObject=Dictionary(F=form))
    page.Contents = pdf.make_stream(b"/F Do\n")
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.P, P=tree))
    element.K = Dictionary(Type=Name.MCR, Pg=page, Stm=form, MCID=0)
    tree.K = element
    tree.ParentTree = number_tree([(0, Array([element]))])
    pdf.Root.StructTreeRoot = tree
    pdf.save(tmp_path / "sound.pdf")
    assert tag_findings(tmp_path / "sound.pdf") == []
    form.StructParents = 7
    pdf.save(tmp_path / "damaged.pdf")
    assert tag_findings(tmp_path / "damaged.pdf") == [
        "Page 1 : la clé de structure 7 n’a pas d’entrée dans le ParentTree."
    ]
