"""A DOCX as the library of the embedded engine prints it, rows that stay with the next one being on its page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import rdocx

from generator.pdf.headroom import make_room
from generator.pdf.printedtext import plain
from generator.pdf.seen import read_texts
from generator.word.keeping import Kept, kept_rows, turn_before
from generator.word.package import Package
from generator.word.packaging import dated, serialized
from generator.word.plain import made_plain


def print_kept(docx: bytes) -> bytes:
    """Return the print of a DOCX; raises bare exceptions of many kinds for what the library cannot print."""
    source, package = made_plain(docx)
    return keep_together(make_room(source, package, _print), package, _print)


def keep_together(source: bytes, package: Package, prints: Callable[[bytes], bytes]) -> bytes:
    """Return what ``prints`` makes of a DOCX; where it parts such rows, the page is turned before what goes with them.

    ``package`` are the parts of ``source``, and change with it.
    """
    printed, pages = prints(source), list[str]()
    for kept in kept_rows(package):
        pages = pages or [plain(text) for text in read_texts(printed)]
        if _is_parted(kept, pages) and turn_before(kept.start):
            source = dated(source, {package.main: serialized(package.document)}, packed=False)
            printed, pages = prints(source), []
    return printed


def _print(docx: bytes) -> bytes:
    printed: bytes = rdocx.Document.from_bytes(docx).to_pdfa_deterministic()
    return printed


def _is_parted(kept: Kept, pages: Sequence[str]) -> bool:
    """Tell whether one of the pages, as they are read, ends with a row that stays with the next one."""
    row, following = plain(kept.row), plain(kept.following)
    return bool(row) and any(row in page and following not in page.rpartition(row)[2] for page in pages)
