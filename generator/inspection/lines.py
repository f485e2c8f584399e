"""Lines, rows and text boxes that no page prints as they are: lower than what stands in them, letters on letters."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from generator.errors import Problem
from generator.inspection.grounds import is_unprinted
from generator.inspection.opened import Opened
from generator.word.package import DRAWING, PLACING, SHAPE, WORD
from generator.word.paragraphs import Flow, Paragraph
from generator.word.parts import MARGINS
from generator.word.styles import Styles, number, value

#: Signs that nothing parts, neither a space nor a dash, which no line holds: 16 cm take some 85 letters of 11 points.
_TOO_LONG = re.compile(r"[^\s\-–—{}%]{81,}")
#: Drawings are measured in English Metric Units, lines in twentieths of a point (ECMA-376, 20.4.2.7 and 17.3.1.33).
EMU = 635
#: Letters that are drawn together by more than this part of their size cover one another: an « i » takes a fifth.
_TIGHT = 6
_ANCHORED = (PLACING + "anchor", PLACING + "inline")


def too_long(text: str) -> re.Match[str] | None:
    """Return the first word of a text that is longer than a line, None when each fits."""
    return _TOO_LONG.search(text)


def told_long(word: str) -> tuple[str, str]:
    """Return what is wrong with a word that no line holds, and what to do."""
    message = f"« {word[:20]}… » a {len(word)} signes sans une espace : aucune ligne ne le contient"
    return message, "coupez-le par une espace ou un trait d’union"


def check_lines(template: Opened) -> Iterator[Problem]:
    """Find lines of an exact height, lower than what stands in them, crowded letters, and words longer than a line."""
    for paragraph in template.paragraphs:
        yield from _check_height(paragraph, template.styles)
        yield from _check_crowded(paragraph, template.styles)
        if long := too_long(paragraph.text):
            yield paragraph.problem(*told_long(long[0]), long.start())


def _check_height(paragraph: Paragraph, styles: Styles) -> Iterator[Problem]:
    height = styles.exact_line(paragraph.element)
    if not height:
        return
    written = [piece for piece in paragraph.pieces if (piece.element.text or "").strip()]
    letters = max((styles.size(piece.run, paragraph.element) * 10 for piece in written), default=0)
    pictures = max((number(one.get("cy", "")) // EMU for one in _pictures(paragraph)), default=0)
    if height < max(letters, pictures):
        what = "l’image, qui serait coupée" if pictures > letters else "les lettres : les lignes se chevaucheraient"
        yield paragraph.problem(
            f"l’interligne exact de {height / 20:g} pt".replace(".", ",") + f" est plus petit que {what}",
            "Paragraphe, Interligne : prenez « Simple » ou « Au moins » à la place de « Exactement »",
        )


def _check_crowded(paragraph: Paragraph, styles: Styles) -> Iterator[Problem]:
    for piece in paragraph.pieces:
        drawn = -number(value(styles.run_property(piece.run, paragraph.element, "spacing")))
        if drawn * _TIGHT > styles.size(piece.run, paragraph.element) * 10 and (piece.element.text or "").strip():
            yield paragraph.problem(
                f"des lettres sont resserrées de {drawn / 20:g} pt".replace(".", ",") + " : elles se couvrent",
                "Police, Paramètres avancés, Espacement : « Normal »",
                piece.start,
            )
            return


def check_rows(template: Opened) -> Iterator[Problem]:
    """Find rows of tables whose exact height cuts their text."""
    for flow, row in template.elements(WORD + "tr"):
        given = row.find(f"{WORD}trPr/{WORD}trHeight")
        height = number(value(given, "val")) if value(given, "hRule") == "exact" else 0
        if height and any(height_of(cell, flow, template.styles) > height for cell in row.findall(WORD + "tc")):
            message = "une ligne de tableau a une hauteur exacte qui coupe son texte"
            remedy = "Propriétés du tableau, Ligne, Hauteur : « Au moins » à la place de « Exactement »"
            yield flow.problem(row, message, remedy)


def height_of(container: etree._Element, flow: Flow, styles: Styles) -> int:
    """Return the least height of what a cell or a text box holds, a line each paragraph, in twentieths of a point."""
    held = set(container.iter(WORD + "p"))
    shown = [one for one in flow.paragraphs if one.element in held and not one.text.strip().startswith("{%p")]
    return sum(max((styles.size(piece.run, one.element) for piece in one.pieces), default=0) * 10 for one in shown)


def _pictures(paragraph: Paragraph) -> Iterator[etree._Element]:
    """Yield the sizes of the pictures that stand in the lines of a paragraph."""
    for drawing in paragraph.element.iter(WORD + "drawing"):
        yield from drawing.iterfind(f"{{*}}inline/{PLACING}extent")


def check_boxes(template: Opened) -> Iterator[Problem]:
    """Find text boxes with a frame or a ground, whose text is turned or does not fit, or that margins do not name."""
    for flow, shape in template.elements(SHAPE + "wsp"):
        held = shape.find(f"{SHAPE}txbx/{WORD}txbxContent")
        drawing = next((parent for parent in shape.iterancestors() if parent.tag in _ANCHORED), None)
        if held is not None and drawing is not None:
            yield from _check_box(flow, shape, held, drawing, template.styles)


def _check_box(
    flow: Flow, shape: etree._Element, held: etree._Element, drawing: etree._Element, styles: Styles
) -> Iterator[Problem]:
    body, extent, named = (
        shape.find(SHAPE + "bodyPr"),
        drawing.find(PLACING + "extent"),
        drawing.find(PLACING + "docPr"),
    )
    if body is not None and body.get("vert", "horz") != "horz":
        remedy = "Forme de zone de texte, Orientation du texte : horizontal"
        yield flow.problem(held, "le texte d’une zone de texte est tourné", remedy)
    if flow.kind in MARGINS and named is not None and not named.get("descr", "").strip():
        message = "une zone de texte de l’en-tête ou du pied de page n’a pas de texte de remplacement"
        yield flow.problem(held, message, "clic droit sur la zone, Texte de remplacement ; ou écrivez sans zone")
    if _is_framed(shape):
        message = "le cadre d’une zone de texte n’est pas imprimé sans LibreOffice : son texte l’est seul"
        remedy = "écrivez un paragraphe avec des bordures (Accueil, Bordures), ou Format de la forme, Contour : aucun"
        yield flow.problem(held, message, remedy, level="warning")
    if is_unprinted(shape):
        message = "le fond d’une zone de texte n’est pas imprimé sans LibreOffice : son texte l’est seul"
        remedy = "Format de la forme, Remplissage : aucun, ou uni d’une couleur choisie dans « Autres couleurs »"
        yield flow.problem(held, message, remedy, level="warning")
    grows = body is not None and body.find(DRAWING + "spAutoFit") is not None
    height = 0 if extent is None else number(extent.get("cy", "")) // EMU
    if not grows and height and height_of(held, flow, styles) > height:
        remedy = "agrandissez la zone, ou Format de la forme, Zone de texte : « Ajuster la forme au texte »"
        yield flow.problem(held, "une zone de texte est trop petite : la fin de son texte serait coupée", remedy)


def _is_framed(shape: etree._Element) -> bool:
    """Tell whether a line is drawn around a shape: its own, or that of its style (ISO/IEC 29500-1, 20.1.2.2.24)."""
    line, style = shape.find(f"{SHAPE}spPr/{DRAWING}ln"), shape.find(f"{SHAPE}style/{DRAWING}lnRef")
    return line.find(DRAWING + "noFill") is None if line is not None else style is not None and style.get("idx") != "0"
