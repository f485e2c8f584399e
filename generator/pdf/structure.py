"""The one structure tree of a merged file: what a screen reader follows, from the first title to the last line.

Every part keeps its own tree, under a ``/Part`` with its title. What could meet between parts is kept apart
first: the keys by which pages point back into the tree, the roles, the attribute classes and the element
identifiers (ISO 32000-1, 14.7).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from generator.pdf.marks import own_contents
from generator.pdf.trees import listed, name_items, name_tree, number_items, number_tree

#: A marked content: object and generation number of its page, MCID.
Content = tuple[tuple[int, int], int]
_KEYS = ("/StructParents", "/StructParent")


class StructureTree:
    """Grows part by part; at the end, :meth:`write` puts it into the file.

    A source is set apart before it is copied, in any order; its copy is adopted after, in that of the parts.
    """

    def __init__(self, pdf: pikepdf.Pdf, language: str) -> None:
        self._pdf = pdf
        self._language = language
        self._next_key = 0
        self._parents: list[tuple[int, pikepdf.Object]] = []
        self._roles: dict[str, str] = {}
        self._classes: dict[str, pikepdf.Object] = {}
        self._identifiers: list[tuple[bytes, pikepdf.Object]] = []
        self._document = pdf.make_indirect(
            Dictionary(Type=Name.StructElem, S=Name.Document, Lang=String(language), K=Array())
        )

    def adopt(
        self,
        tree: pikepdf.Object,
        title: str,
        prefix: str,
        pages: Sequence[pikepdf.Object],
        streams: Sequence[pikepdf.Object],
        language: str = "",
    ) -> None:
        """Put the copied ``tree`` of a source that was set apart under the document as a part called ``title``.

        Its keys, in ``pages`` and ``streams``, continue after those adopted so far, and roles that mean something else
        there get new names; ``prefix`` is this part's own. The part says its ``language`` where it is another one.
        """
        last = max((key for key, _ in number_items(tree.get("/ParentTree"))), default=-1)
        for holder in (*_annotated(pages), *streams):
            for name in _KEYS:
                if name in holder:
                    key = int(holder[name])
                    last = max(last, key)
                    holder[name] = key + self._next_key
        for key, value in number_items(tree.get("/ParentTree")):
            self._parents.append((key + self._next_key, value))
        # Past the last key in use, so that one the tree forgot is not given to the next part.
        self._next_key += last + 1
        meanings = {str(role): str(standard) for role, standard in tree.get("/RoleMap", Dictionary()).items()}
        roles = self._conflicting_roles(meanings, prefix)
        if roles:
            for element in elements(tree):
                element.S = Name(roles.get(str(element.S), str(element.S)))
        self._roles.update(
            (roles.get(role, role), roles.get(standard, standard)) for role, standard in meanings.items()
        )
        self._classes.update(tree.get("/ClassMap", Dictionary()).items())
        for identifier, element in name_items(tree.get("/IDTree")):
            self._identifiers.append((f"{prefix}.".encode() + identifier, element))
        kids = _kids(tree)
        if len(kids) == 1 and str(kids[0].S) == "/Document":
            part = kids[0]
            part.S = Name.Part
        else:
            part = self._pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Part, K=Array(kids)))
            for kid in kids:
                kid.P = part
        part.T = String(title)
        if language.lower() not in ("", self._language.lower()) and "/Lang" not in part:
            part.Lang = String(language)
        part.P = self._document
        self._document.K.append(part)

    def add(self, role: str, parent: pikepdf.Object | None = None, title: str = "") -> pikepdf.Object:
        """Add a new element at the end of ``parent``; without a parent, as the document's first."""
        holder = self._document if parent is None else parent
        element = self._pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(role), P=holder, K=Array()))
        if title:
            element.T = String(title)
        holder.K.insert(0 if parent is None else len(holder.K), element)
        return element

    def point_back(self, value: pikepdf.Object) -> int:
        """Register the elements of one page's contents (an array) or of one annotation; return the key."""
        key = self._next_key
        self._parents.append((key, value))
        self._next_key += 1
        return key

    def write(self) -> None:
        """Put the tree into the file's catalogue."""
        root = self._pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot, K=Array([self._document])))
        self._document.P = root
        root.ParentTree = self._pdf.make_indirect(number_tree(self._parents))
        root.ParentTreeNextKey = self._next_key
        if self._roles:
            root.RoleMap = Dictionary({role: Name(standard) for role, standard in self._roles.items()})
        if self._classes:
            root.ClassMap = Dictionary(self._classes)
        if self._identifiers:
            root.IDTree = self._pdf.make_indirect(name_tree(self._identifiers))
        self._pdf.Root.StructTreeRoot = root

    def _conflicting_roles(self, meanings: dict[str, str], prefix: str) -> dict[str, str]:
        """Give new names to the roles that mean something else in an earlier part, even through another role."""
        renamed: dict[str, str] = {}
        while conflicts := [
            role
            for role, standard in meanings.items()
            if role not in renamed and self._roles.get(role, standard) != renamed.get(standard, standard)
        ]:
            renamed.update((role, f"{role}.{prefix}") for role in conflicts)
        return renamed


def set_apart(source: pikepdf.Pdf, prefix: str) -> None:
    """Give the tags of ``source`` classes and identifiers that no other part has; ``prefix`` is this part's own."""
    tree = source.Root.StructTreeRoot
    classes = {name: f"{name}.{prefix}" for name in tree.get("/ClassMap", Dictionary()).as_dict()}
    identified = f"{prefix}.".encode() if "/IDTree" in tree else b""
    if classes or identified:
        for element in elements(tree):
            _rename(element, classes, identified)
    if classes:
        tree.ClassMap = Dictionary({new: tree.ClassMap[name] for name, new in classes.items()})


def keyed_streams(source: pikepdf.Pdf) -> list[pikepdf.Object]:
    """Return the images and forms of ``source`` that point back into the tree."""
    return [
        found for found in source.objects if isinstance(found, pikepdf.Stream) and any(name in found for name in _KEYS)
    ]


def is_tagged(pdf: pikepdf.Pdf) -> bool:
    """Tell whether ``pdf`` has a structure tree with at least one element."""
    tree = pdf.Root.get("/StructTreeRoot")
    return isinstance(tree, Dictionary) and bool(_kids(tree))


def elements(tree: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield every structure element under ``tree`` once, even when the tree is damaged and loops."""
    waiting = list(_kids(tree))
    seen: set[tuple[int, int]] = set()
    while waiting:
        element = waiting.pop()
        if element.is_indirect:
            if element.objgen in seen:
                continue
            seen.add(element.objgen)
        yield element
        waiting.extend(_kids(element))


def _kids(holder: pikepdf.Object) -> Sequence[pikepdf.Object]:
    """Return the structure elements directly under ``holder``, without its own contents."""
    kids = holder.get("/K")
    return [] if own_contents(kids) else [kid for kid in listed(kids) if isinstance(kid, Dictionary) and "/S" in kid]


def content_of_kid(kid: pikepdf.Object, element: pikepdf.Object) -> Content | None:
    """Return which marked content an element claims by one of its kids; None for a kid that is something else."""
    if isinstance(kid, int):
        return element.Pg.objgen, kid
    if isinstance(kid, Dictionary) and kid.get("/Type") == "/MCR":
        return (kid if "/Pg" in kid else element).Pg.objgen, int(kid.MCID)
    return None


def _annotated(pages: Sequence[pikepdf.Object]) -> Iterator[pikepdf.Object]:
    """Yield, once, pages and their annotations."""
    seen: set[tuple[int, int]] = set()
    for page in pages:
        yield page
        for annotation in page.get("/Annots", Array()).as_list():
            if annotation.is_indirect:
                if annotation.objgen in seen:
                    continue
                seen.add(annotation.objgen)
            yield annotation


def _rename(element: pikepdf.Object, classes: dict[str, str], prefix: bytes) -> None:
    """Apply new names, and put ``prefix`` before the element's identifier and those of its headers."""
    if "/C" in element:
        element.C = Array([Name(classes.get(str(n), str(n))) for n in listed(element.C) if isinstance(n, Name)])
    if not prefix:
        return
    if "/ID" in element:
        element.ID = String(prefix + bytes(element.ID))
    for owner in listed(element.get("/A")):
        if isinstance(owner, Dictionary) and "/Headers" in owner:
            owner.Headers = Array([String(prefix + bytes(header)) for header in owner.Headers.as_list()])
