"""Bookmarks that a loop repeats: Word leaves one where a hand last stood, and no two may bear the same number."""

from __future__ import annotations

from lxml import etree

from generator.word.package import WORD


def drop_repeated(part: etree._Element) -> bool:
    """Remove the bookmarks that come again, each with its end, and tell whether there were any."""
    known: set[tuple[str, str]] = set()
    repeated = []
    for mark in part.iter(WORD + "bookmarkStart", WORD + "bookmarkEnd"):
        key = str(mark.tag), mark.get(f"{WORD}id", "")
        (repeated.append(mark) if key in known else known.add(key))
    for mark in repeated:
        parent = mark.getparent()
        assert parent is not None  # it is inside the part
        parent.remove(mark)
    return bool(repeated)
