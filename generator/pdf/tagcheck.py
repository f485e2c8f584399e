"""The check of tags, both ways: from the structure tree to every page, and from every page back into the tree.

A validator of PDF/UA finds nothing wrong with an empty tree, a document missing from it or pages that point at
another document's elements; a reader with a screen reader does. The rules are those of ISO 32000-1, 14.7.4.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Stream

from generator.pdf.opening import opened
from generator.pdf.trees import number_items

#: Object and generation number.
Reference = tuple[int, int]

#: A finding names at most this many marked contents.
_MOST_NAMED = 5


@dataclass(slots=True)
class _Tree:
    """What the structure tree claims: marked contents and annotations, each with the elements that claim it."""

    elements: set[Reference] = field(default_factory=set)
    contents: dict[tuple[Reference, int], list[Reference]] = field(default_factory=dict)
    annotations: dict[Reference, list[Reference]] = field(default_factory=dict)
    findings: list[str] = field(default_factory=list)


def check_tags(path: Path) -> list[str]:
    """Return what is wrong between the tags and the pages of the PDF at ``path``, in French; nothing when sound.

    Raises EngineError when the file can't be read.
    """
    with opened(path) as pdf:
        root = pdf.Root.get("/StructTreeRoot")
        if not isinstance(root, Dictionary):
            return ["Le fichier n’a pas d’arbre de structure."]
        tree = _read_tree(root)
        findings = tree.findings
        back: dict[int, pikepdf.Object] = {}
        for key, value in number_items(root.get("/ParentTree")):
            if key in back:
                findings.append(f"La clé {key} du ParentTree est donnée deux fois.")
            back[key] = value
        keys: Counter[int] = Counter()
        for number, page in enumerate(pdf.pages, start=1):
            findings.extend(f"Page {number} : {finding}" for finding in _check_page(page, tree, back, keys))
        findings.extend(f"La clé de structure {key} sert {count} fois." for key, count in keys.items() if count > 1)
        if tree.contents:
            findings.append(f"L’arbre de structure désigne des contenus qui n’existent pas ({len(tree.contents)}).")
        if tree.annotations:
            findings.append(f"L’arbre de structure désigne des annotations hors des pages ({len(tree.annotations)}).")
        return findings


def _read_tree(root: pikepdf.Object) -> _Tree:
    """Walk the tree from its root; contents given by number alone are on the page of their element."""
    tree = _Tree()
    waiting = [(kid, root) for kid in _listed(root.get("/K"))]
    while waiting:
        kid, parent = waiting.pop()
        owner = parent.objgen
        page = parent.Pg.objgen if "/Pg" in parent else None
        if isinstance(kid, int):
            _claim(tree, page, kid, owner)
        elif not isinstance(kid, Dictionary):
            tree.findings.append("L’arbre de structure contient autre chose que des éléments.")
        elif kid.get("/Type") == "/MCR":
            holder = kid.get("/Stm", kid.get("/Pg"))
            _claim(tree, page if holder is None else holder.objgen, int(kid.MCID), owner)
        elif kid.get("/Type") == "/OBJR":
            tree.annotations.setdefault(kid.Obj.objgen, []).append(owner)
        else:
            if kid.objgen in tree.elements:
                tree.findings.append(f"L’élément {_named(kid)} est atteint deux fois dans l’arbre de structure.")
                continue
            tree.elements.add(kid.objgen)
            if "/P" not in kid or kid.P.objgen != owner:
                tree.findings.append(f"L’élément {_named(kid)} n’a pas pour parent (/P) celui qui le contient.")
            waiting.extend((below, kid) for below in _listed(kid.get("/K")))
    if not tree.elements:
        tree.findings.append("L’arbre de structure est vide.")
    return tree


def _claim(tree: _Tree, holder: Reference | None, number: int, owner: Reference) -> None:
    if holder is None:
        tree.findings.append(f"Un contenu balisé (MCID {number}) ne dit pas sa page.")
    else:
        tree.contents.setdefault((holder, number), []).append(owner)


def _check_page(page: pikepdf.Page, tree: _Tree, back: dict[int, pikepdf.Object], keys: Counter[int]) -> Iterator[str]:
    """Check a page and the forms it draws; what it finds claimed is taken out of ``tree``."""
    for holder, marks in _marked_contents(page):
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
    holder: pikepdf.Object, marks: Counter[int], tree: _Tree, back: dict[int, pikepdf.Object], keys: Counter[int]
) -> Iterator[str]:
    key = holder.get("/StructParents")
    if key is not None:
        keys[int(key)] += 1
    elif marks:
        yield f"Contenus balisés sans clé de structure (StructParents) : {len(marks)}."
    entry = None if key is None else back.get(int(key))
    if key is not None and not isinstance(entry, Array):
        yield f"la clé de structure {key} n’a pas d’entrée dans le ParentTree."
    unclaimed, shared, misled, repeated = [], [], [], []
    for number, count in marks.items():
        owners = tree.contents.pop((holder.objgen, number), [])
        if count > 1:
            repeated.append(number)
        if not owners:
            unclaimed.append(number)
        elif len(owners) > 1:
            shared.append(number)
        elif isinstance(entry, Array) and _owner(entry, number) != owners[0]:
            misled.append(number)
    yield from _told(repeated, "sont donnés deux fois")
    yield from _told(unclaimed, "sont hors de l’arbre de structure")
    yield from _told(shared, "sont à plusieurs éléments à la fois")
    yield from _told(misled, "renvoient par le ParentTree à un autre élément que le leur")


def _told(numbers: list[int], what: str) -> Iterator[str]:
    if numbers:
        named = ", ".join(map(str, sorted(numbers)[:_MOST_NAMED])) + ("…" if len(numbers) > _MOST_NAMED else "")
        yield f"Contenus balisés (MCID {named}) {what} : {len(numbers)}."


def _owner(entry: Array, number: int) -> Reference | None:
    return entry[number].objgen if number < len(entry) and isinstance(entry[number], Dictionary) else None


def _marked_contents(page: pikepdf.Page) -> Iterator[tuple[pikepdf.Object, Counter[int]]]:
    """Yield the page, then every form it draws that has tags of its own, with how often each MCID occurs."""
    yield page.obj, _marks(page, page.obj)
    waiting = [page.obj.get("/Resources", Dictionary())]
    seen: set[Reference] = set()
    while waiting:
        for form in waiting.pop().get("/XObject", Dictionary()).as_dict().values():
            if not isinstance(form, Stream) or form.get("/Subtype") != "/Form" or form.objgen in seen:
                continue
            seen.add(form.objgen)
            if "/StructParents" in form:
                yield form, _marks(form, form)
            waiting.append(form.get("/Resources", Dictionary()))


def _marks(stream: pikepdf.Object | pikepdf.Page, holder: pikepdf.Object) -> Counter[int]:
    properties = holder.get("/Resources", Dictionary()).get("/Properties", Dictionary())
    marks: Counter[int] = Counter()
    for instruction in pikepdf.parse_content_stream(stream, "BDC"):
        given = instruction.operands[1]
        if isinstance(given, pikepdf.Name):
            given = properties.get(str(given), Dictionary())
        if "/MCID" in given:
            marks[int(given.MCID)] += 1
    return marks


def _listed(kids: pikepdf.Object | None) -> list[pikepdf.Object]:
    if kids is None:
        return []
    return list(kids.as_list()) if isinstance(kids, Array) else [kids]


def _named(element: pikepdf.Object) -> str:
    return f"{str(element.get('/S', '?'))[1:]} (objet {element.objgen[0]})"
