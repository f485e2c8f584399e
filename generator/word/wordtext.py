"""The text of a Word document as it is read: deletions done, lists labelled, hidden text left out."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from generator.word.numbering import Lists
from generator.word.package import COMPATIBILITY, FALLBACK, WORD, Package
from generator.word.styles import Styles, is_on

#: What keeps the spaces at the ends of a text.
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
#: Between the cells of a row.
_CELL = "\t"
_CHOICE = COMPATIBILITY + "Choice"
#: What stands in a run for a sign of its text.
SIGNS = {WORD + "tab": "\t", WORD + "ptab": "\t", WORD + "br": "\n", WORD + "cr": "\n", WORD + "noBreakHyphen": "-"}
GONE = (WORD + "del", WORD + "moveFrom")
_SILENT = (*GONE, *(WORD + name for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "tblPr", "trPr", "tcPr", "sectPr")))
_BLOCKS = (WORD + "p", WORD + "tbl", WORD + "tr", WORD + "tc")


def text_of(element: etree._Element) -> str:
    """Return the text of a part, of a control's content or of any other container of paragraphs or of runs.

    A paragraph is a line, a line break begins another; a table row is a line with ``_CELL`` between its cells, several
    when a cell has several paragraphs. Text boxes come after the paragraph that holds them. Insertions that nobody
    accepted yet are there, deletions are not.
    """
    if next(_blocks(element), None) is not None:
        return "\n".join(_lines(element))
    boxes: list[etree._Element] = []
    text = "".join(_pieces(element, boxes))
    return "\n".join([text, *map(text_of, boxes)])


def _lines(container: etree._Element) -> Iterator[str]:
    """Yield the lines of blocks; a paragraph whose mark is deleted runs on into the next."""
    begun = ""
    boxes: list[etree._Element] = []
    for block in _blocks(container):
        if block.tag == WORD + "p":
            begun += "".join(_pieces(block, boxes))
            if any(block.find(f"{WORD}pPr/{WORD}rPr/{gone}") is not None for gone in GONE):
                continue
            yield begun
        elif block.tag == WORD + "tr":
            if block.find(f"{WORD}trPr/{WORD}del") is None:
                yield _CELL.join(text_of(cell) for cell in _blocks(block))
        else:  # a table, or a cell that a control holds by itself
            yield from _lines(block)
        yield from map(text_of, boxes)
        begun, boxes = "", []
    if begun:
        yield begun


def _blocks(container: etree._Element) -> Iterator[etree._Element]:
    """Yield the nearest paragraphs, tables, rows and cells, through controls and revisions."""
    for child in container:
        if child.tag in _BLOCKS:
            yield child
        elif child.tag != WORD + "r" and child.tag not in _SILENT:
            yield from _blocks(child)


def _pieces(element: etree._Element, boxes: list[etree._Element]) -> Iterator[str]:
    """Yield the text of runs; the text boxes among them are put in ``boxes``."""
    for child in element:
        if child.tag == WORD + "t":
            yield child.text or ""
        elif child.tag in SIGNS:
            yield SIGNS[child.tag]
        elif child.tag == WORD + "txbxContent":
            boxes.append(child)
        elif child.tag in _SILENT or (child.tag == FALLBACK and element.find(_CHOICE) is not None):
            continue  # the older form of a text box says again what the newer one does
        elif child.tag != WORD + "r" or not is_on(child.find(f"{WORD}rPr/{WORD}vanish")):
            yield from _pieces(child, boxes)


def text_element(text: str) -> etree._Element:
    """Return a text of a run that keeps its spaces, at its ends too."""
    element = etree.Element(WORD + "t")
    element.set(SPACE, "preserve")
    element.text = text
    return element


#: The sign that stands for any bullet, whatever its font draws.
_BULLET = "•"


def write_labels(package: Package) -> None:
    """Put before each paragraph of a list what Word prints there; nothing where all of its text is deleted."""
    lists = Lists(package, Styles(package))
    if not lists.levels:
        return
    paragraphs = [one for one in package.document.iter(WORD + "p") if not _is_gone(one)]
    for paragraph, label in zip(paragraphs, list(lists.labels(paragraphs)), strict=True):
        told = _BULLET if lists.is_bulleted(paragraph) else label.strip()
        if not told or not text_of(paragraph).strip():
            continue
        run = etree.Element(WORD + "r")
        run.append(text_element(f"{told} "))
        paragraph.insert(1 if paragraph.find(WORD + "pPr") is not None else 0, run)


def _is_gone(paragraph: etree._Element) -> bool:
    """Tell whether a paragraph is deleted, or only says again what another form of a text box says."""
    deleted = any(paragraph.find(f"{WORD}pPr/{WORD}rPr/{gone}") is not None for gone in GONE)
    return deleted or next(paragraph.iterancestors(FALLBACK), None) is not None


_MARKS = ("strike", "dstrike", "vanish")


def drop_unread(package: Package) -> None:
    """Take the text that is struck through or hidden out of all parts, whether its run says so or one of its styles."""
    marks = [WORD + name for name in _MARKS]
    if not any(next(part.iter(*marks), None) is not None for part in package.parts.values()):
        return
    styles = Styles(package)
    for part in package.parts.values():
        for run in list(part.iter(WORD + "r")):
            if _is_unread(run, styles):
                for child in run.findall(WORD + "t"):
                    run.remove(child)


def _is_unread(run: etree._Element, styles: Styles) -> bool:
    """Tell whether a run of a paragraph is struck through or hidden: what is said nearest to it counts."""
    paragraph = next(run.iterancestors(WORD + "p"), None)
    return paragraph is not None and any(is_on(styles.run_property(run, paragraph, name)) for name in _MARKS)
