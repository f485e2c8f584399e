"""Pictures that one engine prints otherwise than the other: of another format, cropped, turned, moved, on the text."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator

from lxml import etree

from generator.errors import Problem
from generator.inspection.lines import EMU
from generator.inspection.opened import Opened
from generator.word.colours import unprinted
from generator.word.package import DRAWING, PICTURE, PLACING, RELATIONSHIP, WORD, target_of
from generator.word.parts import MARGINS
from generator.word.styles import number

#: How much of a file tells what it is.
_HEAD = 32
_SIDES = ("l", "t", "r", "b")
#: By how little a picture may be moved without reaching the next line, in English Metric Units.
_LEAST = 36_000


def check_pictures(template: Opened) -> Iterator[Problem]:
    """Find those that would not come out as they are seen in Word; each is told at its paragraph."""
    for flow in template.texts:
        part = template.root(flow)
        for picture in part.iter(PICTURE + "pic"):
            for message, remedy in _wrong(template, flow.part, picture):
                yield flow.problem(picture, message, remedy)
        for anchor in part.iter(PLACING + "anchor") if flow.kind not in MARGINS else ():
            hidden = _hidden(anchor, part)
            if hidden:
                yield flow.problem(anchor, *hidden, level="warning")


def _wrong(template: Opened, part: str, picture: etree._Element) -> Iterator[tuple[str, str]]:
    crop = next(picture.iter(DRAWING + "srcRect"), None)
    if crop is not None and any(crop.get(side, "0") != "0" for side in _SIDES):
        yield (
            "une image est rognée : le moteur intégré l’imprimerait entière, écrasée",
            "dans Word : Format de l’image, Compresser les images, Supprimer les zones rognées",
        )
    placed = next(picture.iter(DRAWING + "xfrm"), None)
    if placed is not None and placed.get("rot", "0") != "0":
        yield (
            "une image est tournée, ce que le moteur intégré ne fait pas",
            "tournez le fichier, et insérez-le de nouveau",
        )
    for name, head in _files(template, part, picture):
        kind = unprinted(name, head)
        if kind:
            yield (
                f"une image est au format {kind}, que le moteur intégré laisserait en blanc",
                "enregistrez-la en PNG à 8 bits par couleur ou en JPEG, et insérez-la de nouveau",
            )


def _files(template: Opened, part: str, picture: etree._Element) -> Iterator[tuple[str, bytes]]:
    """Yield the names of the files that a picture shows, and how each begins: by nothing when it is missing."""
    shown = {blip.get(RELATIONSHIP + "embed") for blip in picture.iter(DRAWING + "blip")}
    with zipfile.ZipFile(io.BytesIO(template.docx)) as archive:
        for link in template.package.links(part):
            if link.get("Id") in shown and link.get("TargetMode") != "External":
                name = target_of(posixpath.dirname(part), link)
                try:
                    with archive.open(name) as file:
                        yield name, file.read(_HEAD)
                except KeyError:  # which is told elsewhere
                    yield name, b""


def _hidden(anchor: etree._Element, part: etree._Element) -> tuple[str, str] | None:
    """Say what a picture or a text box would hide, and what to do; None for one around which the text goes."""
    written = next(anchor.iter(WORD + "t"), None) is not None
    if not written and next(anchor.iter(PICTURE + "pic"), None) is None:
        return None
    what, remedy = "une image", "clic droit sur l’image, Habillage : Aligné sur le texte"
    if anchor.find(PLACING + "wrapNone") is not None:
        message = "une image est posée sur le texte, ou derrière : ce qui est dessous se lirait mal, ou pas"
        return None if written else (message, remedy)
    if not _is_moved(anchor, part):
        return None
    if written:
        what, remedy = "une zone de texte", "faites-la glisser jusqu’au haut de son paragraphe, ou écrivez sans zone"
    return f"{what} n’est pas à la hauteur de son paragraphe : le moteur intégré peut l’imprimer sur le texte", remedy


def _is_moved(anchor: etree._Element, part: etree._Element) -> bool:
    """Tell whether something stands where the embedded engine does not keep the text away from it."""
    vertical, alone = anchor.find(PLACING + "positionV"), anchor.find(PLACING + "wrapTopAndBottom") is not None
    if vertical is None:
        return False
    origin, offset = vertical.get("relativeFrom"), number(vertical.findtext(PLACING + "posOffset", "0").strip())
    if origin in ("paragraph", "line"):
        moved = abs(offset) if alone else -offset
    elif origin in ("page", "topMargin"):
        tops = (number(one.get(WORD + "top", "")) * EMU for one in part.iter(WORD + "pgMar"))
        moved = offset - min(tops, default=0)
    else:
        moved = offset if origin == "margin" else 0
    return moved > _LEAST or vertical.findtext(PLACING + "align", "top") != "top"
