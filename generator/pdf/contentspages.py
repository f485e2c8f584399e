"""The printed table of contents of a recueil: A4 pages, tagged, each row a working link to its part's first page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from generator.pdf.drawing import artifact, show, tagged
from generator.pdf.font import Font, Weight, embed_font
from generator.pdf.lengths import A4
from generator.pdf.makeup import (
    BELOW_TITLE,
    HEIGHT,
    LINE,
    ROW,
    TOP,
    ContentsPage,
    Elsewhere,
    baselines,
    contents_page_count,
)
from generator.pdf.outline import top_of
from generator.pdf.structure import StructureTree

_WIDTH = A4[0]
_LEFT, _RIGHT = 56.0, _WIDTH - 56.0
#: Where numbers begin; they begin before, up to the least room of titles, where one of them would be too small.
_NUMBER_LEFT = 300.0
_TITLE_ROOM = 120.0
_PAGE_LEFT = _RIGHT - 30.0
_GAP = 6.0
_ROW_SIZE, _LINE_SIZE, _TITLE_SIZE = 10.0, 11.0, 18.0
#: A text too long is shrunk down to this share of its size, then cut; a number is shrunk further, and never cut.
_SMALLEST = 0.8
_REGULAR, _BOLD = "/Text", "/Title"


@dataclass(frozen=True, slots=True)
class ContentsRow:
    """One row: ``page`` is the number to print, ``target`` the page that the link opens."""

    title: str
    number: str
    page: int
    target: pikepdf.Object

    @property
    def printed(self) -> str:
        """What stands at the right margin."""
        return str(self.page)

    @property
    def said(self) -> str:
        """Where it leads, in words."""
        return f"page {self.page}"


def draw_contents(
    pdf: pikepdf.Pdf, structure: StructureTree, contents: ContentsPage, rows: Sequence[ContentsRow | Elsewhere]
) -> pikepdf.Object:
    """Draw the table of contents at the front of ``pdf``, with its tags in ``structure``; return its first page."""
    told = (text for row in rows for text in (row.title, row.number, row.printed))
    texts = [contents.title, *contents.lines, *told, "…"]
    drawing = _Drawing(pdf, structure, embed_font(pdf, Weight.REGULAR, texts), embed_font(pdf, Weight.BOLD, texts))
    return drawing.draw(contents, rows)


def _place(row: ContentsRow | Elsewhere) -> dict[str, pikepdf.Object]:
    """Return what the link of a row does (ISO 32000-1, 12.6.4.3): pages of another file are counted from 0."""
    if isinstance(row, ContentsRow):
        return {"/Dest": top_of(row.target)}
    file = Dictionary(Type=Name.Filespec, F=String(row.file), UF=String(row.file))
    where = Array([row.page - 1, Name.XYZ, None, None, None])
    return {"/A": Dictionary(Type=Name.Action, S=Name.GoToR, F=file, D=where)}


def _fitted(font: Font, text: str, size: float, width: float, smallest: float = _SMALLEST) -> tuple[str, float]:
    """Shrink ``text``, then cut it with « … », so that it is at most ``width`` wide; return it with its size."""
    natural = font.width(text, size)
    if natural <= width:
        return text, size
    if natural * smallest <= width:
        return text, size * width / natural
    size *= smallest
    while len(text) > 1 and font.width(text, size) > width:
        text = text.rstrip("…")[:-1].rstrip() + "…"
    return text, size


class _Sheet:
    """A page being drawn: its operators, and the elements that its marked contents belong to, in their order."""

    def __init__(self, page: pikepdf.Object) -> None:
        self.page = page
        self.annotations: list[pikepdf.Object] = []
        self._operators: list[str] = []
        self._owners: list[pikepdf.Object] = []

    def tag(self, role: str, owner: pikepdf.Object, operators: str) -> None:
        """Draw ``operators`` as content of ``owner``."""
        self._operators.append(tagged(role, len(self._owners), operators))
        owner.K.append(Dictionary(Type=Name.MCR, Pg=self.page, MCID=len(self._owners)))
        self._owners.append(owner)

    def decorate(self, operators: str) -> None:
        """Draw ``operators`` as an artifact."""
        self._operators.append(artifact(operators))

    def finish(self, pdf: pikepdf.Pdf, structure: StructureTree) -> None:
        """Give the page its contents and annotations, and the structure its way back from them."""
        self.page.Contents = pdf.make_stream("".join(self._operators).encode("ascii"))
        self.page.StructParents = structure.point_back(pdf.make_indirect(Array(self._owners)))
        if self.annotations:
            self.page.Annots = Array(self.annotations)
            self.page.Tabs = Name.S


class _Drawing:
    def __init__(self, pdf: pikepdf.Pdf, structure: StructureTree, regular: Font, bold: Font) -> None:
        self._pdf, self._structure = pdf, structure
        self._regular, self._bold = regular, bold

    def draw(self, contents: ContentsPage, rows: Sequence[ContentsRow | Elsewhere]) -> pikepdf.Object:
        sheets = [_Sheet(self._add_page(index)) for index in range(contents_page_count(contents, len(rows)))]
        part = self._structure.add("/Part", title=contents.title)
        self._head(sheets[0], part, contents)
        table, numbers = self._structure.add("/TOC", part), self._numbers_left(rows)
        for row, (page, baseline) in zip(rows, baselines(contents), strict=False):
            self._row(sheets[page], table, row, numbers, baseline)
        for sheet in sheets:
            sheet.finish(self._pdf, self._structure)
        return sheets[0].page

    def _add_page(self, index: int) -> pikepdf.Object:
        fonts = Dictionary({_REGULAR: self._regular.reference, _BOLD: self._bold.reference})
        page = Dictionary(Type=Name.Page, MediaBox=Array([0, 0, _WIDTH, HEIGHT]), Resources=Dictionary(Font=fonts))
        self._pdf.pages.insert(index, pikepdf.Page(self._pdf.make_indirect(page)))
        return self._pdf.pages[index].obj

    def _head(self, sheet: _Sheet, part: pikepdf.Object, contents: ContentsPage) -> None:
        title, size = _fitted(self._bold, contents.title, _TITLE_SIZE, _RIGHT - _LEFT)
        sheet.tag("H1", self._structure.add("/H1", part), show(_BOLD, self._bold, title, size, _LEFT, TOP))
        for position, line in enumerate(contents.lines):
            text, size = _fitted(self._regular, line, _LINE_SIZE, _RIGHT - _LEFT)
            baseline = TOP - BELOW_TITLE - LINE * position
            sheet.tag("P", self._structure.add("/P", part), show(_REGULAR, self._regular, text, size, _LEFT, baseline))

    def _numbers_left(self, rows: Sequence[ContentsRow | Elsewhere]) -> float:
        """Return where the column of the numbers begins."""
        widths = [(self._pages_left(row), self._regular.width(row.number, _ROW_SIZE)) for row in rows if row.number]
        needed = min((end - width * _SMALLEST for end, width in widths), default=_NUMBER_LEFT)
        return max(min(needed, _NUMBER_LEFT), _LEFT + _TITLE_ROOM + _GAP)

    def _pages_left(self, row: ContentsRow | Elsewhere) -> float:
        """Return where a row's number, or its title without one, has to end."""
        return min(_RIGHT - self._regular.width(row.printed, _ROW_SIZE), _PAGE_LEFT) - _GAP

    def _row(
        self, sheet: _Sheet, table: pikepdf.Object, row: ContentsRow | Elsewhere, numbers: float, baseline: float
    ) -> None:
        reference = self._structure.add("/Reference", self._structure.add("/TOCI", table))
        link = self._structure.add("/Link", reference)
        left, last = _RIGHT - self._regular.width(row.printed, _ROW_SIZE), self._pages_left(row)
        end = self._cell(sheet, link, row.title, _LEFT, baseline, (numbers - _GAP if row.number else last) - _LEFT)
        if row.number:
            end = self._cell(sheet, link, row.number, numbers, baseline, last - numbers, smallest=0.0)
        self._dots(sheet, end + _GAP, left - _GAP, baseline)
        self._cell(sheet, link, row.printed, left, baseline, _RIGHT - left)
        self._link(sheet, link, row, baseline)

    def _cell(
        self,
        sheet: _Sheet,
        link: pikepdf.Object,
        text: str,
        left: float,
        baseline: float,
        room: float,
        smallest: float = _SMALLEST,
    ) -> float:
        """Print ``text`` within ``room`` and return where it ends."""
        text, size = _fitted(self._regular, text, _ROW_SIZE, room, smallest)
        sheet.tag("Link", link, show(_REGULAR, self._regular, text, size, left, baseline))
        return left + self._regular.width(text, size)

    def _dots(self, sheet: _Sheet, left: float, right: float, baseline: float) -> None:
        """Leader dots, aligned from row to row because they are counted from the right margin."""
        pitch = self._regular.width(". ", _ROW_SIZE)
        first = int((_RIGHT - right) // pitch) + 1
        last = int((_RIGHT - left) // pitch)
        if last >= first:
            dots = ". " * (last - first + 1)
            sheet.decorate(
                show(_REGULAR, self._regular, dots.rstrip(), _ROW_SIZE, _RIGHT - last * pitch, baseline, grey=0.5)
            )

    def _link(self, sheet: _Sheet, link: pikepdf.Object, row: ContentsRow | Elsewhere, baseline: float) -> None:
        annotation = self._pdf.make_indirect(
            Dictionary(
                Type=Name.Annot,
                Subtype=Name.Link,
                Rect=Array([_LEFT, round(baseline - 3, 2), _RIGHT, round(baseline + ROW - 3, 2)]),
                Border=Array([0, 0, 0]),
                F=4,  # printed, as PDF/A wants of every annotation
                Contents=String(" ".join(filter(None, (row.title, row.number))) + f", {row.said}"),
                StructParent=self._structure.point_back(link),
            )
        )
        for key, action in _place(row).items():
            annotation[key] = action
        link.K.append(Dictionary(Type=Name.OBJR, Pg=sheet.page, Obj=annotation))
        sheet.annotations.append(annotation)
