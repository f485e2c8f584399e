"""What is behind a text: the grounds that a reader and the engines see, and the colours that no reader tells apart."""

from __future__ import annotations

from lxml import etree

from generator.word.package import DRAWING, SHAPE, WORD
from generator.word.paragraphs import Paragraph, Piece
from generator.word.shadings import HIGHLIGHTS, is_colour
from generator.word.styles import Styles, value

#: What hardly differs from white: so much of red, green and blue; and what the theme calls its paper.
_PALE = 0xE6
_PAPER = ("background1", "light1")
#: What fills a shape (ISO/IEC 29500-1, 20.1.8), and how a drawing calls the paper of a theme.
_FILLS = tuple(DRAWING + name for name in ("solidFill", "gradFill", "blipFill", "pattFill", "noFill"))
_DRAWN_PAPER = ("bg1", "lt1")
#: How far red, green and blue may each be from another colour that the eye takes for the same.
_ALIKE = 0x20
#: How much red, green and blue count in the light of a colour (ITU-R BT.601), and under what light black is not read.
_LIGHT, _DARK = (0.299, 0.587, 0.114), 0x60


def has_grounds(part: etree._Element) -> bool:
    """Tell whether a part has a ground with a colour, where letters of that colour are not seen."""
    shaded = any(is_colour(value(element, "fill")) for element in part.iter(WORD + "shd"))
    return shaded or next(part.iter(WORD + "highlight", DRAWING + "solidFill"), None) is not None


def is_dark(colour: str) -> bool:
    """Tell whether black letters are hardly read on a ground of a colour."""
    light = zip(_LIGHT, bytes.fromhex(colour), strict=True) if is_colour(colour) else ()
    return is_colour(colour) and sum(share * one for share, one in light) < _DARK


def is_white(colour: etree._Element | None) -> bool:
    """Tell whether letters of a colour are not seen on white paper."""
    said = value(colour)
    if value(colour, "themeColor") in _PAPER and not value(colour, "themeShade"):
        return True
    return is_colour(said) and min(bytes.fromhex(said)) >= _PALE


def is_printed(shading: etree._Element | None) -> bool:
    """Tell whether a shading has a colour of its own that is not white: the embedded engine prints nothing else."""
    fill = value(shading, "fill")
    return is_colour(fill) and min(bytes.fromhex(fill)) < _PALE


def ground_of(paragraph: Paragraph, piece: Piece, styles: Styles) -> str:
    """Return the colour behind a text, nearest first: of the highlighter, of the run, its paragraph, cell or box."""
    shadings = _shadings(paragraph, piece, styles)
    lit = HIGHLIGHTS.get(value(styles.run_property(piece.run, paragraph.element, "highlight")), "")
    near = (lit, *(value(one, "fill") for one in shadings), _printed_fill(_around(paragraph)))
    return next((found for found in near if found not in ("", "auto")), "")


def is_alike(colour: str, other: str) -> bool:
    """Tell whether a reader takes two colours for the same; "" and « auto » are none."""
    if not (is_colour(colour) and is_colour(other)):
        return False
    pairs = zip(bytes.fromhex(colour), bytes.fromhex(other), strict=True)
    return all(abs(one - two) < _ALIKE for one, two in pairs)


def is_on_print(paragraph: Paragraph, piece: Piece, styles: Styles) -> bool:
    """Tell whether both engines print something behind a text: of its paragraph, cell or box, or a highlight."""
    cell, fill = paragraph.cell, _printed_fill(_around(paragraph))
    return (
        value(styles.run_property(piece.run, paragraph.element, "highlight")) not in ("", "none", "white")
        or is_printed(styles.paragraph_property(paragraph.element, "shd"))
        or (cell is not None and is_printed(cell.find(f"{WORD}tcPr/{WORD}shd")))
        or (is_colour(fill) and min(bytes.fromhex(fill)) < _PALE)
    )


def is_on_screen(paragraph: Paragraph, piece: Piece, styles: Styles) -> bool:
    """Tell whether Word shows something else than white behind a text: a colour, a pattern, what a theme gives."""
    table = next((parent for parent in paragraph.element.iterancestors() if parent.tag == WORD + "tbl"), None)
    own, box = None if table is None else table.find(f"{WORD}tblPr/{WORD}shd"), _around(paragraph)
    return (box is not None and is_unprinted(box)) or any(
        is_printed(one) or value(one) not in ("", "clear", "nil") or value(one, "themeFill") not in ("", *_PAPER)
        for one in (*_shadings(paragraph, piece, styles), own)
    )


def is_unprinted(shape: etree._Element) -> bool:
    """Tell whether a shape has a ground that the embedded engine leaves white: all but a colour in figures."""
    fill = _filling(shape)
    if fill is None or _printed_fill(shape):
        return False
    named = fill.find(DRAWING + "schemeClr")
    return named is None or named.get("val") not in _DRAWN_PAPER or len(named) > 0


def _around(paragraph: Paragraph) -> etree._Element | None:
    """Return the shape that is the text box of a paragraph."""
    return next(paragraph.element.iterancestors(SHAPE + "wsp"), None)


def _printed_fill(shape: etree._Element | None) -> str:
    """Return the colour that the embedded engine prints of a shape: without what makes it lighter or see-through."""
    fill = None if shape is None else _filling(shape)
    colour = None if fill is None else fill.find(DRAWING + "srgbClr")
    return "" if colour is None else colour.get("val", "")


def _filling(shape: etree._Element) -> etree._Element | None:
    """Return what fills a shape: of its own, else of its style."""
    own = next((one for one in shape.iterfind(f"{SHAPE}spPr/*") if one.tag in _FILLS), None)
    if own is not None:
        return None if own.tag == DRAWING + "noFill" else own
    style = shape.find(f"{SHAPE}style/{DRAWING}fillRef")
    return None if style is None or style.get("idx") == "0" else style


def _shadings(paragraph: Paragraph, piece: Piece, styles: Styles) -> tuple[etree._Element | None, ...]:
    """Return the shadings behind a text, nearest first: of its run, its paragraph, its cell."""
    return (
        styles.run_property(piece.run, paragraph.element, "shd"),
        styles.paragraph_property(paragraph.element, "shd"),
        None if paragraph.cell is None else paragraph.cell.find(f"{WORD}tcPr/{WORD}shd"),
    )
