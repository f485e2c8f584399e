"""The top right corner of every page, kept free for the prefecture's stamp: 8 cm wide, 3 cm high."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from generator.errors import Problem
from generator.inspection.opened import Opened
from generator.pdf.lengths import STAMP_CORNER
from generator.word.package import PLACING, WORD
from generator.word.paragraphs import Flow, Paragraph
from generator.word.styles import Styles, number, value

#: Twentieths of a point in a centimetre, the unit of Word's measures, and English Metric Units, that of its drawings.
_CENTIMETRE = 567
_DRAWING_CENTIMETRE = 360_000
_WIDTH, _HEIGHT = (side * _CENTIMETRE for side in STAMP_CORNER)
#: What is forgiven: a fifth of a millimetre of rounding.
_ROUNDING = 12
_LINE = _CENTIMETRE // 2
#: A letter's mean width, as a part of its font's size: more than that of the fonts in use, so that no text is missed.
_LETTER = 0.56
_ZONE = "l’angle supérieur droit (8 cm × 3 cm), réservé au cachet de la préfecture"


@dataclass(frozen=True, slots=True)
class _Page:
    """A section's page, in twentieths of a point."""

    width: int
    left: int
    right: int
    top: int
    header: int

    @property
    def limit(self) -> int:
        """How far from the left edge a text may go above 3 cm."""
        return self.width - _WIDTH + _ROUNDING


def check_stamp_zone(template: Opened) -> Iterator[Problem]:
    """Find what would be printed where the prefecture stamps: a header too wide, a small or negative margin."""
    sections = template.sections
    known = {flow.part: flow for flow in template.texts}
    inherited: dict[str, str] = {}
    told: set[tuple[str, str]] = set()
    if not sections:
        yield _unsaid("mise en page")
    for index, section in enumerate(sections, 1):
        page = _page(section)
        where = f"section {index}" if len(sections) > 1 else "mise en page"
        if section.find(WORD + "pgSz") is None or section.find(WORD + "pgMar") is None:
            yield _unsaid(where)
        elif page.top < _HEIGHT - _ROUNDING:
            high = f"{page.top / _CENTIMETRE:.1f}".replace(".", ",")
            yield Problem(
                "warning",
                f"la marge du haut est de {high} cm : le texte entrerait dans {_ZONE}",
                "Mise en page, Marges : donnez au moins 3 cm à la marge du haut",
                place=where,
            )
        if any(number(value(section.find(WORD + "pgMar"), side)) < 0 for side in ("top", "bottom")):
            message = "une marge est négative : le texte de la page passerait sur l’en-tête ou le pied de page"
            yield Problem(
                "error", message, "Mise en page, Marges : des nombres positifs en haut et en bas", place=where
            )
        for reference in section.findall(WORD + "headerReference"):
            inherited[value(reference, "type") or "default"] = template.package.reference(reference)
        for part in inherited.values():
            for problem in _check_header(known[part], template.styles, page) if part in known else ():
                if (problem.place, problem.message) not in told:
                    told.add((problem.place, problem.message))
                    yield problem


def _unsaid(where: str) -> Problem:
    """Tell of a page whose size or margins the file does not say: each engine would take its own."""
    return Problem(
        "error",
        "le format de la page ou ses marges ne sont pas dits : chaque programme prendrait les siens",
        "Mise en page : choisissez la taille A4, puis des marges, avec 3 cm au moins en haut",
        place=where,
    )


def _page(section: etree._Element) -> _Page:
    size, margins = section.find(WORD + "pgSz"), section.find(WORD + "pgMar")
    return _Page(
        width=number(value(size, "w")) or 21 * _CENTIMETRE,
        left=number(value(margins, "left")) + number(value(margins, "gutter")),
        right=number(value(margins, "right")),
        top=abs(number(value(margins, "top"))),
        header=number(value(margins, "header")),
    )


def _check_header(header: Flow, styles: Styles, page: _Page) -> Iterator[Problem]:
    """Find the paragraphs of a header that begin above 3 cm and can reach the zone."""
    reached = page.header
    rows: dict[int, int] = {}
    for paragraph in header.paragraphs:
        if paragraph.row is not None:
            reached = rows.setdefault(id(paragraph.row), reached)  # the cells of a row stand side by side
        if paragraph.text.strip().startswith("{%p"):
            continue
        if reached >= _HEIGHT:
            return
        if _right_edge(paragraph, styles, page) > page.limit:
            yield paragraph.problem(
                f"l’en-tête peut entrer dans {_ZONE}",
                "laissez-lui le côté gauche : Paragraphe, Retrait à droite, de sorte que 8 cm restent libres",
                level="warning",
            )
        reached += _LINE


def _right_edge(paragraph: Paragraph, styles: Styles, page: _Page) -> int:
    """Return how far from the page's left edge a paragraph can go, in twentieths of a point; 0 for an empty one."""
    left, right = page.left, page.width - page.right
    if paragraph.cell is not None:
        left, right = _cell_edges(paragraph, page)
    left += styles.indent(paragraph.element, "left")
    right -= styles.indent(paragraph.element, "right")
    image = _image_width(paragraph)
    text = paragraph.text.strip()
    if not text or paragraph.is_boxed:
        return left + image if image else 0
    if "{{" in text or next(paragraph.element.iter(WORD + "tab"), None) is not None:
        return right  # what a value will be long is not known, and a tab leads to the right
    needed = int(len(text) * _LETTER * _size(paragraph, styles)) + image
    free = max(0, right - left - needed)
    alignment = value(styles.paragraph_property(paragraph.element, "jc"))
    return right - (free if alignment in ("", "left", "start", "both") else free // 2 if alignment == "center" else 0)


def _size(paragraph: Paragraph, styles: Styles) -> int:
    """Return the size of a paragraph's biggest letters, in twentieths of a point."""
    return max((10 * styles.size(piece.run, paragraph.element) for piece in paragraph.pieces), default=0)


def _cell_edges(paragraph: Paragraph, page: _Page) -> tuple[int, int]:
    cell = paragraph.cell
    left = page.left
    for before in cell.itersiblings(WORD + "tc", preceding=True) if cell is not None else ():
        left += number(value(before.find(f"{WORD}tcPr/{WORD}tcW"), "w"))
    width = 0 if cell is None else number(value(cell.find(f"{WORD}tcPr/{WORD}tcW"), "w"))
    return left, left + width if width else page.width - page.right


def _image_width(paragraph: Paragraph) -> int:
    """Return the width of the images that stand in the text; those that float are not looked at."""
    lines = paragraph.element.iter(PLACING + "inline")
    widths = [int(extent.get("cx", "0")) for line in lines for extent in line.findall(PLACING + "extent")]
    return sum(widths) * _CENTIMETRE // _DRAWING_CENTIMETRE
