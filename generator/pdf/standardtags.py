"""The tags of a draft as the standards want them: types of their own names, items in lists, links in elements."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name

from generator.pdf.structure import elements
from generator.pdf.trees import listed, number_items, number_tree

#: The types that no file may give another meaning (ISO 32000-1, 14.8.4), among those that a style may be called.
_OWN_TYPES = frozenset(
    ("/Quote", "/Caption", "/Index", "/Note", "/Reference", "/Code", "/Form", "/Figure", "/Part", "/Link")
)
#: How far from its area the text of a link may begin, in points.
_NEAR = 0.5

#: A marked content by its MCID, and where its first letters stand on the page, in points.
_Spot = tuple[int, float, float]


def complete_tags(pdf: pikepdf.Pdf) -> None:
    """Put right what engines write otherwise than ISO 14289-1 (PDF/UA-1) asks.

    LibreOffice gives a style called « Quote » the type of a paragraph under that name (7.1), leaves items after an
    inner list in no list (7.2), and has each word of a link that looks otherwise claim the whole of it (7.18.1); the
    embedded engine claims no link to an address, LibreOffice none of a margin (7.18.5): the first are tagged, the words
    of the others stay and lead nowhere.
    """
    tree = pdf.Root.get("/StructTreeRoot")
    if tree is None:
        return
    _keep_own_types(tree)
    for holder in listed(tree.get("/K")):
        _gather_items(pdf, holder)
    if any("/StructParent" in link for page in pdf.pages for link in page.obj.get("/Annots", Array())):
        _join_links(pdf, tree)
    for page in pdf.pages:
        if any(map(_is_apart, page.obj.get("/Annots", Array()))):
            _tag_links(pdf, tree, page)


def _keep_own_types(tree: pikepdf.Object) -> None:
    roles = tree.get("/RoleMap", Dictionary())
    taken = {name: role for name, role in roles.as_dict().items() if name in _OWN_TYPES}
    for element in elements(tree) if taken else ():
        element.S = taken.get(str(element.get("/S")), element.get("/S"))
    for name in taken:
        del roles[Name(name)]


def _gather_items(pdf: pikepdf.Pdf, holder: pikepdf.Object) -> None:
    """Put the items that stand in no list into one."""
    kids = listed(holder.get("/K"))
    if not any(_is_item(kid) for kid in kids):
        return
    gathered = Array()
    begun: pikepdf.Object | None = None
    for kid in kids:
        if not _is_item(kid):
            begun = None
            gathered.append(kid)
            continue
        if begun is None:
            begun = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.L, P=holder, K=Array()))
            gathered.append(begun)
        kid.P = begun
        begun.K.append(kid)
    holder.K = gathered


def _is_item(kid: pikepdf.Object) -> bool:
    return isinstance(kid, Dictionary) and kid.get("/S") == "/LI"


def _is_apart(link: pikepdf.Object) -> bool:
    """Tell whether an annotation is a link that no element claims."""
    return link.get("/Subtype") == "/Link" and "/StructParent" not in link


def _tag_links(pdf: pikepdf.Pdf, tree: pikepdf.Object, page: pikepdf.Page) -> None:
    """Tag the links of a page whose text is found in their areas, and take the others away."""
    parents = dict(number_items(tree.ParentTree))
    owners = parents.get(int(page.obj.get("/StructParents", -1)), Array())
    spots = list(_spots(page))
    kept = []
    for link in page.obj.Annots.as_list():
        if _is_apart(link):
            left, bottom, right, top = (float(side) for side in link.Rect)
            inside = [
                number
                for number, x, y in spots
                if left - _NEAR <= x < right - _NEAR and bottom - _NEAR <= y <= top + _NEAR
            ]
            element = _wrapped(pdf, page, owners, inside)
            if element is None:
                continue
            link = link if link.is_indirect else pdf.make_indirect(link)
            element.K.append(Dictionary(Type=Name.OBJR, Pg=page.obj, Obj=link))
            link.StructParent = max(parents) + 1
            link.Contents = link.get("/Contents") or link.get("/A", Dictionary()).get("/URI", pikepdf.String("lien"))
            parents[int(link.StructParent)] = element
        kept.append(link)
    page.obj.Annots = Array(kept)
    tree.ParentTree = pdf.make_indirect(number_tree(parents.items()))
    tree.ParentTreeNextKey = max(parents, default=-1) + 1


def _wrapped(
    pdf: pikepdf.Pdf, page: pikepdf.Page, owners: pikepdf.Object, numbers: Sequence[int]
) -> pikepdf.Object | None:
    """Put contents that follow one another in one element into a link within it; None when they do not."""
    if not numbers or max(numbers) >= len(owners):
        return None
    owner = owners[numbers[0]]
    kids = listed(owner.get("/K"))
    held = [int(kid.MCID) if _is_on(kid, page) else -1 for kid in kids]
    first = held.index(numbers[0]) if numbers[0] in held else -1
    if first < 0 or held[first : first + len(numbers)] != list(numbers):
        return None
    inside = kids[first : first + len(numbers)]
    element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Link, P=owner, K=Array(inside)))
    owner.K = Array([*kids[:first], element, *kids[first + len(numbers) :]])
    for number in numbers:
        owners[number] = element
    return element


def _is_on(kid: pikepdf.Object, page: pikepdf.Page) -> bool:
    """Tell whether what an element holds is a content of a page: one may go on over several."""
    return isinstance(kid, Dictionary) and "/MCID" in kid and kid.get("/Pg") == page.obj


def _join_links(pdf: pikepdf.Pdf, tree: pikepdf.Object) -> None:
    """Put into one the elements that follow one another and claim the same link."""
    parents = dict(number_items(tree.ParentTree))
    joined = False
    for holder in list(elements(tree)):
        kids, kept = listed(holder.get("/K")), list[pikepdf.Object]()
        for kid in kids:
            claims = _claims(kid)
            before = kept[-1] if kept else None
            if not claims or before is None or _claims(before) != claims:
                kept.append(kid)
                continue
            kid.S, kid.P = Name.Span, before
            kid.K = Array(part for part in listed(kid.get("/K")) if not _is_claim(part))
            before.K = Array(
                [*(part for part in listed(before.get("/K")) if not _is_claim(part)), kid, *claims.values()]
            )
            for link in claims.values():
                parents[int(link.Obj.StructParent)] = before
        if len(kept) < len(kids):
            holder.K, joined = Array(kept), True
    if joined:
        tree.ParentTree = pdf.make_indirect(number_tree(parents.items()))


def _claims(element: pikepdf.Object) -> dict[tuple[int, int], pikepdf.Object]:
    """Return the references of a link's element to what is clicked on, by its object."""
    if not isinstance(element, Dictionary) or element.get("/S") != "/Link":
        return {}
    return {kid.Obj.objgen: kid for kid in listed(element.get("/K")) if _is_claim(kid)}


def _is_claim(kid: pikepdf.Object) -> bool:
    return isinstance(kid, Dictionary) and kid.get("/Type") == "/OBJR"


def _spots(page: pikepdf.Page) -> Iterator[_Spot]:
    """Yield the tagged contents of a page with where they begin."""
    base, saved = pikepdf.Matrix(), list[pikepdf.Matrix]()
    number = -1
    for instruction in pikepdf.parse_content_stream(page):
        said, operands = str(instruction.operator), instruction.operands
        if said == "q":
            saved.append(base)
        elif said == "Q":
            base = saved.pop() if saved else base
        elif said == "cm":
            base = pikepdf.Matrix(Array(operands)) @ base
        elif said == "BDC":
            given = operands[1]
            number = int(given.MCID) if isinstance(given, Dictionary) and "/MCID" in given else -1
        elif said == "EMC":
            number = -1
        elif said == "Tm" and number >= 0:
            x, y = base.transform((float(operands[4]), float(operands[5])))
            yield number, x, y
            number = -1
