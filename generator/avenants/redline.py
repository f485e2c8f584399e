"""A redline: one document with the tracked changes that lead from its former version to the new one."""

from __future__ import annotations

import copy
import datetime
from collections.abc import Iterator

from lxml import etree

from generator.avenants.anchors import put_anchors, remove_anchors
from generator.avenants.articles import open_document
from generator.avenants.consolidation import TITLE
from generator.avenants.trackedruns import DELETED, INSERTED, tidy_runs
from generator.avenants.tracking import resolve
from generator.errors import VerificationError
from generator.word.ordinals import raise_ordinals
from generator.word.package import WORD, Package, open_package
from generator.word.packaging import dated, serialized
from generator.word.passages import read_passages
from generator.word.properties import CORE

_PROPERTIES = "propriétés du document"
_BY_HAND = "Comparez-les dans Word : Révision, Comparer."


def redline(former: bytes, new: bytes, author: str, date: datetime.datetime) -> bytes:
    """Return ``former`` with the changes that make it ``new``, tracked word by word under ``author`` and ``date``.

    Word and LibreOffice can accept or refuse them: all accepted it is ``new``, all refused ``former``, text, format,
    tables and content controls; that the words are those is checked here each time. The title is that of ``new``, « –
    modifications apparentes ». The same input gives the same bytes.

    Raises DataError when one of them can't be read or has tracked changes, VerificationError when the comparison fails.
    """
    # Here, not above: the library takes a noticeable time to load and is needed for redlines alone.
    import rdocx

    # What was signed before ordinals were raised does not differ by that.
    former, new = raise_ordinals(former), raise_ordinals(new)
    before, after = open_document(former), open_document(new)
    put_anchors(before.document, after.document)
    document = rdocx.Document.from_bytes(dated(former, {before.main: serialized(before.document)}))
    edited = rdocx.Document.from_bytes(dated(new, {after.main: serialized(after.document)}))
    moment = date.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    try:
        document.compare(edited, author, moment, granularity="word")
    except Exception as error:  # the library raises bare exceptions of many kinds for what it can't compare
        raise VerificationError(f"Les deux versions n’ont pas pu être comparées ({error}). {_BY_HAND}") from error
    tracked = _cleaned(document.to_bytes(), after)
    _verify(tracked, former, new)
    return tracked


def _cleaned(docx: bytes, new: Package) -> bytes:
    """Return the library's result with its runs tidied and the styles of ``new``, without our anchors."""
    package = open_package(docx)
    changed = {}
    for name, part in package.parts.items():
        if name == package.main or (name.startswith("word/") and next(part.iter(INSERTED, DELETED), None) is not None):
            remove_anchors(part)
            tidy_runs(part)
            changed[name] = part
    changed.update(_with_styles(package, new))
    changed.update(_with_title(package, new))
    return dated(docx, {name: serialized(part) for name, part in changed.items()})


def _with_styles(package: Package, new: Package) -> Iterator[tuple[str, etree._Element]]:
    """Yield the styles with those that only the new version has, which the library leaves out."""
    mine, other = package.related("styles"), new.related("styles")
    if mine is None or other is None:
        return
    known = {style.get(WORD + "styleId") for style in mine[1].iter(WORD + "style")}
    missing = [style for style in other[1].iter(WORD + "style") if style.get(WORD + "styleId") not in known]
    if missing:
        mine[1].extend(copy.deepcopy(style) for style in missing)
        yield mine


def _with_title(package: Package, new: Package) -> Iterator[tuple[str, etree._Element]]:
    mine, other = package.parts.get(CORE), new.parts.get(CORE)
    title = None if mine is None else mine.find(TITLE)
    said = None if other is None else other.findtext(TITLE)
    if mine is not None and title is not None and said:
        title.text = f"{said} – modifications apparentes"
        yield CORE, mine


def _verify(tracked: bytes, former: bytes, new: bytes) -> None:
    sides = ((resolve(tracked, "former"), former), (resolve(tracked, "new"), new))
    if any(words_of(found) != words_of(expected) for found, expected in sides):
        raise VerificationError(f"Les modifications apparentes ne rendent pas exactement les deux versions. {_BY_HAND}")


def words_of(docx: bytes) -> list[tuple[str, str]]:
    """Return what a DOCX says, passage by passage, each with the part that it stands in; its properties apart."""
    return [(passage.story, passage.text) for passage in read_passages(docx) if passage.story != _PROPERTIES]
