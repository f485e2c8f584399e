"""What conditions and loops leave that Word calls damaged: nothing in cells, rows or headers, a bookmark twice."""

from __future__ import annotations

from lxml import etree

from generator.word.package import WORD

_ROW, _CELL, _TABLE, _PARAGRAPH = (WORD + name for name in ("tr", "tc", "tbl", "p"))
_BLOCKS = (_PARAGRAPH, _TABLE, WORD + "sdt")
#: What holds paragraphs, of which it needs one (ISO/IEC 29500-1, 17.4.65, 17.10.3 and 17.10.4).
_HOLDERS = (_CELL, WORD + "hdr", WORD + "ftr", WORD + "txbxContent")


def mend_hollow(part: etree._Element) -> bool:
    """Remove rows without cells and tables without rows, give a paragraph to what needs one; tell if any was so."""
    gone = 0
    for outer, inner in ((_ROW, _CELL), (_TABLE, _ROW)):
        for element in [one for one in part.iter(outer) if next(one.iter(inner), None) is None]:
            parent = element.getparent()
            assert parent is not None  # it is inside the part
            parent.remove(element)
            gone += 1
    bare = [one for one in part.iter(*_HOLDERS) if next(one.iterchildren(*_BLOCKS), None) is None]
    for holder in bare:
        etree.SubElement(holder, _PARAGRAPH)
    return bool(gone or bare)


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
