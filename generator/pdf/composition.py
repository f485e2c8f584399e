"""A merged file held against the verified files that it was made of: what is theirs is known again, the rest verified.

A page of a pack is a page of one of its documents, to the byte, with a stamp around it. Such a page was verified where
it comes from, with its fonts and images; it is known again by the digest of its streams. What the merge adds (stamps,
table of contents, blank pages, outline, links, metadata, the one tag tree) is verified in full: the tags in the file
itself, the rest on an abridged copy of it, in which known pages show their stamp alone. A page that is not known is in
the copy as it is: verified in full, too.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Stream

from generator.errors import EngineError
from generator.pdf.archive import plainly_ended
from generator.pdf.conformity import Failure, font_failures, layout, standard_failures, tag_failures, unreadable
from generator.pdf.foreign import foreign_pages
from generator.pdf.marks import own_contents, streams_of
from generator.pdf.opening import opened
from generator.pdf.seen import seen_in
from generator.pdf.structure import elements
from generator.pdf.tagcheck import tagged_forms
from generator.pdf.trees import number_items, number_tree

#: What tags and merging change in an object that is otherwise the same.
_OWN_PLACE = ("/StructParent", "/StructParents", "/Length")
_BEFORE, _AFTER = b"q\n", b"\nQ\n"
_STAMP_FONT = re.compile(rb"BT (/\S+) [\d.]+ Tf")


@dataclass(frozen=True, slots=True)
class PageDigest:
    """What a page shows, as digests: the ``whole`` of it, and its ``core`` without its own stamp, "" without stamp."""

    whole: str
    core: str


@dataclass(frozen=True, slots=True)
class Composition:
    """What was found of a merged file: ``texts`` are of what its pages show beside those parts that are known."""

    failures: tuple[Failure, ...]
    texts: tuple[str, ...]
    digests: tuple[PageDigest, ...]
    foreign: int


def page_digests(pdf: pikepdf.Pdf) -> tuple[PageDigest, ...]:
    """Return the digests of the pages of ``pdf``."""
    digests = _Digests()
    return tuple(digests.of_page(page.obj) for page in pdf.pages)


def verify_composition(path: Path, known: Container[str], *, tags: bool = True) -> Composition:
    """Verify the merged file at ``path``, in which pages whose digest is ``known`` were verified where they come from.

    What those pages bear beside their stamp is left out of the texts. Without ``tags`` these are left to
    :func:`verify_tags`, which another process may call meanwhile.
    """
    try:
        written = path.read_bytes()
        with opened(path) as pdf:
            tagged = tuple(tag_failures(pdf)) if tags else ()
            failures = (*_syntax(written, pdf), *tagged, *font_failures(pdf))
            digests = page_digests(pdf)
            foreign = foreign_pages(pdf)
            theirs = [digest.core in known and rank not in foreign for rank, digest in enumerate(digests)]
            abridged = _abridged(pdf, [page for page, its in zip(pdf.pages, theirs, strict=True) if its])
        pages = seen_in(abridged, path.name)
        with opened(abridged, str(path)) as pdf:
            failures += (*standard_failures(abridged, pdf), *layout(pdf, pages))
    except EngineError as error:
        return Composition((unreadable(error),), (), (), 0)
    return Composition(failures, tuple(page.text for page in pages), digests, len(foreign))


def verify_tags(path: Path) -> tuple[Failure, ...]:
    """Hold the one tag tree of the merged file at ``path`` against its pages."""
    try:
        with opened(path) as pdf:
            return tuple(tag_failures(pdf))
    except EngineError as error:
        return (unreadable(error),)


def _syntax(written: bytes, pdf: pikepdf.Pdf) -> tuple[Failure, ...]:
    """Check what the abridged copy, which is written anew, cannot show of the file (ISO 19005-2, 6.1.2, 6.1.3, 6.1.7).

    That every stream can be read, to its length, is known by their digests.
    """
    sound = (
        re.match(rb"%PDF-1\.[0-7]\r?\n%[\x80-\xff]{4}", written)
        and re.search(rb"%%EOF\r?\n?$", written[-8:])
        and "/ID" in pdf.trailer
        and plainly_ended(written) == written
    )
    return () if sound else (Failure("PDF/A-2a", "syntax", "le fichier n’est pas écrit comme PDF/A le demande"),)


def _abridged(pdf: pikepdf.Pdf, known: Sequence[pikepdf.Page]) -> bytes:
    """Return ``pdf`` without what ``known`` pages show but their stamp; one with tags within its drawings stays.

    Its tree keeps every element, and of its contents those of the other pages.
    """
    gone: set[tuple[int, int]] = set()
    keys: set[int] = set()
    for page in (known_page.obj for known_page in known):
        if next(tagged_forms(page), None) is None:
            gone.add(page.objgen)
            if "/StructParents" in page:
                keys.add(int(page.StructParents))
                del page.StructParents
            before, *_, after = streams_of(page)
            stamp_font = _stamp_font(after)
            page.Contents = Array([before, after])
            page.Resources = Dictionary(Font=Dictionary({stamp_font: page.Resources.Font[stamp_font]}))
    tree = pdf.Root.get("/StructTreeRoot", Dictionary())
    for element in elements(tree):
        _empty(element, gone)
    if "/ParentTree" in tree:
        tree.ParentTree = number_tree([item for item in number_items(tree.ParentTree) if item[0] not in keys])
    copy = io.BytesIO()
    pdf.save(copy, compress_streams=False, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return plainly_ended(copy.getvalue())


def _empty(element: pikepdf.Object, pages: Container[tuple[int, int]]) -> None:
    """Take the marked contents of some pages from an element."""
    kids = element.get("/K")
    own = element.get("/Pg")
    theirs = own is not None and own.objgen in pages
    if isinstance(kids, int):
        if theirs:
            del element.K
    elif isinstance(kids, Array) and (contents := own_contents(kids)):
        gone = [theirs if place is None else place in pages for _, place in contents]
        if any(gone):
            element.K = Array(
                [] if all(gone) else [kid for kid, its in zip(kids.as_list(), gone, strict=True) if not its]
            )
    elif isinstance(kids, Array):
        listed = kids.as_list()
        left = [kid for kid in listed if not (theirs if isinstance(kid, int) else _is_content(kid, theirs, pages))]
        if len(left) < len(listed):
            element.K = Array(left)
    elif kids is not None and _is_content(kids, theirs, pages):
        del element.K


def _is_content(kid: pikepdf.Object, theirs: bool, pages: Container[tuple[int, int]]) -> bool:
    """Tell whether a reference to a marked content leads to one of some pages."""
    if kid.get("/Type") != "/MCR" or "/Stm" in kid:
        return False
    return kid.Pg.objgen in pages if "/Pg" in kid else theirs


def _stamp_font(stream: pikepdf.Object) -> str:
    """Return the name of the font of a stamp; "" when the stream is none."""
    drawn = stream.read_bytes()
    found = _STAMP_FONT.search(drawn) if drawn.startswith(_AFTER) else None
    return found[1].decode("ascii", "replace") if found else ""


class _Digests:
    """Digests of objects by what they hold, down to the last byte of their streams, whatever their numbers."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, int], bytes] = {}

    def of_page(self, page: pikepdf.Object) -> PageDigest:
        streams = streams_of(page)
        drawn = [self._of(stream) for stream in streams]
        whole = self._page(page, drawn, "")
        if len(streams) < 3 or streams[0].read_bytes() != _BEFORE:
            return PageDigest(whole, "")
        stamp_font = _stamp_font(streams[-1])
        return PageDigest(whole, self._page(page, drawn[1:-1], stamp_font) if stamp_font else "")

    def _page(self, page: pikepdf.Object, drawn: list[bytes], stamp_font: str) -> str:
        digest = hashlib.sha256(b"".join(drawn))
        for key in ("/MediaBox", "/CropBox", "/Rotate", "/UserUnit"):
            digest.update(key.encode() + _spelt(page.get(key)))
        resources = page.get("/Resources", Dictionary())
        for key, part in sorted(resources.items()):
            if key == "/Font":
                fonts = {name: self._of(font) for name, font in part.items() if name != stamp_font}
                digest.update(repr(sorted(fonts.items())).encode() if fonts else b"")
            else:
                digest.update(key.encode() + self._of(part))
        return digest.hexdigest()

    def _of(self, item: object) -> bytes:
        if not isinstance(item, pikepdf.Object) or not item.is_indirect:
            return self._content(item)
        if item.objgen not in self._known:
            self._known[item.objgen] = b""  # what reaches itself stops here
            self._known[item.objgen] = self._content(item)
        return self._known[item.objgen]

    def _content(self, item: object) -> bytes:
        digest = hashlib.sha256()
        if isinstance(item, Stream):
            digest.update(self._entries(item.stream_dict) + item.read_raw_bytes())
        elif isinstance(item, Dictionary):
            digest.update(self._entries(item))
        elif isinstance(item, Array) and b" R" in item.unparse(resolved=True):
            digest.update(b"[" + b"".join(self._of(part) for part in item))
        else:
            digest.update(_spelt(item))
        return digest.digest()

    def _entries(self, item: pikepdf.Object) -> bytes:
        spelt = item.unparse(resolved=True)
        if b" R" not in spelt and not any(key.encode() in spelt for key in _OWN_PLACE):
            return bytes(spelt)
        entries = sorted((key, self._of(part)) for key, part in item.items() if key not in _OWN_PLACE)
        return b"".join(key.encode() + content for key, content in entries)


def _spelt(item: object) -> bytes:
    return item.unparse(resolved=True) if isinstance(item, pikepdf.Object) else repr(item).encode()
