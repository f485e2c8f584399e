"""The check of tags, both ways: from the structure tree to every page, and from every page back into the tree.

A validator of PDF/UA finds nothing wrong with an empty tree, a document missing from it or pages that point at
another document's elements; a reader with a screen reader does. The rules are those of ISO 32000-1, 14.7.4.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import pikepdf
from pikepdf import Array, Dictionary, Stream

from generator.pdf.marks import own_contents, read_marks
from generator.pdf.tagtree import Claims, Reference, TagTree
from generator.pdf.trees import listed, number_items

#: What the ParentTree gives for a page whose contents all belong to elements, as qpdf spells it.
_REFERENCES = re.compile(rb"\[ (?:\d+ 0 R )*\]")
_REFERENCE = re.compile(rb"(\d+) 0 R")
#: A finding names at most this many marked contents.
_MOST_NAMED = 5


@dataclass(slots=True)
class _Tree:
    """What the structure tree claims: marked contents by what holds them, annotations with those that claim them."""

    contents: dict[Reference | None, Claims] = field(default_factory=lambda: defaultdict(list))
    annotations: dict[Reference, list[Reference]] = field(default_factory=lambda: defaultdict(list))
    findings: list[str] = field(default_factory=list)


def check_tags(pdf: pikepdf.Pdf, tags: TagTree, known: Mapping[Reference, int] = MappingProxyType({})) -> list[str]:
    """Return what is wrong between the ``tags`` and the pages of a PDF, in French; nothing when sound.

    Of pages that are ``known``, so many marked contents are there, from 0 on: these are not read again.
    """
    root = pdf.Root.get("/StructTreeRoot")
    if not isinstance(root, Dictionary):
        return ["Le fichier n’a pas d’arbre de structure."]
    tree = _Tree(tags.contents.copy(), tags.annotations.copy()) if tags.plain else _read_tree(root)
    findings = tree.findings
    back: dict[int, pikepdf.Object] = {}
    for key, value in number_items(root.get("/ParentTree")):
        if key in back:
            findings.append(f"La clé {key} du ParentTree est donnée deux fois.")
        back[key] = value
    keys: Counter[int] = Counter()
    for number, page in enumerate(pdf.pages, start=1):
        findings.extend(f"Page {number} : {finding}" for finding in _check_page(page, tree, back, keys, known))
    findings.extend(f"La clé de structure {key} sert {count} fois." for key, count in keys.items() if count > 1)
    if tree.contents:
        lost = sum(map(len, tree.contents.values()))
        findings.append(f"L’arbre de structure désigne des contenus qui n’existent pas ({lost}).")
    if tree.annotations:
        findings.append(f"L’arbre de structure désigne des annotations hors des pages ({len(tree.annotations)}).")
    return findings


def _read_tree(root: pikepdf.Object) -> _Tree:
    """Walk the tree from its root; contents given by number alone are on the page of their element."""
    tree, met = _Tree(), set[Reference]()
    waiting = [root]
    while waiting:
        parent = waiting.pop()
        owner = parent.objgen
        holder = parent.get("/Pg")
        page = None if holder is None else holder.objgen
        kids = parent.get("/K")
        own = own_contents(kids)
        for number, place in own or ():
            tree.contents[place or page].append((number, owner))
        for kid in listed(kids) if own is None else ():
            if isinstance(kid, int):
                tree.contents[page].append((kid, owner))
            elif not isinstance(kid, Dictionary):
                tree.findings.append("L’arbre de structure contient autre chose que des éléments.")
            elif (kind := kid.get("/Type")) == "/MCR":
                holder = kid.get("/Stm", kid.get("/Pg"))
                tree.contents[page if holder is None else holder.objgen].append((int(kid.MCID), owner))
            elif kind == "/OBJR":
                tree.annotations[kid.Obj.objgen].append(owner)
            else:
                if kid.objgen in met:
                    tree.findings.append(f"L’élément {_named(kid)} est atteint deux fois dans l’arbre de structure.")
                    continue
                met.add(kid.objgen)
                if "/P" not in kid or kid.P.objgen != owner:
                    tree.findings.append(f"L’élément {_named(kid)} n’a pas pour parent (/P) celui qui le contient.")
                waiting.append(kid)
    for number, _ in tree.contents.pop(None, ()):
        tree.findings.append(f"Un contenu balisé (MCID {number}) ne dit pas sa page.")
    if not met:
        tree.findings.append("L’arbre de structure est vide.")
    return tree


def _check_page(
    page: pikepdf.Page, tree: _Tree, back: dict[int, pikepdf.Object], keys: Counter[int], known: Mapping[Reference, int]
) -> Iterator[str]:
    """Check a page and the forms it draws; what it finds claimed is taken out of ``tree``."""
    for holder, marks in _marked_contents(page, known):
        yield from _check_contents(holder, marks, tree, back, keys)
    for annotation in page.obj.get("/Annots", Array()).as_list():
        if annotation.get("/Subtype") == "/Popup":
            continue
        owners = tree.annotations.pop(annotation.objgen, [])
        key = annotation.get("/StructParent")
        if len(owners) != 1:
            yield "une annotation n’est pas rattachée à un élément, et un seul (OBJR)."
        elif key is None:
            yield "une annotation n’a pas de clé de structure (StructParent)."
        elif int(key) not in back or back[int(key)].objgen != owners[0]:
            yield "une annotation renvoie par le ParentTree à un autre élément que le sien."
        if key is not None:
            keys[int(key)] += 1


def _check_contents(
    holder: pikepdf.Object, marks: Sequence[int], tree: _Tree, back: dict[int, pikepdf.Object], keys: Counter[int]
) -> Iterator[str]:
    key = holder.get("/StructParents")
    if key is not None:
        keys[int(key)] += 1
    elif marks:
        yield f"Contenus balisés sans clé de structure (StructParents) : {len(marks)}."
    entry = None if key is None else back.get(int(key))
    if key is not None and not isinstance(entry, Array):
        yield f"la clé de structure {key} n’a pas d’entrée dans le ParentTree."
    claims = tree.contents.pop(holder.objgen, [])
    elements = _elements(entry) if isinstance(entry, Array) else None
    claimed = dict(claims)
    sound = elements is not None and claimed == {number: elements.get(number) for number in marks}
    if sound and len(marks) == len(claims) == len(claimed):
        return
    owners: dict[int, list[Reference]] = {}
    for number, owner in claims:
        owners.setdefault(number, []).append(owner)
    counts = Counter(marks)
    yield from _told([one for one, count in counts.items() if count > 1], "sont donnés deux fois")
    yield from _told([one for one in counts if one not in owners], "sont hors de l’arbre de structure")
    shared = [one for one in counts if len(owners.get(one, ())) > 1]
    yield from _told(shared, "sont à plusieurs éléments à la fois")
    if elements is not None:
        misled = [one for one in counts if len(owners.get(one, ())) == 1 and elements.get(one) != owners[one][0]]
        yield from _told(misled, "renvoient par le ParentTree à un autre élément que le leur")
    if lost := [(one, owner) for one, theirs in owners.items() if one not in counts for owner in theirs]:
        tree.contents[holder.objgen] = lost


def _told(numbers: list[int], what: str) -> Iterator[str]:
    if numbers:
        named = ", ".join(map(str, sorted(numbers)[:_MOST_NAMED])) + ("…" if len(numbers) > _MOST_NAMED else "")
        yield f"Contenus balisés (MCID {named}) {what} : {len(numbers)}."


def _elements(entry: Array) -> dict[int, Reference]:
    """Return the elements of one page's contents, by identifier, as the ParentTree gives them."""
    spelt = entry.unparse(resolved=True)
    if _REFERENCES.fullmatch(spelt):
        return dict(enumerate((int(item), 0) for item in _REFERENCE.findall(spelt)))
    return {number: item.objgen for number, item in enumerate(entry.as_list()) if isinstance(item, Dictionary)}


def _marked_contents(
    page: pikepdf.Page, known: Mapping[Reference, int]
) -> Iterator[tuple[pikepdf.Object, Sequence[int]]]:
    """Yield the page, then every form it draws that has tags of its own, with the identifiers of its contents."""
    for holder in (page.obj, *tagged_forms(page.obj)):
        count = known.get(holder.objgen)
        yield holder, [mark.number for mark in read_marks(holder)] if count is None else range(count)


def tagged_forms(page: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield every form that a page draws, directly or through another one, that has tags of its own."""
    waiting = [page.get("/Resources", Dictionary())]
    seen: set[Reference] = set()
    while waiting:
        for form in waiting.pop().get("/XObject", Dictionary()).as_dict().values():
            if not isinstance(form, Stream) or form.get("/Subtype") != "/Form" or form.objgen in seen:
                continue
            seen.add(form.objgen)
            if "/StructParents" in form:
                yield form
            waiting.append(form.get("/Resources", Dictionary()))


def _named(element: pikepdf.Object) -> str:
    return f"{str(element.get('/S', '?'))[1:]} (objet {element.objgen[0]})"
