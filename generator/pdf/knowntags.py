"""The tags of a part, known again in the file that it was merged into by what they say, whatever their numbers.

A structure tree is long, and its merging changes only who is the parent of a part, and by which keys pages point back:
the check of tags holds that against the pages, in full. What elements say of the contents of known pages was verified
where they come from, and is known again by a digest of them in their order, with the roles that they play and the
digests of the pages that they name. What is not spelt as expected leaves its part unknown: verified in full.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import pikepdf
from pikepdf import Array, Dictionary, Name

from generator.pdf.tagtree import TEXT, Element, Reference, TagTree, entries_of
from generator.pdf.trees import listed

#: No part is known that has these: names that are the whole file's, and what stands elsewhere in it.
_OF_THE_WHOLE = frozenset((b"/ID", b"/C", b"/NS", b"/Ref"))
_REFERENCE = re.compile(rb"(\d+) 0 R")
_REFERENCE_OR_TEXT = re.compile(rb"(\d+) 0 R|" + TEXT, re.DOTALL)
_LEVELS = frozenset(b"/H%d" % level for level in range(1, 7))
#: A role leads to the next one at most so often.
_MOST_ROLES = 8


@dataclass(slots=True)
class TaggedPart:
    """What is below one element, by its ``number``; ``told`` is false when its tags cannot be told.

    Of these, ``kept`` are what holds annotations, by its number, and the roles of the other headings, in their order.
    """

    number: int
    kept: list[int | bytes] = field(default_factory=list)
    told: bool = True
    spelt: list[bytes] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    roles: set[tuple[bytes, ...]] = field(default_factory=set)

    def digest(self, pages: Mapping[Reference, str]) -> str:
        """Return the digest of all that is below the element; "" when it cannot be told or names none of ``pages``."""
        names = [pages.get((page, 0)) for page in self.pages]
        if not self.told or not all(names):
            return ""
        told = hashlib.sha256(b"".join(self.spelt))
        told.update(repr((names, sorted(self.roles))).encode())
        return told.hexdigest()

    def prune(self, pdf: pikepdf.Pdf) -> None:
        """Leave below the element what is a matter of the whole file, without contents.

        Headings must follow one another; annotations are in no digest. A heading is made anew: to read one is to read
        the hundred objects that stand in a stream with it.
        """
        element = pdf.get_object((self.number, 0))
        element.K = Array([_left(one, element, pdf) for one in self.kept])


def _left(kept: int | bytes, holder: pikepdf.Object, pdf: pikepdf.Pdf) -> pikepdf.Object:
    if isinstance(kept, bytes):
        return Dictionary(Type=Name.StructElem, S=pikepdf.Object.parse(kept), P=holder)
    element = pdf.get_object((kept, 0))
    element.K = Array(
        [kid for kid in listed(element.get("/K")) if isinstance(kid, Dictionary) and kid.get("/Type") == "/OBJR"]
    )
    element.P = holder
    return element


@dataclass(frozen=True, slots=True)
class FileTags:
    """The tags of a file: the ``whole`` of them as a part of another file has it, and its own ``parts``."""

    whole: TaggedPart
    parts: tuple[TaggedPart, ...]


def tags_of(pdf: pikepdf.Pdf, tree: TagTree) -> FileTags | None:
    """Return the tags of a file whose ``tree`` was read; None when they are not one document's."""
    if not tree.elements or _role_of(tree.elements[0]) != b"/Document":
        return None
    top, *below = tree.elements
    teller, whole, parts = _Teller(pdf, tree), TaggedPart(top.number), list[TaggedPart]()
    teller.tell_place(top, whole)
    starts = [rank for rank, element in enumerate(below) if element.holder == top.number]
    for start, end in pairwise([*starts, len(below)]):
        teller.tell_itself(below[start], whole)
        part = teller.part(below[start:end])
        whole.spelt += part.spelt
        whole.pages += part.pages
        whole.roles |= part.roles
        whole.told = whole.told and part.told
        if _role_of(below[start]) == b"/Part":
            parts.append(part)
    return FileTags(whole, tuple(parts))


def _role_of(element: Element) -> bytes:
    return dict(entries_of(element.own)).get(b"/S", b"")


class _Teller:
    """Tells the parts of one file."""

    def __init__(self, pdf: pikepdf.Pdf, tree: TagTree) -> None:
        self._spelling = tree.spelling
        roles = pdf.Root.StructTreeRoot.get("/RoleMap", Dictionary())
        self._meanings = {pikepdf.Name(role).unparse(): meaning.unparse() for role, meaning in roles.items()}
        self._chains: dict[bytes, tuple[bytes, ...]] = {}

    def part(self, elements: Sequence[Element]) -> TaggedPart:
        """Tell what is below the first of the elements, whose own entries its parent may have changed."""
        top, *below = elements
        part = TaggedPart(top.number)
        self.tell_place(top, part)
        for element in below:
            if not part.told:
                break
            self.tell_itself(element, part)
            self.tell_place(element, part)
        return part

    def tell_place(self, element: Element, part: TaggedPart) -> None:
        """Tell what an element holds, and on which pages."""
        part.told = part.told and not element.strange
        part.pages += element.pages
        part.spelt.append(b"%b%d\n" % (element.kids, len(element.pages)))
        annotated = element.number if element.own else element.holder
        if element.annotated and annotated not in part.kept:
            part.kept.append(annotated)

    def tell_itself(self, element: Element, part: TaggedPart) -> None:
        """Tell what an element says of itself, with what that leads to; note what its role stands for."""
        spelt, led = element.own, []
        if b" R" in spelt:
            reference = _REFERENCE_OR_TEXT if b"(" in spelt else _REFERENCE
            led = [self._spelling.of(int(number)) for number in reference.findall(spelt) if number]
            spelt = reference.sub(lambda found: b"R" if found[1] else found[0], spelt)
        if spelt not in self._chains:
            self._chains[spelt] = self._chain(entries_of(element.own))
        roles = self._chains[spelt]
        if not roles or roles[-1] == b"/H" or any(b" R" in one for one in led):
            part.told = part.told and element.annotated and not element.own
            return
        part.spelt += [spelt, *led]
        part.roles.add(roles)
        if roles[-1] in _LEVELS and not element.annotated:
            part.kept.append(roles[0])

    def _chain(self, entries: Sequence[tuple[bytes, bytes]]) -> tuple[bytes, ...]:
        """Return the role of an element, then what it stands for; none when it is a matter of the whole file."""
        names = [name for name, _ in entries]
        if b"/S" not in names or not _OF_THE_WHOLE.isdisjoint(names) or names != sorted(set(names)):
            return ()
        roles = [dict(entries)[b"/S"]]
        while roles[-1] in self._meanings and len(roles) < _MOST_ROLES:
            roles.append(self._meanings[roles[-1]])
        return tuple(roles)
