"""What the service prints for itself: lists, labels, posters, receipts; plain pages in the form of the follow-up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from generator.language.typography import typographie
from generator.word.package import DUBLIN_CORE, WORD, open_package
from generator.word.packaging import dated, serialized
from generator.word.properties import CORE
from generator.word.wordtext import text_element

#: Whose styles it has; its words are not taken.
_BASE = Path(__file__).with_name("suivi.docx")
#: The sheets of paper, in twentieths of a point, and what their margins leave.
_SIZES = {"A4": (11906, 16838), "A4 paysage": (16838, 11906), "A3 paysage": (23811, 16838)}
#: Above, the corner of the prefecture's stamp stays free, as on all that the program prints.
_SIDE, _TOP = 850, 1928


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the ``titles`` of its columns, their ``widths`` as shares, its ``rows``, of a fixed ``height`` if any.

    Without titles it is a sheet of labels; a cell of several lines has them apart.
    """

    titles: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    height: int = 0


@dataclass(frozen=True, slots=True)
class Block:
    """What stands together: a title, lines, a table; ``apart`` begins on a page of its own."""

    title: str
    lines: tuple[str, ...] = ()
    grid: Grid | None = None
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Printout:
    """One file to print: ``paper`` is one of ``_SIZES``; ``signed`` stands at the foot of each page."""

    title: str
    blocks: tuple[Block, ...]
    signed: str
    lead: str = ""
    paper: str = "A4"


def docx_of(printout: Printout) -> bytes:
    """Return a printout as a Word file, the same bytes for the same words."""
    base = _BASE.read_bytes()
    package = open_package(base)
    body = package.document[0]
    section = body[-1]
    for element in list(body)[:-1]:
        body.remove(element)
    for element in _content(printout):
        section.addprevious(element)
    width, height = _SIZES[printout.paper]
    for reference in section.findall(f"{WORD}headerReference"):
        section.remove(reference)
    size, margins = next(section.iter(f"{WORD}pgSz")), next(section.iter(f"{WORD}pgMar"))
    size.attrib.clear()
    _set(size, w=width, h=height, **({"orient": "landscape"} if width > height else {}))
    _set(margins, top=_TOP, left=_SIDE, right=_SIDE)
    foot = next(part for name, part in package.parts.items() if name.endswith("footer1.xml"))
    next(foot.iter(f"{WORD}t")).text = typographie(f"{printout.signed} – {printout.title}")
    line = next(foot.iter(f"{WORD}pPr"))
    _set(
        etree.SubElement(etree.SubElement(line, f"{WORD}tabs"), f"{WORD}tab"),
        val="clear",
        pos=_SIZES["A4 paysage"][0] - 2 * _SIDE,
    )
    _set(etree.SubElement(line[-1], f"{WORD}tab"), val="right", pos=width - 2 * _SIDE)
    core = package.parts[CORE]
    for name, text in (("title", printout.title), ("subject", printout.title), ("creator", printout.signed)):
        next(core.iter(f"{DUBLIN_CORE}{name}")).text = typographie(text)
    parts = {name: serialized(part) for name, part in package.parts.items() if part in (foot, core)}
    return dated(base, parts | {package.main: serialized(package.document)})


def _content(printout: Printout) -> Iterator[etree._Element]:
    yield _paragraph(printout.title, "Heading1")
    if printout.lead:
        yield _paragraph(printout.lead, "Soustitre")
    usable = _SIZES[printout.paper][0] - 2 * _SIDE
    for rank, block in enumerate(printout.blocks):
        if block.title:
            yield _paragraph(block.title, "Heading2", apart=block.apart and rank > 0)
        for line in block.lines:
            yield _paragraph(line, keep=line is not block.lines[-1])
        if block.grid:
            yield _table(block.grid, block.title or printout.title, usable)
            yield _paragraph("", "Apres")


def _paragraph(text: str, style: str = "", *, apart: bool = False, keep: bool = False) -> etree._Element:
    paragraph = etree.Element(f"{WORD}p")
    form = etree.SubElement(paragraph, f"{WORD}pPr")
    if style:
        _set(etree.SubElement(form, f"{WORD}pStyle"), val=style)
    if keep:
        etree.SubElement(form, f"{WORD}keepNext")
    if apart:
        etree.SubElement(form, f"{WORD}pageBreakBefore")
    if text:
        etree.SubElement(paragraph, f"{WORD}r").append(text_element(typographie(text)))
    return paragraph


def _table(grid: Grid, caption: str, usable: int) -> etree._Element:
    widths = [usable * share // sum(grid.widths) for share in grid.widths]
    table = etree.Element(f"{WORD}tbl")
    form = etree.SubElement(table, f"{WORD}tblPr")
    _set(etree.SubElement(form, f"{WORD}tblStyle"), val="Tableau")
    _set(etree.SubElement(form, f"{WORD}tblW"), w=sum(widths), type="dxa")
    _set(etree.SubElement(form, f"{WORD}tblLayout"), type="fixed")
    look = {"val": "0420", "firstRow": "1"} if grid.titles else {"val": "0400", "firstRow": "0"}
    _set(etree.SubElement(form, f"{WORD}tblLook"), **look, noVBand="1")
    _set(etree.SubElement(form, f"{WORD}tblCaption"), val=caption)
    columns = etree.SubElement(table, f"{WORD}tblGrid")
    for width in widths:
        _set(etree.SubElement(columns, f"{WORD}gridCol"), w=width)
    if grid.titles:
        table.append(_row(grid.titles, widths, "Intitul", head=True))
    table.extend(_row(row, widths, "Cellule2" if grid.titles else "Cellule", grid.height) for row in grid.rows)
    return table


def _row(
    cells: Sequence[str], widths: Sequence[int], style: str, height: int = 0, *, head: bool = False
) -> etree._Element:
    row = etree.Element(f"{WORD}tr")
    form = etree.SubElement(row, f"{WORD}trPr")
    etree.SubElement(form, f"{WORD}cantSplit")
    if height:
        _set(etree.SubElement(form, f"{WORD}trHeight"), val=height, hRule="atLeast")
    if head:
        etree.SubElement(form, f"{WORD}tblHeader")
    for cell, width in zip(cells, widths, strict=True):
        place = etree.SubElement(row, f"{WORD}tc")
        _set(etree.SubElement(etree.SubElement(place, f"{WORD}tcPr"), f"{WORD}tcW"), w=width, type="dxa")
        place.extend(_paragraph(line, style) for line in (cell or ("" if height else "–")).split("\n"))
    return row


def _set(element: etree._Element, **values: object) -> None:
    for name, value in values.items():
        element.set(f"{WORD}{name}", str(value))
