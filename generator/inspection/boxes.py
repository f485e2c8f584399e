"""Text boxes: what the engines do not print alike in them, or cut off."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from generator.errors import Problem
from generator.inspection.grounds import is_unprinted
from generator.inspection.lines import EMU, height_of
from generator.inspection.opened import Opened
from generator.word.namespaces import DRAWING, PLACING, SHAPE
from generator.word.package import WORD
from generator.word.paragraphs import Flow
from generator.word.parts import MARGINS
from generator.word.styles import Styles, number

_ANCHORED = (PLACING + "anchor", PLACING + "inline")


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
