"""The structure tree of a file, read once by the spelling of its elements, for all who ask something of it.

Elements are read in the order of the document. What is not spelt as qpdf spells the usual is left to those who read
object by object: the element is ``strange``, and what is below it is not read.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import NamedTuple

import pikepdf
from pikepdf import Array, Dictionary

from generator.pdf.spelling import Spelling

#: Object and generation number.
Reference = tuple[int, int]
#: Marked contents of one page or form, each with the element that claims it.
Claims = list[tuple[int, Reference]]

TEXT = rb"\((?:[^()\\]++|\\.)*\)"
#: A name, and a value that holds nothing deeper than an array of items.
_NAME = rb"/[^\s/<>\[\]()]+"
_VALUE = (
    rb"(?:\d+ 0 R|\[ (?:[^\[\]()]++|" + TEXT + rb")*\]|<< [^<>()]* >>|" + TEXT + rb"|<[0-9a-f]*>|" + _NAME + rb"|"
    rb"[\d.-]+)"
)
#: The entries of an element in their order; three of them say its place.
_OTHERS = rb"((?:(?!/K |/P |/Pg )" + _NAME + b" " + _VALUE + rb" )*)"
_ELEMENT = re.compile(
    rb"<< " + _OTHERS + rb"(?:/K (" + _VALUE + rb") )?" + _OTHERS + rb"(?:/P (\d+) 0 R )?(?:/Pg (\d+) 0 R )?"
    rb"" + _OTHERS + rb">>",
    re.DOTALL,
)
_ENTRY = re.compile(rb"(" + _NAME + rb") (" + _VALUE + rb") ", re.DOTALL)
_ANNOTATION = re.compile(rb"<< /Obj (\d+) 0 R (?:/Pg \d+ 0 R )?/Type /OBJR >>")
_REFERENCE = re.compile(rb"(\d+) 0 R ")
#: The first of marked contents that name a page, and what follows its number.
_MARKED = re.compile(rb"<< /MCID \d+( /Pg (\d+) 0 R /Type /MCR >> )")
#: What an element holds: others, marked contents of a page that they name or of its own, annotations.
_KID = re.compile(
    rb"(?:(\d+) 0 R|<< /MCID (\d+) (?:/Pg (\d+) 0 R )?/Type /MCR >>|(\d+)|"
    rb"<< /Obj (\d+) 0 R (?:/Pg \d+ 0 R )?/Type /OBJR >>) "
)


class Element(NamedTuple):
    """An element, or what stands for an annotation, by its object number and that of what holds it.

    ``own`` is what it says of itself; ``kids`` what it holds, told without numbers of objects; ``pages`` those that
    both name, in their order; ``annotated`` tells whether an annotation is among the kids, or is what this stands for.
    """

    number: int
    holder: int
    own: bytes = b""
    kids: bytes = b""
    pages: tuple[int, ...] = ()
    annotated: bool = False
    strange: bool = False


@dataclass(slots=True)
class TagTree:
    """The elements of a file's tags, from the one at the top, and what they claim, by the object that holds it.

    A ``plain`` tree was read in full: no element is strange or met twice, each names as its parent what holds it.
    """

    spelling: Spelling
    elements: list[Element] = field(default_factory=list)
    contents: defaultdict[Reference | None, Claims] = field(default_factory=lambda: defaultdict(list))
    annotations: defaultdict[Reference, list[Reference]] = field(default_factory=lambda: defaultdict(list))
    plain: bool = True


def read_tree(pdf: pikepdf.Pdf, written: bytes = b"") -> TagTree:
    """Read the structure tree of a file, ``written`` as it is; without elements when it has no single one at its top.

    Nothing was changed in ``pdf`` since it was opened when it is given as it is written.
    """
    tree = TagTree(Spelling(pdf, written))
    root = pdf.Root.get("/StructTreeRoot")
    kids = root.get("/K") if isinstance(root, Dictionary) else None
    top = kids[0] if isinstance(kids, Array) and len(kids) == 1 else kids
    if root is None or not isinstance(top, Dictionary):
        tree.plain = False
        return tree
    seen: set[int] = set()
    waiting = [(top.objgen[0], root.objgen[0])]
    while waiting:
        number, holder = waiting.pop()
        if number in seen:
            element = Element(number, holder, strange=True)
        else:
            seen.add(number)
            element, held = _read(tree, number, holder)
            waiting += [(int(kid), number) for kid in reversed(held)]
        tree.elements.append(element)
        tree.plain = tree.plain and not element.strange
    return tree


def entries_of(own: bytes) -> list[tuple[bytes, bytes]]:
    """Return what an element says of itself, by name."""
    return _ENTRY.findall(own)


def _read(tree: TagTree, number: int, holder: int) -> tuple[Element, list[bytes]]:
    """Read one element, and the numbers of those that it holds."""
    spelt = tree.spelling.of(number)
    found = _ELEMENT.fullmatch(spelt)
    if not found or b"/S /" not in spelt:
        annotation = _ANNOTATION.fullmatch(spelt)
        if annotation:
            tree.annotations[int(annotation[1]), 0].append((holder, 0))
        return Element(number, holder, kids=b"O ", annotated=bool(annotation), strange=not annotation), []
    first, kids, second, parent, page, third = found.groups()
    tree.plain = tree.plain and parent is not None and int(parent) == holder
    own, place = first + second + third, int(page) if page else None
    if kids is None:
        return Element(number, holder, own, b"", () if place is None else (place,)), []
    if kids.endswith(b" R"):
        listed = tree.spelling.of(int(kids[:-4]))
        kids = listed if listed.startswith(b"[") else kids
    held = _Held([] if place is None else [place])
    if not _read_kids(kids[2:-1] if kids.startswith(b"[") else kids + b" ", held, tree, (number, 0), place):
        return Element(number, holder, strange=True), []
    return Element(number, holder, own, held.told, tuple(held.pages), held.annotated), held.below


@dataclass(slots=True)
class _Held:
    """What an element holds: told without numbers of objects, the ``pages`` that it names, the elements ``below``."""

    pages: list[int]
    told: bytes = b""
    below: list[bytes] = field(default_factory=list)
    annotated: bool = False


def _read_kids(kids: bytes, held: _Held, tree: TagTree, owner: Reference, page: int | None) -> bool:
    """Read what an element of a page holds, spelt one after the other; tell whether it is spelt as usual."""
    marked = _MARKED.match(kids)
    if b"<<" not in kids:
        numbers = kids
        held.told = kids
        if b"R" in kids:
            held.below = _REFERENCE.findall(kids)
            numbers, held.told = _REFERENCE.sub(b"", kids), _REFERENCE.sub(b"R ", kids)
        contents, place = numbers.split(), page
    elif marked and kids.endswith(marked[1]):  # the usual case, and the longest: all on one page
        contents, place = kids[9 : -len(marked[1])].split(marked[1] + b"<< /MCID "), int(marked[2])
        held.told = b"M " + b" ".join(contents)
        held.pages.append(place)
    else:
        return _read_each(kids, held, tree, owner, page)
    if contents and (place is None or not b"".join(contents).isdigit() or not all(contents)):
        return False
    if contents and place is not None:
        tree.contents[place, 0] += [(int(content), owner) for content in contents]
    return True


def _read_each(kids: bytes, held: _Held, tree: TagTree, owner: Reference, page: int | None) -> bool:
    """Read the same where they are of several kinds, or on several pages."""
    told = []
    for kid in _KID.finditer(kids):
        element, content, named, alone, annotation = kid.groups()
        place = int(named) if named else page
        if element:
            held.below.append(element)
            told.append(b"R ")
        elif annotation:
            tree.annotations[int(annotation), 0].append(owner)
            held.annotated = True
            told.append(b"O ")
        elif place is None:
            return False
        else:
            tree.contents[place, 0].append((int(content or alone), owner))
            if named:
                held.pages.append(place)
            told.append((b"S " if named else b"") + (content or alone) + b" ")
    held.told = b"".join(told)
    return sum(len(kid[0]) for kid in _KID.finditer(kids)) == len(kids)
