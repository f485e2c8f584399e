"""A merged file held against the verified files that it was made of: what is theirs is known again, the rest verified.

A page of a pack is a page of one of its documents, to the byte, with a stamp around it. Such a page was verified where
it comes from, with its fonts and images; it is known again by the digest of its streams. What the merge adds (stamps,
table of contents, blank pages, outline, links, metadata, the one tag tree) is verified in full: the tags in the file
itself, the rest on an abridged copy of it, in which known pages show their stamp alone, and parts whose tags are known
have their headings alone. What is not known is in the copy as it is: verified in full, too.
"""

from __future__ import annotations

import io
import re
from collections.abc import Container, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from generator.errors import EngineError
from generator.pdf.archive import plainly_ended
from generator.pdf.conformity import (
    Failure,
    failures_of,
    font_failures,
    layout,
    standard_failures,
    tag_failures,
    unreadable,
)
from generator.pdf.foreign import foreign_pages
from generator.pdf.knownpages import PageDigest, page_digests, stamp_font
from generator.pdf.knowntags import FileTags, tags_of
from generator.pdf.marks import own_contents, streams_of
from generator.pdf.metadata import claims_level_b
from generator.pdf.opening import opened
from generator.pdf.printedfaces import font_descriptors
from generator.pdf.seen import read_pages
from generator.pdf.structure import elements
from generator.pdf.tagcheck import tagged_forms
from generator.pdf.tagtree import Reference, TagTree, read_tree
from generator.pdf.transplant import detach
from generator.pdf.trees import number_items, number_tree
from generator.workers.serving import leave


@dataclass(frozen=True, slots=True)
class FileDigests:
    """What a file shows and says, as digests: of each page, and of its tags, "" when these cannot be told.

    ``marks`` are how many marked contents the tags claim of each page, all from 0 on; -1 where they claim others.
    """

    pages: tuple[PageDigest, ...] = ()
    tags: str = ""
    marks: tuple[int, ...] = ()


#: Those of what has no pages, or is not read.
NO_DIGESTS = FileDigests()


@dataclass(frozen=True, slots=True)
class Found:
    """What was found of a file: its pages' texts, its digests, and how many of its pages somebody else laid out.

    Pages that are ``abridged``, by their ranks from 0, show their own stamp alone.
    """

    failures: tuple[Failure, ...]
    texts: tuple[str, ...] = ()
    digests: FileDigests = NO_DIGESTS
    foreign: int = 0
    abridged: frozenset[int] = frozenset()


def file_digests(pdf: pikepdf.Pdf, tree: TagTree) -> FileDigests:
    """Return the digests of ``pdf``, whose tags were read."""
    pages = page_digests(pdf)
    return FileDigests(pages, _tags_digest(pdf, pages, tags_of(pdf, tree)), _marks(pdf, tree))


def verify_alone(path: Path, *, claims: bool) -> Found:
    """Verify the file at ``path`` from itself alone; see :func:`~generator.pdf.conformity.failures_of`."""
    try:
        seen = read_pages(path)
        with opened(path) as pdf:
            tree = read_tree(pdf)
            failures = failures_of(path, pdf, seen, tree, claims=claims)
            digests = file_digests(pdf, tree)
            if not claims:  # its tags were held against nothing
                digests = replace(digests, marks=(-1,) * len(pdf.pages))
            return Found(failures, tuple(page.text for page in seen), digests, len(foreign_pages(pdf)))
    except EngineError as error:
        return Found((unreadable(error),))


def verify_composition(path: Path, known: Mapping[str, int]) -> Found:
    """Verify the merged file at ``path``; pages and tags whose digest is ``known`` were verified where they come from.

    With the digest of a page, so many marked contents of it are known, see :class:`FileDigests`. What those pages bear
    beside their stamp is left out of the texts.
    """
    try:
        written = path.read_bytes()
        with opened(path) as pdf:
            tree, pages, foreign = read_tree(pdf, written), page_digests(pdf), foreign_pages(pdf)
            tags = tags_of(pdf, tree)
            theirs = {
                page.obj.objgen: digest.core
                for rank, (page, digest) in enumerate(zip(pdf.pages, pages, strict=True))
                if digest.core in known and rank not in foreign
            }
            marks = {page: known[core] for page, core in theirs.items() if known[core] >= 0}
            failures = (*_syntax(written, pdf), *tag_failures(pdf, tree, marks))
            digests = FileDigests(pages, _tags_digest(pdf, pages, tags), _marks(pdf, tree))
            gone = {
                page.obj.objgen: theirs[page.obj.objgen]
                for page in pdf.pages
                if page.obj.objgen in theirs and next(tagged_forms(page.obj), None) is None
            }
            ranks = frozenset(rank for rank, page in enumerate(pdf.pages) if page.obj.objgen in gone)
            abridged = _abridged(pdf, gone, known, tags)
            leave((pdf, tree, tags))
        with opened(abridged, str(path)) as pdf, ThreadPoolExecutor(2) as threads:
            standards = standard_failures(abridged, pdf, threads.map)
            seen = read_pages(abridged, path.name)  # while the validator is at work, which holds no lock of Python's
            failures += (*font_failures(font_descriptors(pdf)), *standards, *layout(pdf, seen))
    except EngineError as error:
        return Found((unreadable(error),))
    return Found(failures, tuple(page.text for page in seen), digests, len(foreign), ranks)


def _marks(pdf: pikepdf.Pdf, tree: TagTree) -> tuple[int, ...]:
    if not tree.plain:
        return (-1,) * len(pdf.pages)
    claimed = [sorted(number for number, _ in tree.contents.get(page.obj.objgen, ())) for page in pdf.pages]
    return tuple(len(numbers) if numbers == list(range(len(numbers))) else -1 for numbers in claimed)


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


def _tags_digest(pdf: pikepdf.Pdf, pages: Sequence[PageDigest], tags: FileTags | None) -> str:
    """Return the digest of a file's tags; "" for those that are held to less than level A, which others claim."""
    names = {page.obj.objgen: digest.whole for page, digest in zip(pdf.pages, pages, strict=True)}
    return tags.whole.digest(names) if tags and not claims_level_b(pdf) else ""


def _abridged(pdf: pikepdf.Pdf, gone: Mapping[Reference, str], known: Container[str], tags: FileTags | None) -> bytes:
    """Return ``pdf`` without what the pages that are ``gone`` show but their stamp, nor the tags that are ``known``.

    Its tree keeps every other element, and of its contents those of the other pages.
    """
    keys: set[int] = set()
    for page in (one.obj for one in pdf.pages if one.obj.objgen in gone):
        if "/StructParents" in page:
            keys.add(int(page.StructParents))
            del page.StructParents
        before, *_, after = streams_of(page)
        font = stamp_font(after)
        page.Contents = Array([before, after])
        page.Resources = Dictionary(Font=Dictionary({font: page.Resources.Font[font]}))
    for part in tags.parts if tags else ():
        if part.digest(gone) in known:
            part.prune(pdf)
    tree = pdf.Root.get("/StructTreeRoot", Dictionary())
    for element in elements(tree):
        _empty(element, gone)
    if "/ParentTree" in tree:
        tree.ParentTree = number_tree([item for item in number_items(tree.ParentTree) if item[0] not in keys])
    written = io.BytesIO()
    with _copied(pdf) as copy:
        copy.save(
            written,
            min_version=pdf.pdf_version,
            compress_streams=False,
            object_stream_mode=pikepdf.ObjectStreamMode.disable,
            fix_metadata_version=False,
        )
    return plainly_ended(written.getvalue())


def _copied(pdf: pikepdf.Pdf) -> pikepdf.Pdf:
    """Return a copy of ``pdf`` without what is no longer reached: to save it all would be to read all of it."""
    copy = pikepdf.new()
    pages = [page.obj for page in pdf.pages]
    for page in pages:
        detach(page)
    del pdf.Root.Pages
    pdf.Root.Detached = Array(pages)
    root = copy.copy_foreign(pdf.Root)
    for detached in root.Detached.as_list():
        detached.Type = Name.Page
        copy.pages.append(pikepdf.Page(detached))
    del root.Detached
    for key in root.keys():  # noqa: SIM118  # a PDF's dictionary is typed as one by its methods alone
        copy.Root[key] = root[key]
    copy.trailer.Info = copy.copy_foreign(pdf.trailer.Info)
    return copy


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
