"""Two states of one PDF, compared by what is seen on their pages: what was added after a signature."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Collection, Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name

from generator.pdf.opening import DAMAGE

_SEEN = ("/Contents", "/Resources", "/MediaBox", "/CropBox", "/Rotate")


def seen_alike(former: bytes, now: pikepdf.Pdf) -> bool:
    """Tell whether an earlier state of a file shows the same as it does now, signatures aside; no when in doubt."""
    try:
        with pikepdf.open(io.BytesIO(former), suppress_warnings=True) as before:
            signed = frozenset(_signed_fields(before))
            return [*_pages(before, signed)] == [*_pages(now, signed)]
    except (pikepdf.PasswordError, *DAMAGE):
        return False


def _signed_fields(pdf: pikepdf.Pdf) -> Iterator[tuple[int, int]]:
    """Yield the places of the signatures that are made: what they show may not change any more."""
    for page in pdf.pages:
        for annotation in page.obj.get("/Annots", Array()).as_list():
            if _is_signature(annotation) and ("/V" in annotation or "/V" in annotation.get("/Parent", Dictionary())):
                yield annotation.objgen


def _pages(pdf: pikepdf.Pdf, signed: Collection[tuple[int, int]]) -> Iterator[bytes]:
    """Yield a digest of what is seen on each page, without the signatures that are not among those ``signed``."""
    for page in pdf.pages:
        digest, seen = hashlib.sha256(), set[tuple[int, int]]()
        for key in _SEEN:
            _feed(digest, page.get(key), seen)
        for annotation in page.obj.get("/Annots", Array()).as_list():
            if not _is_signature(annotation) or annotation.objgen in signed:
                _feed(digest, annotation, seen)
        yield digest.digest()


def _is_signature(annotation: pikepdf.Object) -> bool:
    kind = annotation.get("/FT") or annotation.get("/Parent", Dictionary()).get("/FT")
    return bool(kind == Name.Sig)


def _feed(digest: hashlib._Hash, value: object, seen: set[tuple[int, int]]) -> None:
    """Digest a value with all that it holds; a page that is pointed at is a place, not what is seen there."""
    if isinstance(value, pikepdf.Object) and value.is_indirect:
        if value.objgen in seen:
            return
        seen.add(value.objgen)
    if isinstance(value, pikepdf.Stream):
        digest.update(b"stream" + value.read_raw_bytes())
    if isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        if value.get("/Type") == Name.Page:
            return
        for key, item in sorted(value.items()):
            if key not in ("/Parent", "/P", "/StructParent", "/Length"):
                digest.update(key.encode())
                _feed(digest, item, seen)
    elif isinstance(value, pikepdf.Array):
        digest.update(b"[")
        for item in value.as_list():
            _feed(digest, item, seen)
    else:
        digest.update(repr(value).encode())
