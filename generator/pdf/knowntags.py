"""The tags of a part, known again in the file that it was merged into by what they say, whatever their numbers.

A structure tree is long, and its merging changes only who is the parent of a part, and by which keys pages point back:
the check of tags holds that against the pages, in full. What elements say of the contents of known pages was verified
where they come from, and is known again by a digest of them in their order, with the roles that they play and the
digests of the pages that they name. What is not spelt as expected leaves its part unknown: verified in full.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import chain

import pikepdf
from pikepdf import Array, Dictionary

#: Object and generation number.
Reference = tuple[int, int]

_TEXT = rb"\((?:[^()\\]++|\\.)*\)"
#: An entry of a dictionary as qpdf spells it: its name, and a value that holds nothing deeper than an array of items.
_ENTRY = re.compile(
    rb"(/[^\s/<>\[\]()]+) (\d+ 0 R|\[ (?:[^\[\]()]++|" + _TEXT + rb")*\]|<< [^<>()]* >>|" + _TEXT + rb"|<[0-9a-f]*>|"
    rb"/[^\s/<>\[\]()]+|[\d.-]+) ",
    re.DOTALL,
)
#: What an element holds: others, annotations, and marked contents, of its page or of one that they name.
_KIDS = re.compile(rb"(?:\d+ 0 R |\d+ |O |<< /MCID \d+ (?:/Pg [RS] )?/Type /MCR >> )*")
_ANNOTATION = re.compile(rb"<< /Obj \d+ 0 R (?:/Pg \d+ 0 R )?/Type /OBJR >> ")
_ANNOTATED = (b"/Type", b"/OBJR")
_PAGE = re.compile(rb"/Pg (\d+) 0 R ")
_REFERENCE = re.compile(rb"(\d+) 0 R")
#: No part is known that has these: names that are the whole file's, and what stands elsewhere in it.
_OF_THE_WHOLE = frozenset((b"/ID", b"/C", b"/NS", b"/Ref"))
#: What an element holds, and where it is.
_PLACES = frozenset((b"/K", b"/P", b"/Pg"))
_LEVELS = frozenset(b"/H%d" % level for level in range(1, 7))
#: A role leads to the next one at most so often.
_MOST_ROLES = 8


@dataclass(slots=True)
class TaggedPart:
    """What is below one ``element``; ``told`` is false when its tags cannot be told.

    Of these, ``kept`` are headings and what holds annotations.
    """

    element: pikepdf.Object
    kept: list[pikepdf.Object] = field(default_factory=list)
    told: bool = True
    spelt: list[bytes] = field(default_factory=list)
    pages: list[Reference] = field(default_factory=list)
    roles: set[tuple[bytes, ...]] = field(default_factory=set)

    def digest(self, pages: Mapping[Reference, str]) -> str:
        """Return the digest of all that is below the element; "" when it cannot be told or names none of ``pages``."""
        if not self.told or not all(map(pages.get, self.pages)):
            return ""
        told = hashlib.sha256(b"".join(self.spelt))
        told.update(repr(([pages[page] for page in self.pages], sorted(self.roles))).encode())
        return told.hexdigest()

    def prune(self) -> None:
        """Leave below the element what is a matter of the whole file, without contents.

        Headings must follow one another; annotations are in no digest.
        """
        for one in self.kept:
            kids = one.get("/K", Array())
            listed = kids.as_list() if isinstance(kids, Array) else [kids]
            one.K = Array([kid for kid in listed if isinstance(kid, Dictionary) and kid.get("/Type") == "/OBJR"])
            one.P = self.element
        self.element.K = Array(self.kept)


@dataclass(frozen=True, slots=True)
class FileTags:
    """The tags of a file: the ``whole`` of them as a part of another file has it, and its own ``parts``."""

    whole: TaggedPart
    parts: tuple[TaggedPart, ...]


def tags_of(pdf: pikepdf.Pdf) -> FileTags | None:
    """Return the tags of a file; None when they are not one document's."""
    document = _document(pdf)
    return None if document is None else _Reader(pdf).file(document)


def _document(pdf: pikepdf.Pdf) -> pikepdf.Object | None:
    """Return the one element at the top of a file's tags."""
    kids = pdf.Root.get("/StructTreeRoot", Dictionary()).get("/K")
    top = kids[0] if isinstance(kids, Array) and len(kids) == 1 else kids
    return top if isinstance(top, Dictionary) and top.get("/S") == "/Document" else None


class _Reader:
    """Reads the parts of one file, in which no element may be met twice."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pdf = pdf
        self._roles = dict(_entries(pdf.Root.StructTreeRoot.get("/RoleMap", Dictionary())) or ())
        self._chains: dict[bytes, tuple[bytes, ...]] = {}
        self._plain: dict[bytes, bytes] = {}
        self._seen: set[Reference] = set()

    def file(self, document: pikepdf.Object) -> FileTags:
        """Read what is below the top of a file's tags, each part once."""
        whole = TaggedPart(document)
        parts = []
        for kid in self._element(document, document, whole)[::-1]:
            entries = _entries(kid)
            if entries is None or entries[-1:] == [_ANNOTATED]:
                whole.told = False
                continue
            self._own(entries, kid, whole)
            below = self.read(kid)
            whole.spelt += below.spelt
            whole.pages += below.pages
            whole.roles |= below.roles
            whole.told = whole.told and below.told
            if kid.get("/S") == "/Part":
                parts.append(below)
        return FileTags(whole, tuple(parts))

    def read(self, top: pikepdf.Object) -> TaggedPart:
        """Read what is below ``top``, whose own entries its parent may have changed."""
        part = TaggedPart(top)
        waiting = [(top, top)]
        while waiting and part.told:
            element, holder = waiting.pop()
            waiting += [(kid, element) for kid in self._element(element, holder, part)]
        return part

    def _element(self, element: pikepdf.Object, holder: pikepdf.Object, part: TaggedPart) -> list[pikepdf.Object]:
        """Tell one element, and return those that it holds, the last one first."""
        entries = _entries(element)
        if entries is None or element.objgen in self._seen:
            part.told = False
            return []
        self._seen.add(element.objgen)
        if entries[-1:] == [_ANNOTATED]:
            part.spelt.append(b"O")
            part.kept.append(holder)
            return []
        if element is not part.element:
            self._own(entries, element, part)
        kids: list[pikepdf.Object] = []
        for name, value in entries:
            if name == b"/K":
                told, kids = self._kids(value, element, part)
                part.spelt.append(told)
            elif name == b"/Pg":
                part.pages.append((int(value.split()[0]), 0))
                part.spelt.append(name)
        part.spelt.append(b"\n")
        return kids

    def _own(self, entries: list[tuple[bytes, bytes]], element: pikepdf.Object, part: TaggedPart) -> None:
        """Tell what an element says of itself, not what it holds."""
        for name, value in entries:
            if name in _OF_THE_WHOLE:
                part.told = False
            elif name not in _PLACES:
                if b" R" in value:
                    value = _REFERENCE.sub(lambda found: self._told(found[1], part), value)
                part.spelt.append(name + b" " + value)
                if name == b"/S":
                    self._role(value, element, part)

    def _kids(self, value: bytes, element: pikepdf.Object, part: TaggedPart) -> tuple[bytes, list[pikepdf.Object]]:
        """Tell what an element holds, and return the elements among it, the last one first."""
        held = self._object(value.split()[0]) if _REFERENCE.fullmatch(value) else None
        spelt = held.unparse(resolved=True) if isinstance(held, Array) else value
        spelt = spelt[2:-1] if spelt.startswith(b"[") else spelt + b" "
        if b"/OBJR" in spelt:
            spelt = _ANNOTATION.sub(b"O ", spelt)
            part.kept.append(element)
        pages = _PAGE.findall(spelt)
        if len(set(pages)) == 1:  # the usual case, and the longest
            part.pages.append((int(pages[0]), 0))
            spelt = spelt.replace(b"/Pg %b 0 R " % pages[0], b"/Pg R ")
        elif pages:
            part.pages += [(int(page), 0) for page in pages]
            spelt = _PAGE.sub(b"/Pg S ", spelt)
        if not _KIDS.fullmatch(spelt):
            part.told = False
            return b"", []
        if b"0 R" not in spelt:
            return b"[" + spelt + b"]", []
        kids = [self._object(number) for number in _REFERENCE.findall(spelt)]
        return b"[" + _REFERENCE.sub(b"R", spelt) + b"]", kids[::-1]

    def _object(self, number: bytes) -> pikepdf.Object:
        return self._pdf.get_object((int(number), 0))

    def _told(self, number: bytes, part: TaggedPart) -> bytes:
        """Tell what an entry leads to, which leads to nothing else: attributes."""
        if number not in self._plain:
            self._plain[number] = self._object(number).unparse(resolved=True)
        if b" R" in self._plain[number]:
            part.told = False
        return self._plain[number]

    def _role(self, role: bytes, element: pikepdf.Object, part: TaggedPart) -> None:
        """Note what a role stands for; headings without a level are a matter of the whole file."""
        if role not in self._chains:
            roles = [role]
            while roles[-1] in self._roles and len(roles) < _MOST_ROLES:
                roles.append(self._roles[roles[-1]])
            self._chains[role] = tuple(roles)
        part.roles.add(self._chains[role])
        if self._chains[role][-1] in _LEVELS:
            part.kept.append(element)
        elif self._chains[role][-1] == b"/H":
            part.told = False


def _entries(holder: pikepdf.Object) -> list[tuple[bytes, bytes]] | None:
    """Return the entries of a dictionary as they are spelt; None when that cannot be told."""
    spelt = holder.unparse(resolved=True)
    found = _ENTRY.findall(spelt)
    whole = b" ".join((b"<<", *chain.from_iterable(found), b">>"))
    return found if whole == spelt else None
